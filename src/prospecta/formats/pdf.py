"""PDF: what typst laid out, tagged and archivable."""

from prospecta.document import Document
from prospecta.formats.tools import Tools


def render(document: Document, tools: Tools) -> bytes:
    """A PDF/UA-1 and PDF/A-2a file."""
    return tools.layout(document).pdf
