"""The command in a process of its own, for a part of what a start costs.

`command()` stands where `python -m prospecta` would. It hands arguments, folder, environment and
streams to a process that has imported the program and done nothing else. That one forks, and what
it forked runs the command from the first line of `main` to its exit code. What a start itself does,
who is killed in its midst and what Python makes of its environment are for the real command.
"""

import gc
import importlib
import marshal
import os
import pkgutil
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

HANDS_OVER = """
import marshal, os, sys, _socket
asked = marshal.dumps((sys.argv[2:], os.getcwd(), dict(os.environ)))
wire = _socket.socket(_socket.AF_UNIX)
wire.connect(sys.argv[1])
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
wire.sendmsg([len(asked).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
wire.sendall(asked)
code = wire.recv(4)
os._exit(int.from_bytes(code, "big") if code else 99)
"""
"""`socket` itself would take as long to import as all the rest."""


@cache
def command() -> tuple[str, ...]:
    """What to put before the words of a command line."""
    if not hasattr(os, "fork"):
        return (sys.executable, "-m", "prospecta")
    place = Path(tempfile.mkdtemp(prefix="prospecta-"), "at")
    waiting = subprocess.Popen(
        [sys.executable, "-X", "utf8", __file__, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    _waiting.append(waiting)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == b"ready\n"
    waiting.stdout.close()
    return (sys.executable, "-SE", "-c", HANDS_OVER, str(place))


_waiting: list["subprocess.Popen[bytes]"] = []
"""Its standard input ends when this process does, and it with that."""


def _serve(place: Path) -> None:
    from prospecta import __main__ as program

    program._without_plugins()
    _import("prospecta")
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening, selectors.DefaultSelector() as either:
        listening.bind(str(place))
        listening.listen()
        either.register(listening, selectors.EVENT_READ)
        either.register(sys.stdin, selectors.EVENT_READ)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while [key.fileobj for key, _ in either.select()] == [listening]:
            wire, _ = listening.accept()
            if not os.fork():
                listening.close()
                either.close()
                _answer(wire, program.main)
            wire.close()
    shutil.rmtree(place.parent)


def _import(package: str) -> None:
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not found.name.startswith(("prospecta.__main__", "prospecta.typst_worker")):
            importlib.import_module(found.name)


def _answer(wire: socket.socket, main: Callable[[], NoReturn]) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, streams, _, _ = socket.recv_fds(wire, 4, 3)
    with wire.makefile("rb") as asked:
        words, folder, environment = marshal.loads(asked.read(int.from_bytes(size, "big")))  # noqa: S302 - from ourselves
    child = os.fork()
    if not child:
        wire.close()
        _take(words, folder, environment, streams)
        main()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    wire.sendall((code if code >= 0 else 128 - code).to_bytes(4, "big"))
    os._exit(0)


def _take(
    words: Sequence[str], folder: str, environment: Mapping[str, str], streams: Sequence[int]
) -> None:
    """Be as if started with these."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["prospecta", *words]


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
