"""An author's lines with carets below what a finding is about."""

import unicodedata
from collections.abc import Iterator, Sequence

from prospecta.discretion import discreet
from prospecta.findings import Span
from prospecta.messages import visible
from prospecta.reports.reviewed import last_line

WIDTH = 100
"""Columns of the terminal that a line of a frame takes at most, its margin left out."""
BEFORE = 60
"""Columns that are kept before the caret when a line is cut."""
LINES = 4
"""Lines of a frame: of a longer span, the first ones and the last one are shown."""
TAB = 4
_DROPPED = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: what they do to the width of a sign depends on the terminal."""


def frame(lines: Sequence[str], span: Span) -> Iterator[str]:
    """The lines of a span, numbered; nothing when the file has no such line."""
    numbers = _numbers(lines, span)
    if not numbers:
        return
    margin, before = len(str(numbers[-1])), numbers[0]
    yield f"{'':>{margin}} |"
    for number in numbers:
        if number > before + 1:
            yield f"{'…':>{margin}} |"
        before, line = number, discreet(lines[number - 1])
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
        shown, carets = _marked(line, start, end)
        yield f"{number:>{margin}} | {shown}".rstrip()
        if number == span.line or line.strip():
            yield f"{'':>{margin}} | {carets}"


def _numbers(lines: Sequence[str], span: Span) -> list[int]:
    if not 0 < span.line <= len(lines):
        return []
    numbers = list(range(span.line, min(last_line(span), len(lines)) + 1))
    return numbers if len(numbers) <= LINES else [*numbers[: LINES - 2], numbers[-1]]


def _marked(line: str, start: int, end: int) -> tuple[str, str]:
    """A line as it is shown, and its carets, both counted in columns of a terminal."""
    start = min(start, len(line))
    first = _first(line, start)
    shown, columns = "…" if first else "", [0] * (start - first)
    carets = 0
    position = len(shown)
    for index in range(first, len(line)):
        cell, width = _cell(line[index], position)
        if position + width >= WIDTH and index + 1 < len(line):
            shown += "…"
            break
        if index < start:
            columns[index - first] = width
        elif index < end:
            carets += width
        shown, position = shown + cell, position + width
    indent = (1 if first else 0) + sum(columns)
    return shown, " " * indent + "^" * max(1, carets)


def _first(line: str, start: int) -> int:
    """Where to begin so that the caret is seen: 0 for a line that fits."""
    if len(line) < WIDTH and sum(_cell(char, 0)[1] for char in line) < WIDTH:
        return 0
    first, room = start, BEFORE
    while first and room > 0:
        first -= 1
        room -= _cell(line[first], 0)[1]
    return first


def _cell(char: str, column: int) -> tuple[str, int]:
    """How a character is shown at a column, and how wide: 0, 1 or 2, or up to the next stop."""
    if char == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if " " <= char <= "~":
        return char, 1
    kind = unicodedata.category(char)
    if kind == "Cf" or char in _DROPPED:
        return "", 0
    if kind in {"Mn", "Me"}:
        return char, 0
    return visible(char), 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
