"""The folder of the site: written beside the earlier one, then put in its place."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from prospecta.caches import own
from prospecta.findings import ToolError
from prospecta.output import locked
from prospecta.places import SITE
from prospecta.site.mark import mark, remember, stranger

PART, OLD = ".part", ".old"
LOCK_SECONDS = 120
"""How long to wait for another site that is being written to the same folder."""


def foreign(folder: Path) -> str | None:
    """What in a folder forbids to write a site there; None if it is not there or an earlier site.

    An empty text stands for a folder that is no site at all. Raises ToolError when it cannot be
    looked into.
    """
    if not folder.exists() and not folder.is_symlink():
        return None
    if folder.is_symlink() or not folder.is_dir():
        return ""
    try:
        found = stranger(folder)
    except OSError as error:
        raise _refused(folder, error) from error
    return "" if found and not (folder / SITE).is_file() else found


class Copy(NamedTuple):
    """A file that goes into a site as it is, or its bytes, and its SHA-256 where that is known."""

    held: Path | bytes
    known: str = ""


def put(folder: Path, files: Iterable[tuple[str, bytes | Copy]]) -> int:
    """Make `folder` hold these files and nothing else, and say how many bytes they are.

    Raises ToolError when the disk refuses; the earlier site is
    then as it was.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _clear(folder)
            part = folder.with_name(f".{folder.name}.{os.getpid()}{PART}")
            try:
                size = _filled(part, files)
                _swap(part, folder)
                remember(folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
            return size
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> ToolError:
    return ToolError(f"{error.filename or folder}: {error.strerror or error}")


def _filled(part: Path, files: Iterable[tuple[str, bytes | Copy]]) -> int:
    size = 0
    part.mkdir()
    (part / SITE).write_text(mark({}), encoding="ascii")
    made, hashes = {part}, dict[str, str]()
    for name, held in files:
        path = part / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        much, hashes[name] = _put(path, held if isinstance(held, Copy) else Copy(held))
        size += much
    (part / SITE).write_text(mark(hashes), encoding="ascii")
    return size


def _put(path: Path, copy: Copy) -> tuple[int, str]:
    """Write a file, and say how many bytes it is, and its SHA-256."""
    if copy.known and isinstance(copy.held, Path):
        shutil.copyfile(copy.held, path)
        return path.stat().st_size, copy.known
    data = copy.held.read_bytes() if isinstance(copy.held, Path) else copy.held
    path.write_bytes(data)
    return len(data), copy.known or sha256(data).hexdigest()


def _swap(part: Path, folder: Path) -> None:
    """Two renames: between them there is no site, for an instant."""
    if foreign(folder) is not None:
        message = f"{folder}: it holds something else than an earlier site"
        raise ToolError(message)
    old = folder.with_name(f".{folder.name}.{os.getpid()}{OLD}")
    there = folder.exists()
    if there:
        folder.rename(old)
    try:
        part.rename(folder)
    except BaseException:
        if there:
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Take away what a run that was killed left; put back the earlier site if it was moved."""
    ours = re.compile(rf"\.{re.escape(folder.name)}\.\d+({re.escape(PART)}|{re.escape(OLD)})")
    for left in sorted(folder.parent.iterdir()):
        found = ours.fullmatch(left.name)
        if not found or left.is_symlink() or not (left / SITE).is_file():
            continue
        if found[1] == OLD and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time: the lock is kept away from the folder, which others publish."""
    locks = own("locks")
    if locks is None:
        yield
        return
    name = blake2b(os.fsencode(folder), digest_size=16).hexdigest()
    with locked(folder, locks / f"{name}.lock", LOCK_SECONDS):
        yield
