"""The order of actions: what follows what, in circles or too soon."""

from collections.abc import Iterator, Mapping

from prospecta.blocks.plan import Action, ActionRef, Plan
from prospecta.checks.dates import before, inverted
from prospecta.findings import Finding
from prospecta.seminar import Seminar

SHOWN = 12
"""How many actions of a circle are named."""


def no_circles(seminar: Seminar) -> Iterator[Finding]:
    """No action waits for itself. A circle is told once, whole, where it closes."""
    for plan in seminar.blocks.values():
        if isinstance(plan, Plan):
            actions = {str(action.id): action for action in plan.actions}
            done, told = set[str](), set[str]()
            for start in actions:
                yield from _circles(start, actions, done, told)


def _circles(
    start: str, actions: Mapping[str, Action], done: set[str], told: set[str]
) -> Iterator[Finding]:
    """The circles that can be reached from an action, short of what is done or told."""
    if start in done:
        return
    path: dict[str, Iterator[ActionRef]] = {start: iter(actions[start].after)}
    while path:
        here = next(reversed(path))
        ref = next(path[here], None)
        if ref is None:
            done.add(here)
            del path[here]
        elif str(ref) in path:
            if not {str(ref), here} <= told:
                way = list(path)
                circle = way[way.index(str(ref)) :]
                told.update(circle)
                kind = "self" if len(circle) == 1 else ""
                values = {"circle": _shown(circle), "id": str(ref), "kind": kind}
                yield Finding("dependency-cycle", ref.span, values)
        elif str(ref) in actions and str(ref) not in done:
            path[str(ref)] = iter(actions[str(ref)].after)


def _shown(circle: list[str]) -> str:
    """A circle as it would be carried out: each waits for the one before it."""
    names = [circle[0], *reversed(circle)]
    if len(names) > SHOWN:
        names[SHOWN - 2 : -1] = ["…"]
    return " → ".join(names)


def nothing_too_soon(seminar: Seminar) -> Iterator[Finding]:
    """An action begins when what it follows has ended, as precisely as both are dated."""
    for plan in seminar.blocks.values():
        actions = {str(one.id): one for one in plan.actions} if isinstance(plan, Plan) else {}
        for action in actions.values():
            begins = action.start or action.end
            for ref in action.after:
                first = actions.get(str(ref))
                ends = (first.end or first.start) if first is not None else None
                if first is None or first is action or inverted(first) or inverted(action):
                    continue
                if begins is not None and before(begins, ends):
                    values = {"title": str(action.title), "first": str(first.title)}
                    yield Finding("starts-too-soon", begins.span, values)
