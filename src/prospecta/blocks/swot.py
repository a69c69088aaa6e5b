"""A SWOT grid: what a workshop found inside and outside."""

from typing import Any

from prospecta import plain
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
            "label": label(context),
        }


def label(context: Context) -> str:
    """What a grid is called where nobody sees its four titles, by the words of those titles."""
    titles = {name: plain.line(context.language.words[f"swot.{name}"]) for name in QUADRANTS}
    return context.language.word(
        "swot.label", **{name: _within(title) for name, title in titles.items()}
    )


def _within(title: str) -> str:
    """A title inside a sentence: `Forces` is `forces`, an abbreviation stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
