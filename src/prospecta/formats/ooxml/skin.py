"""The theme's parts, filled with colours and the document's own words."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from prospecta.document import Document
from prospecta.findings import ToolError
from prospecta.formats.ooxml.language import tag
from prospecta.formats.ooxml.markup import Element, escape, parse, w
from prospecta.theme import Theme

FOLDER = "docx"
PLACE = re.compile(r"\{\{ *([\w.-]+) *\}\}")


class Skin:
    """The parts that make a document's looks. A theme may replace each file of its `docx` folder.

    A place `{{ name }}` in a part takes one of: `colours.NAME` (six hexadecimal digits), `font`,
    `key.FACE`, `language`, `title`, `kind`, `page` (the word), `pages` (how many).
    """

    def __init__(self, theme: Theme, document: Document) -> None:
        self.theme = theme
        self.colours: Mapping[str, str] = {
            name: colour.lstrip("#").upper() for name, colour in theme.colours.items()
        }
        self._values = {
            "font": self.fonts["family"],
            "language": tag(document.language),
            "title": document.title,
            "kind": document.kind,
            "page": document.words["page"],
            "pages": "1",
            **{f"colours.{name}": colour for name, colour in self.colours.items()},
            **{f"key.{name}": face["guid"] for name, face in self.fonts["faces"].items()},
        }

    @cached_property
    def fonts(self) -> dict[str, Any]:
        """The family that documents embed and, by face, its file and the key it was made with."""
        file = self.theme.fonts / FOLDER / "fonts.json"
        fonts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return fonts

    def part(self, name: str, read: Callable[[str], Element] = parse, **values: str) -> Element:
        """A part of the theme with every place filled. Raises ToolError for an unknown place."""
        known = self._values | values

        def value(place: re.Match[str]) -> str:
            if place[1] not in known:
                message = f"the theme's {FOLDER}/{name} asks for {place[1]}, which there is not"
                raise ToolError(message)
            return escape(known[place[1]])

        filled = PLACE.sub(value, self.theme.text(f"{FOLDER}/{name}"))
        try:
            return read(filled)
        except SyntaxError as error:  # as lxml's are
            why = error.msg.partition(", line ")[0]
            file = self.theme.spoken(f"{FOLDER}/{name}")
            message = f"the template {file}, line {error.lineno}: {why}"
            raise ToolError(message) from error

    @cached_property
    def styles(self) -> Element:
        return self.part("styles.xml")

    @cached_property
    def style_numbers(self) -> Mapping[str, int | None]:
        """The ids of all styles, each with the number of its list where it has one."""
        numbers: dict[str, int | None] = {}
        for style in self.styles.iterchildren(w("style")):
            number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
            value = None if number is None else int(number.get(w("val"), "0"))
            numbers[style.get(w("styleId"), "")] = value
        return numbers

    def height(self, style: str) -> int:
        """The least height of a row, in twips, that a table style names; 0 when it names none."""
        for found in self.styles.iterchildren(w("style")):
            if found.get(w("styleId")) == style:
                height = found.find(f"{w('trPr')}/{w('trHeight')}")
                return 0 if height is None else int(height.get(w("val"), "0"))
        return 0

    @cached_property
    def section(self) -> Element:
        return self.part("section.xml")

    @cached_property
    def text_area(self) -> tuple[int, int]:
        """Width and height between the margins, in twips."""
        size, margins = self.section.find(w("pgSz")), self.section.find(w("pgMar"))
        if size is None or margins is None:
            message = f"the theme's {FOLDER}/section.xml lacks pgSz or pgMar"
            raise ToolError(message)
        page = {name: int(size.get(w(name), "0")) for name in ("w", "h")}
        edge = {n: int(margins.get(w(n), "0")) for n in ("left", "right", "top", "bottom")}
        return page["w"] - edge["left"] - edge["right"], page["h"] - edge["top"] - edge["bottom"]
