"""The seminars of a workspace that a command is about, and what is odd among them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prospecta.commands.around import Tell, aloud, refuse
from prospecta.commands.options import wrong

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.workspace.about import About
    from prospecta.workspace.plan import Order
    from prospecta.workspace.settings import Settings
    from prospecta.workspace.walk import Row


def workspace(folder: Path, language: str, tell: Tell = aloud) -> "Settings":
    """The workspace that a folder stands in. Leaves when there is none, or when it is wrong."""
    from prospecta.places import root_of
    from prospecta.workspace.settings import settings

    root = root_of(folder)
    if root is None:
        wrong("no-workspace", language)
    found, mistakes = settings(root)
    if mistakes:
        refuse(root, mistakes, language, tell)
    return found


def order_of(
    settings: "Settings", formats: Sequence[str] | None = None, cache: Path | None = None
) -> "Order":
    """What is asked of a workspace when nothing else is said."""
    from prospecta.caches import own
    from prospecta.workspace.keys import KNOWN_FORMATS
    from prospecta.workspace.plan import Order

    wanted = tuple(formats or settings.formats or KNOWN_FORMATS)
    chosen = tuple(name for name in KNOWN_FORMATS if name in wanted)
    return Order(settings, chosen, cache=cache or own("outputs"))


def named(settings: "Settings", folders: Sequence[Path]) -> "Mapping[str, tuple[Row, ...]]":
    """These seminar folders of a workspace, by their paths from its root."""
    from prospecta.workspace.walk import rows

    places = (folder.resolve() for folder in folders)
    return {
        ""
        if place == settings.root
        else Path(os.path.relpath(place, settings.root)).as_posix(): rows(place)
        for place in places
    }


def below(
    settings: "Settings", folders: Sequence[Path], console: "Console"
) -> "Mapping[str, tuple[Row, ...]]":
    """The seminars below these folders of a workspace, or below all of it.

    What looks like one of them and is none is told.
    """
    from prospecta.workspace.ahead import seen

    root = settings.root
    there, aside = seen(settings)
    places = [folder.resolve() for folder in folders] or [root]
    # Asked once for all where it can be: a thousand paths take longer to make than to look at.
    every = any(root.is_relative_to(place) for place in places)

    def meant(member: str) -> bool:
        return every or any((root / member).is_relative_to(place) for place in places)

    say = console.messages
    for one in sorted(aside):
        if meant(one.path):
            path = Path(os.path.relpath(root / one.path))
            console.note(say.interface(f"aside-{one.why}", folder=path, name=one.name))
    found = {member: rows for member, rows in there.items() if meant(member)}
    if not found:
        wrong("no-members", say.language)
    return found


def twice(told: "Mapping[str, About]", console: "Console") -> None:
    """Tell which seminars of a series cannot be put in order."""
    from prospecta.workspace.series import doubles

    for name, one, members in doubles(told):
        key, rank = ("twice-number", one.number) if one.number else ("twice-dates", one.dates[-1])
        folders = ", ".join(member or "." for member in members)
        console.note(console.messages.interface(key, name=name, rank=rank, folders=folders))
