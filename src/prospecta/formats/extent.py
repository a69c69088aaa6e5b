"""How high something can be at most: what is surely lower than a page, typst need not measure."""

from functools import lru_cache
from math import inf
from typing import Any

from prospecta.document import Blocks, Node, plain, structure

LINE, RAISED_LINE = 4.5, 5.0
"""Millimetres of a line in a cell, in whatever face, and of one with raised or lowered letters."""
GAP = 3.0
"""Millimetres between two blocks in a cell, at most."""
EM = 9.5 * 25.4 / 72 * 1.03
"""Millimetres of the text in a cell, with what kerning may add."""
INDENT = 9.0
"""Millimetres by which a list is narrower than what it stands in, at most."""
SHORT = 80.0
"""The bound below which a table stays on one page: it is seldom higher than a quarter of one."""
RAISED = frozenset({"Superscript", "Subscript"})
UNKNOWN = frozenset({"Image", "Note", "Code"})
"""What takes another height than that of its letters."""

_WIDTHS = {
    " iI',.:;|’\u00a0\u202f": 0.36,
    "jlft!()-/[]{}•°": 0.5,
    "cersvxyzFJLéèçêë«»–€0123456789+=<>?_": 0.58,
    'abdghknopquABCEKPRSTVXZàâùûüôöÀÉÈ“”"': 0.66,
    "DGHNOQUîï&✓⇒": 0.76,
    "mwMW%@œŒæ—…": 1.0,
}
LETTERS = {ord(one): width for ones, width in _WIDTHS.items() for one in ones}
"""Widths of letters in ems, at least those of the widest face of the fonts for the PDF."""
OTHER = 2.2
"""The width of any other letter."""


def extent(blocks: Blocks, width: float) -> float:
    """An upper bound in millimetres, infinite for what has none, as a picture."""
    return sum((_block(node, width) for node in blocks), start=0.0)


def _block(node: Node, width: float) -> float:
    kind: str = node["t"]
    held: Any = node.get("c")
    if kind in {"Plain", "Para"}:
        return _words(held, width)
    if kind in {"BulletList", "OrderedList"}:
        items: list[Blocks] = held if kind == "BulletList" else held[1]
        return sum(extent(item, width - INDENT) for item in items)
    if kind == "Div":
        return extent(held[1], width)
    return inf


def _words(inlines: Any, width: float) -> float:
    """As many lines as words fill that are as wide as the true ones or wider."""
    kinds = [node["t"] for node in structure(inlines)]
    if width <= 0 or not UNKNOWN.isdisjoint(kinds):
        return inf
    lines, filled = 1 + kinds.count("LineBreak"), 0.0
    for word in plain(inlines).split(" "):
        wide = bound(word)
        filled += wide
        if wide > width:  # two lines of a word that is broken hold more than one would
            lines, filled = lines + 1 + int(2 * wide / width), width
        elif filled > width:
            lines, filled = lines + 1, wide
        filled += EM * LETTERS[0x20]
    return lines * (LINE if RAISED.isdisjoint(kinds) else RAISED_LINE) + GAP


@lru_cache(maxsize=20_000)
def bound(word: str) -> float:
    """Millimetres of a word at most; it comes again and again in a report."""
    return EM * sum(LETTERS.get(ord(letter), OTHER) for letter in word)


def most(height: float) -> str:
    """A bound as typst writes it."""
    return "none" if height == inf else f"{height:.1f}mm"
