"""The axis of time: from years to drawing units, and where its ticks stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from prospecta.charts.look import SMALL, UNITS
from prospecta.charts.metrics import em_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prospecta.charts.look import Look
    from prospecta.charts.plan import Timeline, Words

MARGIN = 5
"""Room at the sides for half an outline."""
SHORTEST = 0.5
LONGEST_IN_MONTHS = 1.5
LONGEST_IN_QUARTERS = 4.0
STEPS = {12: (1, 2, 3, 6), 4: (1, 2), 1: (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)}
TICK_GAP = 24
# Dates are fractions: what stands this close to a tick stands on it.
EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at `x`, and the label that stands right of it (none: a line only)."""

    x: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Dates from `start` to `end` between two edges. An undated plan has no ticks.

    `years` is a second row of labels, above months or quarters.
    """

    start: float
    end: float
    left: float
    right: float
    ticks: tuple[Tick, ...] = ()
    years: tuple[Tick, ...] = ()

    def x(self, date: float) -> float:
        """Place a date."""
        share = (date - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)


def scale_of(data: Timeline, look: Look) -> Scale:
    """Choose the bounds and the ticks that suit the dates of the plan."""
    left, right = MARGIN, look.width * UNITS - MARGIN
    known = sorted(dates(data))
    if not known:
        return Scale(0, 1, left, right)
    first, last = known[0], max(known[-1], known[0] + SHORTEST)
    parts = parts_of_a_year(last - first)
    low, high = math.floor(first * parts + EPSILON), math.ceil(last * parts - EPSILON)
    bare = Scale(low / parts, high / parts, left, right)
    ticks = ticks_of(bare, parts, range(low, high + 1), data.words)
    years = range(low // parts, -(-high // parts)) if parts > 1 else ()
    upper = labelled([(bare.x(max(bare.start, year)), str(year)) for year in years], right)
    return Scale(bare.start, bare.end, left, right, ticks, upper)


def dates(data: Timeline) -> Iterator[float]:
    """Give every date that the axis has to hold."""
    actions = [action for lane in data.lanes for action in lane.actions if action.has_bar]
    stones = chain(data.milestones, *(action.milestones for action in actions))
    yield from (stone.date for stone in stones)
    spans: list[tuple[float | None, float | None]] = [
        (horizon.start, horizon.end) for horizon in data.horizons
    ]
    spans += [(action.start, action.end) for action in actions]
    yield from (date for span in spans for date in span if date is not None)


def parts_of_a_year(span: float) -> int:
    """Choose months, quarters or years."""
    if span <= LONGEST_IN_MONTHS:
        return 12
    return 4 if span <= LONGEST_IN_QUARTERS else 1


def ticks_of(bare: Scale, parts: int, numbers: range, words: Words) -> tuple[Tick, ...]:
    """Place the ticks; `numbers` counts the parts from year 0, both ends included."""
    names = {12: words.months, 4: words.quarters}.get(parts, ())
    labels = [names[number % parts] if names else str(number) for number in numbers]
    cell = (bare.right - bare.left) / max(1, len(numbers) - 1)
    wanted = max(map(label_width, labels)) + TICK_GAP
    step = next((step for step in STEPS[parts] if step * cell >= wanted), STEPS[parts][-1])
    ends = {numbers[0], numbers[-1]}
    return labelled(
        [
            (bare.x(number / parts), label)
            for number, label in zip(numbers, labels, strict=True)
            if number % step == 0 or number in ends
        ],
        bare.right,
    )


def labelled(places: Sequence[tuple[float, str]], right: float) -> tuple[Tick, ...]:
    """Keep a label only where it ends before the next line; a tick is no datum of the plan."""
    following = [*(x for x, _ in places), right][1:]
    return tuple(
        Tick(x, label if x + label_width(label) + TICK_GAP / 2 <= limit else "")
        for (x, label), limit in zip(places, following, strict=True)
    )


def label_width(label: str) -> float:
    """Measure a label of the axis."""
    return em_width(label) * SMALL
