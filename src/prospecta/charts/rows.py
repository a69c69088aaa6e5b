"""One row of a timeline: an action's bar, its label where it reads best, its milestones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, block
from prospecta.charts.look import BODY
from prospecta.charts.marks import BARS, LEAD, TIP, bar, beside, halo, milestone, under
from prospecta.charts.metrics import LEADING, Run, balance, widest_word
from prospecta.charts.plan import Priority
from prospecta.charts.stack import stack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prospecta.charts.plan import Action, Words
    from prospecta.charts.scale import Scale

THICKNESS = BODY * LEADING
SHORTEST = 20
INSET = 14
MOST_LINES_INSIDE = 2
# What a place costs beside its height: inside is calmest, then right, left and under the bar.
DEEP, RIGHT, LEFT, UNDER = 30, 9, 18, 26


def draw_row(
    action: Action, scale: Scale, width: float, words: Words, elsewhere: Sequence[str]
) -> Drawing:
    """Draw an action; `elsewhere` holds the codes before it which no arrow can come from."""
    runs = label(action, words, elsewhere)
    _, row = min(places(action, runs, scale, width), key=lambda place: place[0])
    dated = sorted(action.milestones, key=lambda stone: stone.date)
    stones = stack((milestone(stone, scale, width) for stone in dated), width)
    if stones.height:
        row.place(stones, row.height + LEAD)
        row.height += LEAD + stones.height
    return row


def label(action: Action, words: Words, elsewhere: Sequence[str]) -> tuple[Run, ...]:
    """Give what is written about an action: code, title, status, what comes before."""
    after = f"({words.after}\u00a0{', '.join(elsewhere)})" if elsewhere else ""
    runs = (
        Run(action.code, 600),
        Run(action.title),
        Run(f"·\u00a0{action.status}" if action.status else "", role="status"),
        Run(after, role="status"),
    )
    return tuple(run for run in runs if run.text)


def extent(action: Action, scale: Scale) -> Box:
    """Give the box of a bar with a label of one line; an open end reaches the edge."""
    known = sorted(date for date in (action.start, action.end) if date is not None)
    left = scale.left if action.start is None else scale.x(known[0])
    right = scale.right if action.end is None else scale.x(known[-1])
    shortest = SHORTEST + TIP * sum(opens(action))
    left = max(scale.left, min(left, scale.right - shortest))
    return Box(left, 0, max(right - left, shortest), THICKNESS)


def opens(action: Action) -> tuple[bool, bool]:
    """Tell which ends of a bar are points."""
    return action.ongoing or action.start is None, action.ongoing or action.end is None


def places(
    action: Action, runs: tuple[Run, ...], scale: Scale, width: float
) -> Iterator[tuple[float, Drawing]]:
    """Give every place for the label with its cost: lower is better."""
    box, role = extent(action, scale), BARS[action.priority]
    yield from inside(action, runs, box, width)
    shape = bar(role, box, action.code, opens=opens(action))
    for text in beside("label", runs, BODY, box, width):
        high = max(THICKNESS, text.box.height)
        yield (
            high + (LEFT if text.anchor == "end" else RIGHT),
            Drawing(width, high, [halo(text), shape], [text]),
        )
    text = under("label", runs, BODY, box, width)
    yield text.box.bottom + UNDER, Drawing(width, text.box.bottom, [halo(text), shape], [text])


def inside(
    action: Action, runs: tuple[Run, ...], box: Box, width: float
) -> Iterator[tuple[float, Drawing]]:
    """Give the label in its bar, when its words fit there."""
    left, right = opens(action)
    room = box.width - 2 * INSET - TIP * (left + right)
    if room < widest_word(runs, BODY):
        return
    on_high = action.priority == Priority.HIGH
    plain = tuple(replace(run, role="") for run in runs)
    lines = balance(plain, BODY, room)
    tall = replace(box, height=len(lines) * THICKNESS + 8)
    text = block(
        "label on-high" if on_high else "label", lines, BODY, box.x + INSET + TIP * left, 4
    )
    shape = bar(BARS[action.priority], tall, action.code, opens=(left, right))
    cost = tall.height + DEEP * max(0, len(lines) - MOST_LINES_INSIDE)
    yield cost, Drawing(width, tall.height, [shape], [text])
