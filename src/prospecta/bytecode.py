"""Compiled templates, kept between builds: compiling them takes a tenth of a small build."""

import os
import stat
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Compiled(FileSystemBytecodeCache):
    """Jinja's own cache, whose entries hold for one template, one Jinja and one Python only.

    What is damaged is compiled anew.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - a damaged entry may fail in any way
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return  # A disk that is full or closed costs time, and nothing else.


def compiled() -> Compiled | None:
    """The cache in the user's own folder; None where there is no folder that is theirs alone.

    Entries are code, so a folder that others may write to is not used.
    """
    try:
        root = Path(os.environ.get("XDG_CACHE_HOME", ""))
        folder = (
            (root if root.is_absolute() else Path.home() / ".cache") / "prospecta" / "templates"
        )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # no such folder, or nobody's home
        return None
    if os.name == "posix" and (found.st_uid != os.getuid() or found.st_mode & OTHERS):
        return None
    return Compiled(str(folder), "%s.cache")
