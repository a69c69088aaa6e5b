"""What the disk says of a workspace without one file being opened."""

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from prospecta.places import BUILD, SEMINAR

Row: TypeAlias = tuple[str, int, int, int, int]
"""A file: its path from the folder with `/`, size, times of change and of status, inode."""
SKIPPED = frozenset({"__pycache__", "node_modules"})


def members(root: Path, but: Iterable[str] = ()) -> Mapping[str, tuple[Row, ...]]:
    """Every seminar folder below `root`, by its path from it, with the files that it holds.

    A seminar holds no other. Hidden folders are not looked into, nor those that `but` names by
    their paths from the root. The paths come in the order of their names.
    """
    found: dict[str, tuple[Row, ...]] = {}
    left_out = frozenset(but)
    waiting = [("", str(root))]
    while waiting:
        path, folder = waiting.pop()
        try:
            entries = _entries(folder)
        except OSError:
            # Nobody knows what is in it: to leave it out in silence could lose a seminar.
            found[path] = rows(folder)
            continue
        if any(entry.name == SEMINAR for entry in entries):
            found[path] = rows(folder)
            continue
        for entry in entries:
            below = f"{path}/{entry.name}" if path else entry.name
            if entry.name == BUILD or entry.name in SKIPPED or below in left_out:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((below, entry.path))
    return dict(sorted(found.items()))


def rows(folder: str | Path) -> tuple[Row, ...]:
    """The files that may shape what is made of a folder: all but outputs and what is hidden."""
    found: list[Row] = []
    waiting = [("", str(folder))]
    while waiting:
        path, place = waiting.pop()
        try:
            entries = _entries(place)
        except OSError as error:  # whoever reads the folder will say so
            found.append((path, -1, error.errno or 0, 0, 0))
            continue
        for entry in entries:
            name = f"{path}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED and name != BUILD:
                    waiting.append((f"{name}/", entry.path))
                continue
            try:
                stat = entry.stat()
            except OSError:  # a link to nowhere
                found.append((name, -1, 0, 0, 0))
                continue
            found.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    return tuple(sorted(found))


def file_row(path: Path) -> Row:
    """What the disk says of one file; of none where there is no file."""
    try:
        stat = path.stat()
    except OSError:
        return (path.name, -1, 0, 0, 0)
    return (path.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def seen(found: Iterable[Row]) -> str:
    """A short name for what the disk says of these files: it changes when one of them does."""
    return blake2b(repr(tuple(found)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def newest(found: Iterable[Row]) -> int:
    """The latest of the times, in nanoseconds since 1970; 0 when there is no file."""
    return max((max(row[2], row[3]) for row in found), default=0)


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as found:
        return [entry for entry in found if not entry.name.startswith(".")]
