"""Dates as people know them: a year, a quarter, a month, a day, or no end at all."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from prospecta.findings import Span
from prospecta.strict_yaml import Scalar
from prospecta.strict_yaml.nodes import NOWHERE
from prospecta.text import UnreadError, parsed

FORMS = re.compile(
    r"(?P<year>\d{4})(?:-(?:[TQ](?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)
ONGOING = frozenset({"en continu", "ongoing"})


@dataclass(frozen=True, slots=True)
class When:
    """A moment of any precision. `precision` is year, quarter, month, day or ongoing.

    `first` and `last` are the days it spans; both are None when it is ongoing. `span` is where
    it was written; it does not count when two moments are compared.
    """

    precision: str
    first: date | None = None
    last: date | None = None
    span: Span = field(default=NOWHERE, compare=False)


def when(typed: str) -> When:
    """Read `2026`, `2026-T2` (or `2026-Q2`), `2026-05`, `2026-05-28` or `en continu`.

    Raises ValueError when it is none of them, or when no calendar has that day.
    """
    try:
        moment = _when(typed)
    except ValueError as error:
        raise UnreadError(**_advice(typed)) from error
    return replace(moment, span=typed.span) if isinstance(typed, Scalar) else moment


def _when(typed: str) -> When:
    if typed.strip().casefold() in ONGOING:
        return When("ongoing")
    found = FORMS.fullmatch(typed.strip())
    if found is None:
        raise ValueError
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return When("day", day, day)
    if found["month"]:
        return When("month", *_months(year, int(found["month"]), 1))
    if found["quarter"]:
        return When("quarter", *_months(year, 3 * int(found["quarter"]) - 2, 3))
    return When("year", date(year, 1, 1), date(year, 12, 31))


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])


def day(typed: str) -> date:
    """Read one day, `2026-05-28`. Raises ValueError otherwise."""
    moment = when(typed)
    if moment.precision != "day" or moment.first is None:
        rest = {"year": "-…-…", "month": "-…"}.get(moment.precision, "")
        raise UnreadError(case="no-day", rest=typed.strip() + rest if rest else "")
    return moment.first


def _advice(typed: str) -> Mapping[str, str]:
    from prospecta.date_advice import advice
    from prospecta.synonyms import nearest

    told = advice(typed)
    if told or any(char.isdigit() for char in typed):
        return told
    ongoing = nearest(typed, sorted(ONGOING))
    return {"fixed": ongoing} if ongoing else {}


Moment = Annotated[When, parsed(when, "date-expected")]
Day = Annotated[date, parsed(day, "day-expected")]


def _fraction(moment: date) -> float:
    length = 366 if calendar.isleap(moment.year) else 365
    return moment.year + (moment.timetuple().tm_yday - 1) / length


def beginning(moment: When) -> float | None:
    """The first instant as a fractional year, None when ongoing."""
    return None if moment.first is None else _fraction(moment.first)


def ending(moment: When) -> float | None:
    """The last instant as a fractional year, None when ongoing."""
    if moment.last is None:
        return None
    length = 366 if calendar.isleap(moment.last.year) else 365
    return _fraction(moment.last) + 1 / length
