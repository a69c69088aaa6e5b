"""What of a text is printed as it was typed, and where it stands among what was typed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from prospecta.document import Node
from prospecta.text import Authored

HIDDEN = "\0"
"""Stands for what is no text: code, an escaped sign, a picture, a note, raw markup."""
_FENCED = r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})"
_CODE = re.compile(
    rf"""(?xms)
    {_FENCED} (?:.*?^[ \t>]*(?P=fence)[`~]*[ \t]*$ | .*)
    | \\[!-/:-@\[-`{{-~]
    | (?<!`)(?P<code>`+)(?!`) (?:(?!\n[ \t]*\n).){{1,400}}? (?<!`)(?P=code)(?!`)
    """
)
_CONTAINERS = frozenset({"Para", "Plain", "Header"})
_LISTS = frozenset({"BulletList", "OrderedList"})
_OPAQUE = frozenset({"Code", "Image", "Note", "RawInline", "Math"})
_INLINE = frozenset({"Link", "Span", "Quoted", "Cite"})


@dataclass(frozen=True, slots=True)
class Passage:
    """The printed text of a paragraph or heading, each of its lines on one; `listed` in an item."""

    text: str
    kind: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of slip, what is printed of it, how to find it, how to write it when that is known."""

    kind: str
    shown: str
    pattern: str
    fixed: str = ""


@dataclass
class Typed:
    """A text as it was typed; in `masked`, its code and its escaped signs are hidden."""

    words: Authored
    masked: str = ""
    _seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.masked = _CODE.sub(_blank, str(self.words))

    def place(self, slip: Slip, often: int) -> tuple[int, int] | None:
        """Where one of the slips that are printed `often` was typed; each call answers the next.

        Stars that are read as marks stand before those that are not. A group `here` is the place.
        """
        found = list(re.finditer(slip.pattern, self.masked))
        found = found[-often:] if slip.kind == "emphasis" else found
        number = self._seen[slip.pattern]
        self._seen[slip.pattern] += 1
        if number >= len(found):
            return None
        return found[number].span("here" if "here" in found[number].re.groupindex else 0)


def as_typed(words: str) -> str:
    """The pattern of printed words as they may be typed, over several lines of a quotation."""
    return r"\s+(?:>\s*)*".join(map(re.escape, words.split()))


def _blank(found: re.Match[str]) -> str:
    return "".join(sign if sign == "\n" else HIDDEN for sign in found[0])


def passages(found: Any, nodes: Sequence[Node]) -> Iterator[Passage]:
    """The paragraphs and headings of a parsed text, or the one line that its inlines are.

    `nodes` are its structure.
    """
    if found and found[0]["t"] not in BLOCKS:
        yield Passage(_printed(found), "Line")
    heads = set[int]()
    for node in nodes:
        if node["t"] in _LISTS:
            items = node["c"][1] if node["t"] == "OrderedList" else node["c"]
            heads |= {id(item[0]) for item in items if item}
        if node["t"] in _CONTAINERS:
            inlines = node["c"][2] if node["t"] == "Header" else node["c"]
            yield Passage(_printed(inlines), node["t"], id(node) in heads)


BLOCKS = _CONTAINERS | _LISTS | {
    "BlockQuote", "CodeBlock", "DefinitionList", "Div", "Figure", "HorizontalRule", "LineBlock",
    "RawBlock", "Table",
}  # fmt: skip


def _printed(inlines: list[Node]) -> str:
    parts: list[str] = []
    stack: list[Any] = [inlines]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
            continue
        kind = node["t"]
        if kind == "Str":
            parts.append(node["c"])
        elif kind in {"Space", "LineBreak", "SoftBreak"}:
            parts.append({"Space": " ", "SoftBreak": "\n"}.get(kind, "\r"))
        elif kind in _OPAQUE:
            parts.append(HIDDEN)
        else:
            stack.append(node["c"][1] if kind in _INLINE else node["c"])
    return "".join(parts)
