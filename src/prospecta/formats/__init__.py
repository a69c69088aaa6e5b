"""The table of formats: a format is one module and one row here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from prospecta.document import Document
from prospecta.formats import docx, html, pdf
from prospecta.formats.tools import Tools

Render = Callable[[Document, Tools], bytes]

FORMATS: Mapping[str, Render] = MappingProxyType(
    {
        # The pages come first: typst lays them out while pandoc writes the rest.
        "pdf": pdf.render,
        "docx": docx.render,
        "html": html.render,
    }
)
