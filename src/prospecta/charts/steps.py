"""An approach in steps: chevrons in a row, or boxes one under another when words ask for room."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, Shape, Text, block
from prospecta.charts.links import arrow
from prospecta.charts.look import BODY, SMALL, TITLE, UNITS
from prospecta.charts.metrics import Run, balance, widest_word
from prospecta.charts.scale import MARGIN
from prospecta.charts.svg import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.charts.look import Look

NUMBER = 44
TIP = 34
GAP = 9
"""Between two chevrons, and between a chevron and its result."""
INSET, PAD = 16, 12
ARROW = 44
TITLE_SHARE = 0.38
MOST_LINES = 9
# What is written in a box: role, run, size.
Part = tuple[str, Run, float]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its number as the report writes it, what is done, what comes of it."""

    number: str
    title: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps in order; `result_label` stands above every result."""

    steps: tuple[Step, ...]
    result_label: str = ""


def steps(
    data: Steps, look: Look, prefix: str = "steps", title: str = "", description: str = ""
) -> str:
    """Draw the approach as one SVG; every id begins with `prefix`."""
    return write(layout(data, look), look, prefix, title, description)


def layout(data: Steps, look: Look) -> Drawing:
    """Place everything, unwritten: in a row unless the words are too long for it."""
    width = look.width * UNITS
    if not data.steps:
        return Drawing(width)
    pitch = (width - 2 * MARGIN - TIP + GAP) / len(data.steps)
    room = pitch - GAP - TIP - 2 * INSET
    parts = [part for step in data.steps for part in (*heading(step), *outcome(step, data))]
    narrow = any(
        widest_word((run,), size) > room or len(balance((run,), size, max(room, size))) > MOST_LINES
        for _, run, size in parts
    )
    drawing = column(data, width) if narrow else across(data, width, pitch)
    drawing.height = ceil(drawing.height)
    return drawing


def heading(step: Step) -> list[Part]:
    """Give what stands in a chevron."""
    number = ("step-number", Run(step.number, 600), NUMBER)
    return [number, ("step-title", Run(step.title, 600), TITLE)]


def outcome(step: Step, data: Steps) -> list[Part]:
    """Give what stands beside or under it."""
    if not step.result:
        return []
    label = ("step-label", Run(data.result_label, 600), SMALL)
    return [label, ("step-text", Run(step.result), BODY)]


def set_parts(parts: Sequence[Part], x: float, top: float, room: float) -> list[Text]:
    """Set texts one under another."""
    texts: list[Text] = []
    for role, run, size in parts:
        lines = balance((run,), size, room)
        if lines:
            texts.append(block(role, lines, size, x, top))
            top = texts[-1].box.bottom
    return texts


def bottom_of(texts: Sequence[Text], top: float) -> float:
    """Give where the texts end."""
    return max((text.box.bottom for text in texts), default=top)


def across(data: Steps, width: float, pitch: float) -> Drawing:
    """Draw chevrons in a row, the results under them."""
    lefts = [MARGIN + at * pitch for at in range(len(data.steps))]
    room = pitch - GAP - TIP - 2 * INSET
    heads = [
        set_parts(heading(step), left + (TIP if at else 0) + INSET, PAD, room)
        for at, (step, left) in enumerate(zip(data.steps, lefts, strict=True))
    ]
    high = max(bottom_of(texts, PAD) for texts in heads) + PAD
    top = high + GAP
    room = pitch - GAP - 2 * INSET
    results = [
        set_parts(outcome(step, data), left + INSET, top + PAD, room)
        for step, left in zip(data.steps, lefts, strict=True)
    ]
    end = max(bottom_of(texts, top) for texts in results) + PAD
    drawing = Drawing(width, end if any(results) else high)
    for at, (left, head, result) in enumerate(zip(lefts, heads, results, strict=True)):
        body = Box(left, 0, pitch - GAP, high)
        drawing.shapes.append(chevron(body, notched=at > 0))
        if result:
            panel = Box(left, top, body.width, end - top)
            drawing.shapes.append(Shape("step-result", panel.corners()))
        drawing.texts += head + result
    return drawing


def column(data: Steps, width: float) -> Drawing:
    """Draw boxes one under another, each pointing at its result, with arrows between."""
    drawing = Drawing(width)
    title_width = TITLE_SHARE * width
    left = title_width + TIP + GAP
    for at, step in enumerate(data.steps):
        top = drawing.height
        if at:
            x = MARGIN + title_width / 2
            drawing.shapes += arrow(((x, top + 4), (x, top + ARROW - 4)))
            top += ARROW
        head = set_parts(heading(step), MARGIN + INSET, top + PAD, title_width - 2 * INSET)
        room = width - MARGIN - left - TIP - 2 * INSET
        result = set_parts(outcome(step, data), left + TIP + INSET, top + PAD, room)
        end = max(bottom_of(head, top), bottom_of(result, top)) + PAD
        lower = (end - PAD - bottom_of(result, top)) / 2
        drawing.shapes.append(chevron(Box(MARGIN, top, title_width, end - top), notched=False))
        if result:
            panel = Box(left, top, width - MARGIN - left, end - top)
            drawing.shapes.append(notch("step-result", panel))
        drawing.texts += head + [text.moved(0, lower) for text in result]
        drawing.height = end
    return drawing


def chevron(body: Box, *, notched: bool) -> Shape:
    """Draw a box whose right side is a tip, and whose left side takes one."""
    tip = (body.right + TIP, body.middle)
    points = [(body.x, body.y), (body.right, body.y), tip, (body.right, body.bottom)]
    points.append((body.x, body.bottom))
    if notched:
        points.append((body.x + TIP, body.middle))
    return Shape("step", tuple(points))


def notch(role: str, body: Box) -> Shape:
    """Draw a box whose left side takes the tip of a chevron."""
    return Shape(role, (*body.corners(), (body.x + TIP, body.middle)))
