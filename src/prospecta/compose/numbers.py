"""Numbers that an author typed before the title of a part that the report numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from prospecta.blocks.prose import Prose
from prospecta.document import Entry
from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar
from prospecta.text import Authored

TYPED = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}|X{0,3}(?:IX|IV|V?I{0,3})(?<=[IVX]))(?:[.)]\s+|\s*[–—:-]\s+)"
    r"|(?:[Aa]nnexe?|ANNEXE?|[Aa]ppendix)\s+(?:n°\s*)?(?:\d{1,2}|[A-Z])\s*[.):–—-]\s+)"
    r"(?=[^\W\d]|[«“\"])"
)
MARKS = re.compile(r"[\W_]+")
UNDERLINE = re.compile(r"[ >]*(?:=+|-+)[ \t]*")
LIKE = 24


def numbers_typed(
    seminar: Seminar, headings: Sequence[Entry], plain: Callable[[Authored], str]
) -> Iterator[Finding]:
    """A finding for each heading with a number of the report before that of its author."""
    typed = [one for one in headings if one.number and TYPED.match(one.title)]
    if not typed:
        return
    wanted = {_letters(one.title) for one in typed}
    written: dict[str, list[tuple[str, Span]]] = {letters: [] for letters in wanted}
    for letters, words, span in (*_sections(seminar, plain), *_headings(seminar, wanted)):
        if letters in wanted:
            written[letters].insert(0, (words, span))
    for one in typed:
        if places := written[_letters(one.title)]:
            words, span = places.pop()
            values = {"title": words, "printed": f"{one.number} {one.title}"}
            values["suggestion"] = TYPED.sub("", words, count=1)
            yield Finding("number-typed", span, values)


def _sections(
    seminar: Seminar, plain: Callable[[Authored], str]
) -> Iterator[tuple[str, str, Span]]:
    """The titles of the outline: their letters, what was typed, and where."""
    for section in seminar.sections:
        if section.title is not None:
            yield _letters(plain(section.title)), str(section.title), section.title.span


def _headings(seminar: Seminar, wanted: AbstractSet[str]) -> Iterator[tuple[str, str, Span]]:
    """The wanted headings of the texts, in the same way."""
    for block in seminar.blocks.values():
        if not isinstance(block, Prose):
            continue
        lines, start = str(block.text).split("\n"), 0
        for line, below in pairwise([*lines, ""]):
            bare = line.lstrip("#> \t").rstrip("# \t")
            marked = line.lstrip("> \t").startswith("#") or UNDERLINE.fullmatch(below)
            if marked and TYPED.match(bare) and _letters(bare) in wanted:
                first = start + line.index(bare)
                yield _letters(bare), bare, block.text.part(first, first + len(bare))
            start += len(line) + 1


def _letters(words: str) -> str:
    """The letters by which the line of a heading is known: typesetting changes the rest."""
    return MARKS.sub("", words).casefold()[:LIKE]
