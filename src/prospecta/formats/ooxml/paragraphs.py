"""Paragraph properties, carried through pandoc as the number of a paragraph's style.

pandoc can name a paragraph's style and nothing more. So every paragraph goes through it with a
style called `paragraph-N`; afterwards the sheet puts the N-th set of properties in its place.
"""

import re
from dataclasses import dataclass

from prospecta.document import Blocks, Inlines, Node
from prospecta.formats.ooxml.markup import block

PREFIX = "paragraph-"
PLACE = re.compile(
    rb'<w:pPr><w:pStyle w:val="%s(\d+)" ?/>(?:(?!</w:pPr>).)*</w:pPr>' % PREFIX.encode(), re.DOTALL
)
"""What pandoc writes for such a style. An author's words have no `<` there."""


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

    def applied(self, part: bytes) -> bytes:
        """A part that pandoc wrote, with the properties in the places that it kept for them."""
        sets = [paragraph.markup().encode() for paragraph in self._numbers]
        return PLACE.sub(lambda found: b"<w:pPr>%s</w:pPr>" % sets[int(found[1])], part)
