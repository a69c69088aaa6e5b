"""Workers on this machine: each a process of its own, with its own pandoc and typst.

Not `concurrent.futures`: there, one worker that dies takes all the others' work with it, and
nobody hears of a step before its end.
"""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from prospecta import deadline
from prospecta.engines import Engines
from prospecta.findings import ToolError
from prospecta.process import bind_to
from prospecta.workspace.work import Outcome, Task, work


class Member(Protocol):
    """What a worker is given to do for a member of the workspace."""

    @property
    def member(self) -> str: ...


T = TypeVar("T", bound=Member)
A = TypeVar("A")
Step: TypeAlias = Callable[[int, str, str], None]
"""Told of the worker's number, the member it works on, and the step: empty when it is done."""
Do: TypeAlias = Callable[[T, Callable[[], Engines], Callable[[str], None]], A]
"""Does a task with engines that start when they are asked for, tells its steps, and answers.

No answer is a text: a text is a step.
"""
LATE = f"it takes more than {deadline.SECONDS} seconds"
METHOD = "fork" if hasattr(os, "fork") else "spawn"
"""Forking is safe here: there is no thread yet. What was imported need not be imported again."""
LAST = 2
"""Seconds that a worker has to clear up when it is told to end."""
COLLECT = 8
"""After so many seminars a worker looks for garbage."""
RENEW = 50
"""After so many seminars a worker has new engines.

Both keep pieces of what they did, and a worker would hold half as much again after some hundreds.
New ones start while the next folder is read, for a hundredth of the time of what they do.
"""


@dataclass
class _Worker(Generic[T]):
    number: int
    process: BaseProcess
    pipe: Connection
    task: T | None = None


def local(
    tasks: Iterable[T], jobs: int, do: Do[T, A], step: Step = lambda *_: None
) -> Iterator[A | Outcome]:
    """What came of each task as it comes, from at most `jobs` workers at once.

    A task that fails, or whose worker dies, costs its own seminar only, which is told as the
    outcome of a failure.
    """
    waiting = deque(tasks)
    workers: list[_Worker[T]] = [
        _Worker(number, *_start(do)) for number in range(min(jobs, len(waiting)))
    ]
    try:
        for worker in workers:
            _hand(worker, waiting)
        while busy := [worker for worker in workers if worker.task is not None]:
            ready = wait([worker.pipe for worker in busy])
            for worker in busy:
                if worker.pipe in ready:
                    yield from _heard(worker, waiting, do, step)
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join(LAST)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def alone(tasks: Iterable[Task], engines: Callable[[], Engines], step: Step) -> Iterator[Outcome]:
    """The outcome of each task, in this process."""
    for task in tasks:
        yield _tried(work, task, engines, partial(step, 0, task.member))
        step(0, task.member, "")


def _start(do: Do[T, A]) -> tuple[BaseProcess, Connection]:
    context: Any = multiprocessing.get_context(METHOD)
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, os.getpid(), do), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _hand(worker: _Worker[T], waiting: deque[T]) -> None:
    """Give a worker its next task, or let it go."""
    worker.task = waiting.popleft() if waiting else None
    with suppress(OSError):  # it is gone: that is heard when it is listened to
        worker.pipe.send(worker.task)


def _heard(
    worker: _Worker[T], waiting: deque[T], do: Do[T, A], step: Step
) -> Iterator[A | Outcome]:
    assert worker.task is not None
    member = worker.task.member
    try:
        said = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        said = Outcome(member, failure=f"the worker ended with exit code {worker.process.exitcode}")
        worker.pipe.close()
        worker.process, worker.pipe = _start(do)
    if isinstance(said, str):
        step(worker.number, member, said)
        return
    step(worker.number, member, "")
    _hand(worker, waiting)
    yield said


def _serve(pipe: Connection, parent: int, do: Do[T, A]) -> None:
    """What a worker does until there is nothing more to do, or it is told to end."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the parent, which tells its workers
    signal.signal(signal.SIGTERM, _end)
    deadline.wind(_late)
    deadline.stop()
    bind_to(parent)
    gc.freeze()  # what was imported is no garbage, and need not be looked at again
    held: list[Engines] = []

    def engines() -> Engines:
        if not held:
            held.append(Engines(crowded=True))
        return held[0]

    # Told to end, it lets what it is writing be cleared up; without a parent there is no work.
    with suppress(KeyboardInterrupt, EOFError, OSError):
        done = 0
        while (task := pipe.recv()) is not None:
            pipe.send(_tried(do, task, engines, pipe.send))
            done += 1
            if done % COLLECT == 0:
                gc.collect()
            if done % RENEW == 0 and held:
                held[0].close()
                held.clear()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if held:
        held.pop().kill()
    os._exit(0)


def _late(*_: object) -> None:
    raise deadline.PassedError


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _tried(
    do: Do[T, A], task: T, engines: Callable[[], Engines], tell: Callable[[str], None]
) -> A | Outcome:
    try:
        return do(task, engines, tell)
    except (ToolError, deadline.PassedError) as error:
        return Outcome(task.member, failure=str(error) or LATE)
    except Exception as error:  # noqa: BLE001 - one seminar must not stop the others
        return Outcome(task.member, failure=f"{type(error).__name__}: {error}")
    finally:
        deadline.stop()
