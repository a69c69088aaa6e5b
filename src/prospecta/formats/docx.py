"""A Word document: real styles, real lists, real fields, and nothing that Word has to ask about."""

from typing import TYPE_CHECKING

from prospecta.formats.ooxml import contents, cover, sections
from prospecta.formats.ooxml.assembly import Pages, assemble
from prospecta.formats.ooxml.blocks import BlockWriter
from prospecta.formats.ooxml.markup import block
from prospecta.formats.ooxml.reference import bare_document
from prospecta.formats.ooxml.skin import Skin
from prospecta.formats.ooxml.tables import cell_blocks

if TYPE_CHECKING:
    from prospecta.document import Blocks, Document
    from prospecta.formats.tools import Tools


def render(document: "Document", tools: "Tools") -> bytes:
    """The package. The same document and theme give the same bytes."""
    writer = BlockWriter(document, Skin(tools.theme, document))
    tree = _tree(document, writer)
    with bare_document() as reference:
        written = tools.pandoc.write(tree, "docx", {"reference_doc": str(reference)})
    # Not before: typst lays the pages out while pandoc writes.
    layout = tools.layout(document)
    return assemble(written, document, writer, Pages(layout.pages, layout.pngs))


def _tree(document: "Document", writer: BlockWriter) -> "Blocks":
    tree: Blocks = []
    if document.cover:
        tree += [*cover.write(document.cover, writer), sections.end()]
    if document.contents:
        tree += [block(contents.PLACE), sections.end()]
    return [*tree, *cell_blocks(writer.write(document.body, writer.body))]
