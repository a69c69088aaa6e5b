"""Dates as people know them: a year, a quarter, a month, a day, or no end at all."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from prospecta.text import parsed

FORMS = re.compile(
    r"(?P<year>\d{4})(?:-(?:[TQ](?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)
ONGOING = frozenset({"en continu", "ongoing"})


@dataclass(frozen=True, slots=True)
class When:
    """A moment of any precision. `precision` is year, quarter, month, day or ongoing.

    `first` and `last` are the days it spans; both are None when it is ongoing.
    """

    precision: str
    first: date | None = None
    last: date | None = None


def when(typed: str) -> When:
    """Read `2026`, `2026-T2` (or `2026-Q2`), `2026-05`, `2026-05-28` or `en continu`.

    Raises ValueError when it is none of them, or when no calendar has that day.
    """
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
        raise ValueError
    return moment.first


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
