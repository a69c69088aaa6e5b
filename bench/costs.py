"""What a command costs with all the processes below it (Linux): time, processors, memory."""

import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36

Watch = Callable[["subprocess.Popen[str]"], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that passed, and seconds of processor time of the whole tree of processes."""

    passed: float
    processor: float


def adopt_orphans() -> None:
    """Let this process inherit what a command leaves behind, so that its time can be told."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def cost(
    command: Sequence[str], where: Path, environment: Mapping[str, str], watch: Watch | None = None
) -> Cost:
    """Run a command to its end, with `watch` in a thread beside it.

    Raises CalledProcessError, with what it said, unless it succeeds.
    """
    others = set(below(os.getpid()))
    before, start = _processor(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=where,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watcher = threading.Thread(target=watch or (lambda _: None), args=(process,))
    watcher.start()
    said, _ = process.communicate()
    passed = time.perf_counter() - start
    watcher.join()
    while orphans := set(below(os.getpid())) - others:
        for orphan in orphans:
            os.waitpid(orphan, 0)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(passed, _processor() - before)


def over(process: "subprocess.Popen[str]", seconds: float) -> bool:
    """Whether a process ends within so many seconds."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextmanager
def halt(pid: int) -> Iterator[None]:
    """A process and all below it stand still meanwhile."""
    halted: list[int] = []
    try:
        _halt(pid, halted)
        yield
    finally:
        for one in halted:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGCONT)


def _halt(pid: int, halted: list[int]) -> None:
    """From above: what stands still starts no other."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        halted.append(pid)
        for child in below(pid):
            _halt(child, halted)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def below(pid: int) -> list[int]:
    """The processes that a process started."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def memory(pid: int) -> float:
    """Proportional set size, in MB, of a process and all below it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it is gone
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1000 + sum(map(memory, below(pid)))


def of_a_worker(pid: int) -> float:
    """What the largest worker of a command holds with its engines, in MB.

    A command without workers does the work itself.
    """
    workers = [child for child in below(pid) if below(child)]
    return max(map(memory, workers), default=0.0) or memory(pid)
