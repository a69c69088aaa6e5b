"""Elbow arrows from an action to those which come after it, around the labels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from prospecta.charts.drawing import Box, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from prospecta.charts.drawing import Point

Route = tuple["Point", ...]
Bounds = tuple[float, float, float, float]

HEAD = 12
CLEAR = 8
"""How near a label a line may pass."""
NEAR = 8
"""How far from a bar the level part of an elbow runs."""
CHANNELS = 40
OVER_TEXT, OVER_MARK, OVER_LINK, BEND = 2000.0, 200.0, 150.0, 12.0
LENGTH = 0.1


@dataclass(frozen=True, slots=True)
class Site:
    """Where arrows find an action: its bar, and the row with all of its labels."""

    bar: Box
    row: Box


def draw_links(
    pairs: Sequence[tuple[str, str]],
    sites: Mapping[str, Site],
    texts: Sequence[Box],
    marks: Sequence[Box],
    width: float,
) -> list[Shape]:
    """Draw an arrow for each pair of codes (before, after), clear of `texts` if it can be.

    It may cross `marks` and other arrows, at a lower price.
    """
    shapes: list[Shape] = []
    taken: list[tuple[Box, str]] = []
    for before, after in pairs:
        source, target = sites[before], sites[after]
        low = min(source.row.y, target.row.y) - 2 * NEAR
        high = max(source.row.bottom, target.row.bottom) + 2 * NEAR
        band = Box(0, low, width, high - low)
        lines = [box for box, code in taken if code != before]
        obstacles = [
            (price, [around(box, clear) for box in boxes if box.meets(band)])
            for price, clear, boxes in (
                (OVER_TEXT, CLEAR, texts),
                (OVER_MARK, 0.0, marks),
                (OVER_LINK, CLEAR, lines),
            )
        ]
        best, total = cheapest(direct_routes(source, target), obstacles)
        if total >= OVER_TEXT:
            detour, other = cheapest(detours(source, target, width), obstacles)
            best = detour if other < total else best
        taken += ((strip(*piece), before) for piece in pairwise(best))
        shapes += arrow(best)
    return shapes


def direct_routes(source: Site, target: Site) -> Iterator[Route]:
    """Give ways of at most three pieces from one bar to the side or the top of another."""
    start, end, leave, reach = levels(source, target)
    bar = target.bar
    near = start + (NEAR if end > start else -NEAR)
    for x in stops(source.bar, from_end=True):
        if x + HEAD + NEAR < bar.x:
            yield (x, start), (x, bar.middle), (bar.x, bar.middle)
        if bar.x + NEAR <= x <= bar.right - NEAR:
            yield (x, start), (x, end)
        for landing in stops(bar, from_end=False):
            for level in dict.fromkeys((reach, near, leave)):
                yield (x, start), (x, level), (landing, level), (landing, end)


def detours(source: Site, target: Site, width: float) -> Iterator[Route]:
    """Give ways that use the free space between two rows, and a column free of labels."""
    start, end, leave, reach = levels(source, target)
    for x in stops(source.bar, from_end=True)[::2]:
        for landing in stops(target.bar, from_end=False)[::2]:
            for at in range(1, CHANNELS):
                column = width * at / CHANNELS
                yield (
                    (x, start),
                    (x, leave),
                    (column, leave),
                    (column, reach),
                    (landing, reach),
                    (landing, end),
                )


def levels(source: Site, target: Site) -> tuple[float, float, float, float]:
    """Give the heights where a way starts, ends, leaves its row and reaches the other."""
    if target.bar.y > source.bar.y:
        reach = target.row.y - HEAD - NEAR
        return source.bar.bottom, target.bar.y, source.row.bottom + NEAR, reach
    reach = target.row.bottom + HEAD + NEAR
    return source.bar.y, target.bar.bottom, source.row.y - NEAR, reach


def stops(box: Box, *, from_end: bool) -> list[float]:
    """Give where a line may touch a bar, the best first."""
    inset = min(14.0, box.width / 2)
    shares = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    places = [box.x + inset + share * (box.width - 2 * inset) for share in shares]
    return places[::-1] if from_end else places


def cheapest(
    ways: Iterable[Route], obstacles: Sequence[tuple[float, Sequence[Bounds]]]
) -> tuple[Route, float]:
    """Give the best way and its cost: what it crosses, then its bends, then its length."""
    best: Route = ()
    least = inf
    for way in ways:
        pieces = [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(way)]
        total = BEND * len(way) + LENGTH * sum(c - a + d - b for a, b, c, d in pieces)
        for price, boxes in obstacles:
            if total < least:
                total += price * sum(
                    a < right and left < c and b < bottom and top < d
                    for a, b, c, d in pieces
                    for left, top, right, bottom in boxes
                )
        if total < least:
            best, least = way, total
    return best, least


def around(box: Box, clear: float) -> Bounds:
    """Give the left, top, right and bottom of a box with room around it."""
    return box.x - clear, box.y - clear, box.right + clear, box.bottom + clear


def strip(start: Point, end: Point) -> Box:
    """Give the box of a line."""
    (a, b), (c, d) = start, end
    return Box(min(a, c) - 1, min(b, d) - 1, abs(a - c) + 2, abs(b - d) + 2)


def arrow(route: Route) -> list[Shape]:
    """Draw a way with its head."""
    (a, b), (c, d) = route[-2:]
    dx, dy = (c > a) - (c < a), (d > b) - (d < b)
    base = c - dx * HEAD, d - dy * HEAD
    wing = HEAD / 2
    head = (
        (c, d),
        (base[0] - dy * wing, base[1] + dx * wing),
        (base[0] + dy * wing, base[1] - dx * wing),
    )
    return [Shape("link", (*route[:-1], base), closed=False), Shape("link-head", head)]
