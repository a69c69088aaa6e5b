"""The folder in which the program keeps what it would otherwise make again."""

import contextlib
import os
import stat
from pathlib import Path

TRIED = 1_000_000
"""Bytes that are written to see whether a disk has room: about what a seminar's documents take."""
OTHERS = stat.S_IWGRP | stat.S_IWOTH


def own(part: str) -> Path | None:
    """A part of the user's own cache folder; None where there is no folder that is theirs alone.

    What is kept there is trusted, so a folder that others may write to is not used.
    """
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME", ""))
        folder = (root if root.is_absolute() else Path.home() / ".cache") / "prospecta" / part
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # no such folder, or nobody's home
        return None
    if os.name == "posix" and (found.st_uid != os.getuid() or found.st_mode & OTHERS):
        return None
    return folder


def refusal(folder: Path) -> str:
    """Why nothing can be kept in a folder, in the system's words; an empty text if it can."""
    trial = folder / f".{os.getpid()}.try"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(bytes(TRIED))
    except OSError as error:
        return error.strerror or type(error).__name__
    finally:
        with contextlib.suppress(OSError):
            trial.unlink()
    return ""


def put(path: Path, data: bytes) -> None:
    """Put a file in its place whole, so that another run never reads half of it.

    Unlike an output it is not synced: what a power cut damages is noticed and made again. A disk
    that refuses costs time at the next run, and nothing else.
    """
    # Imported here: mostly there is nothing to keep.
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
