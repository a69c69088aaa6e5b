"""What an author may type instead of a line that YAML does not read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prospecta.strict_yaml.events import Failure, ParserFactory, events

# Most particular first: a key of ours, the item of a list, whatever stands before a colon.
_HEADS = (
    re.compile(r" *(?:- +)*[\w.-]+:[ \t]+(?=\S)"),
    re.compile(r" *(?:- +)+(?=\S)"),
    re.compile(r" *(?:- +)*[^\s:'\"#-][^:'\"#]*:[ \t]+(?=\S)"),
)
MAX_LINE = 1000
"""Characters of the longest line that is shown whole and mended."""

_NO_SPACE = re.compile(r" *(?:- +)*[\w.-]+:(?=[^\s:/])")
_COMMENT = re.compile(r"[ \t]+#.*")


def quoted(text: str) -> str:
    """A text as a quoted scalar of one line: in `"` when it needs no escape there, else in `'`."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quoted_lines(line: str, column: int | None = None) -> list[str]:
    """The line with its value quoted, in the ways in which it can be cut, best first.

    Only cut at `column`, counted from 0, when one is given.
    """
    heads = [found[0] for head in _HEADS if (found := head.match(line))]
    if column is not None:
        heads = [head for head in heads if len(head) == column]
    return [head + _quoted_value(line[len(head) :]) for head in dict.fromkeys(heads)]


def _quoted_value(rest: str) -> str:
    comment = _COMMENT.search(rest)
    value = rest[: comment.start()] if comment else rest
    return quoted(value.rstrip()) + (comment[0] if comment else "")


def line_bounds(text: str, offset: int) -> tuple[int, int]:
    """Where the line of a character begins and ends, its line feed left out."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


@dataclass(frozen=True, slots=True)
class Mending:
    """A line that can be read, to stand at the offset `start` instead of the line there."""

    start: int
    line: str
    adds_space: bool = False


def repair(text: str, failure: Failure, new_parser: ParserFactory) -> Mending | None:
    """A line that makes the text readable past the failure, if a single one can do it."""
    end = line_bounds(text, failure.offset)[1]
    for mending in _candidates(text, failure):
        mended, shift = mend(text, mending)
        if _read_past(mended, end + shift, new_parser):
            return mending
    return None


def mend(text: str, mending: Mending) -> tuple[str, int]:
    """The text with that line, and by how much it grew."""
    start, end = line_bounds(text, mending.start)
    mended = text[:start] + mending.line + text[end:]
    return mended, len(mended) - len(text)


def _candidates(text: str, failure: Failure) -> Iterator[Mending]:
    start, end = line_bounds(text, failure.offset)
    line = text[start:end]
    if len(line) > MAX_LINE:
        return
    if failure.code == "yaml-tab":
        yield Mending(start, line.replace("\t", "  "))
        return
    yield from (Mending(start, quoted) for quoted in quoted_lines(line))
    if failure.kind in {"no-colon", "colon"}:
        yield from _spaced(text, start)
        yield from _spaced(text, start - 1)


def _spaced(text: str, offset: int) -> Iterator[Mending]:
    """`name:words` reads as one text: a key needs a space behind its colon."""
    start, end = line_bounds(text, max(offset, 0))
    found = _NO_SPACE.match(text, start, end)
    if found:
        yield Mending(start, f"{found[0]} {text[found.end() : end]}", adds_space=True)


def _read_past(text: str, offset: int, new_parser: ParserFactory) -> bool:
    for event in events(text, new_parser):
        if isinstance(event, Failure):
            return event.offset > offset
    return True
