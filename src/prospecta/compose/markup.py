"""The HTML that a folder's own template writes, taken apart and written anew: an allow-list."""

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from prospecta.compose.slots import SLOT

VOID = frozenset({"br", "col", "hr", "img"})
TAGS = VOID | frozenset(
    {"div", "p", "span", "strong", "em", "sup", "sub", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "section"}
    | {"table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr", "th", "td", "a"}
)
ANYTHING = r"[^\x00-\x1f]*"
SMALL = r"[1-9]\d?"
NAME = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"
ATTRIBUTES = {
    "class": rf"{NAME}(?: {NAME})*",
    "id": NAME,
    "data-label": ANYTHING,
    "data-reference": ANYTHING,
    "alt": ANYTHING,
    "lang": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
    "scope": "row|col|rowgroup|colgroup",
    "colspan": SMALL,
    "rowspan": r"[1-9]\d{0,2}",
    "style": r"width: ?(?:100|[1-9]?\d)%",
    "src": rf"chart:{NAME}",
    "href": r"(?:https?://|mailto:)[^\s\x00-\x1f]+|#[^\s\x00-\x1f]+",
}
"""What an attribute may be; any other is refused."""


class MarkupError(ValueError):
    """A frame that may not stand in a document."""


def safe(frame: str, inline: Sequence[bool]) -> str:
    """The same frame, element by element. `inline` says of each slot whether it is one line.

    Raises MarkupError for an element left open, and for what the list does not have.
    """
    parser = _Frame(inline)
    parser.feed(frame)
    parser.close()
    if parser.open:
        message = f"<{parser.open[-1]}> is left open"
        raise MarkupError(message)
    return "".join(parser.parts)


class _Frame(HTMLParser):
    def __init__(self, inline: Sequence[bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        self._inline, self._used = inline, set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            message = f"<{tag}> is not allowed"
            raise MarkupError(message)
        written = "".join(
            f' {name}="{escape(self._kept(tag, name, value or ""))}"' for name, value in attrs
        )
        self.parts.append(f"<{tag}{written}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            message = f"</{tag}> closes nothing"
            raise MarkupError(message)
        self.parts.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        del data

    def _kept(self, tag: str, name: str, value: str) -> str:
        if name == SLOT:
            return self._slot(tag, value)
        if name not in ATTRIBUTES or not re.fullmatch(ATTRIBUTES[name], value):
            message = f'{name}="{value[:40]}" is not allowed'
            raise MarkupError(message)
        return value

    def _slot(self, tag: str, value: str) -> str:
        """A number that a field left behind, once, in the element that it left."""
        known = value.isascii() and value.isdigit() and int(value) < len(self._inline)
        if (
            not known
            or value in self._used
            or tag != ("span" if self._inline[int(value)] else "div")
        ):
            message = "a field is printed once at a time, and not written by hand"
            raise MarkupError(message)
        self._used.add(value)
        return value
