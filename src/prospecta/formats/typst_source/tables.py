"""Tables of the tree as calls to `data-table`, which measures what may break over a page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from prospecta.document import Blocks, pairs_of
from prospecta.formats.extent import GAP, SHORT, extent, most
from prospecta.formats.typst_source.breadth import breadth
from prospecta.formats.typst_source.text import Scope, anchored, flag, label
from prospecta.typst_worker.pdf_tags import COLUMN_HEADS, LANE

PADDING = 4.4
"""Millimetres that a cell keeps free at its two sides."""
SIDES = MappingProxyType({"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in its column. `head` says that it heads its row or its column."""

    attributes: list[Any]
    side: str
    down: int
    across: int
    blocks: Blocks
    column: int
    head: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`heads` is how many cells at its start head it, or COLUMN_HEADS or LANE.

    `lane` says that the row is repeated on every page that the rows below it reach.
    """

    cells: list[Cell]
    heads: int
    lane: bool = False


def table(held: Any, scope: Scope) -> str:
    """Markup of a pandoc Table."""
    attributes, (_, caption), columns, head, bodies, foot = held
    heads: list[int] = []
    scope.rows.append(heads)
    top = list(_rows(head[1], columns, COLUMN_HEADS))
    body = [row for one in bodies for row in _body(one, columns)]
    body += _rows(foot[1], columns, 0)
    heads += [row.heads for row in (*top, *body)]
    widths = [_width(column[1]) for column in columns]
    share = [part or 1 / len(columns) for part in widths]
    # In the order of the page: what they hold takes its place in `scope` as it is written.
    name = f"name: {label(attributes[0], scope)}"
    words = f"caption: [{scope.blocks(caption, scope)}]" if caption else "caption: none"
    above = "".join(_row(row, share, scope) for row in top)
    groups = [(_high(rows, share, scope), rows) for rows in _together(_lanes(body))]
    heading = _high(top, share, scope)
    whole = extent(caption, scope.width) + heading + sum(high for high, _ in groups)
    keep = flag(whole <= SHORT)
    below = _groups(groups, heading, share, scope)
    sizes = "".join(f"{part * 100:g}%, " if part else "auto, " for part in widths)
    return f"\n#data-table(({sizes}), ({above}), ({below}), {words}, {name}, keep: {keep});\n"


def _width(width: Any) -> float:
    return float(width["c"]) if width["t"] == "ColWidth" else 0.0


def _body(body: Any, columns: Any) -> Iterator[Row]:
    _, heads, lanes, rows = body
    yield from _rows(lanes, columns, LANE)
    yield from _rows(rows, columns, heads)


def _rows(rows: Any, columns: Any, heads: int) -> Iterator[Row]:
    """Rows with the column of each cell, the cells merged from above taken into account."""
    taken = [0] * len(columns)
    for at, (_, cells) in enumerate(rows):
        placed, column = [], 0
        for attributes, align, tall, wide, contents in cells:
            while column < len(taken) and taken[column]:
                column += 1
            side = SIDES.get(align["t"]) or SIDES.get(columns[column][0]["t"], "start")
            scope = pairs_of(attributes).get("scope", "")
            head = heads < 0 or column < heads or scope in {"row", "rowgroup"}
            down, across = min(tall, len(rows) - at), min(wide, len(taken) - column)
            placed.append(Cell(attributes, side, down, across, contents, column, head))
            taken[column : column + across] = [down] * across
            column += across
        yield Row(placed, _heads(placed, heads, len(columns)))
        taken = [max(0, left - 1) for left in taken]


def _heads(cells: list[Cell], heads: int, columns: int) -> int:
    """What heads a row. A head as wide as the table is a lane, wherever pandoc put its row."""
    if heads < 0:
        return heads
    if len(cells) == 1 and cells[0].head and cells[0].across == columns > 1:
        return LANE
    ends = [cell.column + cell.across for cell in takewhile(lambda cell: cell.head, cells)]
    return ends[-1] if ends else 0


def _lanes(rows: Sequence[Row]) -> Iterator[Row]:
    """A lane with nothing below it is a row like others: typst cannot lay out two in a row."""
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        lane = row.heads == LANE and after is not None and after.heads != LANE
        yield replace(row, lane=True) if lane else row


def _together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows that a merged cell holds together, the others alone."""
    group: list[Row] = []
    reach = 0
    for row in rows:
        group.append(row)
        reach = max(reach, len(group) - 1 + max((cell.down for cell in row.cells), default=1))
        if len(group) >= reach:
            yield group
            group, reach = [], 0
    if group:
        yield group


def _groups(
    groups: list[tuple[float, list[Row]]], heading: float, share: list[float], scope: Scope
) -> str:
    """Markup of the groups, each with how high it is at most below its heads."""
    above = heading + max((high for high, rows in groups if rows[0].lane), default=0.0)
    return "".join(
        f"(lane: {flag(rows[0].lane)}, most: {most(above + high)},"
        f" rows: ({''.join(_row(row, share, scope) for row in rows)})), "
        for high, rows in groups
    )


def _high(rows: list[Row], share: list[float], scope: Scope) -> float:
    """How high rows are at most, in millimetres: as their own cells are, or a merged one."""
    merged, whole = 0.0, 0.0
    for row in rows:
        own = 0.0
        for cell in row.cells:
            high = extent(cell.blocks, _room(cell, share, scope)) + GAP
            if cell.down > 1:
                merged = max(merged, high)
            else:
                own = max(own, high)
        whole += own
    return max(whole, merged)


def _room(cell: Cell, share: list[float], scope: Scope) -> float:
    part = sum(share[cell.column : cell.column + cell.across])
    return scope.width * part - PADDING


def _row(row: Row, share: list[float], scope: Scope) -> str:
    return "(" + "".join(_cell(cell, share, scope) for cell in row.cells) + "), "


def _cell(cell: Cell, share: list[float], scope: Scope) -> str:
    inside = replace(scope, width=_room(cell, share, scope))
    body = anchored(cell.attributes, scope.blocks(cell.blocks, inside), inside)
    spans = f"at: {cell.column}, across: {cell.across}, down: {cell.down}"
    wide = f"{breadth(cell.blocks, inside.width, head=cell.head):.1f}mm"
    return f"(body: [{body}], {spans}, side: {cell.side}, head: {flag(cell.head)}, wide: {wide}), "
