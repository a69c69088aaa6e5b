"""Compiled templates, kept between builds: compiling them takes a tenth of a small build."""

from types import CodeType

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from prospecta.caches import own

_read: dict[str, tuple[str, CodeType]] = {}
"""What this process read last of a template's file: the hash of its text, and its code."""
MOST = 200
"""Templates of which a process holds the code: more than a theme has, 14 kB each."""


class Compiled(FileSystemBytecodeCache):
    """Jinja's own cache, whose entries hold for one template, one Jinja and one Python only.

    What is damaged is compiled anew.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = _read.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            return
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - a damaged entry may fail in any way
            bucket.reset()
        self._note(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._note(bucket)
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return  # A disk that is full or closed costs time, and nothing else.

    def _note(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            if len(_read) >= MOST:  # themes that come in a new folder each time
                _read.clear()
            _read[bucket.key] = bucket.checksum, bucket.code


def compiled() -> Compiled | None:
    """The cache in the user's own folder; None where there is no folder that is theirs alone."""
    folder = own("templates")
    return None if folder is None else Compiled(str(folder), "%s.cache")
