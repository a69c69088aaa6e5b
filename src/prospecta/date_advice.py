"""The form in which a date should have been typed, where there is no doubt which one is meant."""

import calendar
import re
from collections.abc import Iterator, Mapping

from prospecta.synonyms import folded, months

MAX_TYPED = 60
MAX_DAYS = 6
"""After how many days a meeting is no longer told day by day."""
MAX_LISTED = 300
"""Letters of the longest list of days that is looked at."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COMMAS = re.compile(r"\s*[,;]\s*")
_YEAR = r"(?P<year>[1-9]\d{3})"
_SHORT = r"['’]?(?P<short>\d{2})"
"""A year of this century. Behind dashes, it may as well stand first: `15-05-28`."""
_TIME = r"(?:[t ]+(?:a |at )?\d{1,2}(?:[:h]\d{0,2})?(?::\d{2})?z?)?"
_SEPARATOR = r" ?[/.\-–\u2011] ?"
_WEEKDAY = r"(?:[^\W\d]{3,9}[ ,.]+)?(?:le )?"
_JOINT = r"(?: ?[-–] ?| (?P<joint>et|and|au|to) (?:le )?)"
_NTH = r"(?:er|st|nd|rd|th|e|eme)?"

_NUMBERS = (
    rf"{_YEAR}{_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}(?P<day>\d{{1,2}}){_TIME}",
    rf"{_WEEKDAY}(?P<one>\d{{1,2}}){_SEPARATOR}(?P<two>\d{{1,2}}){_SEPARATOR}{_YEAR}{_TIME}",
    rf"{_WEEKDAY}(?P<one>\d{{1,2}}) ?[/.] ?(?P<two>\d{{1,2}}) ?[/.] ?{_SHORT}{_TIME}",
    rf"{_YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})",
    rf"(?P<month>\d{{1,2}}){_SEPARATOR}{_YEAR}",
    rf"(?P<letter>[tq])(?P<quarter>[1-4])[ /\-]*{_YEAR}",
    rf"{_YEAR}[ /\-]*(?P<letter>[tq])(?P<quarter>[1-4])",
    rf"(?P<quarter>[1-4]){_NTH} (?P<letter>trimestre|quarter)(?: (?:de|of))? {_YEAR}",
)
_NAMES = (
    rf"(?:du |les? )?(?P<from>\d{{1,2}}){_JOINT}(?P<day>\d{{1,2}}) (?P<name>[a-z]+)\.? {_YEAR}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_NTH} (?:of )?(?P<name>[a-z]+)\.?,? {_YEAR}{_TIME}",
    rf"{_WEEKDAY}(?P<name>[a-z]+)\.? (?P<day>\d{{1,2}}){_NTH},? {_YEAR}{_TIME}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_NTH} (?:of )?(?P<name>[a-z]+)\.?,? {_SHORT}",
    rf"(?P<name>[a-z]+)\.?,? {_YEAR}",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}){_NTH} (?:of )?(?P<name>[a-z]+)",
    rf"(?P<name>[a-z]+) (?P<day>\d{{1,2}}){_NTH}",
)
FORMS = tuple(re.compile(form, re.ASCII) for form in (*_NUMBERS, *_NAMES))


def advice(typed: str) -> Mapping[str, str]:
    """What a finding can say of a text that is no date: `fixed`, the form that was meant.

    Or `first` and `second` when day and month may have changed places, or `days`, the list of the
    days that were typed as one. And a `case`: `no-such-day` (`last` is the month's last one),
    `no-such-month`, `no-year`.
    """
    plain = _plain(typed)
    if len(typed) <= MAX_LISTED and (days := _each(typed)):
        return days
    if len(plain) > MAX_TYPED:
        return {}
    for form in FORMS:
        found = form.fullmatch(plain)
        if found and (told := _told(found.groupdict())) is not None:
            return told
    return {}


def _each(typed: str) -> Mapping[str, str]:
    """The list of the days that were typed one behind the other."""
    parts = _COMMAS.split(typed)
    told = [advice(part) for part in parts] if len(parts) > 1 else []
    days = [one.get("fixed", "") for one in told if "case" not in one]
    if not told or len(days) != len(told) or not all(map(_DAY.fullmatch, days)):
        return {}
    return {"days": f"[{', '.join(days)}]"}


def _plain(typed: str) -> str:
    """A text without capitals, accents, and more than one blank in a row."""
    words = re.split(r"([^\W\d_]+)", " ".join(typed.split()))
    return "".join(folded(word) if word[:1].isalpha() else word for word in words)


def _told(parts: Mapping[str, str | None]) -> Mapping[str, str] | None:
    if parts.get("short"):
        parts = {**parts, "year": f"20{parts['short']}"}
    if parts.get("one") and parts.get("two"):
        return _in_some_order(str(parts["year"]), int(parts["one"] or 0), int(parts["two"] or 0))
    if parts.get("quarter"):
        return {"fixed": f"{parts['year']}-{str(parts['letter'])[0].upper()}{parts['quarter']}"}
    month = months().get(parts["name"] or "") if "name" in parts else int(parts["month"] or 0)
    if month is None:
        return None
    day = int(parts.get("day") or 0)
    if not parts.get("year"):
        return _yearless(month, day)
    year = str(parts["year"])
    if month > len(calendar.month_name) - 1 and 0 < day < len(calendar.month_name):
        month, day = day, month
    if parts.get("from"):
        return _days(int(parts["from"] or 0), _exact(year, month, day), str(parts["joint"]))
    return _exact(year, month, day if parts.get("day") else None)


def _days(first: int, last: Mapping[str, str], joint: str) -> Mapping[str, str]:
    """The days from one to another of a month, or those two alone: `et`, `and`."""
    if "case" in last:
        return last
    month, day = last["fixed"][:-2], int(last["fixed"][-2:])
    if not 1 <= first < day <= first + MAX_DAYS:
        return {}
    days = (first, day) if joint in {"et", "and"} else range(first, day + 1)
    return {"days": f"[{', '.join(f'{month}{one:02}' for one in days)}]"}


def _exact(year: str, month: int, day: int | None) -> Mapping[str, str]:
    if not 1 <= month < len(calendar.month_name):
        return {"case": "no-such-month", "month": str(month)}
    if day is None:
        return {"fixed": f"{year}-{month:02}"}
    last = calendar.monthrange(int(year), month)[1]
    if 1 <= day <= last:
        return {"fixed": f"{year}-{month:02}-{day:02}"}
    values = {"case": "no-such-day", "last": str(last)}
    return values | {"fixed": f"{year}-{month:02}-{last:02}"}


def _yearless(month: int, day: int) -> Mapping[str, str]:
    last = calendar.monthrange(2000, month)[1]
    if day > last:
        return {"case": "no-such-day", "last": str(last)}
    return {"case": "no-year", "rest": f"{month:02}-{day:02}"}


def _in_some_order(year: str, one: int, two: int) -> Mapping[str, str]:
    """The French order, unless the English one is the only possible; both when both are."""
    orders = list(_valid(year, ((two, one), (one, two))))
    if not orders:
        return _exact(year, two, one)
    if len(orders) == 1:
        return {"fixed": orders[0]}
    return {"first": orders[0], "second": orders[1]}


def _valid(year: str, orders: tuple[tuple[int, int], ...]) -> Iterator[str]:
    for month, day in dict.fromkeys(orders):
        told = _exact(year, month, day)
        if "case" not in told:
            yield told["fixed"]
