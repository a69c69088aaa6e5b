"""Where the events of a YAML text stand in the author's file."""

import re

from yaml.events import Event, NodeEvent, ScalarEvent

from prospecta.findings import Finding, Span
from prospecta.strict_yaml.advice import MAX_LINE, line_bounds, quoted_lines
from prospecta.strict_yaml.candidates import BULLET
from prospecta.strict_yaml.columns import Columns
from prospecta.strict_yaml.events import HIDDEN, offsets, show_breaks

_PROPERTY = re.compile(r"(&[\w-]+|![^ \t\n,]*)[ \t\n]*(?:#.*\n[ \t\n]*)*", re.ASCII)
MAX_BULLETS = 20
HARD_SPACES = "\u00a0\u202f\u2007"
"""Blanks that a word processor types and that YAML takes for letters."""
HARD = re.compile(f"-?[{HARD_SPACES}]")
_HARD_RUN = re.compile(f"[{HARD_SPACES}]+")
_ESCAPED = re.compile(r"\\(?:u|U0000)(fdd[0-5])", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n]*")


class Places:
    """The text of one file, asked for spans. The text went through `hide_breaks`.

    Lines of it may have been mended: `written` is what the author typed, and spans are about that.
    """

    __slots__ = ("_path", "columns", "text")

    def __init__(self, path: str, text: str, written: str = "") -> None:
        self._path = path
        self.text = text
        self.columns = Columns(written, text) if written and written != text else None

    def of(self, event: Event) -> Span:
        """The span between the two marks of an event."""
        start, end = event.start_mark, event.end_mark
        if not (start and end):
            return Span(self._path)
        return self._from(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets, the second one exclusive."""
        return self._from(*self._place(start), *self._place(end))

    def sign(self, offset: int) -> Span:
        """The span of the one character at an offset; nothing at the end of a line."""
        width = 0 if self.text[offset : offset + 1] in {"", "\n"} else 1
        line, column = self._place(offset)
        if self.columns:
            column = self.columns.of(line, column)
        return Span(self._path, line, column, line, column + width)

    def _from(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        if self.columns:
            column, end_column = (
                self.columns.of(line, column),
                self.columns.of(end_line, end_column),
            )
        return Span(self._path, line, column, end_line, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def typed(self, offset: int) -> str:
        """The beginning of the line at an offset, as the author typed it."""
        start, end = line_bounds(self.text, offset)
        if self.columns:
            line = self.columns.typed[self.text.count("\n", 0, start)]
        else:
            line = self.text[start : min(end, start + MAX_LINE)]
        return show_breaks(line[:MAX_LINE])

    def typed_in(self, span: Span, end: int) -> str:
        """What the author typed in a span of one line that ends at an offset, if it is not long."""
        width = span.end_column - span.column
        if width > MAX_LINE:
            return ""
        if self.columns:
            line = self.columns.typed[span.line - 1]
            return show_breaks(line[span.column - 1 : span.end_column - 1])
        return show_breaks(self.text[end - width : end])

    def nothing(self, offset: int, line: int) -> Span:
        """The place of a value that was not written: right behind the last sign before it."""
        before = offset
        while before and self.text[before - 1] in " \t\n":
            before -= 1
        if offset == len(self.text):
            # libyaml counts a line more behind a last one that does not end.
            line = self.text.count("\n", 0, offset) + 1
        line -= self.text.count("\n", before, offset)
        column = before - self.text.rfind("\n", 0, before)
        return self._from(line, column, line, column)

    def block(self, header: int, end: int, line: int) -> Span:
        """The visible text of a block scalar, given the offsets and the line of its marks.

        These go from its `|` to the next key. The `|` itself when the block is blank.
        """
        text = self.text
        line_end = text.find("\n", header, end)
        found = _BLANKS.match(text, line_end if line_end >= 0 else end)
        if not found or found.end() >= end:
            return self.span(header, header + 1)
        first, last = found.end(), header + len(text[header:end].rstrip(" \t\n"))
        first_line = line + text.count("\n", header, first)
        last_line = first_line + text.count("\n", first, last)
        column, last_column = first - text.rfind("\n", 0, first), last - text.rfind("\n", 0, last)
        return self._from(first_line, column, last_line, last_column)

    def properties(self, event: NodeEvent, tag: str | None) -> tuple[int, list[Finding]]:
        """The offset of what follows the anchor and the tag of a node, and a finding for each."""
        (offset, end), findings = offsets(event), list[Finding]()
        mendable = isinstance(event, ScalarEvent) and "\n" not in self.text[offset:end]
        for _ in range((event.anchor is not None) + (tag is not None)):
            found = _PROPERTY.match(self.text, offset)
            if not found:
                break
            code = "yaml-anchor" if found[1].startswith("&") else "yaml-tag"
            findings.append(self.refusal(code, offset, found.end(1), mendable=mendable))
            offset = found.end()
        return offset, findings

    def escaped(self, value: str, start: int, end: int) -> list[Finding]:
        """A finding about a character of `hide_breaks` that an escape made, at the first one."""
        typed = self.text[start:end]
        found = _ESCAPED.search(typed)
        if not found or len(HIDDEN.findall(value)) == len(HIDDEN.findall(typed)):
            return []
        values = {"character": f"U+{found[1].upper()}"}
        span = self.span(start + found.start(), start + found.end())
        return [Finding("file-control-character", span, values)]

    def refusal(self, code: str, start: int, end: int, *, mendable: bool = True) -> Finding:
        """A finding about a sign of YAML that quotes would make text, if it is `mendable`."""
        first, last = line_bounds(self.text, start)
        line = self.text[first:last]
        mendable = mendable and len(line) <= MAX_LINE
        quoted = quoted_lines(line, start - first) if mendable else []
        fixed = quoted[0] if quoted else ""
        values = {"line": self.typed(start), "fixed": show_breaks(fixed)}
        return Finding(code, self.span(start, end), values)

    def list_by_hand(self, start: int, end: int) -> str:
        """`hard-space` or `bullet` when a text begins its line as the item of a list would.

        A bullet does when another line of the text has one too, or a dash; an empty text otherwise.
        """
        first = self.text.rfind("\n", 0, start) + 1
        if self.text[first:start].strip(" "):
            return ""
        if HARD.match(self.text, start):
            return "hard-space"
        lines = self.text[start:end].split("\n", MAX_BULLETS)
        return "bullet" if sum(map(_is_item, lines)) > 1 else ""

    def hard_space(self, offset: int) -> Finding:
        """A finding about a blank that separates nothing, from the given offset on."""
        first, last = line_bounds(self.text, offset)
        line = self.text[first:last]
        found = _HARD_RUN.match(self.text, offset)
        start, end = found.span() if found else (offset, offset + 1)
        before = line[: start - first].rstrip(HARD_SPACES)
        fixed = before + " " * (end - first - len(before)) + line[end - first :]
        values = {"kind": "hard-space", "line": self.typed(offset)}
        values["fixed"] = show_breaks(fixed) if len(line) <= MAX_LINE else ""
        return Finding("yaml-syntax", self.span(start, end), values)


def _is_item(line: str) -> bool:
    return BULLET.match(line) is not None or line.lstrip(" ").startswith("- ")
