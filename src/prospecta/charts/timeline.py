"""The action timeline: lanes of bars over an axis of time, as one SVG or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prospecta.charts.compose import Frame, compose
from prospecta.charts.head import draw_head
from prospecta.charts.look import UNITS
from prospecta.charts.pages import paginate
from prospecta.charts.scale import scale_of
from prospecta.charts.sections import apart, links_of, sections_of
from prospecta.charts.svg import write

if TYPE_CHECKING:
    from prospecta.charts.drawing import Drawing
    from prospecta.charts.look import Look
    from prospecta.charts.pages import Page
    from prospecta.charts.plan import Timeline


def timeline(
    data: Timeline, look: Look, prefix: str = "timeline", title: str = "", description: str = ""
) -> list[str]:
    """Draw the plan as SVG: one picture, or several when it is taller than a page.

    The ids of the second picture begin with `prefix-2`, and so on. Every picture has the same
    title and description, its own axis and the key of the signs that it uses. An empty
    plan gives no picture.
    """
    pictures = layout(data, look)
    names = [f"{prefix}-{at}" if at > 1 else prefix for at in range(1, len(pictures) + 1)]
    return [
        write(picture, look, name, title, description)
        for picture, name in zip(pictures, names, strict=True)
    ]


def layout(data: Timeline, look: Look) -> list[Drawing]:
    """Place everything, unwritten."""
    width = look.width * UNITS
    scale = scale_of(data, look)
    frame = Frame(data, scale, draw_head(data, scale, width), links_of(data))
    pages = enumerate(pages_of(frame, look))
    drawings = [compose(page, frame, first=number == 0) for number, page in pages]
    return [drawing for drawing in drawings if drawing.height]


def pages_of(frame: Frame, look: Look) -> list[Page]:
    """Divide the plan into pages.

    An arrow cannot go from one picture to the next: such a link is written out in words, which
    may move the pages, hence the loop. It ends, since the written links only grow in number.
    """
    room = frame.room(look)
    barred = {a.code for lane in frame.data.lanes for a in lane.actions if a.has_bar}
    written = {link for link in frame.links if not barred.issuperset(link)}
    while True:
        sections = sections_of(frame.data, frame.scale, frame.width, written)
        pages = paginate(sections, room, frame.gap, lambda part: frame.title(part).height)
        parted = apart(frame.links, pages) - written
        if not parted:
            return pages
        written |= parted
