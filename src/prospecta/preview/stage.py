"""What the preview shows now, and who watches."""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prospecta.preview.pages import Page, patch


@dataclass
class Stage:
    """The last good page and the findings. Used by the event loop alone."""

    page: Page | None = None
    version: int = 0
    notes: Mapping[str, Any] = field(default_factory=dict)
    """What stands beside the page."""
    files: frozenset[str] = frozenset()
    """The files that a finding names: the only ones of which lines are shown."""
    _watching: set["asyncio.Queue[str]"] = field(default_factory=set)

    def show(self, page: Page, changed: Collection[str]) -> None:
        """Put a page on, and tell everybody what leads to it from the one before."""
        before, self.page = self.page, page
        if before == page:
            return
        self.version += 1
        step = None if before is None else patch(before, page, changed)
        told = {"version": self.version, "base": self.version - 1, "patch": step}
        self._tell("page", told)

    def note(self, notes: Mapping[str, Any], files: Sequence[str] = ()) -> None:
        """Say what stands beside the page from now on."""
        self.notes, self.files = notes, frozenset(files)
        self._tell("notes", notes)

    def join(self) -> "asyncio.Queue[str]":
        """A queue of events for somebody who has just come, with how things are."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        queue.put_nowait(_event("page", {"version": self.version, "base": -1, "patch": None}))
        queue.put_nowait(_event("notes", self.notes))
        self._watching.add(queue)
        return queue

    def leave(self, queue: "asyncio.Queue[str]") -> None:
        self._watching.discard(queue)

    def _tell(self, name: str, told: Mapping[str, Any]) -> None:
        event = _event(name, told)
        for queue in self._watching:
            queue.put_nowait(event)


def _event(name: str, told: Mapping[str, Any]) -> str:
    """One server-sent event. JSON has no bare line ends, which would cut it.

    It is in ASCII: a path may hold what no other encoding can send.
    """
    return f"event: {name}\ndata: {json.dumps(told)}\n\n"
