"""What was made before, by what it was made of: kept between runs, shared by machines.

A record says which outputs came of which inputs; an output is kept once, under the hash of its
bytes. Both are read with suspicion: what is not exactly what was put there is as if it were not.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from prospecta.caches import put
from prospecta.source import plain_bytes

RECORDS = "records"
OUTPUTS = "outputs"
SIZE = f"{RECORDS}/.size"
"""The bytes of all records and outputs when they were last counted, and what came since."""
NAME = re.compile(r"[0-9a-f]{64}")
HEAD = "prospecta 1 "
"""What a record begins with, before the hash of the rest."""
MAX_RECORD, MAX_OUTPUT = 16_000_000, 200_000_000
"""Bytes: what is larger was not kept by us."""


class Store:
    """A folder of records and outputs. Nothing here raises: a cache that fails costs only time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def record(self, key: str) -> Mapping[str, Any]:
        """What was kept under a key; nothing when it is missing, damaged or of another kind."""
        try:
            text = plain_bytes(self._path(RECORDS, key), MAX_RECORD).decode()
            head, _, body = text.partition("\n")
            if head != HEAD + sha256(body.encode()).hexdigest():
                return {}
            found = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return {}
        self._touch(RECORDS, key)
        return found if isinstance(found, dict) else {}

    def holds(self, key: str) -> bool:
        """Whether there is a record under a key, be it whole or damaged."""
        return self._path(RECORDS, key).is_file()

    def keep_record(self, key: str, record: Mapping[str, Any]) -> None:
        body = json.dumps(record, ensure_ascii=False, sort_keys=True)
        head = HEAD + sha256(body.encode()).hexdigest()
        put(self._path(RECORDS, key), f"{head}\n{body}".encode())

    def output(self, name: str) -> bytes | None:
        """The bytes whose SHA-256 is `name`; None when they are not there, whole."""
        path = self._path(OUTPUTS, name)
        try:
            data = plain_bytes(path, MAX_OUTPUT)
        except OSError:
            return None
        if sha256(data).hexdigest() != name:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        self._touch(OUTPUTS, name)
        return data

    def keep_output(self, data: bytes) -> str:
        """Keep an output, and say its name."""
        name = sha256(data).hexdigest()
        if not self._path(OUTPUTS, name).is_file():
            put(self._path(OUTPUTS, name), data)
        return name

    def room(self, grown: int, limit: int) -> None:
        """Keep within `limit` bytes after about `grown` more; all is counted only if need be.

        Two builds at once may note only one's growth: the next count sees both.
        """
        noted = self._noted()
        if noted is None or noted + grown > limit or grown > limit // 10:
            self.shrink(limit)
        else:
            put(self._folder / SIZE, b"%d" % (noted + grown))

    def _noted(self) -> int | None:
        """How many bytes there are as far as was noted."""
        try:
            noted = int(plain_bytes(self._folder / SIZE, 20))
        except (OSError, ValueError):
            return None
        return noted if noted >= 0 else None

    def shrink(self, limit: int) -> None:
        """Drop what was longest not used, until `limit` bytes are not exceeded."""
        found = [one for kind in (RECORDS, OUTPUTS) for one in self._held(kind)]
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= limit:
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
                total -= size
        put(self._folder / SIZE, b"%d" % total)

    def _held(self, kind: str) -> Iterator[tuple[int, int, str]]:
        # pathlib's `glob` takes five times as long.
        for part in _entries(self._folder / kind):
            for one in _entries(part.path):
                if NAME.fullmatch(one.name):
                    with contextlib.suppress(OSError):
                        stat = one.stat(follow_symlinks=False)
                        yield stat.st_mtime_ns, stat.st_size, one.path

    def _path(self, kind: str, key: str) -> Path:
        # A record may come from anywhere: what it names must not lead out of the folder.
        safe = key if NAME.fullmatch(key) else "unknown"
        return self._folder / kind / safe[:2] / safe

    def _touch(self, kind: str, key: str) -> None:
        with contextlib.suppress(OSError):
            os.utime(self._path(kind, key))


def _entries(folder: str | Path) -> Sequence["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:  # there is none, or it is no folder
        return ()
