"""The strip of a timeline for what has no date: two columns of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, block
from prospecta.charts.look import BODY
from prospecta.charts.marks import BARS, GAP, bar
from prospecta.charts.metrics import LEADING, Run, balance
from prospecta.charts.pages import Row
from prospecta.charts.rows import label
from prospecta.charts.scale import MARGIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prospecta.charts.plan import Action, Lane, Words

SWATCH = Box(0, 6.5, 40, 22)
BETWEEN = 40
COLUMNS = 2


def undated_rows(
    lanes: Sequence[Lane], words: Words, width: float, elsewhere: Mapping[str, Sequence[str]]
) -> tuple[Row, ...]:
    """Draw the actions without a date in their order, row by row."""
    found = [(lane, action) for lane in lanes for action in lane.actions if not action.has_bar]
    columns = min(COLUMNS, len(found))
    room = (width - 2 * MARGIN - BETWEEN * (columns - 1)) / max(columns, 1)
    rows = []
    for first in range(0, len(found), COLUMNS):
        drawing = Drawing(width)
        pair = found[first : first + COLUMNS]
        for at, (lane, action) in enumerate(pair):
            runs = label(action, words, elsewhere.get(action.code, ()))
            cell = draw_cell(action, (*runs, *extras(lane, action)), room)
            drawing.place(cell, 0, MARGIN + at * (room + BETWEEN))
            drawing.height = max(drawing.height, cell.height)
        rows.append(Row(drawing, tuple(action for _, action in pair)))
    return tuple(rows)


def extras(lane: Lane, action: Action) -> tuple[Run, ...]:
    """Give what a place in the lanes would have shown: its title, and the milestones."""
    texts = [f"·\u00a0{lane.title}"] if lane.title else []
    texts += (f"◆\u00a0{stone.title}" for stone in action.milestones)
    return tuple(Run(text, role="status") for text in texts)


def draw_cell(action: Action, runs: tuple[Run, ...], width: float) -> Drawing:
    """Draw an action as a swatch and its label."""
    start = SWATCH.width + GAP
    text = block("label", balance(runs, BODY, width - start), BODY, start, 0)
    high = max(text.box.height, BODY * LEADING)
    return Drawing(width, high, [bar(BARS[action.priority], SWATCH)], [text])
