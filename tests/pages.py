"""The examples of the pages of codes, run. `python tests/pages.py` notes down what is found."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from prospecta.build import Wishes, build, reviewed
from prospecta.engines import Engines
from prospecta.explain import FOUND, Files, base, page
from prospecta.findings import CODES, Finding
from prospecta.places import WORKSPACE, templates
from prospecta.workspace.about import abouts
from prospecta.workspace.ranks import rivals
from prospecta.workspace.settings import settings

HEAD = """\
# What the wrong example of each page is told: where, and with which values. Made by
# `python tests/pages.py`; a test holds it against what is found.
"""


def put(folder: Path, files: Files) -> Path:
    """Write the files of an example as its page means them."""
    for name, held in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(held, str):
            path.write_text(held, encoding="utf-8")
        elif "hex" in held:
            path.write_bytes(bytes.fromhex(held["hex"]))
        elif "repeat" in held:
            path.write_text(held["repeat"] * int(held["times"]), encoding="utf-8")
        else:
            path.unlink()
            if "link" in held:
                path.symlink_to(held["link"])
    return folder


def findings(folder: Path, engines: Engines, *, pages: bool = False) -> list[Finding]:
    if (folder / WORKSPACE).exists() and (mistakes := settings(folder)[1]):
        return mistakes
    if members := sorted(path.parent for path in folder.glob("*/seminar.yaml")):
        return _among(folder, members, engines)
    if pages:
        return build(folder, Wishes(["pdf"], trusted=True), engines).findings
    return reviewed(folder, engines).findings


def _among(root: Path, members: Iterable[Path], engines: Engines) -> list[Finding]:
    """What is found in each seminar of a workspace, by its path from the root, and among them."""
    more = rivals(root, abouts(root, [path.name for path in members], {}, None))
    return [
        replace(one, span=replace(one.span, path=f"{path.name}/{one.span.path}"))
        for path in members
        for one in [*reviewed(path, engines).findings, *more.get(path.name, ())]
    ]


def first(code: str, found: Iterable[Finding]) -> Finding:
    """What a page shows of its own code."""
    return min((one for one in found if one.code == code), key=lambda one: one.span)


def noted(finding: Finding) -> dict[str, str]:
    return {"at": f"{finding.span.path}:{finding.span.line}", **finding.values}


def _row(code: str, engines: Engines) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = put(put(Path(name), base()), page(code, "fr").wrong)
        told = findings(folder, engines)
        if code not in {one.code for one in told}:
            told = findings(folder, engines, pages=True)
    values = noted(first(code, told)).items()
    lines = (f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values)
    return f"{code}:\n{''.join(lines)}"


if __name__ == "__main__":
    with Engines(pages=False) as begun:
        path = templates() / "explain" / f"{FOUND}.yaml"
        path.write_text("{}\n", encoding="utf-8")
        text = HEAD + "".join(_row(code, begun) for code in CODES)
        path.write_text(text, encoding="utf-8")
