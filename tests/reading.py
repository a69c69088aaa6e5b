"""What each of the three documents says, read from its bytes as its reader would meet it.

The words of a document are its cover and its body, block by block, then its notes. What belongs to
one format alone is left out: the contents (told apart), running heads, the marks of lists and of
notes, the words inside drawings, and the numbers of headings, which Word counts by itself.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree, html

from pdf_reading import _glyphs, _letters, opened
from prospecta.document import Document, pairs_of, walk

Line = tuple[str, str, str]
"""A line of the contents: its number, its title and its page. A page of HTML has no pages."""

BREAK = "\n"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = re.compile(r"[ \n\t\r]+")
"""What parts words. A no-break space does not."""


@dataclass
class Reading:
    """Blocks of words in reading order, the contents, what is said of each picture."""

    blocks: list[str] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [word for block in self.blocks for word in SPACES.split(block)]


def tidy(text: str) -> str:
    """A text with one space between its words, without the places where a line may be cut."""
    return SPACES.sub(" ", text.replace("\u00ad", "")).strip(" ")


def read_all(document: Document, rendered: dict[str, bytes]) -> dict[str, Reading]:
    """What the files of a document say, by format."""
    headers = [node["c"] for node in walk(document.body) if node["t"] == "Header"]
    numbers = [pairs_of(attributes).get("number", "") for _, attributes, _ in headers]
    readers: dict[str, Callable[[bytes], Reading]] = {
        "html": read_html,
        "docx": lambda data: read_docx(data, numbers),
        "pdf": lambda data: read_pdf(data, numbers),
    }
    return {form: readers[form](data) for form, data in rendered.items()}


def _told(text: str) -> list[str]:
    return [found for found in map(tidy, text.split(BREAK)) if found]


def _unnumbered(title: str, number: str) -> str:
    return title.removeprefix(number) if number else title


# HTML ------------------------------------------------------------------------------------------

FLOWING = frozenset(
    {"a", "abbr", "code", "del", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)
"""Elements that stand within a line."""
UNREAD = frozenset({"skip", "contents", "number", "footnote-ref", "footnote-back"})
"""Classes of what is left out."""


def read_html(data: bytes) -> Reading:
    page = html.document_fromstring(data.decode("utf-8"))
    (body,) = page.iter("body")
    reading = Reading()
    for item in body.iterfind(".//nav//a"):
        number = "".join(found.text_content() for found in item.find_class("number"))
        reading.contents.append((number, tidy(item.text_content()).removeprefix(number).strip(), ""))
    said = (one.get("alt") or one.get("aria-label") or "" for one in body.iter("img", "svg"))
    reading.alternatives = [alternative for alternative in said if alternative]
    reading.blocks = _told("".join(_html_text(body)))
    return reading


def _html_text(element: Any) -> Iterator[str]:
    if element.tag == "svg" or UNREAD & set(element.classes):
        return
    edge = "" if element.tag in FLOWING else " " if element.tag == "br" else BREAK
    yield edge
    yield _one_line(element.text)
    for child in element:
        yield from _html_text(child)
        yield _one_line(child.tail)
    yield edge


def _one_line(text: str | None) -> str:
    return (text or "").replace(BREAK, " ")


# DOCX ------------------------------------------------------------------------------------------


def read_docx(data: bytes, numbers: Sequence[str]) -> Reading:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [
            etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "footnotes")
        ]
    reading, left, noted = Reading(), list(numbers), []
    for found in parts[0].iter(f"{W}p"):
        if any(above.tag == f"{W}sdt" for above in found.iterancestors()):
            reading.contents += _docx_entry(found)
            continue
        noted += [note.get(f"{W}id") for note in found.iter(f"{W}footnoteReference")]
        style = found.find(f"{W}pPr/{W}pStyle")
        text = "".join(_docx_text(found))
        if style is not None and style.get(f"{W}val").startswith("Heading"):
            text = _unnumbered(text, left.pop(0))
        reading.blocks += _told(text)
    notes = {note.get(f"{W}id"): note for note in parts[1]}
    for name in noted:
        for found in notes[name].iter(f"{W}p"):
            reading.blocks += _told("".join(_docx_text(found)))
    said = (one.get("descr", "") for one in parts[0].iter("{*}docPr"))
    reading.alternatives = [alternative for alternative in said if alternative]
    return reading


def _docx_text(paragraph: Any) -> Iterator[str]:
    for found in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        if found.tag == f"{W}t":
            yield found.text or ""
        elif found.getparent().tag == f"{W}r":
            yield "\u2011" if found.tag == f"{W}noBreakHyphen" else " "


def _docx_entry(paragraph: Any) -> list[Line]:
    cells = "".join(
        "\t" if found.tag == f"{W}tab" else found.text or ""
        for found in paragraph.iter(f"{W}t", f"{W}tab")
        if found.getparent().tag == f"{W}r"
    ).split("\t")
    if len(cells) == 1:
        return []
    *number, title, page = cells
    return [("".join(number), title, page)]


# PDF -------------------------------------------------------------------------------------------

INLINE = frozenset(
    {"/Span", "/Strong", "/Em", "/Link", "/Code", "/Quote", "/Reference", "/Sub", "/Annot", "/Note"}
)
"""Tags that stand within a line."""
HEADING = re.compile(r"/H\d+")
Marked = dict[tuple[Any, int], str]
"""The text of each piece of marked content, by its page and its number."""


def read_pdf(data: bytes, numbers: Sequence[str]) -> Reading:
    with opened(data) as document:
        marked = {
            (page.objgen, number): text
            for page in document.pages
            for number, text in _marked(page).items()
        }
        reader = PDFReader(marked, ["", *numbers])
        (top,) = document.Root.StructTreeRoot.K
        text = reader.text(top)
        reading = reader.reading
        reading.blocks = _told(text + BREAK + BREAK.join(reader.notes))
        return reading


def _marked(page: Any) -> dict[int, str]:
    fonts = {name: _glyphs(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    glyphs: Any = {}
    open_marks: list[tuple[int | None, bool]] = [(None, False)]
    for operands, operator in (
        (found.operands, str(found.operator)) for found in pikepdf.parse_content_stream(page)
    ):
        number, replaced = open_marks[-1]
        shown = ""
        if operator == "Tf":
            glyphs = fonts[str(operands[0])]
        elif operator in {"BMC", "BDC"}:
            about: Any = operands[1] if len(operands) > 1 else {}
            number = int(about["/MCID"]) if "/MCID" in about else number
            given = "/ActualText" in about
            shown = str(about["/ActualText"]) if given and not replaced else ""
            open_marks.append((number, replaced or given))
        elif operator == "EMC":
            open_marks.pop()
        elif operator in {"Tj", "TJ"} and not replaced:
            shown = "".join(_letters(operands[0] if operator == "TJ" else operands, glyphs))
        if number is not None:
            texts[number] = texts.get(number, "") + shown
    return texts


@dataclass
class PDFReader:
    """Walks the tags of a PDF in their order."""

    marked: Marked
    numbers: list[str]
    reading: Reading = field(default_factory=Reading)
    notes: list[str] = field(default_factory=list)

    def text(self, element: Any) -> str:
        kind = str(element.S)
        if kind == "/Figure":
            self.reading.alternatives.append(str(element.get("/Alt", "")))
            return ""
        if kind == "/TOC":
            self._contents(element)
            return ""
        pieces = list(self._pieces(element))
        # The mark of a list or a note is a bare label; the term of a definition has tags of its own.
        if kind == "/Lbl" and not any(isinstance(kid, pikepdf.Dictionary) for kid in element.K):
            return ""
        text = "".join(pieces)
        if HEADING.fullmatch(kind):
            text = _unnumbered(text.strip(BREAK), self.numbers.pop(0))
        if kind == "/Note":
            self.notes.append(text)
            return ""
        return text if kind in INLINE else f"{BREAK}{text}{BREAK}"

    def _pieces(self, element: Any) -> Iterator[str]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield self.marked.get((element.Pg.objgen, kid), "")
            elif "/MCID" in kid:
                yield self.marked.get((kid.Pg.objgen, int(kid.MCID)), "")
            elif "/S" in kid:
                yield self.text(kid)

    def _contents(self, element: Any) -> None:
        for kid in element.K:
            if str(kid.S) == "/TOC":
                self._contents(kid)
            else:
                ((link,),) = ([one for one in reference.K] for reference in kid.K)
                self.reading.contents.append(("", *self._entry(list(self._pieces(link)))))

    @staticmethod
    def _entry(pieces: list[str]) -> tuple[str, str]:
        *title, page = [piece for piece in pieces if piece.strip()]
        return tidy("".join(title)), page
