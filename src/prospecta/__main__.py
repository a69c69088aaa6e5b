"""The way in: the engines of a build boot while the command line is still being imported."""

import gc
import os
import signal
import sys
from types import ModuleType
from typing import NoReturn

PAGES = {"build": True, "check": False}
"""The commands that need pandoc, and whether they need pages."""
INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line; every way out is one of its exit codes."""
    signal.signal(signal.SIGTERM, _interrupt)
    # What a command makes lives as long as the command: looking for garbage earlier is time lost.
    gc.set_threshold(200_000)
    try:
        code = _run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        sys.stderr.write("prospecta: interrupted; no output was left half written.\n")
    _leave(code)


def _run() -> int:
    if len(sys.argv) > 1 and sys.argv[1] in PAGES:
        from prospecta import engines

        engines.begin(pages=PAGES[sys.argv[1]])
    _without_plugins()
    from prospecta import cli

    return cli.run()


def _without_plugins() -> None:
    """No plugin of the environment has a say here; loading what looks for them takes 15 ms.

    pydantic loads it even when the environment forbids plugins.
    """
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[loader.__name__] = loader


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


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
