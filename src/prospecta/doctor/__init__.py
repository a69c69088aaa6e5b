"""What prospecta stands on, and how it is found on this machine."""

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from prospecta import __version__
from prospecta.caches import own
from prospecta.doctor.engines import pages, texts
from prospecta.doctor.packages import packages
from prospecta.doctor.part import BUILD, Part, State, shown
from prospecta.versions import Range

__all__ = ["BUILD", "Part", "State", "parts"]


def parts() -> Iterator[Part]:
    """Every part, in the order in which a build leans on them. Starts the engines for a moment."""
    yield _itself()
    yield _python()
    yield texts()
    yield from pages()
    yield from packages()
    yield _cache()
    yield _git()


def _itself() -> Part:
    return Part("prospecta", BUILD, version=__version__, place=shown(Path(__file__).parents[1]))


def _python() -> Part:
    import sys

    try:
        wanted = str(metadata("prospecta").json.get("requires_python", ""))
    except PackageNotFoundError:
        wanted = ""
    found = platform.python_version()
    state = State.OK if Range(wanted).holds(found) else State.UNSUPPORTED
    return Part("python", BUILD, state, found, wanted, shown(Path(sys.executable)))


def _cache() -> Part:
    """The folder of what would otherwise be made again at each build."""
    folder = own("templates")
    if folder is None:
        return Part("cache", "speed", State.MISSING)
    return Part("cache", "speed", place=shown(folder.parent))


def _git() -> Part:
    found = shutil.which("git")
    if found is None:
        return Part("git", "history", State.MISSING)
    return Part("git", "history", place=shown(Path(found)))
