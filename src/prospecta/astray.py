"""Where the seminar may be when it is not in the folder that was named."""

import os
from collections.abc import Iterator
from pathlib import Path

from prospecta.findings import Finding, Span
from prospecta.places import SEMINAR, WORKSPACE, root_of
from prospecta.synonyms import nearest

ENTRIES = 1000
"""Names that are looked at: a folder that is no seminar's may be any."""
NAMED = 5
"""Seminars that are named at most."""
ABOVE = 2


def no_seminar(folder: Path) -> Finding:
    """That a folder is no seminar, and what it may be instead.

    `suggestion` is the file in it that was probably meant to make it one, `below` are the
    seminars in it, `above` is the one that it lies in: as they would be named where `folder` was.
    `root` is the file that makes it a part of a workspace.
    """
    files, folders = _entries(folder)
    meant = [name for name in files if nearest(_stem(name), ["seminar"])]
    values = {"suggestion": meant[0] if meant else ""}
    below = [name for name in folders if is_seminar(folder / name)]
    above = list(_above(folder))
    if below:
        values["below"] = ", ".join(_named(folder, name) for name in below[:NAMED]) + (
            ", …" if len(below) > NAMED else ""
        )
    elif above:
        values["above"] = _named(folder, above[0])
    if not above and root_of(folder) is not None:
        values["root"] = WORKSPACE
    return Finding("no-seminar", Span(SEMINAR), values)


def _named(folder: Path, name: str) -> str:
    """The way to a folder beside one that was named, from where that name leads to it."""
    found = Path(os.path.normpath(folder / name))
    same = found.resolve() == (folder / name).resolve()
    return found.as_posix() if same and not folder.is_absolute() else name


def is_seminar(folder: Path) -> bool:
    """Whether a folder is a seminar's; one that may not be looked into is not."""
    try:
        return (folder / SEMINAR).is_file()
    except OSError:
        return False


def _entries(folder: Path) -> tuple[list[str], list[str]]:
    """The files and the folders in a folder, hidden ones left out; none if it cannot be read."""
    files, folders = list[str](), list[str]()
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(ENTRIES), strict=False):
                if not entry.name.startswith("."):
                    (folders if entry.is_dir() else files).append(entry.name)
    except OSError:
        return [], []
    return sorted(files), sorted(folders)


def _stem(name: str) -> str:
    """The name of a YAML file without its ends: some editors put `.txt` behind them, unseen."""
    path = Path(name.lower().removesuffix(".txt"))
    return path.stem if path.suffix in {".yaml", ".yml"} else ""


def _above(folder: Path) -> Iterator[str]:
    for levels in range(1, ABOVE + 1):
        up = Path(*[os.pardir] * levels)
        if is_seminar(folder.resolve() / up):
            yield up.as_posix()
