"""The top of a timeline: horizons, axis, the milestones of the whole plan."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, Shape, Text, block, height
from prospecta.charts.look import BODY, SMALL
from prospecta.charts.marks import beside, halo, milestone, under
from prospecta.charts.metrics import LEADING, Run, balance, widest_word
from prospecta.charts.stack import Item, stack

if TYPE_CHECKING:
    from prospecta.charts.plan import Horizon, Timeline
    from prospecta.charts.scale import Scale

INSET = 12
GUTTER = 2
EDGE = 5
SHORTEST = 10
MOST_LINES = 3
TICK_INSET = 7


def draw_head(data: Timeline, scale: Scale, width: float) -> Drawing:
    """Draw what every picture of the plan begins with."""
    head = Drawing(width)
    for part, lead in (
        (bands(data, scale, width), 0),
        (axis(scale, width), 14),
        (milestones(data, scale, width), 12),
    ):
        if part.height:
            head.height += lead if head.height else 0
            head.place(part, head.height)
            head.height += part.height
    return head


def bands(data: Timeline, scale: Scale, width: float) -> Drawing:
    """Draw the horizons in the order of time: side by side, or one under another.

    One that is too narrow for its own title would tear a row of bands apart.
    """
    ordered = sorted(data.horizons, key=lambda horizon: (horizon.start, horizon.end))
    boxes = [band_box(horizon, scale) for horizon in ordered]
    texts = [band_texts(*pair) for pair in zip(ordered, boxes, strict=True)]
    if not all(texts):
        slim = (slim_band(*pair, width) for pair in zip(ordered, boxes, strict=True))
        return stack(slim, width, gap=inf, lead=4)
    tallest = max((sum(text.box.height for text in inner) for inner in texts), default=0)
    items = [full_band(*pair, tallest, width) for pair in zip(boxes, texts, strict=True)]
    return stack(items, width, gap=0)


def band_box(horizon: Horizon, scale: Scale) -> Box:
    """Give where a horizon stands, its height yet unknown."""
    left, right = sorted((scale.x(horizon.start), scale.x(horizon.end)))
    left = min(left, scale.right - SHORTEST)
    return Box(left, 0, max(right - left, SHORTEST), 0)


def band_texts(horizon: Horizon, box: Box) -> list[Text]:
    """Set title and years in a band; nothing when they have no room there."""
    parts = (
        ("band-title", Run(horizon.title, 600), BODY),
        ("band-years", Run(horizon.years), SMALL),
    )
    room, top = box.width - 2 * INSET - 2 * GUTTER, EDGE + 6.0
    texts: list[Text] = []
    for role, run, size in parts:
        lines = balance((run,), size, max(room, 1))
        if widest_word((run,), size) > room or len(lines) > MOST_LINES:
            return []
        if lines:
            texts.append(block(role, lines, size, box.x + GUTTER + INSET, top))
            top += height(lines, size)
    return texts


def band(box: Box) -> list[Shape]:
    """Draw a band with its edge."""
    inner = Box(box.x + GUTTER, box.y, box.width - 2 * GUTTER, box.height)
    edge = Box(inner.x, inner.y, inner.width, EDGE)
    return [Shape("band", inner.corners()), Shape("band-edge", edge.corners())]


def full_band(box: Box, texts: list[Text], tallest: float, width: float) -> Item:
    """Draw a band around its texts, as tall as its neighbours."""
    tall = Box(box.x, 0, box.width, EDGE + 6 + tallest + 8)
    return Item(box.x, box.right, Drawing(width, tall.height, band(tall), texts))


def slim_band(horizon: Horizon, box: Box, width: float) -> Item:
    """Draw a band with its texts on one line in it, or beside it."""
    line = BODY * LEADING
    mark = Box(box.x, 0, box.width, EDGE + line)
    runs = (Run(horizon.title, 600), Run(horizon.years, role="band-years"))
    left = box.x + GUTTER + INSET
    text = block("band-title", balance(runs, BODY, width), BODY, left, EDGE - 1)
    shapes = band(mark)
    if len(text.lines) > 1 or text.box.right + INSET > box.right:
        around = beside("band-title", runs, BODY, mark, width)
        around.append(under("band-title", runs, BODY, mark, width))
        text = min(around, key=lambda text: text.box.bottom)
        shapes.append(halo(text))
    high = max(mark.height, text.box.bottom)
    return Item(0, width, Drawing(width, high, shapes, [text]))


def axis(scale: Scale, width: float) -> Drawing:
    """Draw the labels of the ticks, years above months and quarters, on their line."""
    drawing = Drawing(width)
    line = SMALL * LEADING
    rows = [(600, scale.years)] * bool(scale.years) + [(400, scale.ticks)] * bool(scale.ticks)
    bottom = len(rows) * line
    for at, (weight, ticks) in enumerate(rows):
        for tick in ticks:
            drawing.shapes.append(
                Shape("axis", ((tick.x, at * line), (tick.x, bottom)), closed=False)
            )
            lines = balance((Run(tick.label, weight),), SMALL, width)
            if lines:
                drawing.texts.append(block("tick", lines, SMALL, tick.x + TICK_INSET, at * line))
    if rows:
        ends = ((scale.left, bottom), (scale.right, bottom))
        drawing.shapes.append(Shape("axis", ends, closed=False))
        drawing.height = bottom
    return drawing


def milestones(data: Timeline, scale: Scale, width: float) -> Drawing:
    """Draw the milestones of the whole plan under the axis."""
    dated = sorted(data.milestones, key=lambda stone: stone.date)
    return stack((milestone(stone, scale, width) for stone in dated), width)
