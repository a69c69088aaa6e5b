"""What is planned without what it needs: somebody, a date, an objective; and what nobody plans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prospecta.block import Block, Item
from prospecta.blocks.follow_ups import FollowUp, FollowUps
from prospecta.blocks.participants import Organisation, Person
from prospecta.blocks.plan import Action, Plan
from prospecta.blocks.vision import Vision
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar

FEW = 3
"""Up to so many of a list are each told on their own line; more are one finding."""
NAMED = 12
"""How many that one finding names."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done or reached: its words, and its code among many."""

    of: Action | FollowUp | Item
    code: str
    words: str
    span: Span


def owned(seminar: Seminar) -> Iterator[Finding]:
    """Somebody answers for each action, as soon as the folder declares who there is."""
    if any(isinstance(model, Person | Organisation) for model in seminar.models):
        for block in seminar.blocks.values():
            yield from _lacking(block, "no-owner", {Plan: ("lead",), FollowUps: ("who",)})


def dated(seminar: Seminar) -> Iterator[Finding]:
    """Each action has a date, however vague."""
    for block in seminar.blocks.values():
        yield from _lacking(block, "no-date", {Plan: ("start", "end"), FollowUps: ("due",)})


def aimed(seminar: Seminar) -> Iterator[Finding]:
    """Each action serves an objective, where the vision has objectives to serve."""
    if _objectives(seminar):
        for block in seminar.blocks.values():
            yield from _lacking(block, "no-objective", {Plan: ("objectives",)})


def objectives_served(seminar: Seminar) -> Iterator[Finding]:
    """Each objective has an action, as soon as some have."""
    actions = [model for model in seminar.models if isinstance(model, Action)]
    served = {str(ref) for action in actions for ref in action.objectives}
    if served:
        wanted = _objectives(seminar)
        left = [task for task in wanted if str(task.of.id) not in served]
        yield from _told("objective-unserved", left, len(wanted), "objectives")


def _objectives(seminar: Seminar) -> Sequence[Task]:
    """The objectives of the visions that give theirs an id; the others are there to be read."""
    found: list[Task] = []
    for block in seminar.blocks.values():
        if isinstance(block, Vision):
            items = [item for dimension in block.dimensions for item in dimension.objectives]
            if any(item.id is not None for item in items):
                found += [
                    Task(item, str(item.id or item.text), str(item.text), item.text.span)
                    for item in items
                ]
    return found


def _lacking(
    block: Block, code: str, keys: dict[type[Block], tuple[str, ...]]
) -> Iterator[Finding]:
    """The tasks of a list in which none of the keys of its kind is given."""
    wanted = next((names for kind, names in keys.items() if isinstance(block, kind)), ())
    if wanted:
        tasks = _tasks(block)
        left = [task for task in tasks if not any(getattr(task.of, key) for key in wanted)]
        yield from _told(code, left, len(tasks), wanted[0])


def _tasks(block: Block) -> Sequence[Task]:
    if isinstance(block, Plan):
        return [
            Task(one, str(one.code or f"A{number}"), str(one.title), one.title.span)
            for number, one in enumerate(block.actions, 1)
        ]
    if isinstance(block, FollowUps):
        return [
            Task(one, str(number), str(one.text), one.text.span)
            for number, one in enumerate(block.follow_ups, 1)
        ]
    return ()


def _told(code: str, left: Sequence[Task], total: int, key: str) -> Iterator[Finding]:
    if len(left) > FEW:
        names = ", ".join(task.code for task in left[:NAMED])
        more = ", …" if len(left) > NAMED else ""
        values = {"names": names + more, "count": str(len(left)), "total": str(total), "key": key}
        yield Finding(code, left[0].span, values)
        return
    for task in left:
        values = {"names": task.words, "count": str(len(left)), "total": str(total), "key": key}
        yield Finding(code, task.span, values)
