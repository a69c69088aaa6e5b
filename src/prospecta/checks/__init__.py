"""What must hold across the files of a seminar: a frozen table of plain functions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from prospecta.checks.acronyms import acronyms_told
from prospecta.checks.actions import aimed, dated, objectives_served, owned
from prospecta.checks.dates import (
    after_the_seminar,
    children_within,
    intervals_run_forward,
    previous_is_before,
)
from prospecta.checks.glyphs import glyphs_known, unprintable
from prospecta.checks.grids import points_once, quadrants_filled
from prospecta.checks.horizon import one_horizon
from prospecta.checks.ids import ids_unique, plans_whole, references_formed, references_known
from prospecta.checks.names import names_alike
from prospecta.checks.notes import texts_end
from prospecta.checks.order import no_circles, nothing_too_soon
from prospecta.checks.people import organisations_once, owners_known, people_once
from prospecta.checks.places import all_placed, all_used, placed_once, places_known
from prospecta.checks.settings import language_known
from prospecta.checks.typed import capitals_accented, typed_well
from prospecta.checks.words import Said, said
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar

__all__ = ["CHECKS", "LACKING", "TEXTS", "WHOLE", "check", "unprintable"]

Check = Callable[[Seminar], Iterable[Finding]]
Told = Callable[[Seminar, Sequence[Said]], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    language_known,
    ids_unique,
    references_formed,
    placed_once,
    glyphs_known,
    texts_end,
    owners_known,
    people_once,
    organisations_once,
    intervals_run_forward,
    children_within,
    after_the_seminar,
    previous_is_before,
    no_circles,
    nothing_too_soon,
    points_once,
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


LACKING: tuple[Check, ...] = (
    owned,
    dated,
    aimed,
    objectives_served,
    quadrants_filled,
)
"""What is likely lacking; of a file with mistakes it cannot be told."""

MANY = 200
"""Findings of one check of the words; the others are told when these are mended."""

TEXTS: tuple[Told, ...] = (
    names_alike,
    one_horizon,
    acronyms_told,
    typed_well,
    capitals_accented,
)
"""What is told of the words of a folder, once they could all be read."""


def check(seminar: Seminar) -> list[Finding]:
    """Every finding of every check, once for each place."""
    found: dict[tuple[str, Span], Finding] = {}
    for finding in _all(seminar):
        if finding.span.path:  # what was put in for a missing value has no place
            found.setdefault((finding.code, finding.span), finding)
    return list(found.values())


def _all(seminar: Seminar) -> Iterator[Finding]:
    for one in CHECKS + WHOLE if seminar.whole else CHECKS:
        yield from one(seminar)
    if not seminar.whole:
        return
    for one in LACKING:
        yield from (found for found in one(seminar) if found.span.path not in seminar.broken)
    texts = list(said(seminar))
    for told in TEXTS:
        yield from islice(told(seminar, texts), MANY)
