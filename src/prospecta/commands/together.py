"""`prospecta build` in a workspace: what changed is built, the rest is left as it is."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prospecta.commands.around import Tell, aloud, sound
from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.members import below, named, order_of, workspace
from prospecta.commands.options import wrong

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.messages import Messages
    from prospecta.review import Review
    from prospecta.workspace.plan import Order, Plan
    from prospecta.workspace.reasons import Reason
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
    tell: Tell = aloud


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
    from prospecta.review import Review, in_order
    from prospecta.workspace.about import abouts, alike
    from prospecta.workspace.plan import plan
    from prospecta.workspace.ranks import rivals
    from prospecta.workspace.terms import terms

    _, order, found = understood(asked)
    order = replace(order, formats=(), thorough=True)
    deadline.stop()
    told = {}
    kept(order.cache, console)
    for outcome in _worked(order, plan(order, found, _ahead), console):
        folder = Path(os.path.relpath(order.settings.root / outcome.member))
        if outcome.failure:
            console.failed(folder, ToolError(outcome.failure))
        review = Review(outcome.language, list(outcome.findings))
        told[outcome.member] = (folder, review, outcome.failure)
    root, given = order.settings.root, terms(order.settings).given
    for member, more in rivals(root, abouts(root, alike(root, found), given, None)).items():
        review = told[member][1]
        review.findings = in_order([*review.findings, *more])
    return [told[member] for member in found]


def understood(asked: Asked) -> "tuple[Console, Order, Mapping[str, tuple[Row, ...]]]":
    from dataclasses import replace

    from prospecta.commands import speech
    from prospecta.console import Console

    language = speech.language(asked.lang)
    settings = workspace((asked.folders or [Path()])[0], language, asked.tell)
    language = speech.language(asked.lang, settings.language)
    folders = asked.folders
    console = Console(language, quiet=asked.quiet, wish=asked.lang)
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
    sound(order.look, language, asked.tell)
    if asked.shard is not None:
        found = _shard(asked.shard, found, language)
    return console, order, found


def _shard(
    typed: str, found: "Mapping[str, tuple[Row, ...]]", language: str
) -> "Mapping[str, tuple[Row, ...]]":
    from prospecta.workspace.shards import part, rank

    which = rank(typed)
    if which is None:
        wrong("not-a-shard", language)
    return part(found, *which)


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
    todo = plan(order, found, _ahead)
    tally = Tally()
    tally.states["kept"] += len(todo.fresh) * len(order.formats)
    messages = console.messages
    if explain:
        for member in todo.fresh:
            console.say(f"{member or '.'}\n")
            _tell(console, dict.fromkeys(order.formats, "kept"), ())
    if todo.tasks:
        room = kept(order.cache, console)
        for outcome in _worked(order, todo, console):
            tally.add(outcome)
            _one(order, outcome, console, explain=explain)
            if timings:
                console.timings(outcome.seconds)
        if room and tally.states["built"]:
            kept(order.cache, console)  # it may be full by now
    console.say(_summary(messages, len(found), tally))
    return max(tally.codes)


def kept(folder: Path | None, console: "Console") -> bool:
    """Whether something can be kept in a cache's folder; if not, that is said."""
    from prospecta.caches import refusal

    say = console.messages
    reason = "" if folder is None else refusal(folder)
    if folder is None:
        console.note(say.interface("cache-none"))
    elif reason:
        console.note(say.interface("cache-refused", folder=folder, reason=say.failure(reason)))
    return folder is not None and not reason


def _ahead() -> None:
    """The engines start while this process reads the modules that it builds with."""
    from prospecta.engines import begin

    begin(pages=True)


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
        from prospecta.commands import speech
        from prospecta.messages import Messages
        from prospecta.reports.reviewed import Reviewed
        from prospecta.reports.text import brief, text

        spoken = Messages.read(speech.language(console.wish, outcome.language))
        found = Reviewed(folder, outcome.findings, spoken, strict=order.strict)
        console.findings(text([found]) if found.failed else brief(found))
    if explain:
        console.say(f"{outcome.member or '.'}\n")
        _tell(console, outcome.states, outcome.reasons)
        if outcome.failed:
            console.say(f"  {messages.interface('state-failed')}\n")
    elif order.thorough:
        console.written([Path(os.path.relpath(path)) for path in outcome.written])
    elif outcome.written:
        made = ", ".join(path.suffix[1:] for path in outcome.written)
        console.say(messages.interface("member-done", folder=folder, formats=made) + "\n")
    console.removed([Path(os.path.relpath(path)) for path in outcome.removed])


def _tell(console: "Console", states: Mapping[str, str], reasons: "Sequence[Reason]") -> None:
    from prospecta.commands.whys import why

    messages = console.messages
    for form, state in states.items():
        told = messages.interface(f"state-{state}")
        console.say(f"  {form:<5} {told:<10} {why(messages, form, state, reasons)}\n")


def _summary(messages: "Messages", count: int, tally: Tally) -> str:
    counted = messages.counted("all-done", count)
    became = {**tally.states, "failed": tally.failed}
    states = ", ".join(messages.counted(f"all-{state}", of) for state, of in became.items())
    return f"{counted} : {states}.\n" if messages.language == "fr" else f"{counted}: {states}.\n"
