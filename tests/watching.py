"""A command run for real in a world of its own, with everything that it does written down."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple

from folders import write

SECONDS = 35.0
"""Within which anything ends."""
LINGER = 1.0
"""Seconds after the end when nobody may be left."""
EVERY = 0.02
TURNS = round(LINGER / EVERY)
"""The same in looks, each after a sleep: on a busy machine, who looks waits as long as who ends."""
CANARY = "canari-7f3a9c-hors-du-dossier"
"""What stands outside the folder, and in the environment, and may be in no output."""

CALLS = "trace=openat,open,creat,socket,execve"
STRACE = ("strace", "-DDD", "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", "signal=none")
NO_NETWORK = ("unshare", "-r", "-n")
BRIEF = re.compile(
    r"^(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): [^\n\[]+\[(?P<code>[a-z-]+)\]", re.MULTILINE
)
"""A warning of a build that went on."""
FOUND = re.compile(
    r"\[(?P<code>[a-z-]+)\][^\n]*(?:\n(?!\s+-->)[^\n]*)*\n"
    r"\s+--> (?P<path>[^\n]+):(?P<line>\d+):(?P<column>\d+)"
)


@dataclass(frozen=True)
class World:
    """A folder of a stranger's, and around it what it may not touch."""

    root: Path
    name: str = "seminaire"

    @property
    def folder(self) -> Path:
        return self.root / self.name

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temp(self) -> Path:
        return self.root / "tmp"

    @property
    def bait(self) -> Path:
        return self.root / "dehors"

    @property
    def output(self) -> Path:
        return self.folder / "build"

    def environment(self, changed: Mapping[str, str]) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "SYSTEMROOT") if key in os.environ}
        own = {"HOME": str(self.home), "TMPDIR": str(self.temp), "SECRET_TOKEN": CANARY}
        return kept | own | dict(changed)


@dataclass(frozen=True)
class Ran:
    """How a command went. `peak` is in bytes, for the whole tree of processes."""

    code: int
    out: str
    err: str
    seconds: float
    cpu: float
    peak: int
    left: tuple[int, ...] = ()
    trace: tuple[str, ...] = ()

    @property
    def findings(self) -> list[tuple[str, str, int, int]]:
        """Code, path as printed, line and column of each finding that was said."""
        return [
            (one["code"], one["path"], int(one["line"]), int(one["column"]))
            for pattern in (FOUND, BRIEF)
            for one in pattern.finditer(self.err + self.out)
        ]

    @property
    def codes(self) -> list[str]:
        return [code for code, *_ in self.findings]


def world(root: Path, files: Mapping[str, str | bytes], name: str = "seminaire") -> World:
    """A world with these files in the folder, and bait beside it."""
    made = World(root, name)
    for folder in (made.folder, made.home, made.temp, made.bait):
        folder.mkdir(parents=True, exist_ok=True)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{CANARY}</text></svg>'
    )
    write(
        made.bait, {"secret.md": f"{CANARY}\n", "secret.svg": svg, "secret.yaml": f"a: {CANARY}\n"}
    )
    write(made.folder, files)
    return made


def watched(
    command: list[str], here: World, environment: Mapping[str, str], *, trace: bool = True
) -> Ran:
    """Run any command in the folder of a world, and say how it went. Nothing is judged."""
    log = here.root.parent / f"{here.root.name}.trace"
    fence = [*STRACE, "-e", CALLS, "-o", str(log)] if trace and can_trace() else []
    if trace and not fence and can_unshare():
        fence = [*NO_NETWORK]
    start, peak, cpu = time.monotonic(), 0, dict[int, float]()
    strangers: set[int] = set()
    with TemporaryFile() as out, TemporaryFile() as err:
        process = subprocess.Popen(
            [*fence, *command],
            cwd=here.folder,
            env=here.environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        while process.poll() is None:
            found = list(tree(process.pid, strangers))
            cpu |= {one.pid: one.seconds for one in found}
            peak = max(peak, sum(one.memory for one in found))
            if time.monotonic() - start > SECONDS + LINGER:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(EVERY)
        spent = time.monotonic() - start
        left = _left(process.pid)
        out_said, err_said = _said(out), _said(err)
    lines = tuple(_trace(log, process.pid)) if fence[:1] == [STRACE[0]] else ()
    return Ran(process.returncode, out_said, err_said, spent, sum(cpu.values()), peak, left, lines)


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _left(session: int) -> tuple[int, ...]:
    for _ in range(TURNS):
        if not (found := [one.pid for one in tree(session)]):
            break
        time.sleep(EVERY)
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return tuple(found)


class Process(NamedTuple):
    """A living process: its number, its resident bytes, its seconds of processor."""

    pid: int
    memory: int
    seconds: float


def tree(session: int, strangers: set[int] | None = None) -> Iterator[Process]:
    """The living processes of a session.

    Who is of another is put to the `strangers` and not looked at again: nobody can move in.
    """
    strangers = set() if strangers is None else strangers
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    found = (entry.name for entry in Path("/proc").iterdir())
    for pid in {int(name) for name in found if name.isdigit()} - strangers:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        except OSError:  # it has just ended
            continue
        fields = stat.rpartition(") ")[2].split()
        if int(fields[3]) != session:
            strangers.add(pid)
        elif fields[0] not in "ZX":
            spent = (int(fields[11]) + int(fields[12])) / tick
            yield Process(pid, int(fields[21]) * page, spent)


@cache
def can_trace() -> bool:
    """Whether strace is at hand and may be used."""
    if shutil.which("strace") is None:
        return False
    with TemporaryDirectory() as folder:
        log = Path(folder, "log")
        command = [*STRACE, "-e", CALLS, "-o", str(log), "true"]
        return not subprocess.run(command, capture_output=True, check=False).returncode


@cache
def can_unshare() -> bool:
    """Whether a network of its own, with nobody in it, may be given to a process."""
    found = shutil.which(NO_NETWORK[0]) is not None
    return found and not subprocess.run([*NO_NETWORK, "true"], check=False).returncode


def _trace(log: Path, pid: int) -> list[str]:
    """The lines of a trace, once the tracer has written the last."""
    until = time.monotonic() + 2
    while time.monotonic() < until and Path(f"/proc/{pid}").exists():
        time.sleep(EVERY)
    size = -1
    while size != (size := log.stat().st_size if log.exists() else 0):
        time.sleep(EVERY)
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines
