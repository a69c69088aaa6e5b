"""Typing that no typesetting can mend: only the author knows what was meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prospecta.checks.lexicon import Lexicon, lexicon_of
from prospecta.checks.words import Said, fold
from prospecta.findings import Finding
from prospecta.seminar import Seminar

LETTERS = re.compile(r"[^\W\d_]+")
REST = re.compile(r" ?\S{0,40}")
SHOWN = 40
"""Characters of a slip that are told."""
UPPER = re.compile(r"[A-Z](?<!\w.)[A-Z]{3,}(?!\w)")
"""A word in capitals whose lower-case twin may tell its accents; DES is not `dés`."""
ACCENTED = {"E": "É", "A": "À"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A place of a text, the words to tell of it, and what kind of slip it is."""

    of: Said
    start: int
    end: int
    shown: str
    kind: str = ""


def typed_well(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    """A dash or a slash spaced on one side, a typed arrow, `2ème`: each kind once for a file."""
    patterns = lexicon_of(seminar).typed
    slips = [
        Slip(one, match.start(), match.end(), _around(one.text, match), kind)
        for one in texts
        for kind, pattern in patterns.items()
        for match in pattern.finditer(one.text)
    ]
    yield from _once_a_file("typed-spacing", slips)


def _around(text: str, match: re.Match[str]) -> str:
    """What was typed, with the words that it touches."""
    least = max(0, match.start() - SHOWN)
    blanks = [text.rfind(blank, least, match.start()) for blank in " \n"]
    start = max(least, *(blank + 1 for blank in blanks))
    end = REST.match(text, match.end())
    return text[start : end.end() if end else match.end()][:SHOWN]


def capitals_accented(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    """A capital keeps its accent: `Évaluation`, `SÉMINAIRE`. Each word once for a file."""
    known = lexicon_of(seminar)
    if known.capitals is None:
        return
    upper = [(one, match) for one in texts for match in UPPER.finditer(one.text)]
    twins = _twins(texts) if upper else {}
    slips = [
        Slip(one, *match.span(), f"{match[0]} → {twins[match[0].lower()].upper()}", match[0])
        for one, match in upper
        if match[0].lower() in twins
    ]
    slips += [
        Slip(one, *match.span(), f"{match[0]} → {_right(match[0], known)}", match[0])
        for one in texts
        for match in known.capitals.finditer(one.text)
        if match[0] not in known.except_capitals
    ]
    yield from _once_a_file("capital-accent", slips)


def _right(word: str, known: Lexicon) -> str:
    return known.right_capitals.get(word) or ACCENTED[word[0]] + word[1:]


def _twins(texts: Sequence[Said]) -> Mapping[str, str]:
    """The accented words of the folder by their bare letters, where those are no word of it."""
    words = {word for one in texts for word in LETTERS.findall(one.text) if word[1:].islower()}
    words = {word.lower() for word in words}
    accented = sorted(word for word in words if not word.isascii())
    return {fold(word): word for word in accented if fold(word) not in words}


def _once_a_file(code: str, slips: Sequence[Slip]) -> Iterator[Finding]:
    files: dict[tuple[str, str], list[Slip]] = {}
    for slip in slips:
        files.setdefault((slip.of.words.span.path, slip.kind), []).append(slip)
    for found in files.values():
        first = min(found, key=lambda slip: (slip.of.words.span, slip.start))
        span = first.of.words.part(first.start, first.end)
        values = {"shown": first.shown, "count": str(len(found)), "kind": first.kind}
        yield Finding(code, span, values)
