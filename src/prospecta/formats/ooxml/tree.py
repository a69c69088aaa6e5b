"""The whole document as pandoc gets it: the cover, a place for the contents, the body."""

from prospecta.document import Blocks, Document
from prospecta.formats.ooxml import contents, cover, sections
from prospecta.formats.ooxml.blocks import BlockWriter
from prospecta.formats.ooxml.markup import block
from prospecta.formats.ooxml.tables import cell_blocks


def whole(document: Document, writer: BlockWriter) -> Blocks:
    """The tree in which every block is a paragraph that pandoc can write, or markup."""
    tree: Blocks = []
    if document.cover:
        tree += [*cover.write(document.cover, writer), sections.end()]
    if document.contents:
        tree += [block(contents.PLACE), sections.end()]
    # The body is like a cell: a paragraph has to end it.
    return [*tree, *cell_blocks(writer.write(document.body, writer.body))]
