"""Bytes in, findings out: nothing that a file may hold makes reading and checking fail.

    python fuzz/load_and_check.py -runs=1000000 -max_len=2048 -dict=fuzz/yaml.dict CORPUS fuzz/seeds

An input is one file of a folder whose other files are right: its first byte says which file, the
rest is what it holds. Only the disk is replaced; a second byte in sixteen has the file read
without libyaml too, which must judge the same. `python fuzz/load_and_check.py --seeds CORPUS`
writes the example's files as first inputs.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["prospecta"]):
    from prospecta import seminar
    from prospecta.checks import check
    from prospecta.encodings import decode
    from prospecta.findings import CODES, Finding, ToolError
    from prospecta.source import MAX_BYTES, Source, forbidden_character
    from prospecta.strict_yaml import load
    from prospecta.strict_yaml.events import PARSERS

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "seminaire-2015-05-28"
NAMES = ("seminar.yaml", *(f"{kind}.yaml" for kind in seminar.FILED), "text/texte.md")
RIGHT = {
    "seminar.yaml": b"title: T\nkind: K\nlanguage: fr\ndates: 2026-05-28\n"
    b"outline: [text/texte.md]\n",
    "text/texte.md": b"Bonjour.\n",
}
BOTH = 16
"""One input in so many is read with and without libyaml."""


def one(data: bytes) -> None:
    if len(data) < 2:  # noqa: PLR2004 - the two bytes that choose
        return
    name, held = NAMES[data[0] % len(NAMES)], data[2:]
    files = {**RIGHT, name: held}
    found, findings = _read(files)
    if found is not None:
        findings += check(found)
    for finding in findings:
        assert finding.code in CODES, finding
        assert finding.span.line > 0, finding
        assert finding.span.column > 0, finding
    if data[1] % BOTH == 0 and name.endswith(".yaml"):
        _same_without_libyaml(name, held)


def _read(files: dict[str, bytes]) -> tuple[seminar.Seminar | None, list[Finding]]:
    def read(_: Path, relative: str, limit: int = MAX_BYTES) -> Source | Finding:
        assert len(files[relative]) <= limit
        text = decode(files[relative], relative)
        if isinstance(text, Finding):
            return text
        source = Source(relative, text)
        return forbidden_character(source) or source

    seminar.read = read
    seminar.layout.files = lambda _: sorted(files)
    try:
        return seminar.read_seminar(FOLDER)
    except ToolError:
        return None, []


def _same_without_libyaml(name: str, held: bytes) -> None:
    """The same value with the same findings; or none, and where it breaks may be seen elsewhere."""
    text = decode(held, name)
    if isinstance(text, str) and "libyaml" in PARSERS:
        told = [_judged(Source(name, text), key) for key in PARSERS]
        assert told[0] == told[1], told


def _judged(source: Source, parser: str) -> tuple[object, object]:
    value, findings = load(source, PARSERS[parser])
    if value is None:
        return None, bool(findings)
    codes = sorted(one.code for one in findings)
    return value, (codes, [one.span for one in findings if one.code != "yaml-syntax"])


def seeds(folder: Path) -> None:
    """The example's files, as inputs."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(EXAMPLE.rglob("*")):
        relative = path.relative_to(EXAMPLE)
        kind = (
            "text/texte.md" if path.suffix == ".md" else f"{relative.parts[0].split('.')[0]}.yaml"
        )
        if kind in NAMES and path.is_file():
            chosen = bytes([NAMES.index(kind), 0])
            (folder / relative.as_posix().replace("/", "-")).write_bytes(chosen + path.read_bytes())


def main(words: Sequence[str]) -> None:
    if words[1:2] == ["--seeds"]:
        seeds(Path(words[2]))
        return
    atheris.Setup(list(words), one)
    atheris.Fuzz()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        FOLDER = Path(made)
        (FOLDER / "seminar.yaml").touch()
        main(sys.argv)
