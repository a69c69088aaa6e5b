"""Divide the rows of a timeline into pictures that a page of paper can hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prospecta.charts.drawing import Drawing
    from prospecta.charts.plan import Action


@dataclass(frozen=True, slots=True)
class Row:
    """A drawing, and the actions in it (several in the undated strip, none in an empty lane)."""

    drawing: Drawing
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A lane, or the strip of what has no date; `continued` when its beginning is elsewhere."""

    title: str
    rows: tuple[Row, ...]
    dated: bool
    continued: bool = False


Page = tuple[Section, ...]


def paginate(
    sections: Sequence[Section], available: float, gap: float, header: Callable[[Section], float]
) -> list[Page]:
    """Fill pages of the `available` height; a title never stands without a row under it.

    `header` measures the title of a section. A row that is taller than a page stands on one of
    its own, which is then taller than asked.
    """
    pages: list[list[Section]] = [[]]
    used = 0.0
    for section in sections:
        part = replace(section, rows=())
        for row in section.rows:
            high = row.drawing.height + gap
            needed = high if part.rows else high + header(part)
            if pages[-1] and used + needed > available:
                pages.append([])
                used = 0.0
                part = replace(part, rows=(), continued=row is not section.rows[0])
                needed = high + header(part)
            if part.rows:
                pages[-1].pop()
            part = replace(part, rows=(*part.rows, row))
            pages[-1].append(part)
            used += needed
    return [tuple(page) for page in pages]
