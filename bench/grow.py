"""A report ten times as long: the example's blocks and texts, copied under other ids."""

import re
import shutil
import sys
from pathlib import Path

REFERENCE = r"(\b(?:id|workshop|lane|horizon|levers|objectives|after):[ ]+)(\[[^\]]*\]|[\w-]+)"
REPEATED = ("swot", "vision", "text", "workshops.yaml", "actions.yaml", "approach.yaml")
REPEATED += ("follow-ups.yaml", "participants.yaml")


def grow(source: Path, target: Path, times: int) -> Path:
    """Write the folder `times` times as long; the outline repeats the example's."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build"))
    identity = (source / "seminar.yaml").read_text(encoding="utf-8")
    head, outline = identity.split("outline:\n")
    sections = [outline]
    for number in range(2, times + 1):
        _copy(source, target, number)
        sections.append(_renamed_outline(outline, number))
    whole = head + "outline:\n" + "".join(sections)
    (target / "seminar.yaml").write_text(whole, encoding="utf-8")
    return target


def _copy(source: Path, target: Path, number: int) -> None:
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if not path.is_file() or relative.parts[0] not in REPEATED:
            continue
        words = path.read_text(encoding="utf-8")
        if path.suffix == ".yaml":
            words = _renamed(words, number)
            single = len(relative.parts) == 1
            folder = relative.stem if single else relative.parts[0]
            copied = target / folder / f"{relative.stem}-{number}.yaml"
        else:
            words = words.replace("![](#objectives)", "")
            words = re.sub(r"\(#([\w-]+)\)", lambda m: f"(#{_place(m[1], number)})", words)
            words = re.sub(r"\{#([\w-]+)", rf"{{#\1-{number}", words)
            copied = target / "text" / f"{relative.stem}-{number}.md"
        copied.parent.mkdir(exist_ok=True)
        copied.write_text(words, encoding="utf-8")


def _renamed(words: str, number: int) -> str:
    def change(found: re.Match[str]) -> str:
        return found[1] + re.sub(r"[\w-]+", lambda one: f"{one[0]}-{number}", found[2])

    renamed = re.sub(REFERENCE, change, words)
    return re.sub(
        r"(\b(?:organisation|lead|partners|who):[ ]+)([^\n]*)",
        lambda found: found[1] + re.sub(r"[\w-]+", lambda one: f"{one[0]}-{number}", found[2]),
        renamed,
    )


def _place(name: str, number: int) -> str:
    """The id that the copy of a block has."""
    if name == "objectives":
        return name
    kinds = ("actions-table", "actions", "approach", "follow-ups", "participants", "workshops")
    kind = next((one for one in kinds if name == one), "")
    return f"{kind}-{kind}-{number}" if kind else f"{name}-{number}"


def _renamed_outline(outline: str, number: int) -> str:
    kept = []
    for line in outline.splitlines():
        if found := re.fullmatch(r"(\s*- )(text/[\w-]+)\.md", line):
            kept.append(f"{found[1]}{found[2]}-{number}.md")
        elif found := re.fullmatch(r"(\s*- )([a-z][\w-]*)", line):
            kept.append(f"{found[1]}{_place(found[2], number)}")
        else:
            kept.append(re.sub(r"(\b(?:id|workshop): )([\w-]+)", rf"\1\2-{number}", line))
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    grow(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
