"""Compiled templates, kept between builds: compiling them takes a tenth of a small build."""

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from prospecta.caches import own


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
    """The cache in the user's own folder; None where there is no folder that is theirs alone."""
    folder = own("templates")
    return None if folder is None else Compiled(str(folder), "%s.cache")
