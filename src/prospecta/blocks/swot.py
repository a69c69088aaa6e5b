"""A SWOT grid: what a workshop found inside and outside."""

from typing import Any

from prospecta.block import Context, Noted, Point
from prospecta.blocks.workshops import WorkshopRef
from prospecta.model import Many

QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")


class Swot(Noted):
    """The grid of one workshop. A quadrant may be empty; they need not be even."""

    kind = "swot"

    workshop: WorkshopRef | None = None
    strengths: Many[Point] = []
    weaknesses: Many[Point] = []
    opportunities: Many[Point] = []
    threats: Many[Point] = []

    def view(self, context: Context) -> dict[str, Any]:
        return {
            "quadrants": [(name, getattr(self, name)) for name in QUADRANTS],
            "workshop": context.find(self.workshop) if self.workshop else None,
        }
