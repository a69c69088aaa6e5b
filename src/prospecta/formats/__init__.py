"""The table of formats: a format is one module and one row here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from prospecta.document import Document
from prospecta.formats import docx, html, pdf
from prospecta.formats.tools import Tools


class Format(NamedTuple):
    """How a format is made. `paged` says that it needs the pages that typst lays out."""

    render: Callable[[Document, Tools], bytes]
    paged: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        # Those that wait for pages come last: typst lays them out meanwhile.
        "html": Format(html.render),
        "docx": Format(docx.render, paged=True),
        "pdf": Format(pdf.render, paged=True),
    }
)
