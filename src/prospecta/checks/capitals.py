"""Words in capitals that are acronyms, and not names, numerals or raised voices."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from prospecta.checks.words import Said, fold, shouted

ACRONYM = re.compile(r"([A-ZÀ-ÖØ-Þ](?<![\w-].)[A-ZÀ-ÖØ-Þ]{1,7})s?(?![\w-]|\.\w)")
ROMAN = re.compile(r"M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
BEHIND = re.compile(r"([^\W\d_]+)\.?[’'\- \u00a0\n]$")
AHEAD = re.compile(r"[’'\- \u00a0\n]([^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]{2,}")
FAR = 400
"""Characters of a line on either side of an acronym that are looked at."""
NEAR = 40
"""Characters in which the word beside an acronym is looked for."""
TITLED = re.compile(r"\b(?:MM?|Mmes?|Mlle|Mrs?|Ms|Dr|Pr)\.?[ \u00a0](?:[^\W\d_]+[ \u00a0]){0,2}$")
"""Behind this stands a name: `Mme Le GALL`."""


@dataclass(frozen=True, slots=True)
class Use:
    """An acronym where it stands: `letters` from `start` of a text, without the s of a plural."""

    letters: str
    of: Said
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.letters)


def uses(texts: Sequence[Said], small: AbstractSet[str], people: AbstractSet[str]) -> Iterator[Use]:
    """Every acronym of the texts, in order. `people` are folded family names."""
    found = [
        Use(match[1], one, match.start())
        for one in texts
        for match in ACRONYM.finditer(one.text)
        if not ROMAN.fullmatch(match[1]) and fold(match[1]) not in people
    ]
    if not found:
        return
    common = small | {word for one in texts for word in WORD.findall(one.text) if word.islower()}
    for use in found:
        if use.letters.lower() not in common and not _name(use, common) and not _loud(use):
            yield use


def _loud(use: Use) -> bool:
    """Whether the whole line is in capitals, so that they say nothing of the word."""
    text = use.of.text[max(0, use.start - FAR) : use.end + FAR]
    at = min(use.start, FAR)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return shouted(text[start : end if end >= 0 else len(text)])


def _name(use: Use, common: AbstractSet[str]) -> bool:
    """Whether the word beside makes a name of this one: another in capitals, or a given name."""
    text = use.of.text
    behind = BEHIND.search(text, max(0, use.start - NEAR), use.start)
    ahead = AHEAD.match(text, use.end, use.end + NEAR)
    if TITLED.search(text, max(0, use.start - NEAR), use.start):
        return True
    beside = [found[1] for found in (behind, ahead) if found]
    return any(
        (word.isupper() and len(word) > 1) or (word.istitle() and word.lower() not in common)
        for word in beside
        if word != "A"
    )
