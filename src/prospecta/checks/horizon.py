"""One vision has one horizon."""

import re
from collections.abc import Iterator, Mapping, Sequence

from prospecta.blocks.plan import Action, Horizon, Lane, Milestone, Plan
from prospecta.checks.lexicon import lexicon_of
from prospecta.checks.words import Said
from prospecta.findings import Finding, Span
from prospecta.folder import SEMINAR
from prospecta.seminar import Seminar

NEAR = 60
"""Characters before or behind a number in which the vision is named."""
PLANNED = (Plan, Action, Horizon, Lane, Milestone)
"""A plan has terms of its own, on the way to the horizon."""
YEAR = re.compile(r"(?P<low>20\d\d)(?:\s*[-–—/à]\s*(?P<high>20\d\d))?")


def one_horizon(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    """What the texts say of the vision's horizon is what `seminar.yaml` says, or one thing."""
    patterns = lexicon_of(seminar).horizon
    if not patterns or SEMINAR in seminar.broken:
        return
    base = min(seminar.identity.dates).year
    told: dict[tuple[int, int], tuple[str, Span]] = {}
    own = seminar.identity.horizon
    for found in _declared(str(own or ""), patterns):
        assert own is not None
        told[_years(found, base)] = (found[0], own.part(*found.span()))
    usual = next(iter(told), None)
    for one in texts:
        if isinstance(one.model, PLANNED) or one.words is own:
            continue
        for found in _of_vision(one, patterns):
            years, span = _years(found, base), one.words.part(*found.span())
            if usual is None:
                usual = years
            if usual in told and not any(_near(years, other) for other in told):
                first = told[usual][1]
                values = {"horizon": " ".join(found[0].split()), "usual": told[usual][0]}
                values["first"] = f"{first.path}:{first.line}"
                yield Finding("horizon-differs", span, values)
            told.setdefault(years, (" ".join(found[0].split()), span))


def _declared(typed: str, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[re.Match[str]]:
    yield from patterns["years"].finditer(typed)
    yield from YEAR.finditer(typed)


def _of_vision(one: Said, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """The numbers of years that a text says of a vision, and the years that it calls a horizon."""
    yield from patterns["term"].finditer(one.text)
    for found in patterns["years"].finditer(one.text):
        before = one.text[max(0, found.start() - NEAR) : found.start()]
        after = one.text[found.end() : found.end() + NEAR]
        if patterns["about"].search(before) or patterns["about-after"].match(after):
            yield found


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two horizons are one: a term in years is counted from one new year or another."""
    return all(abs(mine - its) <= 1 for mine, its in zip(one, other, strict=True))


def _years(found: re.Match[str], base: int) -> tuple[int, int]:
    """The years of a horizon: 15 to 20 years from 2015 on are 2030 to 2035."""
    low = int(found["low"])
    high = int(found["high"] or low)
    return (low, high) if low > base else (base + low, base + high)
