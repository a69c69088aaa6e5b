"""Figures, tables and grids: what has a caption or a name, and a place in which it must fit."""

from dataclasses import replace
from typing import Final

from prospecta.document import Blocks, Node, structure
from prospecta.formats.ooxml import cells, grids
from prospecta.formats.ooxml.captions import Captions
from prospecta.formats.ooxml.scope import Scope
from prospecta.formats.ooxml.skin import Skin
from prospecta.formats.ooxml.tables import Fill, TableWriter, style_id

BETWEEN_PICTURES: Final = 100
"""What a space between two pictures may take of each, in twips."""


class Floats:
    """Writes them; `fill` writes the blocks inside."""

    def __init__(self, skin: Skin, captions: Captions, fill: Fill) -> None:
        self.skin = skin
        self.captions = captions
        self.fill = fill
        self.names = captions.inlines.names
        self.look = grids.Look(skin.colours, skin.style_numbers)

    def figure(self, node: Node, scope: Scope) -> Blocks:
        """Pictures, side by side if there are several, with their caption below."""
        (identifier, _, _), caption, blocks = node["c"]
        inside = replace(scope.style("Figure"), keep=bool(caption[1]) or scope.keep)
        pictures = sum(held["t"] == "Image" for held in structure(blocks))
        if pictures > 1:
            inside = replace(inside, width=scope.width // pictures - BETWEEN_PICTURES)
        held = self.fill(blocks, inside)
        if not caption[1]:
            return [*self.names.before(identifier), *held]
        return [*held, *self.captions.write(caption[1], identifier, "ImageCaption", scope.width)]

    def table(self, node: Node, scope: Scope) -> Blocks:
        """A table with its caption above, in the style that its class names."""
        identifier, caption = node["c"][0][0], node["c"][1][1]
        if caption:
            named = self.captions.write(caption, identifier, "TableCaption", scope.width)
        else:
            named = self.names.before(identifier)
        table = cells.read(node["c"], scope.width)
        own = style_id(table.classes)
        style = own if own in self.skin.style_numbers else "Table"
        writer = TableWriter(table, scope, self.skin.colours["accent-soft"], self.fill)
        return [*named, *writer.write(style)]

    def grid(self, node: Node, scope: Scope) -> Blocks:
        return grids.write(node, scope, self.look, self.fill)
