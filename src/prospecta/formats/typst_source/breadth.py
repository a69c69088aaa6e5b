"""How wide a cell must be for its words: typst hyphenates only what does not fit in one line."""

import re
from collections.abc import Iterator
from typing import Any

from prospecta.document import Blocks, Node, plain, walk
from prospecta.formats.extent import EM, INDENT, bound
from prospecta.formats.typst_source.text import pieces

BOX = 10.0
"""Millimetres by which a box is narrower than what it stands in, at most."""
LARGE = 1.25
"""How much larger the letters may be in a box, or in what is no paragraph and no list."""
NOTE = 4.0
"""Millimetres of the call of a note, at most."""
SURE = 0.8
"""The part of the place that a word may take before it is measured closely."""
REGULAR, SEMIBOLD = 400, 600
BOXES = frozenset({"callout", "definition", "question"})
BROAD = frozenset({"Strong", "SmallCaps", "Code"})
"""What has letters wider than those of the text."""


def breadth(blocks: Blocks, room: float, *, head: bool) -> float:
    """The millimetres of the widest of what may not be parted, and a little more.

    Much more where it is surely less than the room; `head` says that the letters are a head's.
    """
    return max((_block(node, room, head=head) for node in blocks), default=0.0)


def _block(node: Node, room: float, *, head: bool) -> float:
    kind: str = node["t"]
    held: Any = node.get("c")
    if kind in {"Plain", "Para"}:
        return _words(held, room, head=head)
    if kind in {"BulletList", "OrderedList"}:
        items: list[Blocks] = held if kind == "BulletList" else held[1]
        inside = (breadth(item, room - INDENT, head=head) for item in items)
        return INDENT + max(inside, default=0.0)
    if kind == "Div" and BOXES.isdisjoint(held[0][1]):
        return breadth(held[1], room, head=head)
    return BOX + LARGE * max(map(bound, plain([node]).split()), default=0.0)


def _words(inlines: Any, room: float, *, head: bool) -> float:
    words = plain(inlines).split(" ")
    widest = max(map(bound, words))
    if widest <= SURE * room:
        return widest
    from prospecta.charts.metrics import em_width

    nodes = list(walk(inlines))
    kinds = {node["t"] for node in nodes}
    named = any(node["t"] == "Span" and node["c"][0][1] for node in nodes)
    leaning = "Emph" in kinds
    weight = SEMIBOLD if head or leaning else REGULAR  # italics are a little wider, too
    known = BROAD.isdisjoint(kinds) and not named and not (head and leaning)

    def measured(unit: str) -> float:
        return EM * em_width(unit, weight) if known else bound(unit)

    units = (unit for word in words for unit in _units(word, room))
    return max(map(measured, units)) + (NOTE if "Note" in kinds else 0.0)


def _units(word: str, room: float) -> Iterator[str]:
    """What of a word stays in one line: the emitter itself parts a run that is too long for it."""
    yield from re.sub(r"\S+", lambda run: "\n".join(pieces(run[0], room)), word).split("\n")
