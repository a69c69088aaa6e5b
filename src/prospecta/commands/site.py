"""`prospecta site`: the seminars of a workspace as a static site."""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.exits import CLEAN
from prospecta.commands.options import Lang, TrustTemplates, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prospecta.console import Console
    from prospecta.workspace.about import About
    from prospecta.workspace.ledger import Ledger
    from prospecta.workspace.plan import Order
    from prospecta.workspace.settings import Settings
    from prospecta.workspace.walk import Row


def site(  # noqa: PLR0913 - typer makes an option of each
    folder: Annotated[Path, typer.Argument()] = Path(),
    *,
    output: Annotated[Path | None, typer.Option()] = None,
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1)] = None,
    cache: Annotated[Path | None, typer.Option()] = None,
    trust_templates: TrustTemplates = False,
    lang: Lang = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
) -> None:
    """Write the site of a workspace."""
    from prospecta import deadline
    from prospecta.commands import speech
    from prospecta.commands.members import workspace
    from prospecta.commands.together import Asked, build_all, understood

    deadline.stop()  # each seminar has its own time
    settings = workspace(folder, speech.language(lang))
    language = speech.language(lang, settings.language)
    place = settings.root / settings.site.folder if output is None else output
    asked = Asked(
        [settings.root],
        lang,
        sorted({"html", *settings.formats}) if settings.formats else None,
        trusted=trust_templates,
        quiet=quiet,
        jobs=jobs,
        cache=cache,
    )
    console, order, found = understood(asked)
    _may(place, order, found, language, own=output is None)
    told = _told(order, found)
    shown = {one: told[one] for one in told if drafts or told[one].status != "draft"}
    members = {member: found[member] for member in shown}
    code = build_all(order, members, console) if members else CLEAN
    if code != CLEAN:
        kept = console.messages.interface("site-kept", folder=_near(place))
        console.say(f"{kept}\n")
        raise typer.Exit(code)
    size = _written(order, members, shown, place)
    _tell(console, settings, place, len(shown), len(told) - len(shown), size)


def _near(place: Path) -> str:
    from prospecta.messages import visible

    return visible(os.path.relpath(place))


def _may(
    place: Path, order: "Order", found: "Mapping[str, tuple[Row, ...]]", language: str, *, own: bool
) -> None:
    """Leave unless a site may be written there, where no other work can be lost."""
    from prospecta.messages import visible
    from prospecta.places import BUILD
    from prospecta.site.writing import foreign

    root = order.settings.root
    where = place.resolve()
    if own and where != place:
        wrong("site-link", language, folder=_near(place))
    held = "" if root.is_relative_to(where) else foreign(where)
    if held:
        wrong("site-changed", language, folder=_near(place), name=visible(held))
    if held is not None:
        wrong("site-foreign", language, folder=_near(place))
    for member in found:
        inside = where.is_relative_to(root / member)
        if inside and not where.is_relative_to(root / member / BUILD):
            wrong("site-inside", language, folder=_near(place), seminar=member or ".")


def _told(order: "Order", found: "Mapping[str, tuple[Row, ...]]") -> "Mapping[str, About]":
    from prospecta.workspace.about import abouts

    settings = order.settings
    ledger = _ledger(order, found)
    told = abouts(settings.root, found, _given(settings), ledger)
    if ledger is not None:
        ledger.save()
    return told


def _ledger(order: "Order", found: "Mapping[str, tuple[Row, ...]]") -> "Ledger | None":
    from prospecta.workspace.plan import plan

    return plan(order, found).ledger


def _given(settings: "Settings") -> dict[str, str]:
    """What the workspace says where a seminar says nothing."""
    return {"language": settings.language} if settings.language else {}


def _written(
    order: "Order",
    found: "Mapping[str, tuple[Row, ...]]",
    told: "Mapping[str, About]",
    place: Path,
) -> int:
    from prospecta.site.reading import Reader
    from prospecta.site.whole import Published, files, look
    from prospecta.site.writing import put

    settings = order.settings
    reader = Reader(order, _ledger(order, found), _given(settings))
    with closing(files(Published(order, told, reader), look(order))) as made:
        return put(place.resolve(), made)


def _tell(  # noqa: PLR0913, PLR0917 - what became of the site, in numbers
    console: "Console", settings: "Settings", place: Path, count: int, left: int, size: int
) -> None:
    say = console.messages
    whole = say.counted("all-done", count)
    rounded = max(1, round(size / 1_000_000))
    console.say(say.interface("site-done", folder=_near(place), count=whole, size=rounded) + "\n")
    if left:
        console.say(say.counted("site-drafts", left) + "\n")
    if not settings.site.url:
        console.say(say.interface("site-no-url") + "\n")
