"""Row heads in the tags of a PDF that typst wrote, which has no words for them.

typst writes every body cell as TD and links it to the heads of its column or, below a lane, to
the lane alone. Here the heads of rows become TH with the scope Row, and the Headers of each cell
name all that head it (ISO 32000-1, 14.8.5.7; ISO 14289-1, 7.5). The file is typst's otherwise.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from prospecta.typst_worker.pdf_objects import Objects, UnexpectedPDFError

COLUMN_HEADS = -1
"""The kind of a row whose cells head the columns."""
LANE = -2
"""The kind of a row whose cell heads the rows below it, down to the next one."""

CELL = re.compile(rb"<</O/Table(/Scope/\w+)?(?:/Headers\[[^\]]*\])?([^<>]*)>>")
NAME = re.compile(rb"/ID\((\w+)\)")
NAMES = re.compile(rb"/IDTree<</Names\[([^\[\]]*)\]>>")


class Cell(NamedTuple):
    """A cell in its place. `name` identifies it when it is a head, of its row or its columns."""

    number: int
    columns: range
    rows: range
    name: bytes
    of_row: bool


def with_row_heads(pdf: bytes, tables: Sequence[Sequence[int]]) -> bytes:
    """The PDF with the heads of rows tagged. `tables` says what heads each row: see `Job.rows`.

    Raises UnexpectedPDFError when the tables are not those of the file.
    """
    if all(kind in {0, COLUMN_HEADS} for kinds in tables for kind in kinds):
        return pdf
    objects = Objects(pdf)
    root, document = objects.root()
    found = list(objects.tables(document))
    _same("tables", len(found), len(tables))
    named: dict[bytes, int] = {}
    for index, (table, kinds) in enumerate(zip(found, tables, strict=True)):
        cells = list(_cells(objects, table, kinds, index))
        for cell, heads in _headed(cells, kinds):
            objects.bodies[cell.number] = _tagged(objects.bodies[cell.number], cell, heads)
        named |= {cell.name: cell.number for cell in cells if cell.of_row}
    objects.bodies[root] = _identified(objects.bodies[root], named)
    return objects.written()


def _same(what: str, found: int, expected: int) -> None:
    if found != expected:
        message = f"{found} {what} where {expected} were expected"
        raise UnexpectedPDFError(message)


def _cells(objects: Objects, table: int, kinds: Sequence[int], index: int) -> Iterator[Cell]:
    """The cells of a table, each where the cells merged from above leave it."""
    rows = list(objects.rows(table))
    _same("rows of a table", len(rows), len(kinds))
    taken: set[tuple[int, int]] = set()
    for y, (row, kind) in enumerate(zip(rows, kinds, strict=True)):
        x = 0
        for number in objects.kids(row):
            while (x, y) in taken:
                x += 1
            body = objects.bodies[number]
            columns = range(x, x + _span(body, b"ColSpan"))
            lines = range(y, y + _span(body, b"RowSpan"))
            taken |= {(column, line) for column in columns for line in lines}
            given = NAME.search(body)
            of_row = x < kind or (kind == LANE and given is None)
            name = given[1] if given else b"R%dx%dy%d" % (index, x, y) if of_row else b""
            yield Cell(number, columns, lines, name, of_row)


def _span(body: bytes, name: bytes) -> int:
    span = re.search(b"/" + name + rb" (\d+)", body)
    return int(span[1]) if span else 1


def _headed(cells: Sequence[Cell], kinds: Sequence[int]) -> Iterator[tuple[Cell, list[bytes]]]:
    """Each cell with what heads it: its columns, the lane that it is in, and its rows."""
    by_row: dict[int, list[bytes]] = {}
    for cell in cells:
        if cell.of_row:
            for line in cell.rows:
                by_row.setdefault(line, []).append(cell.name)
    above: list[Cell] = []
    lanes: list[Cell] = []
    for cell in cells:
        y = cell.rows[0]
        if kinds[y] == COLUMN_HEADS:
            above.append(cell)
        elif kinds[y] == LANE:
            lanes = [*(lane for lane in lanes if lane.rows[0] == y), cell]
            yield cell, []
        else:
            heads = [head.name for head in (*above, *lanes) if _meet(head.columns, cell.columns)]
            beside = [] if cell.of_row else [name for y in cell.rows for name in by_row.get(y, ())]
            yield cell, heads + beside


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _tagged(body: bytes, cell: Cell, heads: Sequence[bytes]) -> bytes:
    """The structure element of a cell with what heads it, as a head itself when it is one."""
    names = b"/Headers[" + b"".join(b"(%s)" % name for name in heads) + b"]"
    row = b"/Scope/Row" if cell.of_row else b""
    body, changed = CELL.subn(
        lambda found: b"<</O/Table" + (found[1] or row) + names + found[2] + b">>", body, count=1
    )
    _same("attributes of a cell", changed, 1)
    if cell.of_row:
        return body.replace(b"/S/TD/", b"/S/TH/ID(%s)/" % cell.name, 1)
    return body


def _identified(body: bytes, named: Mapping[bytes, int]) -> bytes:
    """The root of the structure, whose names stand in the order of their bytes."""
    given = NAMES.search(body)
    listed = re.findall(rb"\(([^()\\]*)\)(\d+) 0 R", given[1]) if given else []
    entries = sorted([*((name, int(at)) for name, at in listed), *named.items()])
    names = b"".join(b"(%s)%d 0 R" % entry for entry in entries)
    tree = b"/IDTree<</Names[" + names + b"]>>"
    if given:
        return body.replace(given[0], tree, 1)
    return body.replace(b"/ParentTreeNextKey", tree + b"/ParentTreeNextKey", 1)
