"""What must hold across the files of a seminar: a frozen table of plain functions."""

from collections.abc import Callable, Iterable

from prospecta.checks.glyphs import unprintable
from prospecta.checks.ids import ids_unique, plans_whole, references_known
from prospecta.checks.places import all_placed, all_used, placed_once, places_known
from prospecta.checks.settings import language_known
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar

__all__ = ["CHECKS", "WHOLE", "check", "unprintable"]

Check = Callable[[Seminar], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    language_known,
    ids_unique,
    placed_once,
)
"""What can be told of whatever could be read."""

WHOLE: tuple[Check, ...] = (
    references_known,
    places_known,
    plans_whole,
    all_used,
    all_placed,
)
"""What can be told only when every file could be read: something is missing, or too much."""


def check(seminar: Seminar) -> list[Finding]:
    """Every finding of every check, once for each place."""
    table = CHECKS + WHOLE if seminar.whole else CHECKS
    found: dict[tuple[str, Span], Finding] = {}
    for finding in (finding for one in table for finding in one(seminar)):
        found.setdefault((finding.code, finding.span), finding)
    return list(found.values())
