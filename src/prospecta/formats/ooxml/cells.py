"""pandoc's table on the grid of Word: every place filled, by a cell or by one that reaches it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from prospecta.document import Blocks, plain
from prospecta.formats.ooxml.widths import column_widths

ALIGN: Final = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of Word's grid: one of the table's own, or the place that a cell above reaches."""

    column: int
    span: int
    blocks: Blocks
    align: str = ""
    merge: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `kind` is head, lane or body."""

    cells: list[Cell]
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """pandoc's Table with every place of its grid filled. `widths` are in twips."""

    classes: list[str]
    widths: list[int]
    rows: list[Row]
    row_heads: bool
    title: str
    description: str


@dataclass
class Rows:
    """Lays rows out on a grid; `reaching` is, by column, how many rows a cell still covers."""

    aligns: list[str]
    reaching: dict[int, tuple[int, int]] = field(default_factory=dict)

    def lay(self, row: Any, heads: int, kind: str) -> Row:
        cells: list[Cell] = []
        own = iter(row[1])
        column = 0
        while column < len(self.aligns):
            if column in self.reaching:
                cell = self._covered(column)
            else:
                source = next(own, None)
                cell = self._own(source, column, heads) if source else Cell(column, 1, [])
            cells.append(cell)
            column += cell.span
        whole = len(cells) == 1 and cells[0].head and len(self.aligns) > 1
        lane = kind == "body" and ("lane" in row[0][1] or whole)
        return Row(cells, "lane" if lane else kind)

    def _own(self, source: Any, column: int, heads: int) -> Cell:
        attributes, align, rows, columns, blocks = source
        span = min(columns, len(self.aligns) - column)
        if rows > 1:
            self.reaching[column] = (rows - 1, span)
        scope = dict(attributes[2]).get("scope", "")
        chosen = ALIGN.get(align["t"], self.aligns[column])
        head = column < heads or scope.startswith("row")
        return Cell(column, span, blocks, chosen, "restart" if rows > 1 else "", head)

    def _covered(self, column: int) -> Cell:
        rows, span = self.reaching.pop(column)
        if rows > 1:
            self.reaching[column] = (rows - 1, span)
        return Cell(column, span, [], merge="continue")


def read(held: Any, width: int) -> Table:
    """pandoc's Table for a place so many twips wide."""
    attributes, caption, specs, head, bodies, foot = held
    aligns = [ALIGN.get(align["t"], "") for align, _ in specs]
    rows = list(_rows(aligns, head[1], bodies, foot[1]))

    def texts(column: int) -> list[str]:
        cells = (cell for row in rows for cell in row.cells)
        return [plain(cell.blocks) for cell in cells if (cell.column, cell.span) == (column, 1)]

    widths = column_widths(specs, texts, width)
    titles = [plain(cell.blocks) for row in rows if row.kind == "head" for cell in row.cells]
    return Table(
        attributes[1],
        widths,
        rows,
        any(heads for _, heads, _, _ in bodies),
        plain(caption[1]),
        ", ".join(filter(None, titles)),
    )


def _rows(aligns: list[str], head: Any, bodies: Any, foot: Any) -> Iterator[Row]:
    sections = [(head, 0, "head")]
    for _, heads, middle, rows in bodies:
        sections += [(middle, heads, "lane"), (rows, heads, "body")]
    for rows, heads, kind in [*sections, (foot, 0, "body")]:
        grid = Rows(aligns)
        for row in rows:
            yield grid.lay(row, heads, kind)
