"""What shows that a folder is a site of ours and nothing else: a mark with the hash of every file.

Anybody may write a mark, but not one that vouches for a file which its writer does not know: a
folder that holds anything beside, or altered, is not ours to replace. What the disk said when a
site was written is noted away from it, so that mostly no file need be read.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import NamedTuple

from prospecta.caches import own, put
from prospecta.places import SEMINAR, SITE, WORKSPACE
from prospecta.source import plain_bytes

HEAD = "Written by prospecta site: the whole folder is replaced each time.\n"
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave where somebody looked into a folder."""
SOURCES = frozenset({SEMINAR, WORKSPACE, ".git", "HEAD"})
"""Files that no site holds, whatever its mark says."""
MAX_MARK, MAX_NOTE = 64_000_000, 100


class _File(NamedTuple):
    """A file of a site by its path from there with `/`, and what the disk says of it."""

    path: str
    mode: int
    size: int
    modified: int
    changed: int
    inode: int


def mark(hashes: Mapping[str, str]) -> str:
    """The text of the mark of a site whose files, by their paths, have these SHA-256."""
    return HEAD + json.dumps(hashes, indent=0, sort_keys=True) + "\n"


def stranger(folder: Path) -> str | None:
    """The path of a file that no site of ours put into a folder as it is; None if there is none.

    Raises OSError when the folder cannot be looked into.
    """
    found = sorted(_files(folder))
    if not found or _noted(folder) == _seen(found):
        return None
    known = _vouched(folder)
    others = (one for one in found if one.path != SITE or not stat.S_ISREG(one.mode))
    return next((one.path for one in others if not _ours(folder, one, known)), None)


def remember(folder: Path) -> None:
    """Note what the disk says of a site that was just written."""
    note = _note(folder)
    if note is not None:
        with suppress(OSError):  # the next site then reads it
            put(note, _seen(sorted(_files(folder))).encode())


def _ours(folder: Path, one: _File, known: Mapping[str, str]) -> bool:
    named = known.get(one.path)
    *above, name = one.path.split("/")
    if named is None or not stat.S_ISREG(one.mode) or name in SOURCES or ".git" in above:
        return False
    with (folder / one.path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == named


def _vouched(folder: Path) -> Mapping[str, str]:
    """The hash of each file that the mark of a folder vouches for."""
    try:
        head, _, body = plain_bytes(folder / SITE, MAX_MARK).decode().partition("\n")
        found = json.loads(body) if head == HEAD.rstrip("\n") else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(folder: Path) -> Iterator[_File]:
    """All that is in a folder but folders and litter, hidden files and links too."""
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{path}/", entry.path))
                elif entry.name not in LITTER:
                    held = entry.stat(follow_symlinks=False)
                    times = held.st_mtime_ns, held.st_ctime_ns
                    yield _File(path, held.st_mode, held.st_size, *times, held.st_ino)


def _seen(found: list[_File]) -> str:
    return blake2b(repr(found).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _noted(folder: Path) -> str:
    note = _note(folder)
    try:
        return "" if note is None else plain_bytes(note, MAX_NOTE).decode("ascii")
    except (OSError, ValueError):
        return ""


def _note(folder: Path) -> Path | None:
    notes = own("sites")
    name = blake2b(os.fsencode(folder), digest_size=16).hexdigest()
    return None if notes is None else notes / name
