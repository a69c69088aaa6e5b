"""The workshops of the day."""

from typing import Any

from pydantic import Field

from prospecta.block import Captioned, Context
from prospecta.blocks.participants import PersonRef
from prospecta.model import Many, Model
from prospecta.text import Count, Id, Line, Ref, Text


class WorkshopRef(Ref):
    """The id of a workshop."""

    __slots__ = ()
    targets = ("Workshop",)


class Workshop(Model):
    """A workshop: its number, its full title, the question it worked on, what its words mean."""

    id: Id
    number: Count
    title: Line
    question: Line | None = None
    definition: Text | None = None
    facilitators: Many[PersonRef] = []
    rapporteurs: Many[PersonRef] = []


class Workshops(Captioned):
    """The workshops, in the order in which they are to be named."""

    kind = "workshops"

    workshops: list[Workshop] = Field(min_length=1)

    def view(self, context: Context) -> dict[str, Any]:
        return {"roles": lambda workshop: roles(workshop, context)}


def roles(workshop: Workshop, context: Context) -> list[tuple[str, list[Line]]]:
    """Who did what in a workshop, by the names of the fields that say so."""
    named = {role: getattr(workshop, role) for role in ("facilitators", "rapporteurs")}
    return [
        (role, [context.find(ref).name for ref in refs]) for role, refs in named.items() if refs
    ]
