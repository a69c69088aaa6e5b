"""The values of a YAML file, each knowing where the author wrote it."""

import re
from dataclasses import dataclass, field, replace
from typing import Self, TypeAlias

from prospecta.findings import Span
from prospecta.strict_yaml.columns import Columns

NOWHERE = Span("")
_BLANK = " \t\n"
_NOTHING = re.compile("")
_FOLDED = re.compile(r"[ \t\n]*")
_CONTINUED = re.compile(r"(?:\\\n[ \t]*)*")
_FOLDED_OR_CONTINUED = re.compile(r"(?:[ \t\n]|\\\n)*")
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)")


class Scalar(str):
    """The text of a plain, quoted or block scalar: `no`, `14:30` and `~` are the letters typed.

    `span` covers the quotes of a quoted scalar; for a block scalar it covers the content, from
    its first visible character, or the `|` when there is none. `quoted` is false for plain only.
    """

    __slots__ = ("_columns", "_start", "_text", "quoted", "span")
    span: Span
    quoted: bool
    _columns: Columns | None

    def __new__(cls, value: str, span: Span = NOWHERE, *, quoted: bool = False) -> Self:
        self = super().__new__(cls, value)
        self.span = span
        self.quoted = quoted
        self._text, self._start, self._columns = "", 0, None
        return self

    def written_in(self, text: str, start: int, columns: Columns | None = None) -> Self:
        """Say that this scalar is written in `text` at the offset `start`: `at` needs to know.

        `columns` leads back to the author's lines when some of the text's were mended.
        """
        self._text, self._start, self._columns = text, start, columns
        return self

    def at(self, offset: int) -> Span:
        """The character of the file that gave the one at `offset` of this value.

        Exact for every visible character, and for blanks in scalars of one line and in `|`
        blocks. A blank that a fold made stands for the line's end. The end of the value gives the
        end of the scalar.
        """
        span = self.span
        if not self._text:
            return span
        if offset >= len(self):
            return replace(span, line=span.end_line, column=span.end_column)
        start, end = self.offsets(offset)
        line = self._text.count("\n", 0, start) + 1
        column = start - self._text.rfind("\n", 0, start)
        end_column = column + end - start
        if self._columns:
            column, end_column = (self._columns.of(line, one) for one in (column, end_column))
        return Span(span.path, line, column, line, end_column)

    def offsets(self, offset: int) -> tuple[int, int]:
        """As `at`, in offsets of the text that the scalar was written in."""
        style = self._text[self._start]
        if not self.quoted:
            if self._text.startswith(self[: offset + 1], self._start):
                return self._start + offset, self._start + offset + 1
            return self._find(offset, "")
        return self._find_literal(offset) if style == "|" else self._find(offset, style)

    def _find(self, offset: int, quote: str) -> tuple[int, int]:
        text = self._text
        place = text.index("\n", self._start) if quote == ">" else self._start + len(quote)
        end = place
        for char in self[: offset + 1]:
            skipped = _skipped(char, quote).match(text, end)
            end = skipped.end() if skipped else end
            place, end = end, end + _unit(text, end, quote)
        return place, end

    def _find_literal(self, offset: int) -> tuple[int, int]:
        content = self._text.index("\n", self._start) + 1
        indent = self._indent(content)
        before = self[:offset]
        for _ in range(before.count("\n")):
            content = self._text.index("\n", content) + 1
        place = content + indent + offset - (before.rfind("\n") + 1)
        end_of_line = self._text.find("\n", content)
        # A blank line may be shorter than the indentation.
        place = min(place, end_of_line if end_of_line >= 0 else len(self._text))
        return place, place + 1

    def _indent(self, content: int) -> int:
        for line in self.split("\n"):
            end = self._text.find("\n", content)
            end = len(self._text) if end < 0 else end
            if line:
                return end - content - len(line)
            content = end + 1
        return 0


def _skipped(char: str, quote: str) -> re.Pattern[str]:
    """What of the file gives nothing, before the part that gives `char`."""
    if char in _BLANK:
        return _CONTINUED if quote == '"' else _NOTHING
    return _FOLDED_OR_CONTINUED if quote == '"' else _FOLDED


def _unit(text: str, place: int, quote: str) -> int:
    """How many characters of the file make one of the value."""
    if quote == "'" and text.startswith("''", place):
        return 2
    if quote == '"' and text[place] == "\\":
        found = _ESCAPE.match(text, place)
        return len(found[0]) if found else 1
    return 1


@dataclass(frozen=True, slots=True)
class Null:
    """Nothing was written where a value could stand: `key:`. Falsy. `~` and `null` are text."""

    span: Span = field(default=NOWHERE, compare=False)

    def __bool__(self) -> bool:
        return False


class Sequence(list["Node"]):
    """A list. `span` goes from the first `-` or `[` to the end of the last item.

    `typed` is the author's text of a list in brackets that stands on one line.
    """

    __slots__ = ("span", "typed")
    span: Span
    typed: str

    def __init__(self, items: "tuple[Node, ...] | list[Node]" = (), span: Span = NOWHERE) -> None:
        super().__init__(items)
        self.span = span
        self.typed = ""


class Mapping(dict[str, "Node"]):
    """A mapping in the author's order. Keys that `load` made are scalars, but look up as text.

    `typed` is the author's text of a mapping in braces that stands on one line.
    """

    __slots__ = ("key_spans", "span", "typed")
    span: Span
    typed: str
    key_spans: dict[str, Span]

    def __init__(self, items: "dict[str, Node] | None" = None, span: Span = NOWHERE) -> None:
        super().__init__(items or {})
        self.span = span
        self.typed = ""
        self.key_spans = {}


Node: TypeAlias = Scalar | Sequence | Mapping | Null
