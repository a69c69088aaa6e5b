"""Put one picture of a timeline together: head, lanes over their grid, arrows, key."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Drawing, Shape, block
from prospecta.charts.legend import draw_legend
from prospecta.charts.links import Site, draw_links
from prospecta.charts.look import TITLE, UNITS
from prospecta.charts.marks import halo
from prospecta.charts.metrics import Run, balance
from prospecta.charts.scale import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.charts.look import Look
    from prospecta.charts.pages import Page, Section
    from prospecta.charts.plan import Action, Timeline
    from prospecta.charts.scale import Scale
    from prospecta.charts.sections import Link

BEFORE_TITLE, AFTER_TITLE, TITLE_INSET = 14, 12, 8
GAP, GAP_WITH_LINKS = 18, 30
BEFORE_LEGEND = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pictures of a plan share."""

    data: Timeline
    scale: Scale
    head: Drawing
    links: tuple[Link, ...]

    @property
    def width(self) -> float:
        """Give the width of every picture."""
        return self.head.width

    @property
    def gap(self) -> float:
        """How far two rows are apart: an arrow needs more."""
        return GAP_WITH_LINKS if self.links else GAP

    def room(self, look: Look) -> float:
        """Give the height that is left for rows."""
        actions = [action for lane in self.data.lanes for action in lane.actions]
        legend = self.legend(actions, self.links)
        return look.max_height * UNITS - self.head.height - legend.height - BEFORE_LEGEND

    def title(self, section: Section, *, ruled: bool = True) -> Drawing:
        """Draw the title of a lane under a rule; under the axis it needs none."""
        suffix = Run(self.data.words.continued if section.continued else "", role="continued")
        room = self.width - 2 * MARGIN
        lines = balance((Run(section.title, 600), suffix), TITLE, room)
        text = block("lane-title", lines, TITLE, MARGIN, BEFORE_TITLE + TITLE_INSET)
        rule = ((MARGIN, BEFORE_TITLE), (self.width - MARGIN, BEFORE_TITLE))
        bottom = text.box.bottom + AFTER_TITLE
        shapes = [Shape("lane", rule, closed=False)] * ruled + [halo(text)]
        return Drawing(self.width, bottom, shapes, [text])

    def legend(self, actions: Sequence[Action], links: Sequence[Link]) -> Drawing:
        """Draw the key of what these actions use."""
        stones = any(action.milestones for action in actions if action.has_bar)
        return draw_legend(
            actions,
            self.data.words,
            self.width,
            stones=stones or bool(self.data.milestones),
            links=bool(links),
        )


def compose(page: Page, frame: Frame, *, first: bool) -> Drawing:
    """Draw a picture; what lies lowest comes first: grid, arrows, bars, labels.

    The first picture has the head even when all of its actions are undated, for the horizons
    and the milestones of the plan stand nowhere else.
    """
    content, grid = Drawing(frame.width), list[Shape]()
    sites: dict[str, Site] = {}
    if first or any(section.dated for section in page):
        content.place(frame.head, 0)
        content.height = frame.head.height
    for section in page:
        title = frame.title(section, ruled=section is not page[0])
        content.place(title, content.height)
        content.height += title.height
        top = content.height
        for row in section.rows:
            sites |= sites_in(row.drawing, content.height)
            content.place(row.drawing, content.height)
            content.height += row.drawing.height + frame.gap
        if section.dated:
            grid += grid_lines(frame, top - AFTER_TITLE / 2, content.height)
    actions = [action for section in page for row in section.rows for action in row.actions]
    links = links_within(frame, actions)
    texts = [text.box for text in content.texts]
    marks = [shape.box for shape in content.shapes if shape.key or shape.role == "milestone"]
    arrows = draw_links(links, sites, texts, marks, frame.width)
    content.shapes = [*grid, *arrows, *content.shapes]
    legend = frame.legend(actions, links)
    if legend.height:
        content.place(legend, content.height + BEFORE_LEGEND)
        content.height += BEFORE_LEGEND + legend.height
    # A picture in pixels needs a whole number of them.
    content.height = ceil(content.height)
    return content


def sites_in(row: Drawing, top: float) -> dict[str, Site]:
    """Give the bars of a row that stands at `top`, by the codes of their actions."""
    whole = Box(0, top, row.width, row.height)
    return {shape.key: Site(shape.box.moved(0, top), whole) for shape in row.shapes if shape.key}


def links_within(frame: Frame, actions: Sequence[Action]) -> list[Link]:
    """Give the links between two bars of the same picture."""
    barred = {action.code for action in actions if action.has_bar}
    return [link for link in frame.links if barred.issuperset(link)]


def grid_lines(frame: Frame, top: float, bottom: float) -> list[Shape]:
    """Draw ticks, bounds of the horizons and milestones of the plan through a lane."""
    scale = frame.scale
    inner = {horizon.start for horizon in frame.data.horizons}
    inner |= {horizon.end for horizon in frame.data.horizons}
    bounds = sorted({scale.x(date) for date in inner} - {scale.left, scale.right})
    stones = sorted({scale.x(stone.date) for stone in frame.data.milestones})
    lines = [("grid", tick.x) for tick in scale.ticks]
    lines += [("grid bound", x) for x in bounds]
    lines += [("milestone-line", x) for x in stones]
    return [Shape(role, ((x, top), (x, bottom)), closed=False) for role, x in lines]
