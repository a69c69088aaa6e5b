"""Lists as Word has them: each item a paragraph, whose properties name the list and the level."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from prospecta.document import Blocks, Node, plain
from prospecta.formats.ooxml.numbering import Lists
from prospecta.formats.ooxml.paragraphs import Sheet
from prospecta.formats.ooxml.scope import Scope

Fill: TypeAlias = Callable[[Blocks, Scope], Blocks]
BOXES = ("☐ ", "☒ ")
"""How pandoc begins what is to do and what is done."""
PARAGRAPHS = frozenset({"Para", "Plain"})


def write(node: Node, scope: Scope, lists: Lists, sheet: Sheet, fill: Fill) -> Blocks:
    """A BulletList or OrderedList as paragraphs."""
    ordered = node["t"] == "OrderedList"
    # A marker is that of one list: what is nested in it has its own or the plain one.
    inside = replace(scope, level=scope.level + 1, marker="")
    bare = inside.style("")
    paragraph = lists.paragraph(inside, _kind(node, scope))
    if ordered:
        paragraph = lists.restart(paragraph, node["c"][0])
    after = lists.continuation(paragraph, scope)
    written: Blocks = []
    for item in node["c"][1] if ordered else node["c"]:
        starts = bool(item) and item[0]["t"] in PARAGRAPHS
        first = fill(item[:1], bare) if starts else []
        written.append(sheet.dress(first, paragraph) if first else sheet.line([], paragraph))
        for block in item[1:] if starts else item:
            if block["t"] in PARAGRAPHS:
                written.append(sheet.dress(fill([block], bare), after))
            else:
                written += fill([block], inside)
    return written


def _kind(node: Node, scope: Scope) -> str:
    ordered = node["t"] == "OrderedList"
    if scope.marker and (scope.marker == "Step") == ordered:
        return scope.marker
    if ordered:
        return "Number"
    return "Task" if all(plain(item[:1]).startswith(BOXES) for item in node["c"]) else "Bullet"
