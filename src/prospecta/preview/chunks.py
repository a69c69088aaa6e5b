"""The parts of a body, one node each: they stay as they are and are only numbered anew."""

import marshal
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from prospecta.document import Node, structure

MARKED = frozenset({"Div", "Figure", "Header", "Link", "Span", "Table"})
"""What numbering, naming and linking look at."""


@dataclass(eq=False, slots=True)
class Chunk:
    """A node of the body, typeset. `path` is the file that its words stand in.

    Numbering changes nodes in place; `restore` puts them back as they were. The same chunk
    stands in no document twice.
    """

    node: Node
    path: str
    marked: list[Node]
    noted: bool
    _numbered: list[tuple[list[Any], list[Any]]] = field(default_factory=list)

    @classmethod
    def of(cls, node: Node, path: str) -> Self:
        marked: list[Node] = []
        noted = False
        for one in structure(node):
            if one["t"] in MARKED:
                marked.append(one)
            elif one["t"] == "Note":
                noted = True
        return cls(node, path, marked, noted, [(part, part[:]) for part in _changing(marked)])

    def restore(self) -> None:
        for part, was in self._numbered:
            part[:] = was

    @property
    def signature(self) -> bytes:
        """What the numbering made of it."""
        return marshal.dumps([part for part, _ in self._numbered])


def _changing(marked: list[Node]) -> Iterator[list[Any]]:
    """The lists that numbering changes."""
    for node in marked:
        if node["t"] in {"Figure", "Table"}:
            if node["c"][1][1]:
                yield node["c"][1][1][0]["c"]
        elif node["t"] in {"Div", "Span"}:
            if node["c"][0][0]:
                yield node["c"][0]
        elif node["t"] == "Header" or (node["t"] == "Link" and node["c"][2][0].startswith("#")):
            yield node["c"]
