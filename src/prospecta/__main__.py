"""The way in: the engines of a build boot while the command line is still being imported."""

import gc
import os
import signal
import sys
from contextlib import suppress
from types import ModuleType
from typing import NoReturn

from prospecta import deadline

PAGES = {"build": True, "check": False}
"""The commands that need pandoc, and whether they need pages."""
INTERRUPTED = 130
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a program; not every system has them all."""


def main() -> NoReturn:
    """Run the command line; every way out is one of its exit codes."""
    for name in ENDING:
        # A signal that is ignored, as by `nohup`, stays so.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), _interrupt)
    sys.unraisablehook = _again
    # What a command makes lives as long as the command: looking for garbage earlier is time lost.
    gc.set_threshold(200_000)
    try:
        code = _run()
        _deaf()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except deadline.PassedError:
        code = _told_late()
    if code == INTERRUPTED:
        _say(f"prospecta: {_told_interrupted()}\n")
    _leave(code)


def _run() -> int:
    if len(sys.argv) > 1 and sys.argv[1] in PAGES and "--help" not in sys.argv:
        _begin()
    deadline.wind(_late)
    _without_plugins()
    from prospecta import cli

    return cli.run()


def _begin() -> None:
    # A whole workspace has often nothing to do, and workers with engines of their own if it has.
    if "--all" in sys.argv:
        from prospecta.workspace import ahead

        ahead.begin()
    else:
        from prospecta import engines

        engines.begin(pages=PAGES[sys.argv[1]])


def _without_plugins() -> None:
    """No plugin of the environment has a say here; loading what looks for them takes 15 ms.

    pydantic loads it even when the environment forbids plugins.
    """
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[loader.__name__] = loader


def _interrupt(*_: object) -> NoReturn:
    _deaf()
    raise KeyboardInterrupt


def _late(*_: object) -> NoReturn:
    _deaf()
    raise deadline.PassedError


def _told_interrupted() -> str:
    """In the language of whoever calls; in plain words if even that cannot be found out."""
    try:
        from prospecta.commands.words import Words

        return Words.spoken().end("interrupted")
    except BaseException:  # noqa: BLE001 - whatever it is, the way out is open
        return "interrupted; no output was left half written."


def _told_late() -> int:
    from prospecta.commands.exits import MACHINE
    from prospecta.commands.late import told

    _say(told())
    return MACHINE


def _again(dropped: "sys.UnraisableHookArgs") -> None:
    """Python drops what is raised while it clears something up; what ends a program comes again."""
    ends = {KeyboardInterrupt: _interrupt, deadline.PassedError: _late}
    if dropped.exc_type in ends and hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, ends[dropped.exc_type])
        signal.setitimer(signal.ITIMER_REAL, 0.001)
    else:
        sys.__unraisablehook__(dropped)


def _deaf() -> None:
    """One signal is enough: a second one would fall into the clearing up after the first."""
    deadline.stop()
    for name in ENDING:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def _say(words: str) -> None:
    with suppress(OSError):  # nobody reads it any more
        sys.stderr.write(words)


def _leave(code: int) -> NoReturn:
    """End at once: freeing what a build has made, piece by piece, takes as long as writing it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads it any more
            continue
    os._exit(code)


if __name__ == "__main__":
    main()
