"""Inlines on their way to Word: runs joined, styles named, links led to bookmarks."""

from collections.abc import Callable
from typing import Any

from prospecta.document import Blocks, Inlines, Node, attr, pairs_of, plain, text
from prospecta.formats.ooxml.language import tag
from prospecta.formats.ooxml.markup import styled
from prospecta.formats.ooxml.names import Names
from prospecta.formats.ooxml.pictures import Pictures

BLANKS = frozenset({"Space", "SoftBreak"})
HOLDERS = frozenset(
    {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
)
AS_THEY_ARE = frozenset({"Str", "LineBreak", "Math"})


class InlineWriter:
    """Rewrites inlines. `note` turns the blocks of a footnote."""

    def __init__(self, names: Names, pictures: Pictures, note: Callable[[Blocks], Blocks]) -> None:
        self.names = names
        self.pictures = pictures
        self.note = note
        self._in_note = False

    def write(self, inlines: Inlines, width: int) -> Inlines:
        """Inlines for a place of that width, in twips. Neighbouring texts become one."""
        written: Inlines = []
        for before, node in zip([None, *inlines], inlines, strict=False):
            if before and before["t"] == node["t"] == "Image":
                written.append(text(" "))
            for new in self._one(node, width):
                if new["t"] == "Str" and written and written[-1]["t"] == "Str":
                    written[-1] = text(written[-1]["c"] + new["c"])
                else:
                    written.append(new)
        return written

    def _one(self, node: Node, width: int) -> Inlines:
        kind, held = node["t"], node.get("c")
        if kind in AS_THEY_ARE:
            return [node]
        if kind in BLANKS:
            return [text(" ")]
        if kind in HOLDERS:
            return [{"t": kind, "c": self.write(node["c"], width)}]
        return self._with_arguments(kind, held, width)

    def _with_arguments(self, kind: str, held: Any, width: int) -> Inlines:
        written: Inlines = []  # what raw code of any format leaves
        if kind == "Code":
            written = self.names.around(held[0][0], {"t": "Code", "c": [attr(), held[1]]})
        elif kind in {"Quoted", "Cite"}:
            written = [{"t": kind, "c": [held[0], self.write(held[1], width)]}]
        elif kind == "Span":
            written = self._span(held[0], self.write(held[1], width))
        elif kind == "Link":
            written = self._link(held, width)
        elif kind == "Image":
            written = [self.pictures.show(held, width)]
        elif kind == "Note":
            written = self._note(held, width)
        return written

    def _note(self, blocks: Blocks, width: int) -> Inlines:
        """A footnote; Word has none within another, so that such a one stands in brackets."""
        if self._in_note:
            held: Inlines = []
            for block in blocks:
                inlines = block["c"] if block["t"] in {"Para", "Plain"} else [text(plain(block))]
                held += [*([text(" ")] if held else []), *inlines]
            return [text(" ("), *self.write(held, width), text(")")]
        self._in_note = True
        note: Node = {"t": "Note", "c": self.note(blocks)}
        self._in_note = False
        return [note]

    def _span(self, attributes: list[Any], inlines: Inlines) -> Inlines:
        identifier, classes, _ = attributes
        language = pairs_of(attributes).get("lang")
        if "family-name" in classes:
            inlines = [styled(inlines, "FamilyName")]
        if "caption-label" in classes:
            inlines = [styled(inlines, "CaptionLabel")]
        if language:
            inlines = [{"t": "Span", "c": [attr(lang=tag(language)), inlines]}]
        return self.names.around(identifier, *inlines)

    def _link(self, held: list[Any], width: int) -> Inlines:
        attributes, inlines, (target, _) = held
        if target.startswith("#"):
            target = f"#{self.names.of(target[1:])}" if target[1:] else ""
        written = self.write(inlines, width)
        if not target:
            return self.names.around(attributes[0], *written)
        return self.names.around(attributes[0], {"t": "Link", "c": [attr(), written, [target, ""]]})
