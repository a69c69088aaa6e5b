"""The tree on its way to Word: each block as paragraphs and tables that pandoc writes as told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from prospecta.document import Blocks, Document, Node, attr, pairs_of
from prospecta.formats.ooxml import lists, tables
from prospecta.formats.ooxml.captions import Captions
from prospecta.formats.ooxml.floats import Floats
from prospecta.formats.ooxml.headings import Headings
from prospecta.formats.ooxml.inlines import InlineWriter
from prospecta.formats.ooxml.language import tag
from prospecta.formats.ooxml.levels import completed
from prospecta.formats.ooxml.markup import block
from prospecta.formats.ooxml.names import Names
from prospecta.formats.ooxml.numbering import Lists
from prospecta.formats.ooxml.paragraphs import Paragraph, Sheet
from prospecta.formats.ooxml.pictures import Pictures
from prospecta.formats.ooxml.scope import Scope
from prospecta.formats.ooxml.skin import Skin

BOXES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "callout": ("Callout", "Callout"),
        "definition": ("DefinitionBox", "Definition"),
        "question": ("Question", "List"),
        "note": ("Note", "List"),
        "none": ("NothingNoted", "Table"),
        "detail": ("Detail", "Table"),
    }
)
"""By the class of a Div: the style of its paragraphs, and how the ids of its list styles begin."""
MARKERS: Final = MappingProxyType({"checks": "Check", "arrows": "Arrow", "steps": "Step"})
CAPTION_ROOM: Final = 850
"""What a figure's caption may take of a page, in twips."""
RULE: Final = '<w:p><w:pPr><w:pStyle w:val="HorizontalRule"/></w:pPr></w:p>'


class BlockWriter:
    """Rewrites blocks, and gathers what the parts beside the document need."""

    def __init__(self, document: Document, skin: Skin) -> None:
        self.skin = skin
        self.numbering = skin.part("numbering.xml", completed)
        width, height = skin.text_area
        self.body = Scope(width)
        self.sheet = Sheet()
        self.names = Names()
        self.pictures = Pictures(document.pictures, height - CAPTION_ROOM)
        self.inlines = InlineWriter(self.names, self.pictures, self._note)
        self.lists = Lists(self.numbering, skin.style_numbers)
        self.headings = Headings(document.body, self.numbering, skin.style_numbers)
        self.floats = Floats(skin, Captions(self.sheet, self.inlines), self.write)

    def write(self, blocks: Blocks, scope: Scope) -> Blocks:
        """Blocks for a place of the document."""
        written: Blocks = []
        after = ""
        for node in blocks:
            kind = node["t"]
            if _is_table(node) and after == "table" and not _has_caption(node):
                written.append(block(tables.GAP))
            if kind in {"Para", "Plain", "LineBlock"}:
                style = scope.text if after == "paragraph" else scope.first
                written += self._paragraph(node, scope, style)
                after = "paragraph"
            else:
                written += self._other(node, scope)
                after = "table" if _is_table(node) else "block"
        return written

    def _paragraph(self, node: Node, scope: Scope, style: str) -> Blocks:
        held = node["c"] if node["t"] != "LineBlock" else _joined(node["c"])
        inlines = self.inlines.write(held, scope.width)
        if not style:
            return [{"t": "Para", "c": inlines}] if inlines else []
        return [self.sheet.line(inlines, Paragraph(style, align=scope.align, keep=scope.keep))]

    def _other(self, node: Node, scope: Scope) -> Blocks:
        write = WRITERS.get(node["t"])
        return write(self, node, scope) if write else []

    def header(self, node: Node, scope: Scope) -> Blocks:
        return [self.headings.write(node, self.inlines, self.sheet, scope.width)]

    def items(self, node: Node, scope: Scope) -> Blocks:
        return lists.write(node, scope, self.lists, self.sheet, self.write)

    def definitions(self, node: Node, scope: Scope) -> Blocks:
        written: Blocks = []
        for term, definitions in node["c"]:
            named = {"t": "Plain", "c": term}
            written += self._paragraph(named, scope, "DefinitionTerm")
            for definition in definitions:
                written += self.write(definition, scope.style("Definition"))
        return written

    def quote(self, node: Node, scope: Scope) -> Blocks:
        return self.write(node["c"], scope.style("BlockText"))

    def code(self, node: Node, _: Scope) -> Blocks:
        identifier, code = node["c"][0][0], node["c"][1]
        # pandoc gives it the style Source Code, whatever else it is told.
        return [*self.names.before(identifier), {"t": "CodeBlock", "c": [attr(), code]}]

    def rule(self, _: Node, __: Scope) -> Blocks:
        return [block(RULE)]

    def figure(self, node: Node, scope: Scope) -> Blocks:
        return self.floats.figure(node, scope)

    def table(self, node: Node, scope: Scope) -> Blocks:
        return self.floats.table(node, scope)

    def division(self, node: Node, scope: Scope) -> Blocks:
        (identifier, classes, _), blocks = node["c"]
        if "grid" in classes:
            written = self.floats.grid(node, scope)
        else:
            written = self.write(blocks, _inside(classes, scope))
        language = pairs_of(node["c"][0]).get("lang")
        if language:
            written = [{"t": "Div", "c": [attr(lang=tag(language)), written]}]
        return [*self.names.before(identifier), *written]

    def _note(self, blocks: Blocks) -> Blocks:
        """A footnote's blocks: pandoc itself styles its paragraphs and puts the mark in."""
        return self.write(blocks, replace(self.body.style(""), level=-1))


def _inside(classes: list[str], scope: Scope) -> Scope:
    for name in classes:
        if name in BOXES:
            return scope.style(*BOXES[name])
        if name in MARKERS:
            return replace(scope, marker=MARKERS[name])
    return scope


def _joined(lines: list[Any]) -> list[Any]:
    joined: list[Any] = []
    for line in lines:
        joined += [*([{"t": "LineBreak"}] if joined else []), *line]
    return joined


def _is_table(node: Node) -> bool:
    return node["t"] == "Table" or (node["t"] == "Div" and "grid" in node["c"][0][1])


def _has_caption(node: Node) -> bool:
    return node["t"] == "Table" and bool(node["c"][1][1])


WRITERS: Final[Mapping[str, Callable[[BlockWriter, Node, Scope], Blocks]]] = MappingProxyType(
    {
        "Header": BlockWriter.header,
        "BulletList": BlockWriter.items,
        "OrderedList": BlockWriter.items,
        "DefinitionList": BlockWriter.definitions,
        "BlockQuote": BlockWriter.quote,
        "CodeBlock": BlockWriter.code,
        "HorizontalRule": BlockWriter.rule,
        "Figure": BlockWriter.figure,
        "Table": BlockWriter.table,
        "Div": BlockWriter.division,
    }
)
