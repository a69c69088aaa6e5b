"""Headings: one level lower than in the document, since the page's title has the first."""

import re

from prospecta.document import Inlines, Node, pairs_of, rewrite, span, text
from prospecta.formats.html.scope import Scope

LOWEST = 6
"""The last level that HTML has an element for."""
COMPOUND = re.compile(r"([^ \n]*\w-\w[^ \n]*)")
"""A word with a hyphen, and what no-break spaces hold to it."""
ALL_ALIKE = frozenset({"numbered", "unnumbered"})
"""Classes that told prospecta what the number already shows."""


def heading(scope: Scope, node: Node) -> Node:
    """A Header one level lower, its number before its title."""
    level, attributes, inlines = node["c"]
    inlines = unbroken(inlines)
    number = pairs_of(attributes).get("number", "")
    if number:
        inlines = [span([text(number)], "number"), {"t": "Space"}, *inlines]
    identifier, classes, pairs = scope.clean(attributes)
    classes = [name for name in classes if name not in ALL_ALIKE]
    if level < LOWEST:
        return {"t": "Header", "c": [level + 1, [identifier, classes, pairs], inlines]}
    pairs = [*pairs, ["role", "heading"], ["aria-level", str(level + 1)]]
    content = [{"t": "Plain", "c": inlines}]
    return {"t": "Div", "c": [[identifier, [*classes, "heading"], pairs], content]}


def unbroken(inlines: Inlines) -> Inlines:
    """Inlines whose compound words go to the next line whole: a title broken there looks torn."""
    changed: Inlines = rewrite(inlines, _compounds, words=True)
    return changed


def _compounds(node: Node) -> list[Node] | None:
    if node["t"] != "Str" or "-" not in node["c"]:
        return None
    pieces = COMPOUND.split(node["c"])
    return [
        span([text(piece)], "whole") if at % 2 else text(piece)
        for at, piece in enumerate(pieces)
        if piece
    ]
