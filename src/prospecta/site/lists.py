"""The lists in which the site shows its seminars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prospecta.site import addresses
from prospecta.site.cards import Card, Group, grouped, named
from prospecta.sorting import french_key
from prospecta.workspace.about import About
from prospecta.workspace.series import grouped as series_of_members

KINDS = ("series", "territories", "topics")
"""The lists beside that by date; each has a page of its own if it is not empty."""


@dataclass(frozen=True, slots=True)
class Lists:
    """All seminars, the last held first, and the groups of each kind."""

    cards: Sequence[Card]
    groups: Mapping[str, Sequence[Group]]

    @property
    def actions(self) -> int:
        return sum(len(card.entry.actions) for card in self.cards)

    def menu(self, words: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The paths of the pages that every page leads to, with their names."""
        shown = [(addresses.HOME, str(words["seminars"]))]
        shown += [(f"{kind}.html", str(words[kind])) for kind in KINDS if self.groups[kind]]
        if self.actions:
            shown.append((addresses.ACTIONS, str(words["actions"]["title"])))
        return [*shown, (addresses.SEARCH, str(words["search"]["title"]))]

    def group_of(self, kind: str) -> Mapping[str, Sequence[Group]]:
        """The groups of a kind that each member stands in."""
        found: dict[str, list[Group]] = {}
        for group in self.groups[kind]:
            for card in group.cards:
                if group.anchor != "none":
                    found.setdefault(card.member, []).append(group)
        return found


def lists(cards: Sequence[Card], told: Mapping[str, About], words: Mapping[str, Any]) -> Lists:
    """Put the seminars in groups; what is in none of a kind comes last."""
    other = words["unnamed"]
    return Lists(
        cards,
        {
            "series": _series(cards, told, str(other["series"])),
            "territories": grouped(cards, lambda one: [one.territory], str(other["territory"])),
            "topics": grouped(cards, lambda one: one.topics, str(other["topic"])),
        },
    )


def _series(cards: Sequence[Card], told: Mapping[str, About], other: str) -> list[Group]:
    """Each series in its own order: by numbers, then by dates."""
    by_member = {card.member: card for card in cards}
    found = [[by_member[one] for one in held] for held in series_of_members(told).values()]
    found.sort(key=lambda held: french_key(held[0].entry.series, "", ""))
    names = [held[0].entry.series for held in found]
    groups = [
        Group(name, anchor, held)
        for name, anchor, held in zip(names, named(names), found, strict=True)
    ]
    without = [card for card in cards if not card.entry.series]
    return [*groups, Group(other, "none", without)] if groups and without else groups
