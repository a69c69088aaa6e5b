"""From a layout to its text in the one form: two spaces a level, lists indented below their key."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from prospecta.fmt.comments import SILENCE, is_acted_on, is_spaced
from prospecta.fmt.scalars import body, can_be_plain, head, quoted, written
from prospecta.fmt.tree import Comment, Empty, Entry, Group, Words

STEP = 2
WIDTH = 100
"""Columns up to which what was written in `[]` or `{}` stays on its line."""
GAP = 2
"""Spaces before a comment at the end of a line."""


@dataclass(slots=True)
class Line:
    """A line without its comment, and the comment, whose column depends on its neighbours'.

    `acts` says that the line is a comment that acts on the one below it, `kept` that an empty line
    below it would be one more of its value.
    """

    text: str
    comment: Comment | None = None
    acts: bool = False
    kept: bool = False


def emit(root: Group) -> str:
    """The text of a layout."""
    head = _comments(root.lead, 0, first=True)
    lines = [*head, *([Line("")] if head and root.parted else []), *_group(root, 0)]
    lines = [lines[0], *(line for above, line in pairwise(lines) if line.text or not above.kept)]
    return "".join(f"{line}\n" for line in _aligned(lines))


def _aligned(lines: list[Line]) -> list[str]:
    """Comments that the author had put below each other stay so."""
    columns = [len(line.text) + GAP for line in lines]
    for run in _runs(lines):
        if any(_set_apart(lines[index]) for index in run):
            widest = max(columns[index] for index in run)
            for index in run:
                columns[index] = widest
    return [
        line.text.ljust(column) + line.comment.text if line.comment else line.text
        for line, column in zip(lines, columns, strict=True)
    ]


def _runs(lines: list[Line]) -> Iterator[list[int]]:
    """The lines, by their numbers, whose comments stand below each other."""
    run: list[int] = []
    for index, line in enumerate(lines):
        one, before = line.comment, lines[run[-1]].comment if run else None
        if run and not (one and before and _is_below(one, before)):
            yield run
            run = []
        run.append(index)
    yield run


def _is_below(one: Comment, other: Comment) -> bool:
    return (one.line, one.column) == (other.line + 1, other.column)


def _set_apart(line: Line) -> bool:
    """Whether more blanks stand before a comment than anybody needs."""
    return line.comment is not None and line.comment.gap > GAP


def _comments(comments: list[Comment], indent: int, *, first: bool = False) -> list[Line]:
    """Lines of their own; nothing stands before a first one that an empty line could part."""
    lines: list[Line] = []
    for comment in comments:
        if comment.blank and not (first and not lines):
            lines.append(Line(""))
        acts = SILENCE.match(comment.text) is not None
        lines.append(Line(" " * indent + comment.text, acts=acts))
    return lines


def _group(group: Group, indent: int) -> list[Line]:
    """The entries of a collection, a line or more each."""
    lines: list[Line] = []
    for entry in group.entries:
        if lines and lines[-1].acts and not is_spaced(entry):
            # At the end of a value it acted on nothing.
            lines.append(Line(""))
        lines += _comments(entry.lead, indent, first=not lines)
        if entry.blank and lines:
            lines.append(Line(""))
        lines += _entry(entry, indent, is_item=not group.is_mapping)
    return lines + _comments(group.tail, indent)


def _entry(entry: Entry, indent: int, *, is_item: bool) -> list[Line]:
    marker = " " * indent + ("-" if is_item else entry.key + entry.colon)
    value = entry.value
    if isinstance(value, Group):
        flat = one_line(value, WIDTH - len(marker) - 1, acted_on=is_acted_on(entry))
        if flat is not None:
            return _inline(entry, marker, [flat], indent)
        return _nested(entry, value, marker, indent, is_item=is_item)
    if isinstance(value, Empty):
        return [Line(marker, entry.eol), *_comments(value.tail, indent + STEP)]
    if value.style in {"|", ">"}:
        return _block(entry, value, marker, indent)
    return _inline(entry, marker, written(value), indent)


def _inline(entry: Entry, marker: str, texts: list[str], indent: int) -> list[Line]:
    """A scalar, or a collection on one line: on the line of its key, unless a comment is there."""
    value, inner = entry.value, indent + STEP
    below = isinstance(value, Words) and value.below and len(texts) > 1
    if entry.eol or value.lead or below:
        first = [Line(marker, entry.eol), *_comments(value.lead, inner)]
        rest = texts
    else:
        first, rest = [Line(f"{marker}{entry.gap}{texts[0]}")], texts[1:]
    lines = first + [Line(" " * inner + text if text else "") for text in rest]
    lines[-1].comment = value.eol or lines[-1].comment
    return lines + _comments(value.tail, inner)


def _block(entry: Entry, value: Words, marker: str, indent: int) -> list[Line]:
    inner = indent + STEP
    lines = [Line(f"{marker} {head(value)}", value.eol)]
    if entry.eol or value.lead:
        lines = [Line(marker, entry.eol), *_comments(value.lead, inner)]
        lines.append(Line(" " * inner + head(value), value.eol))
    lines += [Line(" " * inner + text if text else "") for text in body(value)]
    lines[-1].kept = head(value).endswith("+")
    return lines


def _nested(entry: Entry, value: Group, marker: str, indent: int, *, is_item: bool) -> list[Line]:
    """A collection below its key, or beginning on the line of its dash."""
    inner = indent + STEP
    eol, late = entry.eol or value.eol, list[Comment]()
    if entry.eol and value.eol:
        late = [replace(value.eol, alone=True, blank=False)]
    below = _comments(value.lead, inner, first=True) + _group(value, inner)
    below += _comments(late, inner)
    if not is_item or eol:
        return [Line(marker, eol), *below]
    start = next(index for index, line in enumerate(below) if _is_content(line))
    above = [
        Line(" " * indent + line.text.lstrip()) if line.text else line for line in below[:start]
    ]
    first = Line(f"{marker} {below[start].text.lstrip()}", below[start].comment)
    return [*above, first, *below[start + 1 :]]


def _is_content(line: Line) -> bool:
    return bool(line.text) and not line.text.lstrip().startswith("#")


def one_line(group: Group, room: int, *, acted_on: bool) -> str | None:
    """A collection in `[]` or `{}`, if it can stay there: without comments, and not too long."""
    if not group.signs or group.commented:
        return "".join(group.signs) if group.signs and not group.entries else None
    flat = _flat(group)
    return flat if flat is not None and (acted_on or len(flat) <= room) else None


def _flat(group: Group) -> str | None:
    parts: list[str] = []
    for entry in group.entries:
        value = entry.value
        if isinstance(value, Group):
            text = _flat(value)
        elif isinstance(value, Words):
            text = _flat_words(value)
        else:
            text = None
        if text is None:
            return None
        before = entry.key + entry.colon + entry.gap if group.is_mapping else ""
        parts.append(before + text)
    opening, closing = group.signs[:1], group.signs[1:]
    return opening + ", ".join(parts) + closing


def _flat_words(words: Words) -> str | None:
    if len(words.lines) == 1:
        return written(words, in_flow=True)[0]
    if "\n" in words.value or words.typed:
        return None
    if words.style:
        text = quoted(words.value, "", in_flow=True)
    else:
        text = words.value if can_be_plain(words.value, in_flow=True) else ""
    return text or None
