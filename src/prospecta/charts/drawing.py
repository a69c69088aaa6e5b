"""Placed shapes and texts: a chart before it is written, so that a test can measure it.

Lengths are in tenths of a millimetre; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from prospecta.charts.metrics import LEADING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.charts.metrics import Line

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Give the y of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Give the y half-way down."""
        return self.y + self.height / 2

    def meets(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def moved(self, dx: float, dy: float) -> Box:
        """Give the same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def corners(self) -> tuple[Point, ...]:
        """Give the corners clockwise, from the upper left one."""
        return (
            (self.x, self.y),
            (self.right, self.y),
            (self.right, self.bottom),
            (self.x, self.bottom),
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon, or an open line; `key` names what it stands for (the code of an action)."""

    role: str
    points: tuple[Point, ...]
    closed: bool = True
    radius: float = 0
    key: str = ""

    @property
    def box(self) -> Box:
        """Give the box around the shape, its outline not counted."""
        xs, ys = zip(*self.points, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def moved(self, dx: float, dy: float) -> Shape:
        """Give the same shape elsewhere."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Text:
    """A block of lines in its box, and what it is (a class name, which is also its colour)."""

    role: str
    box: Box
    lines: tuple[Line, ...]
    size: float
    anchor: Anchor = "start"

    def moved(self, dx: float, dy: float) -> Text:
        """Give the same text elsewhere."""
        return replace(self, box=self.box.moved(dx, dy))


def block(  # noqa: PLR0913, PLR0917
    role: str, lines: Sequence[Line], size: float, x: float, y: float, anchor: Anchor = "start"
) -> Text:
    """Place lines whose top is `y` and whose start, middle or end is `x`."""
    width = max((line.width for line in lines), default=0.0)
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return Text(role, Box(left, y, width, height(lines, size)), tuple(lines), size, anchor)


def height(lines: Sequence[Line], size: float) -> float:
    """Measure how tall the lines are."""
    return len(lines) * size * LEADING


@dataclass(slots=True)
class Drawing:
    """Shapes, lowest first, then texts in the order in which they are read."""

    width: float
    height: float = 0
    shapes: list[Shape] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def place(self, other: Drawing, dy: float, dx: float = 0) -> None:
        """Put another drawing into this one, `dy` lower; an empty text leaves no trace."""
        self.shapes += (shape.moved(dx, dy) for shape in other.shapes)
        self.texts += (text.moved(dx, dy) for text in other.texts if text.lines)
