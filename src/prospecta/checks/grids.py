"""SWOT grids and lists of points: nothing left empty by oversight, nothing said twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from prospecta.block import Item
from prospecta.blocks.follow_ups import FollowUp, FollowUps
from prospecta.blocks.swot import QUADRANTS, Swot
from prospecta.blocks.vision import Dimension
from prospecta.checks.words import folded
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar
from prospecta.source import Source, span_of

MOST = 20
"""Repetitions that are told of one list; the last says how many more there are."""
GRID = 3
"""Quadrants beside which one that is not there is an oversight; with less, it was not asked for."""


def quadrants_filled(seminar: Seminar) -> Iterator[Finding]:
    """A grid has something in each quadrant. One that is written and empty is told on its key."""
    for block in seminar.blocks.values():
        if isinstance(block, Swot) and block.id is not None and block.id.span.path:
            empty = [name for name in QUADRANTS if not getattr(block, name)]
            source = seminar.sources.get(block.id.span.path)
            written = _keys(source, empty) if source and empty else {}
            for name, span in written.items():
                yield Finding("quadrant-empty", span, {"names": name})
            absent = [name for name in empty if name not in written]
            if absent and len(QUADRANTS) - len(absent) >= GRID:
                yield Finding("quadrant-empty", block.id.span, {"names": ", ".join(absent)})


def _keys(source: Source, names: Sequence[str]) -> dict[str, Span]:
    """Where a grid has these keys at all."""
    found = {name: re.search(rf"^{name}(?=[ \t]*:)", source.text, re.MULTILINE) for name in names}
    return {name: span_of(source, *key.span()) for name, key in found.items() if key}


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
            found = _repeated(points)
            told = list(islice(found, MOST))
            more = sum(1 for _ in found)
            yield from told[:-1]
            yield from (replace(one, values={**one.values, **_more(more)}) for one in told[-1:])


def _more(number: int) -> dict[str, str]:
    return {"more": str(number)} if number else {}


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
