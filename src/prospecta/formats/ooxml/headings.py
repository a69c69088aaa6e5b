"""Headings: in Word's own styles, counted by Word where it counts as the document does."""

from collections.abc import Iterator, Mapping
from typing import Final

from prospecta.document import Blocks, Node, pairs_of, structure, text
from prospecta.formats.ooxml.heading_numbers import DEEPEST, Level, infer
from prospecta.formats.ooxml.inlines import InlineWriter
from prospecta.formats.ooxml.markup import Element, w
from prospecta.formats.ooxml.paragraphs import Paragraph, Sheet

LEAVES: Final = frozenset({"Para", "Plain", "CodeBlock", "LineBlock", "RawBlock", "Note"})


class Headings:
    """Writes headings, after a look at all of them."""

    def __init__(
        self, body: Blocks, numbering: Element, style_numbers: Mapping[str, int | None]
    ) -> None:
        self.style_numbers = style_numbers
        found = list(_numbered(body))
        chapters = infer((level, number) for level, kind, number in found if kind == "numbered")
        annexes = infer((1, number) for _, kind, number in found if kind == "annex")
        self.counted = {"numbered": chapters is not None, "annex": annexes is not None}
        _set_levels(numbering, "Headings", chapters or {})
        _set_levels(numbering, "Annexes", annexes or {})

    def write(self, node: Node, inlines: InlineWriter, sheet: Sheet, width: int) -> Node:
        level, attributes, title = node["c"]
        kind, number = _kind(attributes[1]), pairs_of(attributes).get("number", "")
        written = inlines.write(title, width)
        style = "AnnexHeading" if kind == "annex" else f"Heading{min(level, DEEPEST)}"
        counts = bool(number) and self.counted.get(kind, False)
        if number and not counts:
            written = [text(f"{number} "), *written]
        marked = inlines.names.around(attributes[0], *written)
        return sheet.line(marked, self._paragraph(style, level, counts=counts))

    def _paragraph(self, style: str, level: int, *, counts: bool) -> Paragraph:
        """The style with a number or without; some styles have it in them, others beside them."""
        bound = bool(self.style_numbers.get(style))
        if counts == bound:
            return Paragraph(style)
        if counts:
            return Paragraph(style, number=(self.style_numbers["Heading1"] or 0, level - 1))
        return Paragraph(f"{style}Unnumbered")


def _kind(classes: list[str]) -> str:
    return next((name for name in ("annex", "numbered") if name in classes), "unnumbered")


def _numbered(body: Blocks) -> Iterator[tuple[int, str, str]]:
    """Level, kind and number of each numbered heading, wherever blocks may stand."""
    for node in structure(body, LEAVES):
        number = pairs_of(node["c"][1]).get("number", "") if node["t"] == "Header" else ""
        if number:
            yield min(node["c"][0], DEEPEST), _kind(node["c"][1][1]), number


def _set_levels(numbering: Element, name: str, levels: dict[int, Level]) -> None:
    for definition in numbering.iterchildren(w("abstractNum")):
        named = definition.find(w("name"))
        if named is not None and named.get(w("val")) == name:
            for number, level in enumerate(definition.iterchildren(w("lvl")), start=1):
                if number in levels:
                    _set_level(level, levels[number])


def _set_level(level: Element, chosen: Level) -> None:
    values = {"numFmt": chosen.form, "lvlText": chosen.text}
    for name, value in values.items():
        element = level.find(w(name))
        if element is not None:
            element.set(w("val"), value)
            if chosen.legal and name == "lvlText":
                # The schema wants it before w:suff and w:lvlText.
                place = level.find(w("suff"))
                (element if place is None else place).addprevious(level.makeelement(w("isLgl"), {}))
