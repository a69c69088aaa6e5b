"""What of a workspace is as it was, and what must be looked at: no file is opened for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prospecta.caches import own
from prospecta.places import BUILD
from prospecta.workspace.fingerprint import (
    contents,
    digest,
    engines,
    key_of,
    program,
    program_rows,
)
from prospecta.workspace.ledger import Ledger, settled
from prospecta.workspace.settings import Settings
from prospecta.workspace.walk import Row, file_row, newest, rows, seen

if TYPE_CHECKING:
    from prospecta.workspace.work import Task


PROGRAM = "program"
"""The ledger, and the key in it, of the program: one for all workspaces of this machine."""


@dataclass(frozen=True)
class Order:
    """What is asked of a workspace: for which seminars, and what of each.

    `theme` is a folder that was asked for; `output` takes the place of each seminar's own
    `build`, with a folder a seminar. `cache` is where outputs are kept. With `thorough`, what is as
    it was is a task too: its findings are to be told. The work is done by so many `jobs` of this
    machine, or by the Dask cluster of a `scheduler`.
    """

    settings: Settings
    formats: tuple[str, ...]
    theme: Path | None = None
    output: Path | None = None
    trusted: bool = False
    strict: bool = False
    cache: Path | None = None
    thorough: bool = False
    jobs: int = 1
    scheduler: str | None = None

    @property
    def look(self) -> Path | None:
        """The folder of the theme that was asked for, or of the workspace's own if trusted."""
        return self.theme or (self.settings.house if self.trusted else None)


@dataclass(frozen=True)
class Plan:
    """The seminars that are as they were, and the tasks for the others."""

    fresh: Mapping[str, int]
    tasks: Sequence["Task"]
    ledger: Ledger | None


def plan(
    order: Order,
    found: Mapping[str, tuple[Row, ...]],
    alone: Callable[[], object] = lambda: None,
) -> Plan:
    """Sort the members into what is as it was and what must be worked on.

    `alone` is called once a single one is to be worked on, by this process, before the modules
    that this takes are read.

    Raises ToolError when an engine is not installed.
    """
    ledger = _ledger(order)
    shape = _shape(order)
    wanted = digest(shape)
    fresh: dict[str, int] = {}
    stale: dict[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {}
    for member, its in found.items():
        note = {} if ledger is None else ledger.note(member)
        known = note.get("seen") == seen(its) and note.get("shape") == wanted
        lost = _lost(order, member, note)
        warnings = note.get("warnings")
        known = known and not lost and not order.thorough
        if known and isinstance(warnings, int) and not (order.strict and warnings):
            fresh[member] = warnings
        else:
            stale[member] = (note, lost)
    if len(stale) == 1 and order.scheduler is None:
        alone()
    return Plan(fresh, _tasks(order, shape, stale) if stale else (), ledger)


def unchanged(task: "Task", its: tuple[Row, ...]) -> bool:
    """Whether its files hold what its outputs, all in their places, were made of."""
    key = key_of(task.shape, contents(task.folder, its))
    return task.earlier == key and not task.lost


def target(order: Order, member: str) -> Path:
    """The folder of a seminar's outputs."""
    return Path(_target(order, member))


def _target(order: Order, member: str) -> str:
    # As text: a thousand paths take longer to put together than to look at.
    if order.output is not None:
        return f"{order.output}/{member}"
    return f"{order.settings.root}/{member}/{BUILD}"


def _lost(order: Order, member: str, note: Mapping[str, Any]) -> tuple[str, ...]:
    """The formats whose outputs are not those that were last put there."""
    noted = note.get("outputs")
    if not isinstance(noted, dict):
        return ()
    name = member.rpartition("/")[2] or order.settings.root.resolve().name
    place = f"{_target(order, member)}/{name}"
    return tuple(
        form
        for form in order.formats
        if form not in noted or noted[form] != list(file_row(f"{place}.{form}"))
    )


def _tasks(
    order: Order,
    shape: Mapping[str, str],
    stale: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]],
) -> Sequence["Task"]:
    # Imported here: with nothing to do, none of it is needed.
    from prospecta.build import Wishes
    from prospecta.workspace.terms import terms
    from prospecta.workspace.work import Task

    settings = order.settings
    its = terms(settings, order.theme, trusted=order.trusted)
    return [
        Task(
            member,
            settings.root / member,
            Wishes(
                order.formats,
                target(order, member),
                order.theme,
                order.trusted,
                order.strict,
                its.given,
                its.house,
            ),
            order.formats,
            shape,
            order.cache,
            str(note.get("key", "")),
            lost,
        )
        for member, (note, lost) in stale.items()
    ]


def _ledger(order: Order) -> Ledger | None:
    """Where this machine notes what it saw of this workspace, for these outputs."""
    named = f"{order.settings.root}\n{order.output}\n{order.cache}"
    name = blake2b(named.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return _kept(order, name)


def _kept(order: Order, name: str) -> Ledger | None:
    folder = own("ledgers") if order.cache is not None else None
    return None if folder is None else Ledger(folder / f"{name}.json")


def _shape(order: Order) -> dict[str, str]:
    """The hashes of what shapes the outputs of every seminar."""
    settings = order.settings
    return {
        **_program(_kept(order, PROGRAM)),
        "theme": digest([_files(order.look), settings.theme if order.theme is None else ""]),
        "options": digest([settings.language, order.trusted]),
    }


def _program(ledger: Ledger | None) -> dict[str, str]:
    """The hashes of the program and its engines; noted ones, where the disk shows no change."""
    note = {} if ledger is None else ledger.note(PROGRAM)
    known = [Path(path) for path in note.get("engines", ()) if isinstance(path, str)]
    same = known and note.get("seen") == seen(program_rows(known))
    if not same or not isinstance(note.get("shape"), dict):
        its = program_rows(engines())
        calm = settled(newest(its))
        named = [str(path) for path in engines()]
        note = {"seen": seen(its) if calm else "", "engines": named, "shape": program()}
        if ledger is not None:
            ledger.write(PROGRAM, note)
            ledger.save()
    return {str(key): str(value) for key, value in note["shape"].items()}


def _files(theme: Path | None) -> Mapping[str, str]:
    """The contents of a theme that was asked for; those that are shipped belong to the program."""
    return {} if theme is None else contents(theme, rows(theme, beyond=True))
