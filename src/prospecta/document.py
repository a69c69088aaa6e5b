"""The document in the middle: one pandoc tree that every format reads."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
"""One node of pandoc's tree as its JSON has it: `{"t": constructor, "c": arguments}`."""

Blocks: TypeAlias = list[Node]
Inlines: TypeAlias = list[Node]
Attr: TypeAlias = list[Any]
"""pandoc's Attr: `[identifier, [class, …], [[key, value], …]]`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the document. An Image node names it by its target, `picture:NAME`.

    `kind` is svg, png or jpeg; `width` is the width to show in millimetres, at most the text's;
    `drawn` says that prospecta drew it itself, so that its SVG may stand inline in a page.
    """

    name: str
    kind: str
    data: bytes
    width: float
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents. `number` is what is printed before the title, or empty."""

    identifier: str
    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a format renders: metadata as plain text, two trees, the pictures, the words.

    In `body`, a Header carries the class `numbered`, `unnumbered` or `annex` and the attribute
    `number` with what is printed before it. `words` are the language's, by their dotted keys.
    """

    title: str
    kind: str
    authors: tuple[str, ...]
    language: str
    date: date
    cover: Blocks
    body: Blocks
    contents: tuple[Entry, ...]
    pictures: Mapping[str, Picture]
    words: Mapping[str, str]


ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """A number from 1 in roman numerals, as the headings of a report have it."""
    letters = ""
    for value, letter in ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


def text(value: str) -> Node:
    return {"t": "Str", "c": value}


def attr(identifier: str = "", *classes: str, **pairs: str) -> Attr:
    return [identifier, list(classes), [[key, value] for key, value in pairs.items()]]


def div(contents: Blocks, identifier: str = "", *classes: str, **pairs: str) -> Node:
    return {"t": "Div", "c": [attr(identifier, *classes, **pairs), contents]}


def span(contents: Inlines, *classes: str, **pairs: str) -> Node:
    return {"t": "Span", "c": [attr("", *classes, **pairs), contents]}


def para(contents: Inlines) -> Node:
    return {"t": "Para", "c": contents}


def raw_block(form: str, code: str) -> Node:
    return {"t": "RawBlock", "c": [form, code]}


def raw_inline(form: str, code: str) -> Node:
    return {"t": "RawInline", "c": [form, code]}


def pairs_of(attributes: Attr) -> dict[str, str]:
    """The key-value pairs of an Attr."""
    return dict(attributes[2])


HOLDING = frozenset({dict, list})
WORDS = frozenset({"Str", "Space", "SoftBreak"})
"""What nine nodes out of ten are: words and what parts them, which hold no other node."""


def walk(value: Any) -> Iterator[Node]:
    """Every node below a node or a list of them, each before what it holds."""
    # A tree has ten thousand texts, none of which is worth a turn; `type` is quicker to ask than
    # `isinstance`, and a tree holds nothing but dicts, lists and texts.
    stack = [value]
    while stack:
        current = stack.pop()
        if type(current) is list:
            stack += [one for one in reversed(current) if type(one) in HOLDING]
        elif type(current) is dict:
            if "t" in current:
                yield current
            stack += [one for one in reversed(current.values()) if type(one) in HOLDING]


def structure(value: Any, without: Collection[str] = WORDS) -> Iterator[Node]:
    """Every node that others hold as their `c`, but those in lists that are of these kinds.

    Without an argument, all but the WORDS: what is asked for is seldom a word.
    """
    stack = [value]
    while stack:
        current = stack.pop()
        if type(current) is list:
            stack += [
                one
                for one in reversed(current)
                if (one if type(one) is list else type(one) is dict and one.get("t") not in without)
            ]
        elif "t" in current:
            yield current
            held = current.get("c")
            if type(held) in HOLDING:
                stack.append(held)
        else:
            stack += [one for one in reversed(current.values()) if type(one) in HOLDING]


def deeper(value: Any, limit: int) -> bool:
    """Whether more nodes than `limit` stand in one another."""
    # No node is reached in fewer steps than there are nodes around it: few steps tell at once.
    steps, parts = 0, list[Any]([[value]])
    while parts and steps <= limit:
        steps += 1
        parts = [
            part
            for one in parts
            for part in (one.values() if type(one) is dict else one)
            if type(part) in HOLDING
        ]
    return bool(parts) and depth(value) > limit


def depth(value: Any) -> int:
    """How many nodes stand in one another at most."""
    deepest, stack = 0, [(value, 0)]
    while stack:
        current, level = stack.pop()
        parts = current
        if type(current) is dict:
            level += "t" in current
            parts = current.values()
        deepest = max(level, deepest)
        stack += [(part, level) for part in parts if type(part) in HOLDING]
    return deepest


def rewrite(
    value: Any, change: Callable[[Node], Node | list[Node] | None], *, words: bool = False
) -> Any:
    """A copy of a tree with `change` applied to each node, from the leaves up.

    `change` answers a node, a list of nodes that takes its place, or None to keep it. It sees
    WORDS only when asked to; else they are shared with the copy.
    """
    if type(value) is list:
        copied: list[Any] = []
        for item in value:
            if type(item) is list:
                copied.append(rewrite(item, change, words=words) if item else [])
            elif type(item) is not dict or (not words and item.get("t") in WORDS):
                copied.append(item)
            else:
                new = rewrite(item, change, words=words)
                if type(new) is list:
                    copied += new
                else:
                    copied.append(new)
        return copied
    node = {
        key: rewrite(part, change, words=words) if type(part) in HOLDING else part
        for key, part in value.items()
    }
    new = change(node) if "t" in node else None
    return node if new is None else new


def joined(value: list[Any]) -> list[Any]:
    """The same lists with each run of words and spaces as one text: fewer nodes to see."""
    found: list[Any] = []
    run: list[str] = []
    for item in value:
        kind = item.get("t") if type(item) is dict else None
        word = " " if kind == "Space" else item["c"] if kind == "Str" else ""
        if word:
            run.append(word)
            continue
        if run:
            found.append(text("".join(run)))
            run = []
        found.append(_joined(item))
    if run:
        found.append(text("".join(run)))
    return found


def _joined(item: Any) -> Any:
    if type(item) is list:
        return joined(item)
    if type(item) is dict and type(item.get("c")) is list:
        return {**item, "c": joined(item["c"])}
    return item


def plain(inlines: Any) -> str:
    """The text of inlines or blocks without their marks; notes are left out."""
    parts: list[str] = []
    stack = [inlines]
    while stack:
        current = stack.pop()
        if isinstance(current, list):
            stack.extend(reversed(current))
        elif isinstance(current, dict):
            _plain_node(current, parts, stack)
    return "".join(parts).strip()


def _plain_node(node: Node, parts: list[str], stack: list[Any]) -> None:
    kind, held = node.get("t"), node.get("c")
    if kind == "Str":
        parts.append(held or "")
    elif kind in {"Code", "Math", "RawInline", "CodeBlock", "RawBlock"} and held:
        parts.append(held[1])
    elif kind in {"Space", "SoftBreak", "LineBreak"}:
        parts.append(" ")
    elif kind in {"Link", "Span", "Image", "Quoted", "Div"} and held:
        stack.append(held[1])
    elif kind == "Header" and held:
        stack.append(held[2])
    elif kind != "Note" and held:
        stack.append(held)
