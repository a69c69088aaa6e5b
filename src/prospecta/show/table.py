"""What is shown: tables of cells, cells of paragraphs and points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from prospecta import plain
from prospecta.block import Item
from prospecta.plain import Point

Cell: TypeAlias = Sequence[Point]
BOLD = -1
"""The depth of a point that is the heading of its cell."""
DITTO = "″"
"""What stands for the cell above, where the report has one cell for several rows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A block to look at. A row that is a text alone is the heading of those that follow it.

    Without `columns` the table has no head. `before` and `after` stand around it.
    """

    name: str
    title: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell] | str] = ()
    before: Sequence[str] = ()
    after: Sequence[str] = ()


def words(*texts: object) -> Cell:
    """A cell of paragraphs, each a line of Markdown; those that are empty are left out."""
    return [(0, plain.line(text)) for text in texts if text]


def markdown(text: object) -> list[Point]:
    """The paragraphs and points of a text that may be missing."""
    return list(plain.points(text)) if text else []


def items(listed: Iterable[Item], depth: int = 1) -> Iterator[Point]:
    """The points of a list, those below a point one deeper."""
    for item in listed:
        (_, first), *rest = markdown(item.text) or [(0, "")]
        yield depth, first
        yield from ((depth + below, told) for below, told in rest)
        yield from items(item.items, depth + 1)


def listing(listed: Sequence[Item]) -> Cell:
    """A list, or a sentence when the author wrote one text in place of a list."""
    if len(listed) == 1 and not listed[0].items:
        return markdown(listed[0].text)
    return list(items(listed))


def paragraphs(text: object) -> list[str]:
    """A text beside a table."""
    return [f"{'  ' * (depth - 1)}• {told}" if depth else told for depth, told in markdown(text)]


def several(texts: Iterable[object]) -> str:
    return ", ".join(plain.line(text) for text in texts if text)


def of_block(
    block: Any, title: object, columns: Sequence[str], rows: Any, before: Sequence[str] = ()
) -> Table:
    """The table of a block, its note below it."""
    after = paragraphs(getattr(block, "note", None))
    return Table(str(block.id), plain.line(title), columns, rows, before, after)
