"""Tables that say which cells are heads, and of what."""

from collections.abc import Callable
from typing import Any

from prospecta.document import Attr, Blocks, Node, div, pairs_of, span

MANY_COLUMNS = 3
"""Columns from which a table cannot be narrowed to a telephone's width: it scrolls."""

Cell = list[Any]
Row = list[Any]
Body = list[Any]


def region(blocks: Blocks, label: str) -> Node:
    """A box that scrolls sideways, and that a keyboard can reach and a screen reader names."""
    scrolled = div(blocks, "", "scroll", tabindex="0", role="region")
    scrolled["c"][0][2].append(["aria-label", label])
    return scrolled


def prepare(table: Node, clean: Callable[[Attr], Attr]) -> Node:
    """A copy with the scope of each head, and with each lane in a body of its own."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    lanes = [lane for body in bodies for lane in _lanes(body)]
    return {
        "t": "Table",
        "c": [
            clean(attributes),
            [caption[0], [_sticky(block) for block in caption[1]]],
            columns,
            [clean(head[0]), [_scoped(row, len(columns), "col", clean) for row in head[1]]],
            [_body(lane, len(columns), clean) for lane in lanes],
            [clean(foot[0]), [_scoped(row, 0, "", clean) for row in foot[1]]],
        ],
    }


def _sticky(block: Node) -> Node:
    """A caption that stays in sight while its table is scrolled."""
    if block["t"] not in {"Plain", "Para"}:
        return block
    return {"t": "Plain", "c": [span(block["c"], "caption")]}


def _lanes(body: Body) -> list[Body]:
    """The body cut before each row of class `lane`.

    A head of scope rowgroup speaks for the rest of its `<tbody>`, so a lane must end there. A
    lane among other rows hides from pandoc's HTML reader that the first column is one of heads:
    what the cells say of themselves then holds.
    """
    attributes, heads, above, below = body
    firsts = [row[1][0] for row in below if row[1]]
    heads = heads or int(any(pairs_of(cell[0]).get("scope") == "row" for cell in firsts))
    lanes: list[Body] = [[attributes, heads, above, []]]
    for row in below:
        if "lane" in row[0][1]:
            lanes.append([["", attributes[1], attributes[2]], heads, [row], []])
        else:
            lanes[-1][3].append(row)
    return [lane for lane in lanes if lane[2] or lane[3]]


def _body(body: Body, width: int, clean: Callable[[Attr], Attr]) -> Body:
    attributes, heads, above, below = body
    covered = [0] * heads
    rows = [_scoped(row, _heads(row, covered), "row", clean) for row in below]
    above = [_scoped(row, width, "col" if len(row[1]) > 1 else "rowgroup", clean) for row in above]
    return [clean(attributes), heads, above, rows]


def _heads(row: Row, covered: list[int]) -> int:
    """How many of the row's own cells are heads.

    `covered` counts, for each column of heads, the rows to come that a head above covers.
    """
    count = column = 0
    while column < len(covered):
        if covered[column]:
            covered[column] -= 1
            column += 1
        elif count < len(row[1]):
            _, _, rows, columns, _ = row[1][count]
            wide = min(columns, len(covered) - column)
            covered[column : column + wide] = [rows - 1] * wide
            column, count = column + wide, count + 1
        else:
            break
    return count


def _scoped(row: Row, heads: int, scope: str, clean: Callable[[Attr], Attr]) -> Row:
    """The row, its first `heads` cells being heads of `scope` unless they say so themselves."""
    cells = [_cell(cell, scope if at < heads else "", clean) for at, cell in enumerate(row[1])]
    return [clean(row[0]), cells]


def _cell(cell: Cell, scope: str, clean: Callable[[Attr], Attr]) -> Cell:
    attributes, alignment, rows, columns, blocks = cell
    identifier, classes, pairs = clean(attributes)
    pairs = [pair for pair in pairs if pair[0] != "scope"]
    if scope:
        grouped = (scope == "col" and columns > 1) or (scope == "row" and rows > 1)
        own = pairs_of(attributes).get("scope")
        pairs.append(["scope", own or (f"{scope}group" if grouped else scope)])
    return [[identifier, classes, pairs], alignment, rows, columns, blocks]
