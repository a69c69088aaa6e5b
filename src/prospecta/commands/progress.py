"""Progress of many seminars on a terminal: a bar a worker, and what is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prospecta.messages import Messages

STEPS = ("read", "check", "compose", "html", "docx", "pdf", "write")
"""The steps of a build in their order: how far a worker's bar has come."""


@contextmanager
def progress(
    total: int, jobs: int, messages: "Messages", *, live: bool
) -> Iterator[Callable[[int, str, str], None]]:
    """What is told of each worker's steps. Nothing is shown where nobody watches."""
    if not live:
        yield lambda *_: None
        return
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.description}"))
    with Progress(*columns, console=Terminal(stderr=True), transient=True) as shown:
        whole = shown.add_task(messages.interface("remaining", count=total), total=total)
        bars = [shown.add_task("", total=len(STEPS), visible=False) for _ in range(jobs)]
        left = total

        def tell(worker: int, member: str, step: str) -> None:
            nonlocal left
            if not step:
                left -= 1
                words = messages.interface("remaining", count=left)
                shown.update(whole, advance=1, description=words)
                shown.update(bars[worker], visible=False)
                return
            done = STEPS.index(step) if step in STEPS else 0
            words = f"{member} · {messages.step(step)}"
            shown.update(bars[worker], completed=done, description=words, visible=True)

        yield tell
