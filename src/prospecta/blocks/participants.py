"""Who took part."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field

from prospecta.block import Captioned, Context
from prospecta.language import FOR_WOMEN
from prospecta.model import Many, Model, keyed
from prospecta.sorting import french_key
from prospecta.strict_yaml import Scalar
from prospecta.text import ID, Authored, Id, Line, Ref


class Stranger(Authored):
    """A name where the id of somebody is meant. A check tells it; it never reaches a report."""

    __slots__ = ()


class _Actor(Ref):
    """The id of somebody. A name in its place is kept, so that a check can tell whose it is."""

    __slots__ = ()

    @classmethod
    def check(cls, value: Any) -> Self:
        if isinstance(value, Scalar) and value.strip() and not ID.fullmatch(value):
            return cast("Self", Stranger(value))
        return super().check(value)


class OrganisationRef(_Actor):
    """The id of an organisation."""

    __slots__ = ()
    targets = ("Organisation",)


class PersonRef(_Actor):
    """The id of a participant."""

    __slots__ = ()
    targets = ("Person",)


class ActorRef(_Actor):
    """The id of a participant or of an organisation."""

    __slots__ = ()
    targets = ("Person", "Organisation")


class AttendedRef(Ref):
    """The id of a workshop that a participant worked in."""

    __slots__ = ()
    targets = ("Workshop",)


class Organisation(Model):
    """A body that people speak for."""

    id: Id
    name: Line
    acronym: Line | None = None


class Function(Model):
    """What somebody does, and where. `link` stands between the two, a comma unless given."""

    title: Line
    link: Line | None = None
    organisation: OrganisationRef | None = None

    @property
    def elided(self) -> bool:
        """Whether `link` ends in an apostrophe, so that no space may follow it."""
        return str(self.link or "").endswith(("'", "’"))


Presence = Literal["present", "excused", "absent", "represented"]
FEMININE = frozenset({"mme", "mmes", "madame", "mlle", "mademoiselle", "mrs", "ms", "miss"})
"""Civilities of women, folded, without a full stop."""


class Person(Model):
    """A participant. Names are given in real letters: small capitals are the theme's work.

    `sort` replaces the name where the French rule for sorting would go wrong.
    """

    id: Id | None = None
    civility: Line | None = None
    family: Line
    particle: Line | None = None
    given: Line | None = None
    sort: Line | None = None
    functions: Many[Annotated[Function, keyed("title")]] = []
    roles: Many[Line] = []
    presence: Presence = "present"
    represented_by: PersonRef | None = None
    workshops: Many[AttendedRef] = []

    @property
    def name(self) -> Line:
        """The name as it stands in a sentence, given name first."""
        parts = (self.given, self.particle, self.family)
        words = " ".join(str(part) for part in parts if part)
        return Line(Scalar(words, self.family.span))

    @property
    def sorting(self) -> tuple[str, str, str]:
        """The key of AFNOR NF Z44-001."""
        if self.sort is not None:
            return french_key(str(self.sort), "", str(self.given or ""))
        return french_key(str(self.family), str(self.particle or ""), str(self.given or ""))


class Participants(Captioned):
    """The people and the organisations of the day; people are listed by the French rule."""

    kind = "participants"

    organisations: list[Organisation] = []
    people: list[Person] = Field(min_length=1)

    def view(self, context: Context) -> dict[str, Any]:
        people = sorted(self.people, key=lambda person: person.sorting)
        return {
            "rows": [_row(person, context) for person in people],
            "with_presence": any(
                person.presence != "present" or person.represented_by for person in people
            ),
            "with_workshops": any(person.workshops for person in people),
        }


def _row(person: Person, context: Context) -> dict[str, Any]:
    return {
        "person": person,
        "functions": [
            (function, context.find(function.organisation) if function.organisation else None)
            for function in person.functions
        ],
        "deputy": context.find(person.represented_by) if person.represented_by else None,
        "presence": _presence(person, context.language.words),
        "workshops": [context.find(ref) for ref in person.workshops],
    }


def _presence(person: Person, words: Mapping[str, str]) -> str:
    """Whether somebody came, in the gender of their civility where the language has one for it."""
    key = "participants." + ("represented-by" if person.represented_by else person.presence)
    woman = str(person.civility or "").casefold().rstrip(".") in FEMININE
    return words.get(f"{key}{FOR_WOMEN}", words[key]) if woman else words[key]
