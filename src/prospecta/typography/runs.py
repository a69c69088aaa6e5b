"""The inlines of one block as one text, so that context crosses formatting, and back again."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from prospecta.document import Attr, Node

Edit: TypeAlias = tuple[int, int, str]
"""What stands from a start to an end, exclusive, gives way to a text."""

ATOM = "\ufffc"
"""Stands for what no rule may change: code, a picture, each character of an address."""

WRAPPERS = frozenset(
    {"Emph", "Strong", "Underline", "Strikeout", "SmallCaps", "Superscript", "Subscript"}
)
WRAPPERS_WITH_ATTR = frozenset({"Link", "Span"})
STRAIGHT = {"DoubleQuote": '"', "SingleQuote": "'"}
ATOM_DEPTH = 1 << 30

ADDRESS = re.compile(
    r"""(?x) (?:[A-Za-z]{2,12}://|\bwww\.(?=\w)|\bmailto:)
             [^\s<>«»“”‘’"]* [^\s<>«»“”‘’".,;:!?…)\]}'*]           # not the sentence's own marks
    | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+
    | (?<!\w)[A-Za-z]:\\[^\s<>«»“”‘’"|?*]* | \\\\[^\s<>«»“”‘’"]+
    | (?<![\w.…-])[\w-]++(?:\.[\w-]++)*\.[A-Za-z]\w{1,4}(?!\w)     # a host or a file name
    """
)
SCHEME = re.compile(r"^(?:https?://|mailto:)")
ATOMS = re.compile(ATOM)
DOTTED = re.compile(r"\.\w")


def is_foreign(attributes: Attr, lang: str | None) -> bool:
    """Whether an Attr marks another language than `lang`, of which the first subtag counts."""
    marked = next((value for key, value in attributes[2] if key == "lang"), None)
    return marked is not None and (lang is None or _primary(marked) != _primary(lang))


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].casefold()


class Run:
    """Inlines as one `text` that can be edited, made of leaves that remember their formatting.

    A note has no width, a line break is a newline, every other atom is one U+FFFC. Addresses and
    file names are hidden behind as many U+FFFC as they have characters.
    """

    def __init__(self, inlines: Sequence[Node], lang: str | None = None) -> None:
        self._lang = lang
        self._ends: list[int] = []
        self._depths: list[int] = []
        self._atoms: list[Node | None] = []
        self._raised: list[bool] = []
        self._parts: list[str] = []
        self._pending: list[str] = []
        self._items: list[Any] = []
        self._collect(inlines, self._items, 0, raised=False)
        self._flush(self._items, 0, raised=False)
        whole = "".join(self._parts)
        self.text = self._shown = _hidden(whole)
        self._whole = whole if ATOM in self.text else ""

    def _collect(
        self, inlines: Sequence[Node], items: list[Any], depth: int, *, raised: bool
    ) -> None:
        pend = self._pending.append
        for node in inlines:
            kind = node["t"]
            if kind == "Str":
                pend(node["c"])
            elif kind in {"Space", "SoftBreak"}:
                pend(" ")
            elif kind == "Quoted":
                mark = STRAIGHT[node["c"][0]["t"]]
                pend(mark)
                self._collect(node["c"][1], items, depth, raised=raised)
                pend(mark)
            else:
                self._flush(items, depth, raised=raised)
                self._enter(node, items, depth, raised=raised or kind == "Superscript")

    def _enter(self, node: Node, items: list[Any], depth: int, *, raised: bool) -> None:
        held = self._contents(node)
        if held is None:
            text = {"LineBreak": "\n", "Note": ""}.get(node["t"], ATOM)
            self._add(items, text, ATOM_DEPTH, atom=node, raised=raised)
            return
        inner: list[Any] = []
        items.append((node, inner))
        self._collect(held, inner, depth + 1, raised=raised)
        self._flush(inner, depth + 1, raised=raised)

    def _contents(self, node: Node) -> list[Node] | None:
        kind = node["t"]
        if kind in WRAPPERS:
            return list(node["c"])
        if kind not in WRAPPERS_WITH_ATTR or is_foreign(node["c"][0], self._lang):
            return None
        return None if kind == "Link" and _is_bare(node) else list(node["c"][1])

    def _flush(self, items: list[Any], depth: int, *, raised: bool) -> None:
        if self._pending:
            text = "".join(self._pending)
            self._pending.clear()
            self._add(items, text, depth, atom=None, raised=raised)

    def _add(
        self, items: list[Any], text: str, depth: int, *, atom: Node | None, raised: bool
    ) -> None:
        items.append(len(self._ends))
        self._parts.append(text)
        self._ends.append((self._ends[-1] if self._ends else 0) + len(text))
        self._depths.append(depth)
        self._atoms.append(atom)
        self._raised.append(raised)

    def edit(self, edits: Sequence[Edit]) -> None:
        """Apply edits, sorted and disjoint. Each belongs to the leaf in which it starts.

        An insertion between two leaves goes to the one with less formatting, else to the right.
        """
        text, pieces, done = self.text, list[str](), 0
        for start, end, new in edits:
            pieces += (text[done:start], new)
            done = end
        pieces.append(text[done:])
        self.text = "".join(pieces)
        self._ends = [len(self.text)] if len(self._ends) == 1 else self._moved(edits)

    def _moved(self, edits: Sequence[Edit]) -> list[int]:
        ends, moved = self._ends, list[int]()
        leaf = shift = 0
        for start, end, new in edits:
            while leaf < len(ends) and ends[leaf] < start:
                moved.append(ends[leaf] + shift)
                leaf += 1
            rightwards = start < end or self._goes_right(leaf, start)
            while rightwards and leaf < len(ends) and ends[leaf] == start:
                moved.append(start + shift)
                leaf += 1
            while leaf < len(ends) and ends[leaf] < end:
                moved.append(start + shift + len(new))
                leaf += 1
            shift += len(new) - (end - start)
        return moved + [old + shift for old in ends[leaf:]]

    def _goes_right(self, leaf: int, at: int) -> bool:
        right = next((n for n in range(leaf, len(self._ends)) if self._ends[n] > at), None)
        return right is not None and self._depths[leaf] >= self._depths[right]

    def restored(self) -> str:
        """The text with what was hidden."""
        if not self._whole:
            return self.text
        hidden = (self._whole[found.start()] for found in ATOMS.finditer(self._shown))
        return ATOMS.sub(lambda _: next(hidden), self.text)

    def inlines(
        self, superscripts: Sequence[tuple[int, int]], note: Callable[[Node], Node]
    ) -> list[Node]:
        """The inlines again, one Str for a stretch of text; `note` changes each Note."""
        return list(self._built(self._items, self.restored(), superscripts, note))

    def _built(
        self,
        items: list[Any],
        text: str,
        superscripts: Sequence[tuple[int, int]],
        note: Callable[[Node], Node],
    ) -> Iterator[Node]:
        for item in items:
            if isinstance(item, tuple):
                node, inner = item
                held = list(self._built(inner, text, superscripts, note))
                plain = node["t"] in WRAPPERS
                yield {"t": node["t"], "c": held if plain else [node["c"][0], held, *node["c"][2:]]}
            elif (atom := self._atoms[item]) is not None:
                yield note(atom) if atom["t"] == "Note" else atom
            else:
                yield from self._leaf(item, text, superscripts)

    def _leaf(
        self, leaf: int, text: str, superscripts: Sequence[tuple[int, int]]
    ) -> Iterator[Node]:
        at, end = self._ends[leaf - 1] if leaf else 0, self._ends[leaf]
        for start, stop in superscripts[bisect_left(superscripts, (at, at)) :]:
            if stop > end or self._raised[leaf]:
                break
            yield from _string(text[at:start])
            yield {"t": "Superscript", "c": list(_string(text[start:stop]))}
            at = stop
        yield from _string(text[at:end])


def _string(text: str) -> Iterator[Node]:
    if text:
        yield {"t": "Space"} if text == " " else {"t": "Str", "c": text}


def _hidden(text: str) -> str:
    if "@" in text or "\\" in text or "://" in text or DOTTED.search(text):
        return ADDRESS.sub(lambda found: ATOM * len(found.group()), text)
    return text


def _is_bare(link: Node) -> bool:
    """Whether a link shows its own address."""
    _, held, (url, _) = link["c"]
    if any(node["t"] != "Str" for node in held):
        return False
    shown = "".join(node["c"] for node in held)
    return SCHEME.sub("", shown).rstrip("/") == SCHEME.sub("", url).rstrip("/")
