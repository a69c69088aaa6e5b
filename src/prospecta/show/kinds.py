"""How each kind of block is shown: a frozen table of plain functions."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from prospecta import plain
from prospecta.block import Context
from prospecta.dates import When
from prospecta.plain import Point
from prospecta.show.grids import swot, vision
from prospecta.show.people import participants, workshops
from prospecta.show.plan import actions
from prospecta.show.table import Cell, Table, markdown, of_block, paragraphs, several, words


def approach(block: Any, context: Context) -> Table:
    said = context.language
    rows = [
        (words(str(number)), words(said.word("approach.step", title=s.title, result=s.result)))
        for number, s in enumerate(block.steps, 1)
    ]
    return of_block(block, block.caption or said.words["approach.caption"], (), rows)


def follow_ups(block: Any, context: Context) -> Table:
    view, said = block.view(context), context.language.words
    columns = ("number", "action", "who", "due", "status") if view["detailed"] else ()
    rows = [
        [
            words(str(number)),
            markdown(item.text),
            *(_details(item, who, due, said) if columns else ()),
        ]
        for number, (item, who, due) in enumerate(view["rows"], 1)
    ]
    title = block.caption or said["follow-ups.caption"]
    heads = [said[f"follow-ups.{name}"] for name in columns]
    return of_block(block, title, heads, rows, paragraphs(block.lead_in))


def _details(item: Any, who: list[Any], due: str, said: Mapping[str, str]) -> tuple[Cell, ...]:
    status = said[f"status.{item.status}"] if item.status else ""
    return words(several(who)), words(due), words(status)


def objectives(block: Any, _: Context) -> Table:
    rows = [
        (words(str(number)), words(goal.text, goal.question))
        for number, goal in enumerate(block.objectives, 1)
    ]
    return Table("objectives", "", (), rows)


def anything(block: Any, context: Context) -> Table:
    """A block of a kind that has no table of its own: its keys and what stands under them."""
    rows = [
        (words(key), list(_told(value, 0, context)))
        for key, value in block
        if key != "id" and value
    ]
    return Table(str(block.id), "", (), rows)


def _told(value: Any, depth: int, context: Context) -> Iterator[Point]:
    if isinstance(value, BaseModel):
        told = [point for _, below in value for point in _told(below, depth + 1, context)]
        yield from ((depth if not at else below, said) for at, (below, said) in enumerate(told))
    elif isinstance(value, list):
        yield from (point for one in value for point in _told(one, max(depth, 1), context))
    elif isinstance(value, When):
        yield depth, context.language.moment(value)
    elif value is not None:
        yield depth, plain.line(value)


KINDS: Mapping[str, Callable[[Any, Context], Table]] = MappingProxyType(
    {
        "participants": participants,
        "workshops": workshops,
        "objectives": objectives,
        "approach": approach,
        "swot": swot,
        "vision": vision,
        "actions": actions,
        "follow-ups": follow_ups,
    }
)
"""The kinds of block that have a table of their own; any other is shown by `anything`."""
