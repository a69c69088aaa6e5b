"""Put marks with labels on as few rows as keep them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A drawing that begins at height 0, and the stretch of the row that it needs."""

    left: float
    right: float
    drawing: Drawing


def stack(items: Iterable[Item], width: float, *, gap: float = GAP, lead: float = 8) -> Drawing:
    """Place items in the order given, each on the first row that is free there.

    Two items of a row are `gap` apart, two rows are `lead` apart.
    """
    rows: list[list[Item]] = []
    for item in items:
        for row in rows:
            if all(item.left >= o.right + gap or item.right + gap <= o.left for o in row):
                row.append(item)
                break
        else:
            rows.append([item])
    whole = Drawing(width)
    for row in rows:
        whole.height += lead if whole.height else 0
        for item in row:
            whole.place(item.drawing, whole.height)
        whole.height += max(item.drawing.height for item in row)
    return whole
