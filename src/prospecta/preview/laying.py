"""The blocks as `compose.outline` lays them out, from what is kept of each."""

import marshal
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import BaseModel

from prospecta.block import Block
from prospecta.blocks.prose import Prose
from prospecta.charts.look import Look
from prospecta.compose.outline import drawn, inlines_of, target_of
from prospecta.compose.parsing import Parsed
from prospecta.document import Blocks, Node, Picture, structure
from prospecta.language import Language
from prospecta.preview.chunks import Chunk
from prospecta.preview.drawing import Charts, Drawings
from prospecta.preview.memory import Memory
from prospecta.preview.pieces import Piece
from prospecta.typography import typeset


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
class Laid:
    """A block at its depth with its charts drawn; `raw` is the same before it was typeset."""

    piece: Piece
    depth: int
    charts: Charts
    path: str
    raw: bytes
    items: list[Item]
    pictures: dict[str, Picture]


@dataclass
class Laying:
    """Lays out the blocks of a report; each is laid once as long as it stays what it is.

    What holds a chunk is kept by the name of its place: no chunk may stand in two places.
    """

    language: Language
    look: Look
    memory: Memory = field(default_factory=Memory)
    _drawings: Drawings = field(init=False)

    def __post_init__(self) -> None:
        self._drawings = Drawings(self.language)

    def block(self, name: str, block: Block, piece: Piece, depth: int, charts: Charts) -> Laid:
        key = ("block", name, id(piece), depth, id(charts))
        laid: Laid = self.memory(key, lambda: self._lay(block, piece, depth, charts))
        return laid

    def lead(self, name: str, path: str, piece: Piece) -> list[Chunk]:
        """What stands below the heading of a workshop."""
        key = ("lead", name, path, id(piece))
        chunks: list[Chunk]
        _, chunks = self.memory(
            key, lambda: (piece, [self.chunk(node, path) for node in piece.blocks])
        )
        return chunks

    def title(
        self, name: str, path: str, piece: Piece, level: int, attributes: tuple[str, str]
    ) -> Chunk:
        """The heading of a section; `attributes` are its id and its numbering."""
        identifier, numbering = attributes

        def make() -> tuple[Piece, Chunk]:
            head = [level, [identifier, [numbering], []], inlines_of(piece.blocks)]
            return piece, self.chunk({"t": "Header", "c": head}, path)

        chunk: Chunk
        _, chunk = self.memory(("title", name, path, id(piece), level, attributes), make)
        return chunk

    def chunk(self, node: Node, path: str) -> Chunk:
        language = self.language
        return Chunk.of(typeset([node], language.typography, language.code)[0], path)

    def charts(
        self, name: str, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed
    ) -> Charts:
        """The charts of a block, in the colours of now."""
        return self._drawings.of(name, block, objects, parsed, self.look.colours)

    def turn(self, names: Collection[str]) -> None:
        """Begin another round; of the drawings, those of these blocks are kept."""
        self.memory.turn()
        self._drawings.keep(names)

    def _lay(self, block: Block, piece: Piece, depth: int, charts: Charts) -> Laid:
        blocks, pictures = piece.blocks, dict[str, Picture]()
        for node in structure(blocks):
            if node["t"] == "Header":
                node["c"][0] += depth
            elif charts and node["t"] in {"Plain", "Para"}:
                node["c"] = drawn(node["c"], charts, block, self.look, pictures)
        raw, path = marshal.dumps(blocks), path_of(block)
        items = [self._item(node, path) for node in blocks]
        return Laid(piece, depth, charts, path, raw, items, pictures)

    def _item(self, node: Node, path: str) -> Item:
        if name := placed(node):
            return Place(name)
        if node["t"] == "Div" and _holds_place(node["c"][1]):
            return Woven(marshal.dumps(node))
        return self.chunk(node, path)


def placed(node: Node) -> str:
    """The id of the block that a figure places; an empty text for anything else."""
    target = target_of(node) if node["t"] == "Figure" else ""
    return target[1:] if target.startswith("#") else ""


def _holds_place(blocks: Blocks) -> bool:
    return any(
        placed(node) or (node["t"] == "Div" and _holds_place(node["c"][1])) for node in blocks
    )


def path_of(block: Block) -> str:
    """The file that a block stands in."""
    return (
        block.text.span.path if isinstance(block, Prose) else str(block.id and block.id.span.path)
    )
