"""`seminar.yaml`: who, when, where, what for, and the outline of the report."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from prospecta.blocks.objectives import Goal
from prospecta.blocks.participants import ActorRef, OrganisationRef
from prospecta.blocks.workshops import WorkshopRef
from prospecta.dates import Day
from prospecta.model import Many, Model, keyed
from prospecta.text import Authored, Count, Id, Line


class Place(Authored):
    """What an outline puts somewhere: the id of a block, or the path of a Markdown file."""

    __slots__ = ()
    describes = "the id of a block or the path of a Markdown file"


class Word(Authored):
    """A plain name, taken literally."""

    __slots__ = ()
    describes = "a name"


class Section(Model):
    """A part of the report: a thing to place, or a heading with contents.

    Exactly one of `place`, `title` and `workshop` is given; what is placed has no other key. A
    workshop's section takes the workshop's title, and begins with its question and definition.
    """

    place: Place | None = None
    title: Line | None = None
    workshop: WorkshopRef | None = None
    id: Id | None = None
    numbering: Literal["numbered", "unnumbered", "annex"] = "numbered"
    contents: "list[Part]" = []

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        headed = self.id is not None or self.contents or self.numbering != "numbered"
        given = sum(part is not None for part in (self.place, self.title, self.workshop))
        if given != 1 or (self.place is not None and headed):
            problem = "outline-section"
            raise PydanticCustomError(problem, "one of place, title, workshop")
        return self


Part = Annotated[Section, keyed("place")]
"""A section; a text alone is a thing to place."""


class Previous(Model):
    """The seminar before this one in its series."""

    title: Line | None = None
    dates: Many[Day] = Field(min_length=1)


class Series(Model):
    """The series that a seminar belongs to, and its rank in it."""

    name: Line | None = None
    number: Count | None = None
    previous: Previous | None = None


class Identity(Model):
    """What identifies a seminar and orders its report."""

    title: Line
    kind: Line
    language: Word
    theme: Word | None = None
    dates: Many[Day] = Field(min_length=1)
    place: Line | None = None
    territory: Line | None = None
    horizon: Line | None = None
    series: Series | None = None
    topics: Many[Line] = []
    commissioners: Many[ActorRef] = []
    organisers: Many[OrganisationRef] = []
    facilitators: Many[ActorRef] = []
    status: Literal["draft", "validated"] | None = None
    objectives: list[Goal] = []
    words: dict[str, Word] = {}
    outline: list[Part] = Field(min_length=1)


__all__ = ["Identity", "Place", "Section", "Word"]
