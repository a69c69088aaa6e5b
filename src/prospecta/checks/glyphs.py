"""Signs that the pages of the report cannot show."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from types import MappingProxyType

from prospecta.checks.signs import BOUNDS
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar
from prospecta.source import span_of
from prospecta.text import Line, Text

SPACES = frozenset("\t\n")
HIDDEN = re.compile(r"\]\([^)\s]*|\]:[ \t]*\S+|\{[^{}\n]*\}")
"""What Markdown does not show of itself: where links lead, and attributes."""

WORD_S: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("U+F0B7", "U+F0A7", "U+F0D8", "U+F076", "U+F0A8", "U+F06E", "U+F0D2"), ""),
        **dict.fromkeys(("U+F0E8", "U+F0F0", "U+F0DE"), "⇒"),
        "U+F0E0": "→",
        "U+F0FC": "✓",
    }
)
"""What Word puts of its fonts Symbol and Wingdings before an item, or for a sign: that sign."""


def glyphs_known(seminar: Seminar) -> Iterable[Finding]:
    """Each sign that no font has, where it first stands in a text."""
    typed = set().union(*(source.text for source in seminar.sources.values()))
    unknown = {sign for sign in typed if not _shown(sign)}
    found = dict(_first(seminar, unknown)) if unknown else {}
    for sign, span in found.items():
        yield _finding(sign, span)


def unprintable(
    seminar: Seminar, characters: Iterable[str], elsewhere: Mapping[str, Span]
) -> list[Finding]:
    """A finding for each sign that typst could not show, where it first stands.

    `elsewhere` are the places of signs that stand in no text.
    """
    signs = list(dict.fromkeys("".join(characters)))
    found = {**elsewhere, **dict(_first(seminar, signs))}
    return [_finding(sign, found.get(sign) or _typed(seminar, sign)) for sign in signs]


@cache
def _shown(sign: str) -> bool:
    # A run begins at each even place of BOUNDS and has ended at each odd one.
    return sign in SPACES or bisect_right(BOUNDS, ord(sign)) % 2 == 1


def _finding(sign: str, span: Span) -> Finding:
    code = f"U+{ord(sign):04X}"
    values = {"character": sign if sign.isprintable() else code}
    if code in WORD_S:
        values |= {"kind": "sign" if WORD_S[code] else "bullet", "right": WORD_S[code]}
    return Finding("glyph-missing", span, values)


def _first(seminar: Seminar, signs: Collection[str]) -> Iterator[tuple[str, Span]]:
    """Where each of the signs first stands in what the report shows, `&#x65E5;` included."""
    waiting = set(signs)
    for value in seminar.values:
        if not waiting:
            return
        if not isinstance(value, Line | Text):
            continue
        words = str(value)
        bare = HIDDEN.sub(lambda hidden: " " * len(hidden[0]), words)
        for sign in sorted(waiting.intersection(bare), key=bare.index):
            waiting.remove(sign)
            yield sign, value.source.at(bare.index(sign))
        if "&" in bare:
            for sign in sorted(waiting.intersection(unescape(bare))):
                waiting.remove(sign)
                yield sign, value.source.at(bare.index("&"))


def _typed(seminar: Seminar, sign: str) -> Span:
    """Where a sign stands in the files, in words of the language or an identifier."""
    for source in seminar.sources.values():
        offset = source.text.find(sign)
        if offset >= 0:
            return span_of(source, offset, offset + len(sign))
    return Span("seminar.yaml")
