"""What this machine saw when it last looked: the way to know that nothing has changed.

Only a short cut. A file whose size, times and inode are as they were is taken to hold what it held;
whatever was touched within the grain of the clock, or is not known, is looked at by its content.
"""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prospecta.caches import put

VERSION = 1
GRAIN = 50_000_000
"""Nanoseconds: a file that changed so shortly before it was seen may change again unnoticed."""


class Ledger:
    """The notes on one workspace, in a file of this machine's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes = self._read()
        self._new: dict[str, Any] = {}

    def note(self, key: str) -> Mapping[str, Any]:
        """What was noted under a key, or nothing."""
        found = self._new.get(key, self._notes.get(key))
        return found if isinstance(found, dict) else {}

    def write(self, key: str, note: Mapping[str, Any]) -> None:
        if self._notes.get(key) != note:
            self._new[key] = note

    def save(self) -> None:
        """Put the new notes on the disk beside those that others wrote meanwhile."""
        if not self._new:
            return
        notes = {"version": VERSION, "notes": {**self._read(), **self._new}}
        put(self._path, json.dumps(notes).encode())

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return {}
        notes = data.get("notes")
        return notes if isinstance(notes, dict) else {}


def settled(newest: int) -> bool:
    """Whether files whose latest time this is can be trusted to show their next change."""
    # The clock decides how a file is looked at, never what is in an output.
    return time.time_ns() - newest > GRAIN
