"""What each of the three documents says, read from its bytes as its reader would meet it.

The words of a document are its cover and its body, block by block, then its notes. The contents
are told apart. What belongs to one format alone is left out: running heads, the marks of lists and
of notes, the words inside drawings. Word counts headings by itself, so their numbers are given.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree, html

from pdf_reading import _glyphs, _letters, opened

Entry = tuple[str, str]
"""A line of the contents: number and title, then the page, which is empty in HTML."""

BREAK = "\n"
CUT = "\u2028"
"""Where a line of a PDF ends without a space: it had none, or the line was broken by its author."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = " \n\t\r"
"""What parts words. A no-break space does not."""
SPACES = re.compile(f"[{SPACE}]+")


@dataclass
class Reading:
    """Blocks of words in reading order, the contents, what is said of each picture."""

    blocks: list[str] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """What is printed before each heading, the cover's left out."""

    @property
    def words(self) -> list[str]:
        return [word for block in self.blocks for word in SPACES.split(block)]


def tidy(text: str) -> str:
    """A text with one space between its words, without the places where a line may be cut."""
    return SPACES.sub(" ", text.replace("\u00ad", "")).strip(" ")


def read_all(files: Mapping[str, bytes]) -> dict[str, Reading]:
    """What the three files of a document say, by format."""
    page = read_html(files["html"])
    return {
        "html": page,
        "docx": read_docx(files["docx"], page.numbers),
        "pdf": read_pdf(files["pdf"], page.blocks),
    }


def _told(text: str) -> list[str]:
    return [found for found in map(tidy, text.split(BREAK)) if found]


# HTML ------------------------------------------------------------------------------------------

FLOWING = frozenset(
    {"a", "abbr", "code", "del", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)
"""Elements that stand within a line."""
HEADING = re.compile(r"h\d")
UNREAD = frozenset({"skip", "footnote-ref", "footnote-back"})
"""Classes of what is left out."""


def read_html(data: bytes) -> Reading:
    page: Any = html.document_fromstring(data.decode("utf-8"))
    (body,) = page.iter("body")
    reading = Reading()
    for item in body.iterfind(".//nav//a"):
        reading.contents.append((tidy(item.text_content()), ""))
    said = (one.get("alt") or one.get("aria-label") or "" for one in body.iter("img", "svg"))
    reading.alternatives = [alternative for alternative in said if alternative]
    for heading in body.iterfind(".//main//*"):
        if HEADING.fullmatch(heading.tag):
            numbers = heading.find_class("number")
            reading.numbers.append("".join(number.text_content() for number in numbers))
    reading.blocks = _told("".join(_html_text(body)))
    return reading


def _html_text(element: Any) -> Iterator[str]:
    listed = element.tag == "ol" and element.getparent().tag == "nav"
    if listed or element.tag == "svg" or UNREAD & set(element.classes):
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
        entry = _docx_entry(found)
        if entry is not None:
            reading.contents.append(entry)
            continue
        noted += [note.get(f"{W}id") for note in found.iter(f"{W}footnoteReference")]
        style = "".join(one.get(f"{W}val", "") for one in found.iterfind(f"{W}pPr/{W}pStyle"))
        text = "".join(_docx_text(found))
        if re.search("(?<!TOC)Heading", style):
            number = left.pop(0)
            text = text if text.startswith(number) else f"{number} {text}"
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


def _docx_entry(paragraph: Any) -> Entry | None:
    """The line of the contents that a paragraph is, if it is one."""
    if not any("PAGEREF" in code.text for code in paragraph.iter(f"{W}instrText")):
        return None
    *title, page = (
        "".join(
            "\t" if found.tag == f"{W}tab" else found.text or ""
            for found in paragraph.iter(f"{W}t", f"{W}tab")
        )
    ).split("\t")
    return tidy(" ".join(title)), page


# PDF -------------------------------------------------------------------------------------------

INLINE = frozenset(
    {"/Span", "/Strong", "/Em", "/Link", "/Code", "/Quote", "/Reference", "/Sub", "/Annot", "/Note"}
)
"""Tags that stand within a line."""
Marked = dict[tuple[Any, int], str]
"""The text of each piece of marked content, by its page and its number."""


def read_pdf(data: bytes, like: Sequence[str]) -> Reading:
    """What a PDF says; blocks `like` its own tell whether a space stands where a line was cut."""
    with opened(data) as document:
        marked = {
            (page.objgen, number): text
            for page in document.pages
            for number, text in _marked(page).items()
        }
        reader = PDFReader(marked)
        (top,) = document.Root.StructTreeRoot.K
        text = reader.text(top)
        reading = reader.reading
        reading.blocks = _told(_mended(text + BREAK + BREAK.join(reader.notes), " ".join(like)))
        return reading


def _mended(text: str, like: str) -> str:
    """A text with each cut as `like` has it there, or as a space where the two part ways."""
    mended, at, alike = [], 0, True
    for char in text:
        if char in SPACE:
            mended.append(char)
            continue
        spaced = like[at : at + 1] == " "
        if char == CUT:
            mended.append(" " if spaced or not alike else "")
            continue
        at += spaced
        alike = alike and (char == "\u00ad" or like[at : at + 1] == char)
        at += char != "\u00ad"
        mended.append(char)
    return "".join(mended)


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
        if kind == "/Lbl" and not _is_term(element):
            return ""
        text = "".join(self._pieces(element))
        if kind == "/Note":
            self.notes.append(text)
            return ""
        return text if kind in INLINE else f"{BREAK}{text}{BREAK}"

    def _pieces(self, element: Any) -> Iterator[str]:
        line = ""
        for kid in element.get("/K", []):
            if isinstance(kid, int) or "/MCID" in kid:
                page, number = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
                # Two pieces of one element are two lines.
                before, line = line, self.marked.get((page.objgen, int(number)), "")
                hyphenated = "\u00ad" in (before[-1:], line[:1])
                if before and before[-1] != " " and not hyphenated:
                    yield CUT
                yield line
            elif "/S" in kid:
                line = ""
                yield self.text(kid)

    def _contents(self, element: Any) -> None:
        for kid in element.K:
            if str(kid.S) == "/TOC":
                self._contents(kid)
            else:
                (reference,) = kid.K
                (link,) = reference.K
                *title, page = [piece for piece in self._pieces(link) if piece.strip()]
                self.reading.contents.append((tidy(" ".join(title)), page.strip()))


def _is_term(label: Any) -> bool:
    """Whether a label is a definition's, which has tags of its own, not a list's nor a note's."""
    kids = [kid for kid in label.K if isinstance(kid, pikepdf.Dictionary)]
    return str(label.P.S) == "/LI" and bool(kids)
