"""What an author says to prospecta in comments of YAML and of Markdown: `prospecta: …`."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from prospecta.findings import Span
from prospecta.source import Source
from prospecta.strict_yaml import Mapping, Node, Scalar, Sequence, load

MAX_COMMENTS = 200
"""Comments of one file that are heeded."""
WORD = "prospecta"
YAML = re.compile(r"#\s*prospecta\s*:\s*")
_SIGN = r"(?:(?!-->|<!--)\S)"
# No look for the end of one goes beyond where the next one begins, nor over blanks twice.
MARKDOWN = re.compile(rf"<!--\s*+prospecta\s*+:\s*+((?:{_SIGN}++(?:\s++(?={_SIGN}))?)*+)\s*+-->")
HASH = re.compile(r"(?:^|(?<=[ \t]))#")
HEADER = re.compile(r"[:-]\s+[|>][-+0-9]*\s*(?:#.*)?$")
"""The end of a line below which a block of text stands."""
FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: `words` are what stands behind the colon, `where` their place.

    It is about its own line and the text that begins there or, when it stands alone on its line,
    about the next line: `lines`.
    """

    span: Span
    words: str
    where: Span
    lines: frozenset[int]


def comments(source: Source) -> list[Comment]:
    """The comments to prospecta of a file, none for a file that cannot be read as YAML."""
    if WORD not in source.text:
        return []
    found = _in_markdown(source) if source.path.endswith(".md") else _in_yaml(source)
    return list(islice(found, MAX_COMMENTS))


def hushed(text: str) -> tuple[str, str]:
    """A Markdown text without its comments to prospecta, and the same with blanks for them.

    Places in the latter are those of the file. The former has nothing in their stead: a blank
    line would part a paragraph or a list, and blanks at the end of a line would break it.
    """
    kept, blanked, at, seen = list[str](), list[str](), 0, 0
    for _, offset, found in _markdown(text):
        start, end = offset + found.start(), offset + found.end()
        blanked += text[at:start], " " * (end - start)
        first, last = _cut(text, seen, offset, (start, end))
        kept.append(text[seen:first])
        at, seen = end, last
    return "".join((*kept, text[seen:])), "".join((*blanked, text[at:]))


def _cut(text: str, seen: int, line: int, place: tuple[int, int]) -> tuple[int, int]:
    """What goes with a comment: the blanks beside it, and its line when it has nothing else."""
    start, end = place
    until = text.find("\n", end)
    until = len(text) if until < 0 else until
    begins, ends = not text[line:start].strip(), not text[end:until].strip()
    if begins and ends:
        return (line - 1, until) if line > seen else (line, min(until + 1, len(text)))
    if ends:
        return max(seen, line + len(text[line:start].rstrip())), until
    return start, end + (1 if begins and text[end] == " " else 0)


def _markdown(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each comment that stands in no code, with the number and the offset of its line."""
    if WORD not in text:
        return
    offset, fence = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        elif not fence and WORD in line:
            for found in MARKDOWN.finditer(line):
                if len(re.findall("`+", line[: found.start()])) % 2 == 0:
                    yield number, offset, found
        offset += len(line) + 1


def _in_markdown(source: Source) -> Iterator[Comment]:
    lines = source.text.split("\n")
    found = [(number, one) for number, _, one in _markdown(source.text)]
    alone = {number for number, one in found if lines[number - 1].strip() == one[0]}
    for number, one in found:
        span, where = (_span(source, number, *one.span(group)) for group in (0, 1))
        yield Comment(span, one[1], where, _lines(number, alone))


def _in_yaml(source: Source) -> Iterator[Comment]:
    root, _ = load(source)
    if root is None:
        return
    texts, lines = sorted(_texts(root)), source.text.split("\n")
    said = ((number, line) for number, line in enumerate(lines, 1) if WORD in line)
    found = [(number, _comment(texts, number, line)) for number, line in said]
    marks = {number: mark for number, mark in found if mark}
    alone = {number for number, mark in marks.items() if not mark.string[: mark.start()].strip()}
    for number, mark in marks.items():
        line = mark.string.rstrip()
        about = _lines(number, alone)
        texted = [_text(texts, one, lines) for one in about if one <= len(lines)]
        span = _span(source, number, mark.start(), len(line))
        where = _span(source, number, min(mark.end(), len(line)), len(line))
        yield Comment(span, line[mark.end() :], where, about.union(*texted))


def _lines(number: int, alone: set[int]) -> frozenset[int]:
    """The line itself, and the next one that is no such comment when it stands alone."""
    after = number
    while after in alone:
        after += 1
    return frozenset({number, after})


def _comment(texts: list[Span], number: int, line: str) -> re.Match[str] | None:
    """The comment of a line, if it is to prospecta: at a `#` behind a blank, outside of a text."""
    for found in HASH.finditer(line):
        place = (number, found.start() + 1)
        before = texts[: bisect_right(texts, place, key=_start)][-1:]
        if not before or place >= (before[0].end_line, before[0].end_column):
            return YAML.match(line, found.start())
    return None


def _text(texts: list[Span], number: int, lines: list[str]) -> range:
    """The lines of the text that begins on a line, be it by the sign of a block below it."""
    index = bisect_right(texts, (number + 1, 0), key=_start)
    block = HEADER.search(lines[number - 1])
    begun = texts[index : index + 1] if block else texts[max(index - 1, 0) : index]
    if not begun or (not block and begun[0].line != number):
        return range(0)
    return range(begun[0].line, begun[0].end_line + 1)


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _texts(root: Node) -> Iterator[Span]:
    """Where every key and every scalar stands: what a `#` in there says is the author's."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            yield from node.key_spans.values()
            waiting.extend(node.values())
        elif isinstance(node, Sequence):
            waiting.extend(node)
        elif isinstance(node, Scalar):
            yield node.span


def _span(source: Source, line: int, start: int, end: int) -> Span:
    return Span(source.path, line, start + 1, line, end + 1)
