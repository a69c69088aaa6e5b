"""What the workshops found: SWOT grids and visions."""

from collections.abc import Iterator, Mapping
from typing import Any

from prospecta import plain
from prospecta.block import Context
from prospecta.show.table import BOLD, DITTO, Cell, Table, items, listing, of_block, words


def swot(block: Any, context: Context) -> Table:
    view, said = block.view(context), context.language.words
    cells = [
        [
            (BOLD, plain.line(said[f"swot.{name}"])),
            *(items(listed) if listed else [(0, said["swot.empty"])]),
        ]
        for name, listed in view["quadrants"]
    ]
    title = _of_workshop(view["workshop"], context) or view["label"]
    return of_block(block, title, (), [cells[:2], cells[2:]])


def vision(block: Any, context: Context) -> Table:
    view, said = block.view(context), context.language.words
    rows = [
        [words(row["dimension"].title), *_columns(row, view["columns"])] for row in view["rows"]
    ]
    title = block.caption or _of_workshop(view["workshop"], context) or said["vision.caption"]
    columns = [said[f"vision.{name}"] for name in ("dimension", *view["columns"])]
    return of_block(block, title, columns, rows)


def _columns(row: Mapping[str, Any], columns: list[str]) -> Iterator[Cell]:
    dimension = row["dimension"]
    for name in columns:
        if name != "levers":
            yield listing(getattr(dimension, name))
        elif dimension.levers and not row["span"]:
            yield [(0, DITTO)]
        else:
            yield listing(row["levers"])


def _of_workshop(workshop: Any, context: Context) -> str:
    if workshop is None:
        return ""
    return context.language.word("workshop.title", number=workshop.number, title=workshop.title)
