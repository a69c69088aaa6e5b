"""An action plan as one table, its lanes as headings."""

from collections.abc import Mapping
from typing import Any

from prospecta import plain
from prospecta.block import Context
from prospecta.blocks.actions_table import table
from prospecta.blocks.plan import Lane, Plan
from prospecta.show.sight import Missing
from prospecta.show.table import Cell, Table, markdown, paragraphs, several, words
from prospecta.strict_yaml import Scalar
from prospecta.text import Line


def actions(block: Plan, context: Context) -> Table:
    """Every action, also of a lane that is not declared."""
    said = context.language.words
    view = table(_with_all_lanes(block), context)
    rows: list[list[Cell] | str] = []
    for lane, held in view["lanes"]:
        rows.append(plain.line(lane.title))
        rows += [_row(row, view["columns"], said) for row in held]
        if not held:
            rows.append([[], words(said["actions.no-action"]), *[[] for _ in view["columns"]], []])
    columns = [said[f"actions.{name}"] for name in ("code", "action", "period", *view["columns"])]
    title = plain.line(block.caption or said["actions.caption-chart"])
    after = [_dated(view[name], name, said) for name in ("horizons", "milestones") if view[name]]
    return Table(str(block.id), title, columns, rows, (), [*after, *paragraphs(block.note)])


def _with_all_lanes(block: Plan) -> Plan:
    known = {str(lane.id) for lane in block.lanes}
    strays = {str(action.lane): action.lane for action in block.actions}
    lanes = [
        Lane.model_construct(id=ref, title=Line(Scalar(Missing(ref).title)))
        for name, ref in strays.items()
        if name not in known
    ]
    return block.model_copy(update={"lanes": [*block.lanes, *lanes]})


def _row(row: Mapping[str, Any], optional: list[str], said: Mapping[str, str]) -> list[Cell]:
    action = row["action"]
    details = [
        *(f"{said['actions.milestone']}{m.title} ({date})" for m, date in row["milestones"]),
        *(f"{said['actions.objectives']}{objective.text}" for objective in row["objectives"]),
        *(f"{said['actions.indicators']}{indicator}" for indicator in action.indicators),
        f"{said['actions.budget']}{action.budget}" if action.budget else "",
        f"{said['actions.partners']}{several(row['partners'])}" if row["partners"] else "",
        f"{said['actions.after']}{row['after']}" if row["after"] else "",
    ]
    lead = {**row, "lead": several(row["lead"])}
    return [
        words(row["code"]),
        [*words(action.title), *markdown(action.details), *words(*details)],
        words(row["period"], row["horizon"].title if row["horizon"] else ""),
        *(words(lead[name]) for name in optional),
    ]


def _dated(listed: list[Any], name: str, said: Mapping[str, str]) -> str:
    return said[f"actions.{name}"] + ", ".join(f"{plain.line(o.title)} ({d})" for o, d in listed)
