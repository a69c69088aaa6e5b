"""The lines that an author may have meant by one that YAML does not read, likeliest first."""

import re
from collections.abc import Collection, Iterator

from prospecta.strict_yaml.advice import MAX_LINE, heads, line_bounds, quoted_lines, unclosed
from prospecta.strict_yaml.events import Failure
from prospecta.strict_yaml.shapes import Mending, shapes
from prospecta.strict_yaml.wrapped import MAX_LINES, first_line, indent_of, last_line, wrapped

_NO_SPACE = re.compile(r" *(?:- +)*[\w.-]+:(?=[^\s:/]|[\u00a0\u202f])")
_NO_DASH = re.compile(r"( *)(?![ #-])\S")
_KEYED = re.compile(r" *[\w.-]+:(?: |$)")
_LISTED = re.compile(r" *(?:- +)*(?=[^\s#-])")
BULLET = re.compile(r"([ ]*)[*•●▪◦‣·–—][ \t\u00a0]+(?=\S)")
"""How a line of a list begins where no YAML is meant."""
_DASHES = re.compile(r"( *)-{1,3}[ ]*(?=[^\W\d_«])(?<! )")
"""Dashes that touch the words of an item."""
_COLON = re.compile(r":[ \t]")
_CLOSERS = re.compile(r"[ \t\]},]*$")
_HARD_SPACES = re.compile(r"( *(?:- *)*)[\u00a0\u202f\u2007]+[ \u00a0\u202f\u2007-]*")
_SIGNS = "[]{}&*!|>%@`,?-:"


def candidates(text: str, failure: Failure, keys: Collection[str] = ()) -> Iterator[Mending]:
    start, end = line_bounds(text, failure.offset)
    line = text[start:end]
    yield from _closed_quote(text, failure, start)
    if len(line) > MAX_LINE:
        return
    yield from _begun(line, start)
    if failure.kind == "unclosed-quote":
        quote, closers = text[failure.offset], _CLOSERS.search(line)
        cut = closers.start() if closers else len(line)
        yield Mending(start, line[:cut] + quote + line[cut:])
        return
    if failure.code == "yaml-tab":
        flat = line.replace("\t", "  ")
        yield Mending(start, flat)
        for other in _aligned(text, flat, start):
            yield Mending(start, other.line, spaces=other.spaces)
        return
    yield from _spaced(text, start)
    yield from _spaced(text, start - 1)
    yield from shapes(text, start, keys)
    yield from _closed_bracket(line, start)
    yield from _aligned(text, line, start)
    yield from _wrapped(text, failure, start)
    for head in heads(line):
        if failure.kind == "bracket" and _is_open(line[len(head) :]):
            continue
        if failure.kind == "block" and indent_of(text, end + 1) > indent_of(line, 0):
            continue
        fault = _fault(line[len(head) :], failure)
        at = start + len(head) if fault == "first-character" else None
        yield from (Mending(start, mended, fault, at) for mended in quoted_lines(line, len(head)))
    bare = _NO_DASH.match(line)
    if bare and failure.kind in {"no-colon", "structure", "colon"}:
        yield Mending(start, f"{bare[1]}- {line.lstrip()}", "dash", start + len(bare[1]))


def _begun(line: str, start: int) -> Iterator[Mending]:
    """What stands at the beginning of a line instead of spaces, or of a dash and a space."""
    if hard := _HARD_SPACES.match(line):
        yield Mending(
            start, _HARD_SPACES.sub(_softened, line, 1), "hard-space", start + hard.end(1)
        )
    if bullet := BULLET.match(line):
        yield Mending(
            start, f"{bullet[1]}- {line[bullet.end() :]}", "bullet", start + bullet.end(1)
        )
    if dashes := _DASHES.match(line):
        yield Mending(
            start, f"{dashes[1]}- {line[dashes.end() :]}", "dash-space", start + dashes.end(1)
        )


def _closed_quote(text: str, failure: Failure, start: int) -> Iterator[Mending]:
    """The quote of a text that ends nowhere, or at the next quote of another one."""
    for _ in range(MAX_LINES):
        line = text[start : line_bounds(text, start)[1]]
        opened = [head for head in heads(line) if unclosed(line[len(head) :])]
        if opened and len(line) <= MAX_LINE:
            at = start + len(opened[0])
            first_end = line_bounds(text, start)[1]
            limit = failure.offset if failure.offset > first_end else len(text)
            last = last_line(text, start, limit)
            first, end = line_bounds(text, last)
            yield Mending(first, text[first:end].rstrip() + text[at], "unclosed-quote", at)
            return
        if not start or failure.kind not in {"structure", "colon", "no-colon", "escape"}:
            return
        start = line_bounds(text, start - 1)[0]


def _spaced(text: str, offset: int) -> Iterator[Mending]:
    """`name:words` reads as one text: a key needs a space behind its colon."""
    start, end = line_bounds(text, max(offset, 0))
    found = _NO_SPACE.match(text, start, end)
    if found:
        rest = text[found.end() : end].lstrip("\u00a0\u202f ")
        yield Mending(start, f"{found[0]} {rest}", "no-space", found.end() - 1)


def _wrapped(text: str, failure: Failure, start: int) -> Iterator[Mending]:
    """Quotes around a text of several lines, the first of them at `start` or above a colon."""
    first = start
    if failure.kind == "no-colon" or not _COLON.search(text, start, failure.offset):
        first = first_line(text, start, failure.kind)
    found = wrapped(text, first, start)
    if found and failure.kind != "bracket":
        head, lines = found
        fault = _fault(text[first + head :], failure) if first == start else ""
        at = start + head if fault == "first-character" else None
        yield Mending(first, "\n".join(lines), fault, at)


def _closed_bracket(line: str, start: int) -> Iterator[Mending]:
    for head in heads(line):
        value = line[len(head) :].rstrip()
        closing = {"[": "]", "{": "}"}.get(value[:1], "")
        if closing and _is_open(value) and value[-1] not in ",[{":
            yield Mending(start, head + value + closing, "bracket", start + len(head))


def _is_open(value: str) -> bool:
    closing = {"[": "]", "{": "}"}.get(value[:1], "")
    return bool(closing) and value.count(value[0]) > value.count(closing)


def _aligned(text: str, line: str, start: int) -> Iterator[Mending]:
    """A key that does not stand below the keys it belongs to."""
    if not _KEYED.match(line):
        return
    tried, start_of_line = {indent_of(text, start)}, start
    for _ in range(MAX_LINES):
        if not start:
            return
        start = line_bounds(text, start - 1)[0]
        found = _LISTED.match(text, start)
        for indent in (len(found[0]) if found else 0, indent_of(text, start)):
            if indent not in tried and text[start] != "\n" and found:
                tried.add(indent)
                fixed = " " * indent + line.lstrip()
                at = start_of_line + indent_of(line, 0)
                kind = "indent" if indent else "outdent"
                yield Mending(start_of_line, fixed, kind, at, indent)


def _softened(found: re.Match[str]) -> str:
    return re.sub(r"[\u00a0\u202f\u2007]", " ", found[0])


def _fault(value: str, failure: Failure) -> str:
    """Why a value that quotes mend could not be read."""
    if failure.code != "yaml-syntax" or failure.kind in {"escape", "bracket"}:
        return ""
    if value[:1] in {"'", '"'}:
        return "after-quote"
    return "first-character" if value[:1] in _SIGNS else ""
