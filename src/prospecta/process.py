"""A child process that answers over its pipes, within a time, and never outlives its parent."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from prospecta.findings import ToolError
from prospecta.versions import Range, UnfitError

CPU_SECONDS = 600
"""Processor time that an engine may use where the system cannot end it with its parent."""
DEAD_PROXY = "http://127.0.0.1:9"
PR_SET_PDEATHSIG = 1


class EndedError(ToolError):
    """An engine gave no answer: it ended, or was stopped because it took too long."""


class Child:
    """An engine in a process of its own. Every method raises EndedError when it gives out."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        self.name = name
        self.process = process
        self._buffer = bytearray()
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        self._stopped = False
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._output, selectors.EVENT_READ)

    @classmethod
    def start(cls, name: str, command: Sequence[str], extra: Mapping[str, str]) -> Self:
        """Start `command` in a clean environment, in which every proxy is dead: no network."""
        environment = {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": os.devnull,
            "XDG_DATA_HOME": os.devnull,
            "http_proxy": DEAD_PROXY,
            "https_proxy": DEAD_PROXY,
            "all_proxy": DEAD_PROXY,
            **{key: os.environ[key] for key in ("SYSTEMROOT", "TMPDIR") if key in os.environ},
            **extra,
        }
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed command, never an author's words
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                preexec_fn=_bound_to(os.getpid()) if os.name == "posix" else None,  # noqa: PLW1509
                # Ctrl-C is for the parent: an engine that it ended would look like one that failed.
                process_group=0,
            )
        except OSError as error:
            message = f"{name} cannot be started: {error.strerror}"
            raise ToolError(message) from error
        return cls(name, process)

    @property
    def gone(self) -> bool:
        """Whether it has ended, or was stopped, so that it will answer nothing any more."""
        return self._stopped or self.process.poll() is not None

    def send(self, message: bytes) -> None:
        try:
            self._input.write(message)
            self._input.flush()
        except OSError as error:
            raise self._ended() from error

    def greeting(self, supported: Range, seconds: float) -> str:
        """The version of the engine, which it says first of all.

        Raises UnfitError when it ends instead, or is not `supported`.
        """
        try:
            version = self.line(seconds).decode("ascii", "replace")
        except EndedError as error:
            if self._stopped:
                raise
            raise UnfitError(str(error)) from error
        if not supported.holds(version):
            only = f"is not supported, only {supported}: see 'prospecta doctor'"
            message = f"{self.name} {version} {only}"
            raise UnfitError(message, version)
        return version

    def answering(self) -> bool:
        """Whether something has come, or the end, so that reading would not have to wait."""
        return bool(self._buffer) or bool(self._ready.select(0))

    def line(self, seconds: float) -> bytes:
        """The next line, without its end."""
        deadline = time.monotonic() + seconds
        while (end := self._buffer.find(b"\n")) < 0:
            self._more(deadline)
        taken = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return taken

    def exactly(self, size: int, seconds: float) -> bytes:
        """The next `size` bytes."""
        deadline = time.monotonic() + seconds
        while len(self._buffer) < size:
            self._more(deadline)
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.kill()
        self.process.wait()
        self._ready.close()
        self._output.close()
        with contextlib.suppress(BrokenPipeError):  # what it has not read is of no use any more
            self._input.close()

    def kill(self) -> None:
        """End the process without waiting until it is gone: its memory takes a while to free."""
        self.process.kill()

    def _more(self, deadline: float) -> None:
        if not self._ready.select(max(0.0, deadline - time.monotonic())):
            self._stopped = True
            self.kill()
            message = f"{self.name} took too long and was stopped"
            raise EndedError(message)
        piece = os.read(self._output.fileno(), 1 << 20)
        if not piece:
            raise self._ended()
        self._buffer += piece

    def _ended(self) -> EndedError:
        code = self.process.wait()
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return EndedError(f"{self.name} ended {how} before it answered")


def _bound_to(parent: int) -> Callable[[], None]:
    """What a child does before it becomes the engine, so that it never outlives its parent."""
    if sys.platform != "linux":
        return _limit
    # Loaded here: between fork and exec another thread's lock would never be let go.
    import ctypes

    control = ctypes.CDLL(None).prctl

    def bind() -> None:
        control(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before the system knew
            os._exit(1)

    return bind


def bind_to(parent: int) -> None:
    """End this process when its parent ends, where the system can do that."""
    if os.name == "posix":
        _bound_to(parent)()


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
