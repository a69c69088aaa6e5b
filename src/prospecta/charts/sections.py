"""The lanes of a timeline as rows, and the links between actions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Drawing, block
from prospecta.charts.look import BODY
from prospecta.charts.marks import halo
from prospecta.charts.metrics import Run, balance
from prospecta.charts.pages import Row, Section
from prospecta.charts.rows import draw_row
from prospecta.charts.scale import MARGIN
from prospecta.charts.strip import undated_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from prospecta.charts.pages import Page
    from prospecta.charts.plan import Action, Lane, Timeline
    from prospecta.charts.scale import Scale

Link = tuple[str, str]
"""The codes of an action and of one that comes after it."""


def links_of(data: Timeline) -> tuple[Link, ...]:
    """Give every link that the plan declares, once; an action does not follow itself."""
    actions = [action for lane in data.lanes for action in lane.actions]
    pairs = ((before, action.code) for action in actions for before in action.after)
    return tuple(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))


def apart(links: Sequence[Link], pages: Sequence[Page]) -> set[Link]:
    """Give the links whose two bars do not stand on the same picture."""
    page_of = {
        action.code: number
        for number, page in enumerate(pages)
        for section in page
        for row in section.rows
        for action in row.actions
        if action.has_bar
    }
    return {
        (before, after)
        for before, after in links
        if before not in page_of or page_of.get(after) != page_of[before]
    }


def sections_of(
    data: Timeline, scale: Scale, width: float, written: AbstractSet[Link]
) -> tuple[Section, ...]:
    """Draw every row; the links in `written` are put into the label of what comes after."""
    elsewhere: dict[str, list[str]] = {}
    for before, after in links_of(data):
        if (before, after) in written:
            elsewhere.setdefault(after, []).append(before)
    sections = [
        Section(lane.title, rows, dated=True)
        for lane in data.lanes
        if (rows := tuple(lane_rows(lane, data, scale, width, elsewhere)))
    ]
    undated = undated_rows(data.lanes, data.words, width, elsewhere)
    if undated:
        sections.append(Section(data.words.undated, undated, dated=False))
    return tuple(sections)


def lane_rows(
    lane: Lane, data: Timeline, scale: Scale, width: float, elsewhere: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    """Give a row for each bar, in the order of time, or the word for a lane without actions."""
    for action in sorted((action for action in lane.actions if action.has_bar), key=when):
        before = elsewhere.get(action.code, ())
        yield Row(draw_row(action, scale, width, data.words, before), (action,))
    if not lane.actions:
        lines = balance((Run(data.words.empty),), BODY, width - 2 * MARGIN)
        text = block("status", lines, BODY, MARGIN, 0)
        yield Row(Drawing(width, text.box.height, [halo(text)], [text]), ())


def when(action: Action) -> tuple[float, float]:
    """Order actions by start, then by end; what is open comes first, or ends last."""
    known = sorted(date for date in (action.start, action.end) if date is not None)
    return (
        -math.inf if action.start is None else known[0],
        math.inf if action.end is None else known[-1],
    )
