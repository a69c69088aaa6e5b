"""A Word document: real styles, real lists, real fields, and nothing that Word has to ask about."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prospecta.document import Document
    from prospecta.formats.tools import Tools


def render(document: "Document", tools: "Tools") -> bytes:
    """The package. The same document and theme give the same bytes."""
    # Imported here, so that the engines are at work while Python still loads its XML library.
    from prospecta.formats.ooxml.assembly import Pages, assemble
    from prospecta.formats.ooxml.blocks import BlockWriter
    from prospecta.formats.ooxml.reference import bare_document
    from prospecta.formats.ooxml.skin import Skin
    from prospecta.formats.ooxml.tree import whole

    writer = BlockWriter(document, Skin(tools.theme, document))
    tree = whole(document, writer)
    with bare_document() as reference:
        written = tools.pandoc.write(tree, "docx", {"reference_doc": str(reference)})

    def pages() -> Pages:
        layout = tools.layout(document)
        return Pages(layout.pages, layout.pngs)

    return assemble(written, document, writer, pages)
