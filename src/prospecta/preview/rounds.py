"""The rounds of a preview: each from a save to the page and the findings."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from prospecta.findings import Finding, Severity, ToolError
from prospecta.messages import Messages
from prospecta.preview.rendering import Attempt, Renderer, Wishes
from prospecta.preview.stage import Stage
from prospecta.preview.telling import notes
from prospecta.preview.watching import differences, lasting, saves, saves_of

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What to show: `wish` says on what terms now, `editor` in which one lines are opened."""

    folder: Path
    wish: Callable[[], Wishes]
    messages: Messages
    editor: str = ""


@dataclass
class Rounds:
    """Watches, renders, shows, then says what is wrong.

    `newer` is set when what is being looked at is old already.
    """

    asked: Asked
    renderer: Renderer
    thread: ThreadPoolExecutor
    stage: Stage = field(default_factory=Stage)
    newer: threading.Event = field(default_factory=threading.Event)
    _saved: "asyncio.Queue[frozenset[Path] | Exception]" = field(default_factory=asyncio.Queue)

    _known: Attempt | None = None
    """The last attempt of which all was told."""

    async def run(self) -> None:
        """Go on until it is cancelled. Raises ToolError when the system tells no saves."""
        watched, watchers = self.renderer.wishes.watched, self._watchers()
        changed: frozenset[Path] | None = None
        try:
            while True:
                await asyncio.sleep(0)  # the watchers begin before the folder is read
                await self._round(changed)
                changed = await self._next()
                if not all(map(self._is_of, changed)):
                    self.renderer.wishes = self.asked.wish()
                if self.renderer.wishes.watched != watched:
                    _cancel(watchers)
                    watched, watchers = self.renderer.wishes.watched, self._watchers()
        finally:
            _cancel(watchers)

    async def _next(self) -> frozenset[Path]:
        """What was saved since the last time; waits until something is."""
        changed: frozenset[Path] = frozenset()
        while not changed or not self._saved.empty():
            told = await self._saved.get()
            if isinstance(told, Exception):
                message = f"the folder cannot be watched: {told}"
                raise ToolError(message) from told
            changed |= told
        return changed

    def _is_of(self, path: Path) -> bool:
        """Whether a file is of the seminar's folder, and so says nothing of what is wished for."""
        return bool(self.renderer.names([path]))

    def _watchers(self) -> list["asyncio.Task[None]"]:
        async def follow(told: AsyncIterator[frozenset[Path]]) -> None:
            try:
                async for paths in told:
                    self.newer.set()
                    self._saved.put_nowait(paths)
            except Exception as error:  # noqa: BLE001 - whatever it is, no save would be told
                self._saved.put_nowait(error)

        watched = self.renderer.wishes.watched
        folders = [path for path in watched if path.is_dir()]
        files = [path for path in watched if not path.is_dir()]
        folder = self.asked.folder
        told = (
            lasting(lambda: saves(folder, folders)),
            lasting(lambda: saves_of(files)),
            differences(folder, folders, files),
        )
        return [asyncio.create_task(follow(one)) for one in told]

    async def _round(self, changed: frozenset[Path] | None) -> None:
        """One save: the page, if there is one, then the findings unless there is a newer save."""
        self.newer.clear()
        good = self.stage.page
        try:
            attempt = await self._threaded(lambda: self.renderer.page(changed))
            if self._known is not None and attempt.same(self._known):
                return
            if good is not None:
                self._show(attempt, changed)
            findings = await self._threaded(
                lambda: self.renderer.findings(attempt, lambda: not self.newer.is_set())
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the last good page stays
            self._known = None
            self.stage.note(notes(self.asked.messages, self._failure(error)))
            return
        if findings is None:
            return
        failed = any(one.severity is Severity.ERROR for one in findings)
        if good is None and not failed:
            self._show(attempt, changed)
        elif good is not None and failed and attempt.page is not None:
            self.stage.show(good, ())
        self._tell(findings)
        self._known = attempt
        if changed is None:
            await self._threaded(_settle)

    async def _threaded(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    def _show(self, attempt: Attempt, changed: frozenset[Path] | None) -> None:
        if attempt.page is not None:
            self.stage.show(attempt.page, self.renderer.names(changed or ()))

    def _tell(self, findings: Sequence[Finding]) -> None:
        asked = self.asked
        said = notes(asked.messages, "", asked.folder, findings, asked.editor)
        self.stage.note(said, [one.span.path for one in findings])

    def _failure(self, error: Exception) -> str:
        if isinstance(error, ToolError):
            return f"{self.asked.messages.failure(error)}."
        kind = type(error).__name__
        return self.asked.messages.interface("preview-bug", kind=kind)


def _cancel(watchers: Sequence["asyncio.Task[None]"]) -> None:
    for watcher in watchers:
        watcher.cancel()


def _settle() -> None:
    """What the first page left behind lives as long as the preview: nobody looks at it again."""
    gc.collect()
    gc.freeze()
