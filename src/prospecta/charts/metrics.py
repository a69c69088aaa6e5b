"""How much room a text takes, and where it breaks into lines.

Lengths are in the unit of the `size` given. Widths come from Source Sans 3; what that table lacks
counts one em, so that a label is at worst wrapped too early and never clipped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from prospecta.charts.widths import WIDTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACE = 0.2
LEADING = 1.25
"""Line height, and where its baseline lies: room for an accent on a capital, and for a g."""
BASELINE = 0.95
# Kerning mostly draws letters together; this covers the pairs that it pushes apart.
SLACK = 1.01

BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
SOFT_BREAKS = re.compile(r"(?<=[-/\u2013\u2010…])(?=\w)|(?<=[\u00a0\u202f])")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight (400 or 600). Two runs are always divided by a space."""

    text: str
    weight: int = 400
    role: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of runs. `broken` tells that its last word goes on in the next line."""

    runs: tuple[Run, ...]
    width: float
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, its width in em, and the space before it: none when it continues a word."""

    run: Run
    width: float
    before: float


@cache
def widths(weight: int) -> dict[str, float]:
    """Give the advance widths of the face, in em, by character."""
    table: dict[str, float] = {}
    for run in WIDTHS[weight].split("\n"):
        first, *values = run.split() or ["0"]
        table.update((chr(int(first, 16) + at), int(em) / 1000) for at, em in enumerate(values))
    return table


@lru_cache(maxsize=4096)
def em_width(text: str, weight: int = 400) -> float:
    """Measure a text on one line, in em."""
    table = widths(weight)
    total = 0.0
    for character in text:
        width = table.get(character)
        if width is None:
            width = 0.0 if unicodedata.combining(character) else 1.0
        total += width
    return total * SLACK


def wrap(runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
    """Break `runs` into lines of at most `width`; a word that is wider is broken itself.

    Only a glyph that is wider than `width` may stick out.
    """
    words = pieces(runs, width / size)
    return lines_of(words, fill(words, width / size), size)


def balance(runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
    """Wrap in as few lines as `width` asks for, then make them about equally long."""
    words = pieces(runs, width / size)
    best = fill(words, width / size)
    if len(best) > 1:
        widest = max(word.width for word in words)
        whole = sum(word.width + word.before for word in words)
        low, high = max(widest, whole / len(best)), width / size
        for _ in range(6):
            middle = (low + high) / 2
            starts = fill(words, middle)
            if len(starts) > len(best):
                low = middle
            else:
                best, high = starts, middle
    return lines_of(words, best, size)


def fill(words: Sequence[Piece], room: float) -> list[int]:
    """Give the number of the first word of each line, none being wider than `room` em."""
    starts: list[int] = []
    used = room
    for number, word in enumerate(words):
        used += word.before + word.width
        if used > room or not starts:
            starts.append(number)
            used = word.width
    return starts


def lines_of(words: Sequence[Piece], starts: Sequence[int], size: float) -> tuple[Line, ...]:
    """Set the words in lines; neighbours that look the same become one run."""
    lines = []
    for first, end in pairwise([*starts, len(words)]):
        runs: list[Run] = []
        used = 0.0
        for word in words[first:end]:
            run, before = word.run, word.before if runs else 0.0
            used += before + word.width
            if runs and (runs[-1].weight, runs[-1].role) == (run.weight, run.role):
                text = runs.pop().text + (" " if before else "") + run.text
                run = Run(text, run.weight, run.role)
            runs.append(run)
        broken = end < len(words) and not words[end].before
        lines.append(Line(tuple(runs), used * size, broken))
    return tuple(lines)


def widest_word(runs: Sequence[Run], size: float) -> float:
    """Measure the widest word: a narrower column would break it."""
    words = ((word, run.weight) for run in runs for word in split(run.text))
    return max((em_width(*word) for word in words), default=0.0) * size


def split(text: str) -> list[str]:
    """Split at the spaces that may break, the no-break ones being part of a word."""
    return [word for word in BREAKS.split(text) if word]


def pieces(runs: Sequence[Run], room: float) -> list[Piece]:
    """Give the words in order, those which are wider than `room` em in parts."""
    found: list[Piece] = []
    for run in runs:
        for word in split(run.text):
            width = em_width(word, run.weight)
            parts = [word] if width <= room else breaks(word, run.weight, room)
            for at, part in enumerate(parts):
                piece = Run(part, run.weight, run.role)
                found.append(Piece(piece, em_width(part, run.weight), 0.0 if at else SPACE))
    return found


def breaks(word: str, weight: int, room: float) -> list[str]:
    """Break a word that is too wide: after its hyphens, else between any two characters."""
    parts: list[str] = []
    for part in SOFT_BREAKS.split(word):
        if em_width(part, weight) <= room:
            parts.append(part)
            continue
        start = 0
        for at in range(1, len(part) + 1):
            if em_width(part[start:at], weight) > room and at - 1 > start:
                parts.append(part[start : at - 1])
                start = at - 1
        parts.append(part[start:])
    return parts
