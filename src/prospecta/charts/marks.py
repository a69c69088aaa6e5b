"""The marks of a timeline: bars, lozenges, and the paper that keeps a label clear of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, Shape, Text, block
from prospecta.charts.look import SMALL
from prospecta.charts.metrics import LEADING, SPACE, Run, balance, em_width, widest_word
from prospecta.charts.plan import Priority
from prospecta.charts.scale import MARGIN
from prospecta.charts.stack import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.charts.drawing import Anchor, Point
    from prospecta.charts.plan import Milestone
    from prospecta.charts.scale import Scale

GAP = 12
"""Between a mark and its label."""
LEAD = 6
"""Between a mark and what stands under it."""
STONE = 24
TIP = 16
HALO = 5
NARROWEST = 220
BROADEST_WORD = 0.4
"""The share of the width that one word may ask for before it is broken."""
BARS = {
    Priority.HIGH: "bar high",
    Priority.MEDIUM: "bar medium",
    Priority.LOW: "bar low",
    None: "bar plain",
}


def halo(text: Text) -> Shape:
    """Lay paper under a text."""
    box = text.box
    return Shape("halo", Box(box.x - HALO, box.y, box.width + 2 * HALO, box.height).corners())


def bar(role: str, box: Box, key: str = "", *, opens: tuple[bool, bool] = (False, False)) -> Shape:
    """Draw a bar; an end that opens is a point."""
    if not any(opens):
        return Shape(role, box.corners(), radius=4, key=key)
    (left, right), tip = opens, min(TIP, box.width / 2)
    points: list[Point] = [(box.x + tip * left, box.y), (box.right - tip * right, box.y)]
    points += [(box.right, box.middle)] * right
    points += [(box.right - tip * right, box.bottom), (box.x + tip * left, box.bottom)]
    points += [(box.x, box.middle)] * left
    return Shape(role, tuple(points), key=key)


def lozenge(x: float, y: float, size: float = STONE) -> Shape:
    """Draw a milestone around its middle."""
    half = size / 2
    return Shape("milestone", ((x, y - half), (x + half, y), (x, y + half), (x - half, y)))


def beside(role: str, runs: Sequence[Run], size: float, mark: Box, width: float) -> list[Text]:
    """Give the places for a label on either side of a mark, the right one first.

    The middle of the label's first line is that of the mark. A side that is too narrow for a
    decent line is left out; beside a narrow mark there is always one.
    """
    whole = sum(em_width(run.text, run.weight) + SPACE for run in runs) * size
    wanted = min(whole, max(NARROWEST, min(widest_word(runs, size), BROADEST_WORD * width)))
    sides: list[tuple[Anchor, float, float]] = [
        ("start", mark.right + GAP, width - MARGIN - HALO - mark.right - GAP),
        ("end", mark.x - GAP, mark.x - GAP - MARGIN - HALO),
    ]
    top = mark.middle - size * LEADING / 2
    return [
        block(role, balance(runs, size, room), size, x, top, anchor)
        for anchor, x, room in sides
        if room >= wanted
    ]


def under(role: str, runs: Sequence[Run], size: float, mark: Box, width: float) -> Text:
    """Put a label under a mark, from its start or to its end, where there is more room."""
    rooms = width - MARGIN - HALO - mark.x, mark.right - MARGIN - HALO
    right = rooms[1] > rooms[0]
    lines = balance(runs, size, rooms[right])
    x = mark.right if right else mark.x
    return block(role, lines, size, x, mark.bottom + LEAD, "end" if right else "start")


def milestone(stone: Milestone, scale: Scale, width: float) -> Item:
    """Draw a lozenge at its date, with its title beside it."""
    low, high = MARGIN + STONE / 2, width - MARGIN - STONE / 2
    x = min(max(scale.x(stone.date), low), high)
    mark = lozenge(x, SMALL * LEADING / 2)
    labels = beside("milestone-title", (Run(stone.title),), SMALL, mark.box, width)
    label = min(labels, key=lambda text: len(text.lines))
    left, right = min(mark.box.x, label.box.x - HALO), max(mark.box.right, label.box.right + HALO)
    return Item(left, right, Drawing(width, label.box.height, [halo(label), mark], [label]))
