"""From a YAML text to its layout, by the events of the strict reader."""

import re
from dataclasses import dataclass

from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from prospecta.fmt.comments import found, on_its_line, share
from prospecta.fmt.scalars import block_lines, inline_lines
from prospecta.fmt.tree import Comment, Empty, Entry, Group, Node, Value, Words
from prospecta.strict_yaml.events import DEFAULT, Failure, ParserFactory, events, offsets

_DASH = re.compile(r"(?:[^#-]|#[^\n]*)*-")
_COLON = re.compile(r"([ \t]*:)([ \t]*)")


@dataclass(slots=True)
class _Open:
    """A collection that has not ended. `entry` waits for its value."""

    group: Group
    indent: int
    entry: Entry | None = None


def read_layout(text: str, new_parser: ParserFactory = DEFAULT) -> Group | None:
    """The layout of a text that went through `hide_breaks` and has no findings.

    None when its value is anything but a mapping or a list, written in lines.
    """
    reader = _Reader(text)
    for event in events(text, new_parser):
        if isinstance(event, Failure):
            return None
        reader.take(event)
    reader.end()
    root = reader.root
    return root if isinstance(root, Group) and not root.in_flow else None


class _Reader:
    def __init__(self, text: str) -> None:
        self.root: Value | None = None
        self._text = text
        self._cursor = 0
        self._line = self._counted = 0
        self._stack: list[_Open] = []
        self._last: Node | Entry | None = None
        self._closed: list[Node] = []
        self._waiting: list[Comment] = []

    def take(self, event: Event) -> None:
        start, end = offsets(event)
        if isinstance(event, ScalarEvent):
            self._scalar(event, start, end)
        elif isinstance(event, CollectionStartEvent):
            self._open(event, start, end)
        elif isinstance(event, CollectionEndEvent):
            self._close(start, end)
        elif isinstance(event, DocumentStartEvent | DocumentEndEvent) and event.explicit:
            self._waiting, _ = self._gap(start)
            self._cursor = end

    def end(self) -> None:
        """The comments after the last value."""
        comments, _ = self._gap(len(self._text))
        comments = on_its_line(self._last, comments)
        left = share(comments, self._closed, -1, blank=True)
        if self.root is not None:
            self.root.tail += left

    def _gap(self, end: int) -> tuple[list[Comment], bool]:
        comments, blank = found(self._text, self._cursor, end, self._line_of(self._cursor))
        comments, self._waiting = self._waiting + comments, []
        self._cursor = max(end, self._cursor)
        return comments, blank

    def _line_of(self, offset: int) -> int:
        """The line of an offset, which is not before the last one that was asked for."""
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line

    def _column(self, offset: int) -> int:
        return offset - (self._text.rfind("\n", 0, offset) + 1)

    def _scalar(self, event: ScalarEvent, start: int, end: int) -> None:
        top = self._stack[-1] if self._stack else None
        if top and top.group.is_mapping and top.entry is None:
            top.entry = self._entry(top, start, self._text[start:end])
            if colon := _COLON.match(self._text, end):
                top.entry.colon, top.entry.gap = colon[1], colon[2] or " "
            self._cursor = end
            return
        self._item(start)
        if not event.style and not event.value:
            empty = Empty(self._inside())
            self._put(empty)
            self._closed = [empty]
            return
        below = "\n" in self._text[self._cursor : start]
        words = Words(self._inside(), value=event.value, style=event.style or "", below=below)
        self._before(words, start)
        if words.style in {"|", ">"}:
            indent = self._stack[-1].indent if self._stack else -1
            words.lines, self._cursor = block_lines(self._text, start, indent)
            self._header(words, start)
        else:
            words.lines, self._cursor = inline_lines(self._text[start:end]), end
        self._put(words)
        self._last = words
        self._closed = [] if words.style in {"|", ">"} else [words]

    def _header(self, words: Words, start: int) -> None:
        """The comment behind the `|` of a block scalar."""
        line_end = self._text.find("\n", start)
        end = line_end if line_end >= 0 else len(self._text)
        comments, _ = found(self._text, start, end, self._line_of(start))
        on_its_line(words, comments)

    def _open(self, event: CollectionStartEvent, start: int, end: int) -> None:
        self._item(start)
        in_flow = bool(event.flow_style)
        group = Group(
            self._inside(), is_mapping=isinstance(event, MappingStartEvent), in_flow=in_flow
        )
        indent = self._column(start)
        if in_flow and end > start:
            group.signs = "{}" if group.is_mapping else "[]"
            self._before(group, start)
            self._cursor = end
            self._last = self._stack[-1].entry if self._stack else None
        elif not in_flow:
            top = self._stack[-1] if self._stack else None
            # A list may stand at the column of its key: a comment there is the next key's.
            group.column = indent + (top is not None and top.indent == indent)
        self._put(group)
        self._stack.append(_Open(group, indent))
        self._closed = []

    def _close(self, start: int, end: int) -> None:
        group = self._stack.pop().group
        if group.signs:
            comments = self._in_flow(self._gap(start)[0])
            group.commented |= bool(comments)
            group.tail += on_its_line(self._last, comments)
            self._cursor, self._last, self._closed = end, group, []
        self._closed.append(group)

    def _inside(self) -> int:
        """The column from which a comment below an entry of the open group belongs to its value."""
        return self._stack[-1].group.column + 2 if self._stack else 0

    def _item(self, start: int) -> None:
        """In a list, a value begins an entry."""
        top = self._stack[-1] if self._stack else None
        if top is None or top.group.is_mapping:
            return
        if top.group.in_flow:
            top.entry = self._entry(top, start)
        else:
            dash = _DASH.match(self._text, self._cursor)
            at = dash.end() - 1 if dash else start
            top.entry = self._entry(top, at)
            self._cursor = at + 1

    def _entry(self, top: _Open, start: int, key: str = "") -> Entry:
        comments, blank = self._gap(start)
        entry = Entry(Empty(0), key, blank=blank and not top.group.in_flow)
        if top.group.in_flow:
            entry.lead = on_its_line(self._last, self._in_flow(comments))
        else:
            comments = on_its_line(self._last, comments)
            entry.lead = share(comments, self._closed, self._column(start), blank=blank)
        top.group.entries.append(entry)
        self._last, self._closed = entry, []
        return entry

    def _before(self, node: Node, start: int) -> None:
        """The comments between a key or a dash and its value."""
        comments = self._in_flow(self._gap(start)[0])
        holder = self._stack[-1].entry if self._stack else None
        node.lead = on_its_line(holder, comments)

    def _in_flow(self, comments: list[Comment]) -> list[Comment]:
        """The same comments: whatever is open around them cannot go on one line."""
        for around in self._stack:
            around.group.commented |= bool(comments)
        return comments

    def _put(self, value: Value) -> None:
        if not self._stack:
            self.root = value
            return
        entry = self._stack[-1].entry
        assert entry is not None
        entry.value = value
        self._stack[-1].entry = None
