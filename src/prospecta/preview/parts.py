"""What a block is laid out as: the chunks of a page, and places for other blocks between them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from prospecta.block import Block
from prospecta.blocks.prose import Prose
from prospecta.compose.outline import chart_of, target_of
from prospecta.document import Blocks, Node, Picture, structure
from prospecta.preview.chunks import Chunk
from prospecta.preview.drawing import Charts
from prospecta.preview.pieces import Piece


@dataclass(frozen=True, slots=True)
class Place:
    """Where prose places another block."""

    name: str


@dataclass(frozen=True, slots=True)
class Woven:
    """A box that holds other blocks: it is made anew each time."""

    node: bytes


Item: TypeAlias = Chunk | Place | Woven


@dataclass(frozen=True, eq=False, slots=True)
class Bare:
    """A block at its depth without its charts; `items` has nothing where one is shown.

    It holds on to its piece, by which it is found again: another one could come to stand there.
    """

    piece: Piece
    path: str
    raw: bytes
    items: list[Item | None]


@dataclass(frozen=True, eq=False, slots=True)
class Laid:
    """A block at its depth with its charts drawn; `raw` is the same before it was typeset.

    It holds on to what it is found by, as above.
    """

    bare: Bare
    charts: Charts
    raw: bytes
    items: list[Item]
    pictures: dict[str, Picture]


def charted(node: Node, names: Collection[str]) -> bool:
    """Whether a node shows a chart of one of these names."""
    return bool(names) and any(
        chart_of(inline) in names
        for one in structure(node)
        if one["t"] in {"Plain", "Para"}
        for inline in one["c"]
    )


def placed(node: Node) -> str:
    """The id of the block that a figure places; an empty text for anything else."""
    target = target_of(node) if node["t"] == "Figure" else ""
    return target[1:] if target.startswith("#") else ""


def holds_place(blocks: Blocks) -> bool:
    """Whether prose places another block among these or in a box of theirs."""
    return any(
        placed(node) or (node["t"] == "Div" and holds_place(node["c"][1])) for node in blocks
    )


def path_of(block: Block) -> str:
    """The file that a block stands in."""
    return (
        block.text.span.path if isinstance(block, Prose) else str(block.id and block.id.span.path)
    )
