"""Outputs that a folder had under its earlier name, which look as good as the new ones.

A note beside the outputs holds what the disk said of each when it had been written. Times of status
and inodes cannot be chosen: no note that comes from elsewhere can be true, and what somebody
copied, altered or put there is not what was noted.
"""

import json
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from prospecta.places import BUILD
from prospecta.source import plain_bytes

NOTE = ".prospecta.written"
MAX_BYTES = 100_000


def cleared(folder: Path, outputs: Collection[Path], written: Collection[Path]) -> list[Path]:
    """Remove what a seminar's outputs take the place of, and note those just written.

    That are the outputs of the same formats that were written to its `build` under other names,
    and are as they were written. Nothing here raises: what cannot be removed stays.
    """
    build = folder / BUILD
    if any(path.parent != build for path in outputs):
        return []
    known = _noted(build)
    gone = [path for path in _former(build, known, outputs) if _removed(path)]
    left = {name: row for name, row in known.items() if build / name not in gone}
    new = {**left, **{path.name: _row(path) for path in written}}
    if new != known:
        _note(build, new)
    return gone


def _former(build: Path, known: Mapping[str, Any], outputs: Collection[Path]) -> Iterator[Path]:
    endings = {path.suffix for path in outputs}
    # Where capitals do not count, another name may lead to the very same file.
    standing = [row[-1] for path in outputs if (row := _row(path))]
    for name, row in known.items():
        path = build / name
        if path.parent != build or path.name != name or path in outputs:
            continue
        if path.suffix in endings and row and row == _row(path) and row[-1] not in standing:
            yield path


def _row(path: Path) -> list[int]:
    """What the disk says of a file; nothing of what is none."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return []
    if not stat.S_ISREG(found.st_mode):
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _noted(build: Path) -> dict[str, Any]:
    try:
        found = json.loads(plain_bytes(build / NOTE, MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _note(build: Path, rows: Mapping[str, Any]) -> None:
    with suppress(OSError):
        (build / NOTE).unlink(missing_ok=True)
        # It must be new: a link there would lead elsewhere.
        with (build / NOTE).open("x", encoding="ascii") as file:
            json.dump(rows, file)


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
