"""The table of contents: Word's own field, already filled, so that nothing asks to be updated."""

from collections.abc import Mapping, Sequence
from typing import Final

from prospecta.document import Document, Entry
from prospecta.formats.ooxml.markup import Element, elements, escape, w
from prospecta.formats.ooxml.names import Names

HEADING: Final = "TOCHeading"
DEEPEST: Final = 6
HANGING: Final = 5
"""The most characters of a number that fit before the styles' first tab."""
TAB: Final = "<w:r><w:tab/></w:r>"
PLACE: Final = f'<w:p><w:pPr><w:pStyle w:val="{HEADING}"/></w:pPr></w:p>'
"""What keeps the place of the contents until the page numbers are known."""


def fill(root: Element, document: Document, names: Names, pages: Mapping[str, int]) -> None:
    """Put the contents in their place; `pages` gives the page printed by heading id."""
    for style in root.iter(w("pStyle")):
        paragraph = next(style.iterancestors(w("p")))
        parent = paragraph.getparent()
        if style.get(w("val")) == HEADING and parent is not None:
            (new,) = elements(_markup(document, names, pages))
            parent.replace(paragraph, new)
            return


def _markup(document: Document, names: Names, pages: Mapping[str, int]) -> str:
    entries = document.contents
    title = escape(document.words["contents"])
    lines = [_line(entry, names, pages) for entry in entries]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f'<w:p><w:pPr><w:pStyle w:val="{HEADING}"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>'
        f"{_field(entries, lines)}</w:sdtContent></w:sdt>"
    )


def _field(entries: Sequence[Entry], lines: Sequence[str]) -> str:
    """The lines as paragraphs, the field's start in the first and its end in the last."""
    deepest = max(entry.level for entry in entries)
    start = _mark("begin") + _instruction(f'TOC \\o "1-{deepest}" \\h \\z \\u') + _mark("separate")
    paragraphs = []
    for index, (entry, line) in enumerate(zip(entries, lines, strict=True)):
        style = f"TOC{min(entry.level, DEEPEST)}"
        before = start if index == 0 else ""
        after = _mark("end") if index == len(lines) - 1 else ""
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        paragraphs.append(f"<w:p>{properties}{before}{line}{after}</w:p>")
    return "".join(paragraphs)


def _line(entry: Entry, names: Names, pages: Mapping[str, int]) -> str:
    name = names.of(entry.identifier)
    page = str(pages.get(entry.identifier, ""))
    reference = _instruction(f"PAGEREF {name} \\h")
    return (
        f'<w:hyperlink w:anchor="{name}" w:history="1">{_number(entry.number)}'
        f"{_text(entry.title)}{TAB}{_mark('begin')}{reference}{_mark('separate')}"
        f"{_text(page)}{_mark('end')}</w:hyperlink>"
    )


def _number(number: str) -> str:
    """A heading's number: short ones hang before the title, as in the headings themselves."""
    if not number:
        return ""
    return _text(number) + TAB if len(number) <= HANGING else _text(f"{number} ")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
