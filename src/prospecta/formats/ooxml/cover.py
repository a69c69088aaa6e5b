"""The cover: a page of its own, its title in a table that keeps the place of its ground."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from prospecta.document import Blocks, Node
from prospecta.formats.ooxml.blocks import BlockWriter
from prospecta.formats.ooxml.markup import block, inline, styled
from prospecta.formats.ooxml.paragraphs import Paragraph
from prospecta.formats.ooxml.tables import opening, table_look

STYLES: Final[Mapping[str, str]] = MappingProxyType(
    {"series": "CoverSeries", "title": "Title", "kind": "Subtitle"}
)
ON_GROUND: Final = frozenset({"series", "title"})
TABLE: Final = "Cover"
TAB: Final = "<w:r><w:tab/></w:r>"


def write(blocks: Blocks, writer: BlockWriter) -> Blocks:
    """The cover's blocks; a Div's class says what it holds. What comes first has the ground."""
    written: Blocks = []
    on_ground: Blocks = []
    for node in blocks:
        classes = node["c"][0][1] if node["t"] == "Div" else []
        new = _one(node, classes, writer)
        if ON_GROUND.isdisjoint(classes) or written:
            written += new
        else:
            on_ground += new
    ornament = block(etree.tostring(writer.skin.part("cover.xml"), encoding="unicode"))
    return [ornament, *(_ground(on_ground, writer) if on_ground else []), *written]


def _one(node: Node, classes: list[str], writer: BlockWriter) -> Blocks:
    style = next((STYLES[name] for name in classes if name in STYLES), "")
    if style:
        return writer.write(node["c"][1], writer.body.style(style))
    if "facts" in classes:
        return [line for held in node["c"][1] for line in _facts(held, writer)]
    return writer.write([node], writer.body)


def _ground(blocks: Blocks, writer: BlockWriter) -> Blocks:
    """A cell around blocks, as high as the theme's style says."""
    width = writer.body.width
    height = f'<w:trHeight w:val="{writer.skin.height(TABLE)}" w:hRule="atLeast"/>'
    row = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    start = opening(TABLE, [width], table_look(), "", "")
    return [block(start + row + cell), *blocks, block("</w:tc></w:tr></w:tbl>")]


def _facts(node: Node, writer: BlockWriter) -> Blocks:
    """A line for each term, its definition behind a tab."""
    if node["t"] != "DefinitionList":
        return writer.write([node], writer.body)
    written: Blocks = []
    for term, definitions in node["c"]:
        before = [styled(writer.inlines.write(term, writer.body.width), "CoverTerm")]
        for held in (held for definition in definitions for held in definition):
            if held["t"] not in {"Para", "Plain"}:
                written += writer.write([held], writer.body)
                continue
            detail = writer.inlines.write(held["c"], writer.body.width)
            line = [*before, inline(TAB), *detail]
            written.append(writer.sheet.line(line, Paragraph("CoverFact")))
            before = []
    return written
