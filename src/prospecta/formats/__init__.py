"""The table of formats: a format is one module and one row here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from prospecta.document import Document
from prospecta.formats import docx, html, pdf
from prospecta.formats.tools import Tools


class Format(NamedTuple):
    """How a format is made: `parts` are the files and folders of a theme that it reads.

    `paged` says that it needs the pages that typst lays out.
    """

    render: Callable[[Document, Tools], bytes]
    parts: tuple[str, ...] = ()
    paged: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        # Those that wait for pages come last: typst lays them out meanwhile.
        "html": Format(html.render, ("theme.yaml", "html/")),
        "docx": Format(docx.render, ("theme.yaml", "docx/", "typst/"), paged=True),
        "pdf": Format(pdf.render, ("theme.yaml", "typst/"), paged=True),
    }
)
