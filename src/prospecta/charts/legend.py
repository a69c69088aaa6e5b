"""The key: what the signs of a timeline mean, and only those which it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, Shape, block
from prospecta.charts.links import arrow
from prospecta.charts.look import SMALL
from prospecta.charts.marks import BARS, GAP, bar, lozenge
from prospecta.charts.metrics import LEADING, Run, balance
from prospecta.charts.plan import Priority
from prospecta.charts.scale import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prospecta.charts.plan import Action, Words

SWATCH = Box(0, 5, 50, 24)
BETWEEN = 40
LEAD = 6


def draw_legend(
    actions: Sequence[Action], words: Words, width: float, *, stones: bool, links: bool
) -> Drawing:
    """Draw the signs that these actions use, on as many lines as they need."""
    legend = Drawing(width)
    x, top = float(MARGIN), 0.0
    for label, shapes in entries(actions, words, stones=stones, links=links):
        start = SWATCH.width + GAP
        lines = balance((Run(label),), SMALL, width - 2 * MARGIN - start)
        text = block("key", lines, SMALL, start, 0)
        if x > MARGIN and x + text.box.right > width - MARGIN:
            x, top = float(MARGIN), legend.height + LEAD
        legend.place(Drawing(width, 0, shapes, [text]), top, x)
        legend.height = max(legend.height, top + max(text.box.height, SMALL * LEADING))
        x += text.box.right + BETWEEN
    return legend


def entries(
    actions: Sequence[Action], words: Words, *, stones: bool, links: bool
) -> Iterator[tuple[str, list[Shape]]]:
    """Give each sign that is used, with its word."""
    used = {action.priority for action in actions}
    names: list[tuple[Priority | None, str]] = [
        (Priority.HIGH, words.high),
        (Priority.MEDIUM, words.medium),
        (Priority.LOW, words.low),
        (None, words.plain),
    ]
    for priority, name in names:
        if priority in used and used != {None}:
            yield name, [bar(BARS[priority], SWATCH)]
    barred = [action for action in actions if action.has_bar and not action.ongoing]
    if any(action.start is None or action.end is None for action in barred):
        yield words.open_date, [bar("bar plain", SWATCH, opens=(False, True))]
    if any(action.has_bar and action.ongoing for action in actions):
        yield words.ongoing, [bar("bar plain", SWATCH, opens=(True, True))]
    if stones:
        yield words.milestone, [lozenge(SWATCH.width / 2, SWATCH.middle)]
    if links:
        yield words.link, arrow(((4, SWATCH.y), (4, SWATCH.middle), (46, SWATCH.middle)))
