"""`prospecta build` in a workspace: what changed is built, the rest is left as it is."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import wrong
from prospecta.places import SITE

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.messages import Messages
    from prospecta.review import Review
    from prospecta.workspace.about import About
    from prospecta.workspace.plan import Order, Plan
    from prospecta.workspace.reasons import Reason
    from prospecta.workspace.settings import Settings
    from prospecta.workspace.walk import Row
    from prospecta.workspace.work import Outcome


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line. With `every`, all seminars below the folders."""

    folders: Sequence[Path]
    lang: str | None
    formats: Sequence[str] | None = None
    output: Path | None = None
    theme: Path | None = None
    strict: bool = False
    trusted: bool = False
    quiet: bool = False
    timings: bool = False
    every: bool = True
    jobs: int | None = None
    explain: bool = False
    shard: str | None = None
    cache: Path | None = None
    scheduler: str | None = None


@dataclass
class Tally:
    """How many outputs became what, and how many seminars failed."""

    states: dict[str, int] = field(default_factory=lambda: {"built": 0, "restored": 0, "kept": 0})
    failed: int = 0
    codes: set[int] = field(default_factory=lambda: {CLEAN})

    def add(self, outcome: "Outcome") -> None:
        for state in outcome.states.values():
            self.states[state] += 1
        if outcome.failure or outcome.failed:
            self.failed += 1
            self.codes.add(MACHINE if outcome.failure else FINDINGS)


def together(asked: Asked) -> int:
    """Build what was asked for, and answer the exit code."""
    console, order, found = understood(asked)
    return build_all(order, found, console, explain=asked.explain, timings=asked.timings)


def checked(asked: Asked, console: "Console") -> "list[tuple[Path, Review, str]]":
    """What is wrong with each seminar of a workspace, and why it could not be seen if so."""
    from dataclasses import replace

    from prospecta import deadline
    from prospecta.findings import ToolError
    from prospecta.review import Review
    from prospecta.workspace.about import abouts, alike
    from prospecta.workspace.plan import plan
    from prospecta.workspace.terms import terms

    _, order, found = understood(asked)
    order = replace(order, formats=(), thorough=True)
    deadline.stop()
    told = {}
    for outcome in _worked(order, plan(order, found), console):
        folder = Path(os.path.relpath(order.settings.root / outcome.member))
        if outcome.failure:
            console.failed(folder, ToolError(outcome.failure))
        review = Review(outcome.language, list(outcome.findings))
        told[outcome.member] = (folder, review, outcome.failure)
    root, given = order.settings.root, terms(order.settings).given
    twice(abouts(root, alike(root, found), given, None), console)
    return [told[member] for member in found]


def understood(asked: Asked) -> "tuple[Console, Order, Mapping[str, tuple[Row, ...]]]":
    from dataclasses import replace

    from prospecta.commands import speech
    from prospecta.console import Console

    language = speech.language(asked.lang)
    settings = workspace((asked.folders or [Path()])[0], language)
    language = speech.language(asked.lang, settings.language)
    folders = asked.folders
    console = Console(language, quiet=asked.quiet)
    found = below(settings, folders, console) if asked.every else named(settings, folders)
    order = replace(
        order_of(settings, asked.formats, asked.cache),
        theme=asked.theme,
        output=asked.output,
        strict=asked.strict,
        trusted=asked.trusted,
        thorough=not asked.every,
        jobs=asked.jobs or os.cpu_count() or 1,
        scheduler=asked.scheduler,
    )
    if settings.house is not None and asked.theme is None and not asked.trusted:
        console.note(console.messages.interface("theme-untrusted", name=settings.theme))
    if asked.shard is not None:
        found = _shard(asked.shard, found, language)
    return console, replace(order, cache=_cache(order.cache, console)), found


def _cache(folder: Path | None, console: "Console") -> Path | None:
    """The folder if something can be kept in it, else nothing, which is said."""
    from prospecta.caches import refusal

    say = console.messages
    if folder is None:
        console.note(say.interface("cache-none"))
        return None
    reason = refusal(folder)
    if reason:
        console.note(say.interface("cache-refused", folder=folder, reason=say.failure(reason)))
    return None if reason else folder


def _shard(
    typed: str, found: "Mapping[str, tuple[Row, ...]]", language: str
) -> "Mapping[str, tuple[Row, ...]]":
    from prospecta.workspace.shards import part, rank

    which = rank(typed)
    if which is None:
        wrong("not-a-shard", language)
    return part(found, *which)


def workspace(folder: Path, language: str) -> "Settings":
    """The workspace that a folder stands in. Leaves when there is none, or when it is wrong."""
    from prospecta.places import root_of
    from prospecta.workspace.settings import settings

    root = root_of(folder)
    if root is None:
        wrong("no-workspace", language)
    found, mistakes = settings(root)
    if mistakes:
        import typer

        from prospecta.messages import Messages
        from prospecta.reports.reviewed import Reviewed
        from prospecta.reports.text import text

        near = Path(os.path.relpath(root))
        told = text([Reviewed(near, mistakes, Messages.read(language))])
        sys.stderr.write(told)
        raise typer.Exit(FINDINGS)
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
    from prospecta.workspace.walk import Aside, members

    root, folder = settings.root, settings.root / settings.site.folder
    aside: list[Aside] = []
    there = members(root, (settings.site.folder,) if (folder / SITE).exists() else (), aside)
    places = [folder.resolve() for folder in folders] or [root]

    def meant(member: str) -> bool:
        return any((root / member).is_relative_to(place) for place in places)

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


def build_all(
    order: "Order",
    found: "Mapping[str, tuple[Row, ...]]",
    console: "Console",
    *,
    explain: bool = False,
    timings: bool = False,
) -> int:
    """Bring the outputs of these seminars up to date, and say what became of them."""
    from prospecta import deadline
    from prospecta.workspace.plan import plan

    # Each seminar has its own time; the workspace may take as long as it takes.
    deadline.stop()
    todo = plan(order, found)
    tally = Tally()
    tally.states["kept"] += len(todo.fresh) * len(order.formats)
    messages = console.messages
    if explain:
        for member in todo.fresh:
            console.say(f"{member or '.'}\n")
            _tell(console, dict.fromkeys(order.formats, "kept"), ())
    if todo.tasks:
        for outcome in _worked(order, todo, console):
            tally.add(outcome)
            _one(order, outcome, console, explain=explain)
            if timings:
                console.timings(outcome.seconds)
    if tally.states["built"] and order.cache is not None:
        _cache(order.cache, console)  # it may be full by now
    console.say(_summary(messages, len(found), tally))
    return max(tally.codes)


def _worked(order: "Order", todo: "Plan", console: "Console") -> "Iterator[Outcome]":
    from prospecta.commands.progress import progress
    from prospecta.engines import begun
    from prospecta.workspace.run import run

    single = len(todo.tasks) == 1 and order.scheduler is None
    if single:
        begun(pages=True)
    jobs = min(order.jobs, len(todo.tasks))
    with progress(len(todo.tasks), jobs, console.messages, live=console.live) as step:
        yield from run(order, todo, begun, step)
    if single:
        begun().kill()


def _one(order: "Order", outcome: "Outcome", console: "Console", *, explain: bool) -> None:
    """What is told of a seminar: its mistakes always, why it was built when that was asked."""
    from prospecta.findings import ToolError

    messages = console.messages
    folder = Path(os.path.relpath(order.settings.root / outcome.member))
    if outcome.failure:
        console.failed(folder, ToolError(outcome.failure), kept=True)
        return
    if outcome.failed or (order.thorough and outcome.findings):
        from prospecta.reports.reviewed import Reviewed
        from prospecta.reports.text import brief, text

        found = Reviewed(folder, outcome.findings, messages, strict=order.strict)
        console.findings(text([found]) if found.failed else brief(found))
    if explain:
        console.say(f"{outcome.member or '.'}\n")
        _tell(console, outcome.states, outcome.reasons)
    elif order.thorough:
        console.written([Path(os.path.relpath(path)) for path in outcome.written])
    elif outcome.written:
        made = ", ".join(path.suffix[1:] for path in outcome.written)
        console.say(messages.interface("member-done", folder=folder, formats=made) + "\n")


def _tell(console: "Console", states: Mapping[str, str], reasons: "Sequence[Reason]") -> None:
    from prospecta.commands.whys import why

    messages = console.messages
    for form, state in states.items():
        told = messages.interface(f"state-{state}")
        console.say(f"  {form:<5} {told:<10} {why(messages, form, state, reasons)}\n")


def _summary(messages: "Messages", count: int, tally: Tally) -> str:
    counted = messages.counted("all-done", count)
    states = messages.interface("all-states", **tally.states, failed=tally.failed)
    return f"{counted} : {states}\n" if messages.language == "fr" else f"{counted}: {states}\n"
