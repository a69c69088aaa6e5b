"""What a PDF says, read by pikepdf: words as a reader meets them, and the tree of its tags."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

Glyphs = Mapping[bytes, str]
GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(BytesIO(pdf))


def page_words(pdf: bytes, *, repeated: bool = False) -> list[str]:
    """The words of each page without spaces and hyphens at line ends.

    What a page only repeats, as its head or a table's, is left out unless it is asked for.
    """
    with opened(pdf) as document:
        return [solid("".join(_shown(page, repeated=repeated))) for page in document.pages]


def solid(text: str) -> str:
    """A text without what the end of a line may add or drop."""
    return "".join(text.split()).replace("\u00ad", "")


def _shown(page: pikepdf.Page, *, repeated: bool) -> Iterator[str]:
    fonts = {name: _glyphs(font) for name, font in page.resources.get("/Font", {}).items()}
    glyphs: Glyphs = {}
    marks: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            glyphs = fonts[str(operands[0])]
        elif name in {"BMC", "BDC"}:
            marks.append(_mark(operands, repeated=repeated))
            if "artifact" not in marks:
                yield marks[-1][1:]
        elif name == "EMC":
            marks.pop()
        elif name in {"Tj", "TJ"} and not any(marks):
            yield from _letters(operands[0] if name == "TJ" else operands, glyphs)


def _mark(operands: Any, *, repeated: bool) -> str:
    """What marked content is: `artifact`, `=` and the text that it stands for, or nothing."""
    if operands[0] == "/Artifact":
        return "" if repeated else "artifact"
    given: Any = operands[1] if len(operands) > 1 else {}
    return f"={given['/ActualText']}" if "/ActualText" in given else ""


def _letters(strings: Any, glyphs: Glyphs) -> Iterator[str]:
    for string in strings:
        if isinstance(string, pikepdf.String):
            codes = bytes(string)
            yield from (glyphs[codes[at : at + 2]] for at in range(0, len(codes), 2))


def _glyphs(font: Any) -> Glyphs:
    """The text of each glyph of a font by its code."""
    found = GLYPH.findall(font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(c.decode()): bytes.fromhex(t.decode()).decode("utf-16-be") for c, t in found
    }


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure: its kind, its attributes, the tags in it."""

    kind: str
    about: Mapping[str, Any]
    kids: tuple["Tag", ...]

    def all(self, *kinds: str) -> list["Tag"]:
        """The tags of some kinds in this one, in reading order."""
        own = [self] if self.kind in kinds else []
        return own + [found for kid in self.kids for found in kid.all(*kinds)]

    def outline(self) -> Any:
        """The kinds alone: `("Table", "Caption", ("TR", "TH", "TD"))`."""
        return (self.kind, *(kid.outline() for kid in self.kids)) if self.kids else self.kind


def tags(pdf: bytes) -> Tag:
    with opened(pdf) as document:
        (top,) = document.Root.StructTreeRoot.K
        return _tag(top)


def _tag(element: Any) -> Tag:
    about: dict[str, Any] = {}
    for key in ("/Alt", "/ID", "/Lang", "/T"):
        if key in element:
            about[key[1:]] = str(element[key])
    for attributes in element.get("/A", []):
        if attributes["/O"] == "/Table":
            about |= {key[1:]: _plain(value) for key, value in attributes.items() if key != "/O"}
    kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    return Tag(str(element.S)[1:], about, tuple(_tag(kid) for kid in kids if "/S" in kid))


def _plain(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, pikepdf.Array) else str(value)
