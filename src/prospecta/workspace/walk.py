"""What the disk says of a workspace without one file being opened."""

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

from prospecta.places import BUILD, SEMINAR, TOOLS
from prospecta.workspace.beside import beside

Row: TypeAlias = tuple[str, int, int, int, int]
"""A file: its path from the folder with `/`, size, times of change and of status, inode."""
Files: TypeAlias = dict[str, tuple[Row, ...]]
Folder: TypeAlias = tuple[str, str, list["os.DirEntry[str]"] | None]
"""A seminar's path, its place, and what is in it if that is known."""
MANY = 200
"""Seminars from which a second process is worth its start."""
MISNAMED = frozenset({SEMINAR, "seminar.yml", "seminar.yaml.txt", "seminar.yml.txt"})
"""How the file of a seminar is called by mistake, capitals aside."""


class Aside(NamedTuple):
    """A folder that looks like a seminar's and is no member, and why not.

    It is `hidden`, a `link`, of a name that is `taken`, or its file `name` is not quite the name.
    """

    path: str
    why: str
    name: str = ""


def members(
    root: Path, but: Iterable[str] = (), aside: list[Aside] | None = None
) -> Mapping[str, tuple[Row, ...]]:
    """Every seminar folder below `root`, by its path from it, with the files that it holds.

    A seminar holds no other. Hidden folders are not looked into, nor those that `but` names by
    their paths from the root. The paths come in the order of their names. In `aside` is put what
    was met on the way and left out.
    """
    found: list[Folder] = []
    left_out = frozenset(but)
    waiting = [("", str(root))]
    while waiting:
        path, folder = waiting.pop()
        try:
            entries = _entries(folder, hidden=aside is not None)
        except OSError:
            # Nobody knows what is in it: to leave it out in silence could lose a seminar.
            found.append((path, folder, None))
            continue
        if any(entry.name == SEMINAR for entry in entries):
            found.append((path, folder, [entry for entry in entries if entry.name[0] != "."]))
            continue
        for entry in entries:
            below = f"{path}/{entry.name}" if path else entry.name
            why = _left_out(entry, root)
            if below not in left_out and not why and entry.is_dir(follow_symlinks=False):
                waiting.append((below, entry.path))
            elif aside is not None and why and Path(entry.path, SEMINAR).is_file():
                aside.append(Aside(below, why))
            elif aside is not None and entry.name.lower() in MISNAMED:
                aside.append(Aside(path, "named", entry.name))
    return dict(sorted(_looked_at(found).items()))


def _looked_at(folders: list[Folder]) -> Files:
    """The files of each folder by its path. At half of many, a second process looks meanwhile."""

    def look(some: list[Folder]) -> Files:
        return {path: _rows(folder, entries) for path, folder, entries in some}

    middle = len(folders) // 2 if len(folders) > MANY else 0
    answer = beside(lambda: look(folders[:middle])) if middle else dict
    return {**look(folders[middle:]), **(answer() or look(folders[:middle]))}


def rows(folder: str | Path, *, beyond: bool = False) -> tuple[Row, ...]:
    """The files that may shape what is made of a folder: all but outputs and what is hidden.

    Links to folders are followed within the folder; with `beyond`, wherever they lead.
    """
    return _rows(str(folder), None, beyond=beyond)


def _rows(
    folder: str, within: list["os.DirEntry[str]"] | None, *, beyond: bool = False
) -> tuple[Row, ...]:
    """The files in a folder, whose entries may be known, and below it."""
    found: list[Row] = []
    waiting = [("", folder, within)]
    followed: set[Path] = set()
    while waiting:
        path, place, entries = waiting.pop()
        try:
            entries = _entries(place) if entries is None else entries
        except OSError as error:  # whoever reads the folder will say so
            found.append((path, -1, error.errno or 0, 0, 0))
            continue
        for entry in entries:
            name = path + entry.name
            own = entry.is_dir(follow_symlinks=False)
            aside = entry.name in TOOLS or name == BUILD
            if not aside and (own or _follow(entry, folder, followed, beyond=beyond)):
                waiting.append((f"{name}/", entry.path, None))
            if own:
                continue
            try:
                stat = entry.stat()
            except OSError:  # a link to nowhere
                found.append((name, -1, 0, 0, 0))
                continue
            found.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    found.sort()
    return tuple(found)


def _follow(entry: "os.DirEntry[str]", folder: str, followed: set[Path], *, beyond: bool) -> bool:
    """Whether a link leads to a folder that is to be looked into: once, or it might not end."""
    if not entry.is_symlink() or not Path(entry.path).is_dir():
        return False
    target = Path(entry.path).resolve()
    top = Path(folder).resolve()
    if target == top or target in followed or not (beyond or target.is_relative_to(top)):
        return False
    followed.add(target)
    return True


def file_row(path: str | Path) -> Row:
    """What the disk says of one file; of none where there is no file."""
    name = os.path.basename(path)  # noqa: PTH119 - thousands of them are asked for at once
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return (name, -1, 0, 0, 0)
    return (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def seen(found: Iterable[Row]) -> str:
    """A short name for what the disk says of these files: it changes when one of them does."""
    return blake2b(repr(tuple(found)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def newest(found: Iterable[Row]) -> int:
    """The latest of the times, in nanoseconds since 1970; 0 when there is no file."""
    return max((max(row[2], row[3]) for row in found), default=0)


def _left_out(entry: "os.DirEntry[str]", root: Path) -> str:
    """Why a folder is not looked into; an empty text for one that is, and for a file."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.name == BUILD or entry.name in TOOLS:
        return "taken"
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
        return "link"
    return ""


def _entries(folder: str, *, hidden: bool = False) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as found:
        return [entry for entry in found if hidden or entry.name[0] != "."]
