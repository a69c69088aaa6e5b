"""Saves, told within milliseconds of each."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from pathlib import Path

from watchfiles import Change, awatch
from watchfiles._rust_notify import WatchfilesRustInternalError

from prospecta.places import BUILD
from prospecta.workspace.walk import Row, file_row, rows

DEBOUNCE, STEP = 30, 4
"""Milliseconds: how long a flurry of saves is waited for at most, and how long a lull is."""
EVERY = 1.0
"""Seconds between two looks at the disk itself."""
STOP = 500
"""Milliseconds after which a watch that nobody wants any more ends at the latest."""


async def saves(folder: Path, others: Collection[Path]) -> AsyncIterator[frozenset[Path]]:
    """The files that were saved together, of the seminar's folder and of the other folders.

    Outputs and what is hidden are left out.
    """
    own, *roots = _resolved([folder, *others])

    def matters(_: Change, told: str) -> bool:
        path = Path(told)
        root = next((one for one in (own, *roots) if path.is_relative_to(one)), None)
        if root is None:
            return False
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") for part in parts)
        return not hidden and not (root == own and parts[:1] == (BUILD,))

    async for changes in awatch(
        own, *roots, watch_filter=matters, debounce=DEBOUNCE, step=STEP, rust_timeout=STOP
    ):
        yield frozenset(Path(told) for _, told in changes)


async def saves_of(files: Collection[Path]) -> AsyncIterator[frozenset[Path]]:
    """The same for single files. Their folders are watched: a save may put another file there."""
    wanted = frozenset(_resolved(files))
    if not wanted:
        return
    async for changes in awatch(
        *{path.parent for path in wanted},
        watch_filter=lambda _, told: Path(told) in wanted,
        debounce=DEBOUNCE,
        step=STEP,
        rust_timeout=STOP,
        recursive=False,
    ):
        yield frozenset(Path(told) for _, told in changes)


async def lasting(
    begun: Callable[[], AsyncIterator[frozenset[Path]]],
) -> AsyncIterator[frozenset[Path]]:
    """The same saves, begun again after one of a file whose name is not in UTF-8.

    watchfiles cannot tell such a name; `differences` can.
    """
    while True:
        try:
            async for paths in begun():
                yield paths
        except UnicodeEncodeError:  # that of the folder itself
            return
        except ExceptionGroup as group:
            if group.split(WatchfilesRustInternalError)[1] is not None:
                raise
            await asyncio.sleep(EVERY)
        else:
            return


async def differences(
    folder: Path, others: Collection[Path], files: Collection[Path]
) -> AsyncIterator[frozenset[Path]]:
    """What the disk shows to have changed, looked at every second.

    The system may lose its news: too many at once, a disk of the network, two in one instant.
    """
    before = await asyncio.to_thread(_marks, folder, others, files)
    while True:
        await asyncio.sleep(EVERY)
        now = await asyncio.to_thread(_marks, folder, others, files)
        if now != before:
            yield frozenset(path for path, _ in now ^ before)
        before = now


def _marks(
    folder: Path, others: Collection[Path], files: Collection[Path]
) -> frozenset[tuple[Path, Row]]:
    """What the disk says of every file."""
    found = {(path, file_row(path)) for path in _resolved(files)}
    for root in _resolved([folder, *others]):
        found |= {(root / row[0], row) for row in rows(root)}
    return frozenset(found)


def _resolved(paths: Iterable[Path]) -> list[Path]:
    return [path.resolve() for path in paths]
