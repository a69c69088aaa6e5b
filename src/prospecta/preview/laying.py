"""The blocks as `compose.outline` lays them out, from what is kept of each."""

import marshal
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from prospecta.block import Block
from prospecta.compose.outline import drawn, inlines_of
from prospecta.compose.parsing import Parsed
from prospecta.document import Blocks, Node, Picture, structure
from prospecta.language import Language
from prospecta.preview.chunks import Chunk
from prospecta.preview.drawing import LOOK, Charts, Drawings
from prospecta.preview.memory import Memory
from prospecta.preview.parts import (
    Bare,
    Item,
    Laid,
    Place,
    Woven,
    charted,
    holds_place,
    path_of,
    placed,
)
from prospecta.preview.pieces import Piece
from prospecta.typography import typeset


@dataclass
class Laying:
    """Lays out the blocks of a report; each is laid once as long as it stays what it is.

    What holds a chunk is kept by the name of its place: no chunk may stand in two places.
    """

    language: Language
    memory: Memory = field(default_factory=Memory)
    _drawings: Drawings = field(init=False)

    def __post_init__(self) -> None:
        self._drawings = Drawings(self.language)

    def block(self, name: str, block: Block, piece: Piece, depth: int, charts: Charts) -> Laid:
        key = ("bare", name, id(piece), depth, *charts)
        bare: Bare = self.memory(key, lambda: self._bare(block, piece, depth, charts))
        key = ("block", name, id(bare), id(charts))
        laid: Laid = self.memory(key, lambda: self._drawn(block, bare, charts))
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
        """The charts of a block."""
        return self._drawings.of(name, block, objects, parsed)

    def turn(self, names: Collection[str]) -> None:
        """Begin another round; of the drawings, those of these blocks are kept."""
        self.memory.turn()
        self._drawings.keep(names)

    def _bare(self, block: Block, piece: Piece, depth: int, names: Collection[str]) -> Bare:
        """What other charts of these names leave as it is."""
        blocks, path = piece.blocks, path_of(block)
        for node in structure(blocks):
            if node["t"] == "Header":
                node["c"][0] += depth
        raw = marshal.dumps(blocks)
        items = [None if charted(node, names) else self._item(node, path) for node in blocks]
        return Bare(piece, path, raw, items)

    def _drawn(self, block: Block, bare: Bare, charts: Charts) -> Laid:
        blocks: Blocks = marshal.loads(bare.raw)  # noqa: S302 - written by this process
        pictures = dict[str, Picture]()
        for node in structure(blocks) if charts else ():
            if node["t"] in {"Plain", "Para"}:
                node["c"] = drawn(node["c"], charts, block, LOOK, pictures)
        raw = marshal.dumps(blocks)
        pairs = zip(bare.items, blocks, strict=True)
        items = [self._item(node, bare.path) if item is None else item for item, node in pairs]
        return Laid(bare, charts, raw, items, pictures)

    def _item(self, node: Node, path: str) -> Item:
        if name := placed(node):
            return Place(name)
        if node["t"] == "Div" and holds_place(node["c"][1]):
            return Woven(marshal.dumps(node))
        return self.chunk(node, path)
