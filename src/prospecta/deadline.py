"""The time that a folder may take, whatever Python is at: engines have bounds of their own."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress

SECONDS = 32
"""A little more than the engines get, which say better what keeps them."""
GRACE = 2
"""Seconds more, for what hears no signal: a call of a library that does not come back."""
FRESH = 0.9
"""The part of the time that is as good as all of it: winding anew waits for another thread."""

_wound: list[int] = []
"""Where the last bell rings: a file that nobody reads."""


class PassedError(BaseException):
    """The time is over. A BaseException, as an interruption is: nothing on the way takes it up."""


def wind(ring: Callable[..., object]) -> None:
    """From now on the time runs; at its end `ring` is called where the program then is.

    What does not let it be called is ended with exit code 1 a little later, without a word.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, ring)
    with suppress(OSError, RuntimeError):  # no file or thread to be had: something else will say so
        _wound.append(os.open(os.devnull, os.O_WRONLY))
        rewind()


def rewind() -> None:
    """Another folder has its own time. Nothing happens where no time runs."""
    if not _wound:
        return
    if hasattr(signal, "getitimer") and signal.getitimer(signal.ITIMER_REAL)[0] > FRESH * SECONDS:
        return
    import faulthandler

    # Of what may end a process, it alone needs neither Python nor its lock. It looks at what runs,
    # which must not go on meanwhile: `stop` comes first wherever the bell is heard.
    faulthandler.dump_traceback_later(SECONDS + GRACE, exit=True, file=_wound[0])
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, SECONDS)


def stop() -> None:
    """The time does not run any more. To be called before a fork: what watches has a thread."""
    if not _wound:
        return
    import faulthandler

    faulthandler.cancel_dump_traceback_later()
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
