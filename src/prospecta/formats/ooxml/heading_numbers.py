"""Heading numbers: which of Word's lists show what the document's numbers say.

The document says what is printed before each heading ("I.", "1.", "Annexe 1 :"). Word counts by
itself, so its list is told the formats and texts that give the same, if there are any.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from prospecta.formats.ooxml.counting import FORMATS, shown

DEEPEST: Final = 6
"""How many levels of headings there are."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts: a value of w:numFmt, of w:lvlText, and whether w:isLgl."""

    form: str
    text: str
    legal: bool = False


@dataclass
class Numbering:
    """What a list shows for headings in their order, and the levels found on the way."""

    levels: dict[int, Level] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * (DEEPEST + 1))

    def next(self, level: int, number: str) -> bool:
        """Count one heading; whether the list shows that number for it."""
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (DEEPEST - level)
        if level not in self.levels:
            found = self._found(level, number)
            if found is None:
                return False
            self.levels[level] = found
        return self._shows(level) == number

    def _shows(self, level: int) -> str:
        own = self.levels[level]

        def counter(place: re.Match[str]) -> str:
            above = int(place[1])
            form = "decimal" if own.legal else self.levels[above].form
            return shown(form, self.counts[above])

        return re.sub(r"%(\d)", counter, own.text)

    def _found(self, level: int, number: str) -> Level | None:
        """The level that shows a number, read from its end: its own count, then those above."""
        pieces = re.split(r"(\w+)", number)
        wanted, own, legal = level, "", False
        for place in range(len(pieces) - 2, 0, -2):
            fits = [form for form in FORMATS if shown(form, self.counts[wanted]) == pieces[place]]
            if not own:
                if not fits:
                    continue
                own = fits[0]
            elif wanted not in self.levels or self.levels[wanted].form not in fits:
                if "decimal" not in fits or own != "decimal":
                    break
                legal = True
            pieces[place] = f"%{wanted}"
            wanted -= 1
            if wanted == 0:
                break
        return Level(own, "".join(pieces), legal) if own else None


def infer(numbers: Iterable[tuple[int, str]]) -> dict[int, Level] | None:
    """The levels of a list that shows these numbers at these levels; None when none does."""
    numbering = Numbering()
    shows = [numbering.next(level, number) for level, number in numbers]
    return numbering.levels if all(shows) else None
