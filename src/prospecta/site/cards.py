"""A published seminar with the addresses of its pages, and the groups that it stands in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prospecta.site.entry import Entry
from prospecta.sorting import french_key
from prospecta.synonyms import folded
from prospecta.text import slug


@dataclass(frozen=True, slots=True)
class File:
    """A document of a seminar: where it is in the site, and the built file it is a copy of."""

    form: str
    path: str
    built: Path
    size: int


@dataclass(frozen=True, slots=True)
class Card:
    """A seminar: `path` leads to its page, `day` is the last of its dates, as 2026-05-28.

    `about` are the words that tell it from others in a list.
    """

    member: str
    entry: Entry
    path: str
    day: str
    about: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def report(self) -> File:
        return next(file for file in self.files if file.form == "html")


@dataclass(frozen=True, slots=True)
class Group:
    """Seminars that have something in common; its `anchor` names it in its page."""

    name: str
    anchor: str
    cards: Sequence[Card]


def series_of(entry: Entry, words: Mapping[str, Any]) -> str:
    """`Avenir, n° 2`; an empty text for a seminar of no series."""
    if not entry.series or not entry.number:
        return entry.series
    return str(words["series-rank"]).format(series=entry.series, number=entry.number)


def by_year(cards: Sequence[Card]) -> list[Group]:
    years: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        years[card.day[:4]].append(card)
    return [Group(year, f"y{year}", held) for year, held in years.items()]


def grouped(
    cards: Sequence[Card], names: Callable[[Entry], Iterable[str]], other: str
) -> list[Group]:
    """The seminars under each of their names, in the order of the alphabet; then those without.

    Names that differ in capitals, accents and signs are one. Nothing, when no seminar has a name.
    """
    found: dict[str, list[Card]] = defaultdict(list)
    shown: dict[str, str] = {}
    for card in cards:
        for name in {folded(one): one for one in names(card.entry) if one}.values():
            shown.setdefault(folded(name), name)
            found[folded(name)].append(card)
    without = [card for card in cards if not any(names(card.entry))]
    keys = sorted(found, key=lambda key: (french_key(shown[key], "", ""), key))
    anchors = named(shown[key] for key in keys)
    groups = [
        Group(shown[key], anchor, found[key]) for key, anchor in zip(keys, anchors, strict=True)
    ]
    return [*groups, Group(other, "none", without)] if groups and without else groups


def named(names: Iterable[str]) -> list[str]:
    """An anchor for each of some names, no two the same."""
    taken = {"none", "main", ""}
    anchors: list[str] = []
    for name in names:
        wanted = f"g-{slug(name).replace('.', '-')}"
        anchor, number = wanted, 1
        while anchor in taken:
            number += 1
            anchor = f"{wanted}-{number}"
        taken.add(anchor)
        anchors.append(anchor)
    return anchors
