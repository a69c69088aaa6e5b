"""Straight quotes to a language's own, paired across formatting; what has no partner stays."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from prospecta.typography.runs import Edit

DOUBLE, APOSTROPHE = '"', "’"
SPACES = re.compile(r"\s*")
BEFORE_OPENING = frozenset("([{<«»“”‘’„'\"-–—/*")
AFTER_CLOSING = frozenset(")]}>«»“”‘’„'\"-–—/*.,;:!?…%")


@dataclass(frozen=True)
class Quotes:
    """The marks of a language, spaces included, and the straight characters that it pairs.

    `'` always becomes the inner pair; `"` does when it stands inside another pair, typed or not.
    """

    straight: str
    open: str
    close: str
    inner_open: str
    inner_close: str

    @cached_property
    def outer(self) -> tuple[str, str]:
        return self.open.strip(), self.close.strip()

    @cached_property
    def typed(self) -> Mapping[str, str]:
        """Closing marks to their opening ones, as an author types them."""
        pairs = [self.outer, (self.inner_open.strip(), self.inner_close.strip())]
        return {closing: opening for opening, closing in pairs if opening != closing}

    @cached_property
    def marks(self) -> re.Pattern[str]:
        every = [*self.straight, *self.typed, *self.typed.values()]
        return re.compile("|".join(map(re.escape, every)))

    def may_apply(self, present: AbstractSet[str]) -> bool:
        return not present.isdisjoint(self.straight)

    def edits(self, text: str) -> list[Edit]:
        """What turns the straight quotes that have a partner into the language's."""
        pairs, closing, level = self._pairs(text), dict[int, str](), 0
        edits: list[Edit] = []
        for found in self.marks.finditer(text) if pairs else ():
            at, mark = found.start(), found.group()
            if at in pairs:
                outer = mark == DOUBLE and level == 0
                edits.append((at, at + 1, self.open if outer else self.inner_open))
                closing[pairs[at]] = self.close if outer else self.inner_close
                level += mark == DOUBLE
            elif at in closing:
                edits.append((at, at + 1, closing[at]))
                level = max(level - (mark == DOUBLE), 0)
            elif mark in self.outer:
                level = max(level + (1 if mark == self.outer[0] else -1), 0)
        return edits

    def _pairs(self, text: str) -> dict[int, int]:
        """Where a straight quote opens to where it closes. No pair crosses a typed one."""
        pairs: dict[int, int] = {}
        frames = [_Frame()]
        for found in self.marks.finditer(text):
            at, mark = found.start(), found.group()
            if mark in self.straight:
                opened = frames[-1].take(text, at)
                pairs.update({} if opened is None else {opened: at})
            elif mark not in self.typed:
                frames.append(_Frame(mark))
            elif mark != APOSTROPHE:
                while len(frames) > 1 and frames[-1].mark != self.typed[mark]:
                    frames.pop()
                frames[-1:] = [] if len(frames) > 1 else [_Frame()]
            elif frames[-1].mark == self.typed[mark] and _sides(text, at)[1]:
                frames.pop()
        return pairs


@dataclass(slots=True)
class _Frame:
    """The straight quotes that are open since a typed one; `doubles` says which are `"`."""

    mark: str = ""
    opened: list[int] = field(default_factory=list)
    doubles: list[int] = field(default_factory=list)

    def take(self, text: str, at: int) -> int | None:
        """Where the quote opened that the one at `at` closes; else that one may open itself."""
        opens, closes = _sides(text, at)
        partner = self._partner(text, text[at]) if closes else None
        if partner is not None and not _blank(text, self.opened[partner] + 1, at):
            found = self.opened[partner]
            del self.opened[partner:]
            while self.doubles and self.doubles[-1] >= partner:
                self.doubles.pop()
            return found
        if opens:
            self.doubles += [len(self.opened)] if text[at] == DOUBLE else []
            self.opened.append(at)
        return None

    def _partner(self, text: str, mark: str) -> int | None:
        if mark == DOUBLE:
            return self.doubles[-1] if self.doubles else None
        return len(self.opened) - 1 if self.opened and text[self.opened[-1]] == mark else None


def _blank(text: str, start: int, end: int) -> bool:
    found = SPACES.match(text, start, end)
    return found is not None and found.end() == end


def _sides(text: str, at: int) -> tuple[bool, bool]:
    """Whether the quote may open, and whether it may close.

    Between two spaces it may do both (`le " vivre ensemble "`), but not open after a number,
    where it stands for inches.
    """
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if before in " \n" and after in " \n":
        double = text[at] == DOUBLE
        return double and not text[max(at - 2, 0) : at - 1].isdigit(), double
    opens = not after.isspace() and (before.isspace() or before in BEFORE_OPENING)
    closes = not before.isspace() and (after.isspace() or after in AFTER_CLOSING)
    return opens, closes
