"""SWOT grids and lists of points: nothing left empty by oversight, nothing said twice."""

from collections.abc import Iterator, Sequence
from itertools import islice

from prospecta.block import Item
from prospecta.blocks.follow_ups import FollowUp, FollowUps
from prospecta.blocks.swot import QUADRANTS, Swot
from prospecta.blocks.vision import Dimension
from prospecta.checks.words import folded
from prospecta.findings import Finding
from prospecta.seminar import Seminar

MOST = 20
"""Repetitions that are told of one list: more are a copy that ran wild."""
GRID = 3
"""Filled quadrants beside which an empty one is an oversight; with less, it was not asked for."""


def quadrants_filled(seminar: Seminar) -> Iterator[Finding]:
    """A grid has something in each quadrant."""
    for block in seminar.blocks.values():
        if isinstance(block, Swot) and block.id is not None:
            empty = [name for name in QUADRANTS if not getattr(block, name)]
            if empty and len(QUADRANTS) - len(empty) >= GRID:
                first = next(getattr(block, name)[0] for name in QUADRANTS if name not in empty)
                span = block.id.span if block.id.span.path else first.text.span
                yield Finding("quadrant-empty", span, {"names": ", ".join(empty)})


def points_once(seminar: Seminar) -> Iterator[Finding]:
    """No point stands twice in one list, typographic differences aside."""
    for model in seminar.models:
        if isinstance(model, Swot):
            lists = [getattr(model, name) for name in QUADRANTS]
        elif isinstance(model, Dimension):
            lists = [model.characteristics, model.objectives]
        elif isinstance(model, FollowUps):
            lists = [model.follow_ups]
        else:
            continue
        for points in lists:
            yield from islice(_repeated(points), MOST)


def _repeated(points: Sequence[Item | FollowUp]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Item | FollowUp] = {}
    waiting = list(reversed(points))
    while waiting:
        point = waiting.pop()
        before = first.setdefault(tuple(folded(str(point.text))), point)
        if before is not point and folded(str(point.text)):
            there = before.text.span
            values = {"text": str(point.text), "first": f"{there.path}:{there.line}"}
            yield Finding("item-twice", point.text.span, values)
        waiting.extend(reversed(getattr(point, "items", [])))
