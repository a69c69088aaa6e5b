"""How high something can be at most: what is surely low need not be measured by typst."""

from math import inf
from typing import Any

from prospecta.document import Blocks, Node, plain

LINE = 5.0
"""Millimetres of a line in a cell."""
GAP = 3.0
"""Millimetres between two blocks in a cell, at most."""
LETTER = 2.2
"""Millimetres of a letter in a cell: more than capitals take on average."""
INDENT = 9.0
"""Millimetres by which a list is narrower than what it stands in, at most."""


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
    """Two lines that follow each other hold more than one line would, else they were one."""
    if width <= 0 or any(node["t"] in {"Image", "LineBreak", "Note"} for node in inlines):
        return inf
    lines = 1 + 2 * LETTER * len(plain(inlines)) / width
    return lines * LINE + GAP
