"""`prospecta list`: the seminars of a workspace, and whether their documents are up to date."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prospecta.commands.options import Folders, Lang

if TYPE_CHECKING:
    from prospecta.messages import Messages
    from prospecta.workspace.about import About
    from prospecta.workspace.series import Neighbours

COLUMNS = ("date", "title", "series", "status", "outputs", "folder")


def listing(
    folders: Folders = None,
    *,
    form: Annotated[
        str, typer.Option("--format", autocompletion=lambda: ["text", "json"])
    ] = "text",
    lang: Lang = None,
) -> None:
    """List the seminars of a workspace: date, title, series, status, state of their documents."""
    from prospecta.commands import speech
    from prospecta.commands.members import below, order_of, twice, workspace
    from prospecta.commands.options import wrong

    language = speech.language(lang)
    if form not in {"text", "json"}:
        wrong("not-a-format", language, name=form, known="text, json")
    settings = workspace((folders or [Path()])[0], language)
    from dataclasses import replace

    from prospecta.console import Console

    console = Console(speech.language(lang, settings.language))
    found = below(settings, folders or [], console)
    from prospecta.workspace.about import abouts
    from prospecta.workspace.plan import plan, unchanged
    from prospecta.workspace.series import neighbours

    todo = plan(order_of(settings), found)
    given = {"language": settings.language} if settings.language else {}
    told = abouts(settings.root, found, given, todo.ledger)
    if todo.ledger is not None:
        todo.ledger.save()
    beside = neighbours(told)
    # What was built with the templates that folders bring is as it should be, too; and other dates
    # of the same files, as after a change of branch, are no other documents.
    plans = [todo, plan(replace(order_of(settings), trusted=True), found)] if todo.tasks else [todo]
    fresh = {member for one in plans for member in one.fresh}
    fresh |= {
        task.member for one in plans for task in one.tasks if unchanged(task, found[task.member])
    }
    states = {member: "up-to-date" if member in fresh else "stale" for member in found}
    for task in todo.tasks:
        if not task.earlier:
            states[task.member] = "missing"
    twice(told, console)
    if form == "json":
        _json(told, beside, states)
    else:
        _text(told, states, console.messages)


def _json(
    told: "Mapping[str, About]", beside: "Mapping[str, Neighbours]", states: Mapping[str, str]
) -> None:
    import json
    from dataclasses import asdict

    from prospecta.console import hand_over

    rows = [
        {
            "folder": member or ".",
            **asdict(one),
            "predecessor": beside[member].before,
            "successor": beside[member].after,
            "outputs": states[member],
        }
        for member, one in told.items()
    ]
    hand_over(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")


def _text(told: "Mapping[str, About]", states: Mapping[str, str], messages: "Messages") -> None:
    from prospecta.commands.screen import width, write
    from prospecta.commands.tables import drawn
    from prospecta.show import Table

    heads: Mapping[str, Any] = messages.data["console"]["list-head"]
    order = sorted(told, key=lambda one: (told[one].dates, one))
    rows = [[[(0, cell)] for cell in _row(one, told[one], states[one], messages)] for one in order]
    table = Table("prospecta.toml", "", [heads[name] for name in COLUMNS], rows)
    write(drawn([table], width(), terminal=sys.stdout.isatty()))


def _row(member: str, one: "About", state: str, messages: "Messages") -> list[str]:
    status = messages.interface(f"status-{one.status}") if one.status else ""
    series = " ".join(filter(None, (one.series, one.number and f"n°\u00a0{one.number}")))
    date = one.dates[-1] if one.dates else ""
    return [date, one.title, series, status, messages.interface(state), member or "."]
