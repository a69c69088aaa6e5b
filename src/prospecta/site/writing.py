"""The folder of the site: written beside the earlier one, then put in its place."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from prospecta.caches import own
from prospecta.findings import ToolError
from prospecta.output import locked
from prospecta.places import SEMINAR, SITE, WORKSPACE

MARKED = "Written by prospecta site: the whole folder is replaced each time.\n"
SOURCES = frozenset({SEMINAR, WORKSPACE, ".git", "HEAD"})
"""Files that no site holds."""
PART, OLD = ".part", ".old"
LOCK_SECONDS = 120
"""How long to wait for another site that is being written to the same folder."""


def replaceable(folder: Path) -> bool:
    """Whether a site may be written there: it is not there, or empty, or an earlier site.

    A mark alone proves nothing, as anybody may commit one: where sources stand, no site was.
    """
    if folder.is_symlink():
        return False
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    return not any(folder.iterdir()) or ((folder / SITE).is_file() and not _sources(folder))


def _sources(folder: Path) -> bool:
    """Whether a folder holds seminars, a workspace or a repository, however deep."""
    return any(
        ".git" in below or not SOURCES.isdisjoint(names) for _, below, names in os.walk(folder)
    )


def put(folder: Path, files: Iterable[tuple[str, bytes | Path]]) -> int:
    """Make `folder` hold these files and nothing else, and say how many bytes they are.

    A path stands for a file to copy. Raises ToolError when the disk refuses; the earlier site is
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
            finally:
                shutil.rmtree(part, ignore_errors=True)
            return size
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror or error}"
        raise ToolError(message) from error


def _filled(part: Path, files: Iterable[tuple[str, bytes | Path]]) -> int:
    size = 0
    part.mkdir()
    (part / SITE).write_text(MARKED, encoding="utf-8")
    made = {part}
    for name, held in files:
        path = part / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if isinstance(held, Path):
            shutil.copyfile(held, path)
            size += path.stat().st_size
        else:
            path.write_bytes(held)
            size += len(held)
    return size


def _swap(part: Path, folder: Path) -> None:
    """Two renames: between them there is no site, for an instant."""
    if not replaceable(folder):
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
