"""The files of a workspace, seen by a second process while the command line is imported."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from prospecta.places import SITE, root_of
from prospecta.workspace.beside import beside
from prospecta.workspace.walk import Aside, Files, members

if TYPE_CHECKING:
    from prospecta.workspace.settings import Settings

Seen: TypeAlias = tuple[tuple[str, ...], Files, list[tuple[str, str, str]]]
"""What was not looked into, what was found, and what was left aside: `marshal` knows no Aside."""

_begun: dict[Path, Callable[[], Seen | None]] = {}


def begin() -> None:
    """Begin with the workspace that the working folder stands in; `seen` tells what came of it."""
    with suppress(OSError):  # there is no working folder, or it may not be read: `seen` says so
        root = root_of(Path())
        if root is not None:
            _begun[root] = beside(lambda: _look(root))


def seen(settings: "Settings") -> tuple[Files, list[Aside]]:
    """The seminars of a workspace with their files, and what was met on the way and left out."""
    told = _begun.pop(settings.root, lambda: None)()
    if told is None or told[0] != _but(settings):
        told = _looked(settings)
    return told[1], [Aside(*one) for one in told[2]]


def _look(root: Path) -> Seen:
    from prospecta.workspace.settings import settings

    return _looked(settings(root)[0])


def _looked(settings: "Settings") -> Seen:
    aside: list[Aside] = []
    but = _but(settings)
    there = members(settings.root, but, aside)
    return but, dict(there), [(path, why, name) for path, why, name in aside]


def _but(settings: "Settings") -> tuple[str, ...]:
    """Where no seminar is looked for: in the site, once there is one."""
    site = settings.site.folder
    return (site,) if (settings.root / site / SITE).exists() else ()
