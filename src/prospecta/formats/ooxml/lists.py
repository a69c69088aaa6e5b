"""Lists as Word has them: each item a paragraph, whose properties name the list and the level."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from prospecta.document import Blocks, Node
from prospecta.formats.ooxml.numbering import Lists
from prospecta.formats.ooxml.paragraphs import Sheet
from prospecta.formats.ooxml.scope import Scope

Fill: TypeAlias = Callable[[Blocks, Scope], Blocks]
PARAGRAPHS = frozenset({"Para", "Plain"})


def write(node: Node, scope: Scope, lists: Lists, sheet: Sheet, fill: Fill) -> Blocks:
    """A BulletList or OrderedList as paragraphs."""
    ordered = node["t"] == "OrderedList"
    # A marker is that of one list: what is nested in it has its own or the plain one.
    inside = replace(scope, level=scope.level + 1, marker="")
    bare = inside.style("")
    marked = scope.marker and (scope.marker == "Step") == ordered
    usual = "Number" if ordered else "Bullet"
    paragraph = lists.paragraph(inside, scope.marker if marked else usual)
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
