"""Which file of a seminar folder is what."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from prospecta.astray import no_seminar
from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.places import BUILD, SEMINAR, TOOLS
from prospecta.text import slug

__all__ = [
    "BUILD",
    "FIGURES",
    "FREE",
    "IGNORED",
    "MAX_FILES",
    "MAX_READ",
    "SEMINAR",
    "TEXTS",
    "TOO_LARGE",
    "default_id",
    "files",
    "no_seminar",
    "sort_out",
]

TEXTS = "text"
FIGURES = "figures"
IGNORED = frozenset({BUILD, FIGURES, "templates"})
"""Folders that hold no data: outputs, pictures, frames. Nor do TOOLS, at any depth."""
TOO_LARGE = "report-too-large"
FREE = frozenset({"readme.md", "license.md", "changelog.md", "contributing.md"})
"""Files that a repository has anyway, at the top of the folder."""
MAX_FILES = 10_000
"""Files that are looked for; a few more where a folder has them."""
MAX_READ = 1_000
"""Files of a seminar: where there are more, none is read."""
MAX_LEVELS = 64
"""Folders in one another; what walks through them recurses."""


def files(folder: Path) -> list[str]:
    """The YAML and Markdown files of a seminar, relative to it, in a fixed order."""
    found: list[str] = []
    for root, below, names in os.walk(folder):
        at_top = Path(root) == folder
        aside = TOOLS | IGNORED if at_top else TOOLS
        below[:] = sorted(name for name in below if name[0] != "." and name not in aside)
        if below and root.count(os.sep) - str(folder).count(os.sep) >= MAX_LEVELS:
            found.append((Path(root) / below[0]).relative_to(folder).as_posix())
            below.clear()
        for name in sorted(names):
            if name.startswith(".") or (at_top and name.lower() in FREE):
                continue
            if PurePosixPath(name).suffix.lower() in {".yaml", ".yml", ".md"}:
                found.append((Path(root) / name).relative_to(folder).as_posix())
        if len(found) > MAX_FILES:
            break
    return found


def sort_out(paths: list[str], kinds: list[str]) -> tuple[Mapping[str, str], list[Finding]]:
    """The kind of each file by its path, and a finding for each that has no place here.

    Of more than MAX_READ files, none has a kind, and one finding is all that is told. So is of a
    seminar's folder in this one, whatever it holds.
    """
    if len(paths) > MAX_READ:
        return {}, [_too_many(paths)]
    kind_of: dict[str, str] = {}
    within = _seminars(paths, kinds)
    findings = [_within(folder) for folder in within]
    for path in paths:
        if path.startswith(tuple(f"{folder}/" for folder in within)):
            continue
        kind = _kind(path, kinds)
        if kind:
            kind_of[path] = kind
        elif path != SEMINAR:
            findings.append(_stranger(path, kinds))
    return kind_of, findings


def _seminars(paths: list[str], kinds: list[str]) -> list[str]:
    """The folders that are seminars of their own, the outermost ones."""
    found: list[str] = []
    for path in paths:
        folder, _, name = path.rpartition("/")
        own = folder.partition("/")[0] in {TEXTS, *kinds}
        if name == SEMINAR and folder and not own:
            found.append(folder)
    return [one for one in found if not one.startswith(tuple(f"{other}/" for other in found))]


def _within(folder: str) -> Finding:
    path = f"{folder}/{SEMINAR}"
    return Finding("unknown-file", Span(path), {"path": path, "kind": "seminar", "folder": folder})


def _kind(path: str, kinds: list[str]) -> str:
    """`swot` for `swot.yaml` and for `swot/jour-1.yaml`; an empty text for what has no place."""
    parts = PurePosixPath(path)
    if parts.suffix == ".md":
        return "prose" if parts.parts[0] == TEXTS and len(parts.parts) > 1 else ""
    above = parts.parent.parts
    name = parts.stem if not above else above[0] if len(above) == 1 else ""
    return name if parts.suffix == ".yaml" and name in kinds else ""


def _too_many(paths: list[str]) -> Finding:
    """That of the folder in which most of them are."""
    (most, _), *_ = Counter(path.partition("/")[0] for path in paths).most_common(1)
    return Finding(TOO_LARGE, Span(paths[MAX_READ]), {"path": most, "files": str(MAX_READ)})


def _stranger(path: str, kinds: list[str]) -> Finding:
    parts = PurePosixPath(path)
    if parts.suffix.lower() == ".md":
        suggestion = f"{TEXTS}/{parts.with_suffix('.md').name}"
    elif len(parts.parts) > 1:
        kind = nearest(parts.parts[0], kinds)
        suggestion = f"{kind}/{parts.stem}.yaml" if kind else ""
    else:
        kind = nearest(parts.stem, [*kinds, "seminar"])
        suggestion = f"{kind}.yaml" if kind else ""
    values = {"path": path, "suggestion": suggestion, "known": ", ".join(kinds)}
    return Finding("unknown-file", Span(path), values)


def default_id(path: str, kind: str) -> str:
    """`swot/Été 1.yaml` is `swot-ete-1`; `actions.yaml` is `actions`."""
    parts = PurePosixPath(path)
    if len(parts.parts) == 1:
        return kind
    return f"{kind}-{slug(parts.stem)}".removesuffix("-")
