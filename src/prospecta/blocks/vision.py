"""The target vision: what each dimension will be like, or what is aimed at and by which levers."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from pydantic import Field

from prospecta.block import Captioned, Context, Item, Point
from prospecta.blocks.workshops import WorkshopRef
from prospecta.model import Many, Model
from prospecta.text import Id, Line, Ref


class LeverRef(Ref):
    """The id of a lever."""

    __slots__ = ()
    targets = ("Lever",)


class ObjectiveRef(Ref):
    """The id of an objective of a vision."""

    __slots__ = ()
    targets = ("Item",)


class Lever(Item):
    """What can be activated to reach objectives; several dimensions may share it."""

    id: Id


class Dimension(Model):
    """One dimension: its characteristics, or its objectives with their levers.

    A single text in place of a list is a sentence, not a list of one.
    """

    id: Id | None = None
    title: Line
    characteristics: Many[Point] = []
    objectives: Many[Point] = []
    levers: Many[LeverRef] = []


class Vision(Captioned):
    """The vision of a workshop, or the one that all of them agreed on."""

    kind = "vision"

    workshop: WorkshopRef | None = None
    levers: list[Lever] = []
    dimensions: list[Dimension] = Field(min_length=1)

    def view(self, context: Context) -> dict[str, Any]:
        return {
            "columns": [
                name
                for name in ("characteristics", "objectives", "levers")
                if any(getattr(dimension, name) for dimension in self.dimensions)
            ],
            "rows": _with_levers(self.dimensions, context),
            "workshop": context.find(self.workshop) if self.workshop else None,
        }


def _with_levers(dimensions: Sequence[Dimension], context: Context) -> list[dict[str, Any]]:
    """Neighbours that share their levers share one merged cell: the first row says its span."""
    rows: list[dict[str, Any]] = []
    for refs, group in groupby(dimensions, key=lambda dimension: dimension.levers):
        members = list(group)
        span = len(members) if refs else 1
        for index, dimension in enumerate(members):
            shown = span if index == 0 or not refs else 0
            levers = [context.find(ref) for ref in refs]
            rows.append({"dimension": dimension, "levers": levers, "span": shown})
    return rows
