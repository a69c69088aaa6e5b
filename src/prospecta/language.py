"""The words of a language as data: `templates/languages/<code>.yaml` and nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from prospecta.dates import When
from prospecta.places import templates
from prospecta.shipped import table
from prospecta.typography import Typography, typeset_text

DEFAULT = "fr"
"""The language of those who do not say theirs."""
FOR_WOMEN = "-feminine"
"""How the key of a word ends that takes the place of another one for women."""
NAME = re.compile(r"\{(\w+)\}")


def shipped_languages() -> list[str]:
    return sorted(path.stem for path in (templates() / "languages").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Language:
    """The words and the typography of one language; words are named by dotted keys."""

    code: str
    words: Mapping[str, str]
    typography: Typography

    @classmethod
    @cache
    def read(cls, code: str) -> "Language":
        """Raises ToolError when a shipped file of words is broken."""
        data = table(templates() / "languages" / f"{code}.yaml")
        words = dict(_flat(data["words"], ""))
        return cls(code, words, Typography.from_data(data["typography"]))

    def with_words(self, own: Mapping[str, str]) -> "Language":
        """The same language with some words replaced, for women too unless they have their own."""
        others = {f"{key}{FOR_WOMEN}" for key in own} - own.keys()
        words = {key: word for key, word in self.words.items() if key not in others}
        return replace(self, words={**words, **own})

    def word(self, key: str, **values: object) -> str:
        """A word or sentence, its `{names}` filled in. An unknown key is a KeyError."""
        return filled(self.words[key], values)

    def typeset(self, text: str) -> str:
        return typeset_text(text, self.typography)

    def ordinal(self, number: int) -> str:
        return self.words.get(f"ordinal.{number}", self.word("ordinal.other", number=number))

    def enumeration(self, parts: Sequence[str]) -> str:
        """`A, B et C`."""
        *first, last = parts or [""]
        return f"{', '.join(first)} {self.words['and']} {last}" if first else last

    def day(self, moment: date) -> str:
        return self._day(moment, "date.day", year=moment.year)

    def days(self, moments: Sequence[date]) -> str:
        """The days of a meeting: `28 mai 2015`, or `27 et 28 mai 2015`."""
        last = moments[-1]
        parts = [
            self._day(moment, "date.day-only")
            if (moment.year, moment.month) == (last.year, last.month)
            else self.day(moment)
            for moment in moments[:-1]
        ]
        return self.enumeration([*parts, self.day(last)])

    def moment(self, value: When) -> str:
        """A date as precise as it was given."""
        if value.precision == "ongoing" or value.first is None:
            return self.words["date.ongoing"]
        if value.precision == "day":
            return self.day(value.first)
        quarter = self.ordinal((value.first.month + 2) // 3)
        names = {"month": self._month(value.first), "quarter": quarter, "year": value.first.year}
        return self.word(f"date.{value.precision}", **names)

    def period(self, start: When | None, end: When | None) -> str:
        """From when to when; an empty text when neither is known."""
        if start is None and end is None:
            return ""
        if end is None or end.precision == "ongoing":
            if start is None or start.precision == "ongoing":
                return self.words["date.ongoing"]
            return self.word("date.from", start=self.moment(start))
        if start is None or start.precision == "ongoing":
            return self.word("date.until", end=self.moment(end))
        if start == end:
            return self.moment(start)
        return self.word("date.range", start=self.moment(start), end=self.moment(end))

    def _day(self, moment: date, key: str, **more: int) -> str:
        number = self.words["date.first"] if moment.day == 1 else str(moment.day)
        return self.word(key, day=number, month=self._month(moment), **more)

    def _month(self, moment: date) -> str:
        return self.words[f"date.months.{moment.month}"]


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence with its `{names}` replaced; braces around anything else stay as typed."""
    return NAME.sub(lambda found: str(values.get(found[1], found[0])), sentence)


def _flat(data: Any, prefix: str) -> "list[tuple[str, str]]":
    if isinstance(data, dict):
        return [
            pair
            for key, value in data.items()
            for pair in _flat(value, f"{prefix}.{key}" if prefix else str(key))
        ]
    if isinstance(data, list):
        return [(f"{prefix}.{index}", str(value)) for index, value in enumerate(data, 1)]
    return [(prefix, str(data))]
