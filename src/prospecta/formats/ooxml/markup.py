"""The names of WordprocessingML and how its text is written."""

import html
from typing import Final, TypeAlias

from lxml import etree

from prospecta.document import Inlines, Node, raw_block, raw_inline

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TWIPS_PER_MM: Final = 1440 / 25.4
EMU_PER_MM: Final = 36_000


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def escape(text: str) -> str:
    """Text as it stands between tags and in attributes."""
    return html.escape(text, quote=True)


def block(code: str) -> Node:
    """Markup between the paragraphs; it need not be balanced, only the document must."""
    return raw_block("openxml", code)


def inline(code: str) -> Node:
    return raw_inline("openxml", code)


def styled(inlines: Inlines, style: str) -> Node:
    """Inlines in a character style, named by its id."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], inlines]}


def elements(code: str) -> list[Element]:
    """The elements that a piece of WordprocessingML holds."""
    return list(etree.fromstring(f'<w:body xmlns:w="{WORD}" xmlns:r="{OFFICE}">{code}</w:body>'))


def parse(data: bytes | str) -> Element:
    """A part written by hand: its comments and indents are not for the document."""
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True, resolve_entities=False)
    return etree.fromstring(data.encode() if isinstance(data, str) else data, parser)


def serialise(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
