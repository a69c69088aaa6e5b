"""What the site says of a seminar."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: the id and level of its heading, and all words up to the next one.

    What stands before the first heading has neither id nor heading.
    """

    anchor: str
    level: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """An action or a follow-up. What is not known is empty.

    `until` is the last day of its end, as 2027-12-31; `status` is a key of the language's words.
    A follow-up has no lane.
    """

    title: str
    owner: str
    period: str
    until: str
    status: str
    lane: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A published seminar, in plain typeset words. `terms` are those of the index, with weights."""

    language: str
    title: str
    kind: str
    when: str
    place: str = ""
    territory: str = ""
    topics: tuple[str, ...] = ()
    series: str = ""
    number: str = ""
    status: str = ""
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    terms: Mapping[str, int] | None = None

    def spelt(self) -> dict[str, Any]:
        """As JSON can hold it."""
        # `asdict` copies every word of the index, which takes a tenth of the reading.
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        parts = ("sections", "actions")
        return {**own, **{name: [asdict(one) for one in own[name]] for name in parts}}


def read(spelt: Mapping[str, Any]) -> Entry | None:
    """What `spelt` wrote; None when it was something else, or another version's."""
    if set(spelt) != {one.name for one in fields(Entry)}:
        return None
    try:
        sections = tuple(Section(**one) for one in spelt["sections"])
        actions = tuple(Action(**one) for one in spelt["actions"])
        topics = tuple(spelt["topics"])
        return Entry(**{**spelt, "sections": sections, "actions": actions, "topics": topics})
    except (TypeError, ValueError):
        return None
