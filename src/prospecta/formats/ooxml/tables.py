"""Tables, written out cell by cell: pandoc's writer knows no widths, row heads or lanes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from prospecta.document import Blocks, Node
from prospecta.formats.extent import GAP as PADDING
from prospecta.formats.extent import SHORT, extent
from prospecta.formats.ooxml.cells import Cell, Table
from prospecta.formats.ooxml.markup import TWIPS_PER_MM, block, escape
from prospecta.formats.ooxml.scope import Scope

Fill: TypeAlias = Callable[[Blocks, Scope], Blocks]

CELL_MARGINS: Final = 200
"""What a cell's left and right margins take together in the style Table, in twips."""
FIRST_ROW: Final = 0x0020
FIRST_COLUMN: Final = 0x0080
NO_BANDS: Final = 0x0600
STYLES: Final = {"head": "TableHeader", "lane": "TableLane"}
EMPTY: Final[Node] = {"t": "Plain", "c": []}
GAP: Final = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'
"""A paragraph as low as can be, where Word wants one after a table."""


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes a table; `ground` is that of its lanes, in hexadecimal, `fill` writes its blocks."""

    table: Table
    scope: Scope
    ground: str
    fill: Fill

    def write(self, style: str) -> Blocks:
        """The table's markup around the blocks of its cells."""
        written: Blocks = [block(self._opening(style))]
        rows = self.table.rows
        short = self._high() <= SHORT
        for row in rows:
            glued = short and row.kind == "body" and row is not rows[-1]
            scope = replace(self.scope, keep=True) if glued else self.scope
            repeated = "<w:tblHeader/>" if row.kind == "head" else ""
            written.append(block(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>"))
            for cell in row.cells:
                written += self._cell(row.kind, cell, scope)
            written.append(block("</w:tr>"))
        written.append(block("</w:tbl>"))
        return written

    def _opening(self, style: str) -> str:
        table = self.table
        head = any(row.kind == "head" for row in table.rows)
        looks = table_look(head=head, row_heads=table.row_heads)
        return opening(style, table.widths, looks, table.title, table.description)

    def _high(self) -> float:
        """How high the table is at most, in millimetres."""
        return sum(
            max(extent(cell.blocks, self._room(cell) / TWIPS_PER_MM) for cell in row.cells)
            + PADDING
            for row in self.table.rows
            if row.cells
        )

    def _room(self, cell: Cell) -> int:
        return sum(self.table.widths[cell.column : cell.column + cell.span]) - CELL_MARGINS

    def _cell(self, kind: str, cell: Cell, scope: Scope) -> Blocks:
        width = self._room(cell) + CELL_MARGINS
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.ground}"/>'
        shade = ground if kind == "lane" else ""
        style = STYLES.get(kind, "TableRowHead" if cell.head else "TableText")
        place = scope.cell(style, self._room(cell), cell.align)
        held = cell.blocks or [EMPTY]
        return [
            block(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>'
            ),
            *cell_blocks(self.fill(held, place)),
            block("</w:tc>"),
        ]


def style_id(classes: list[str]) -> str:
    """The table style that a class names: `follow-ups` has FollowUpsTable."""
    kind = classes[0] if classes else ""
    return "".join(part.capitalize() for part in kind.split("-")) + "Table"


def cell_blocks(blocks: Blocks) -> Blocks:
    """What a cell may hold: it has to end with a paragraph."""
    return [*blocks, block(GAP)] if ends_with_table(blocks) else blocks


def ends_with_table(blocks: Blocks) -> bool:
    """Whether the last of what was written is a table, or nothing was."""
    last = blocks[-1] if blocks else block("</w:tbl>")
    while last["t"] == "Div" and last["c"][1]:
        last = last["c"][1][-1]
    return bool(last["t"] == "RawBlock" and last["c"][1].endswith(("</w:tbl>", "/>")))


def table_look(*, head: bool = False, row_heads: bool = False) -> str:
    """w:tblLook: which parts of the table style a table wears, as bits and in words."""
    bits = NO_BANDS | FIRST_ROW * head | FIRST_COLUMN * row_heads
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{head:d}" w:lastRow="0" '
        f'w:firstColumn="{row_heads:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def opening(style: str, widths: list[int], looks: str, title: str, description: str) -> str:
    """The start of a table: its properties and its grid."""
    words = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    if description:
        words += f'<w:tblDescription w:val="{escape(description)}"/>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{looks}{words}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
