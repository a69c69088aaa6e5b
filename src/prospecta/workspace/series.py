"""Series of seminars: which one came before which."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from prospecta.synonyms import folded
from prospecta.workspace.about import About


class Neighbours(NamedTuple):
    """The members before and after a seminar in its series; an empty text where there is none."""

    before: str = ""
    after: str = ""


def neighbours(told: Mapping[str, About]) -> dict[str, Neighbours]:
    """The neighbours of each seminar.

    Seminars of one series bear its name, capitals and accents aside, and follow one another by
    their numbers, then by their dates. A seminar whose series has no name follows the one that was
    held on the days which it gives for the previous one, if only one was.
    """
    before: dict[str, str] = {}
    for group in grouped(told).values():
        before |= dict(zip(group[1:], group, strict=False))
    held: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for member, one in told.items():
        held[one.dates].append(member)
    for member, one in told.items():
        meant = held.get(one.previous, []) if one.previous and not one.series else []
        if len(meant) == 1 and meant[0] != member:
            before[member] = meant[0]
    after = {first: second for second, first in before.items()}
    return {member: Neighbours(before.get(member, ""), after.get(member, "")) for member in told}


def grouped(told: Mapping[str, About]) -> dict[str, Sequence[str]]:
    """The members of each named series in their order, by the name as it was first written."""
    names: dict[str, str] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for member, one in told.items():
        if one.series:
            groups[names.setdefault(folded(one.series), one.series)].append(member)
    return {name: sorted(group, key=lambda one: _rank(told[one])) for name, group in groups.items()}


def doubles(told: Mapping[str, About]) -> list[tuple[str, About, Sequence[str]]]:
    """The members of a series between which nothing tells which comes first.

    Each with the name of the series and what one of them says: they have the same number or,
    without any, the same dates.
    """
    found: list[tuple[str, About, Sequence[str]]] = []
    for name, group in grouped(told).items():
        ranks: dict[tuple[float, tuple[str, ...]], list[str]] = defaultdict(list)
        for member in group:
            number, dates = _rank(told[member])
            ranks[number, dates if number == float("inf") else ()].append(member)
        found += [(name, told[one[0]], one) for one in ranks.values() if len(one) > 1]
    return found


def _rank(one: About) -> tuple[float, tuple[str, ...]]:
    return (float(one.number) if one.number.isdecimal() else float("inf"), one.dates)
