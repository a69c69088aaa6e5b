"""A file replaced whole or not at all: its new bytes stand beside it before they take its place."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

PART = ".part"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@contextlib.contextmanager
def beside(target: Path, data: bytes) -> Iterator[Path]:
    """A file beside `target` that holds `data`, synced, for `replace`; it is gone afterwards.

    It has the owner, as far as the system lets us, and the permissions of `target`, or those of
    any new file. What a run that was killed left there is cleared. Raises OSError.
    """
    _clear(target)
    like = target.stat() if target.exists() else None
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    try:
        try:
            _write(part, data, like)
        except OSError as error:
            # Nobody knows the file by the name that we gave it.
            error.filename = str(target)
            raise
        yield part
    finally:
        part.unlink(missing_ok=True)


def _clear(target: Path) -> None:
    ours = re.compile(rf"\.{re.escape(target.name)}\.(\d+){re.escape(PART)}")
    for left in target.parent.iterdir():
        found = ours.fullmatch(left.name)
        if found and not _runs(int(found[1])):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if os.name != "posix":
        # Asking there would end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _write(part: Path, data: bytes, like: os.stat_result | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK
    descriptor = os.open(part, flags, 0o600 if like else 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        os.chown(part, like.st_uid, like.st_gid)
    part.chmod(stat.S_IMODE(like.st_mode))
