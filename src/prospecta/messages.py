"""The sentences of findings and of the console, in the author's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any, Self

from prospecta.discretion import discreet
from prospecta.failures import failure
from prospecta.findings import Finding
from prospecta.places import templates
from prospecta.shipped import table

DEFAULT = "fr"
LONGEST = 200
"""Characters of an author's own words that a sentence repeats."""
UNSEEN = re.compile(
    "[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What a terminal obeys rather than shows, what turns the order of a line, what no file holds."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What `templates/findings/<language>.yaml` says."""

    data: Mapping[str, Any]
    language: str = DEFAULT

    @classmethod
    @cache
    def read(cls, language: str = DEFAULT) -> Self:
        """The sentences in a language, or in French where there are none in it."""
        folder = templates() / "findings"
        known = {path.stem for path in folder.glob("*.yaml")}
        language = language if language in known else DEFAULT
        return cls(table(folder / f"{language}.yaml"), language)

    def sentence(self, finding: Finding) -> str:
        """What is wrong, in one line. Values are the author's own words, shortened."""
        told: str = self._row(finding)["says"]
        return told.format_map(self._values(finding))

    def hint(self, finding: Finding) -> str:
        """What to do about it: the first advice whose values are all known."""
        values = self._values(finding)
        for advice in self._row(finding).get("do", []):
            names = [name for _, name, _, _ in Formatter().parse(advice) if name]
            if all(values.get(name) for name in names):
                return str(advice.format_map(values))
        return ""

    def interface(self, key: str, **values: object) -> str:
        """What a command says; `values` fill its braces."""
        told: str = self.data["console"][key]
        return told.format_map(values)

    def failure(self, error: object) -> str:
        """Why the machine failed. Errors carry English words, which these sentences replace.

        What an engine or the system says, and no table knows, stays as it was said.
        """
        return failure(str(error), self.data["failures"])

    def step(self, key: str) -> str:
        return str(self.data["steps"].get(key, key))

    def count(self, errors: int, warnings: int) -> str:
        """How many there are of each, those left out of which there is none."""
        counted = (("errors", errors), ("warnings", warnings))
        return ", ".join(self.counted(key, number) for key, number in counted if number) + "."

    def counted(self, key: str, number: int) -> str:
        """A number of things, in words that agree with it."""
        single = number < 2 if self.language == "fr" else number == 1  # noqa: PLR2004 - French has no more of 0
        told: str = self.data["console"][key]["one" if single else "other"]
        return told.format(count=number)

    def _row(self, finding: Finding) -> Mapping[str, Any]:
        """The row of a code, some of it replaced for the case that the value `by` names."""
        row: Mapping[str, Any] = self.data["findings"][finding.code]
        case = finding.values.get(str(row.get("by", "")), "")
        return {**row, **row.get("cases", {}).get(case, {})}

    def _values(self, finding: Finding) -> dict[str, str]:
        return {key: self._value(key, value) for key, value in finding.values.items()}

    def _value(self, key: str, value: str) -> str:
        if key in NAMED:
            return self._word("or").join(map(self._word, value.split("|")))
        shown = visible(discreet(value))
        return shown.strip() if key == "fixed" else _shortened(shown)

    def _word(self, name: str) -> str:
        known = self.data["words"].get(name)
        return str(known or _shortened(visible(self.failure(name))))


NAMED = frozenset({"found", "wanted", "reason"})
"""Values that are names of ours, several of them with `|` between: they are told in words."""


def visible(words: str) -> str:
    """Words for one line of a terminal or of a report: what cannot be seen becomes U+FFFD."""
    return UNSEEN.sub("\ufffd", words.replace("\n", " ").replace("\t", " "))


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
