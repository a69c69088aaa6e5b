"""Paragraph properties, carried through pandoc as the number of a paragraph's style.

pandoc can name a paragraph's style and nothing more. So every paragraph goes through it with a
style called `paragraph-N`; afterwards the sheet puts the N-th set of properties in its place.
"""

from copy import deepcopy
from dataclasses import dataclass

from prospecta.document import Blocks, Inlines, Node
from prospecta.formats.ooxml.markup import Element, block, elements, w

PREFIX = "paragraph-"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The properties of a paragraph: a style id, and what Word keeps beside the style.

    `number` is a list's number and the level in it, from 0; `indent` is in twips from the
    left; `align` is a value of w:jc.
    """

    style: str
    number: tuple[int, int] | None = None
    indent: int | None = None
    align: str = ""
    keep: bool = False

    def markup(self) -> str:
        """The children of w:pPr, in the order of the schema."""
        parts = [f'<w:pStyle w:val="{self.style}"/>']
        if self.keep:
            parts.append("<w:keepNext/>")
        if self.number is not None:
            identifier, level = self.number
            parts.append(
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identifier}"/></w:numPr>'
            )
        if self.indent is not None:
            parts.append(f'<w:ind w:left="{self.indent}" w:firstLine="0"/>')
        if self.align:
            parts.append(f'<w:jc w:val="{self.align}"/>')
        return "".join(parts)


class Sheet:
    """The sets of properties that a document's paragraphs have, each once."""

    def __init__(self) -> None:
        self._numbers: dict[Paragraph, int] = {}

    def dress(self, blocks: Blocks, paragraph: Paragraph) -> Node:
        """Blocks whose paragraphs all have these properties."""
        return {"t": "Div", "c": [["", [], [["custom-style", self._name(paragraph)]]], blocks]}

    def line(self, inlines: Inlines, paragraph: Paragraph) -> Node:
        """One paragraph, even without a word in it: that one pandoc would leave out."""
        if inlines:
            return self.dress([{"t": "Para", "c": inlines}], paragraph)
        return block(f'<w:p><w:pPr><w:pStyle w:val="{self._name(paragraph)}"/></w:pPr></w:p>')

    def _name(self, paragraph: Paragraph) -> str:
        return f"{PREFIX}{self._numbers.setdefault(paragraph, len(self._numbers))}"

    def apply(self, root: Element) -> None:
        """Put the properties in the places that pandoc kept for them."""
        sets = {
            f"{PREFIX}{number}": elements(paragraph.markup())
            for paragraph, number in self._numbers.items()
        }
        for style in list(root.iter(w("pStyle"))):
            properties = style.getparent()
            chosen = sets.get(style.get(w("val"), ""))
            if chosen is not None and properties is not None:
                properties[:] = [deepcopy(element) for element in chosen]
