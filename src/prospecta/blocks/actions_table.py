"""The table that says in words all that the chart of the actions shows."""

from typing import Any

from prospecta.block import Context
from prospecta.blocks.follow_ups import names
from prospecta.blocks.plan import Action, Plan, codes


def table(plan: Plan, context: Context) -> dict[str, Any]:
    """What the template reads: the lanes with their rows, and which columns hold something."""
    lanes = [
        (lane, [_row(action, plan, context) for action in plan.of_lane(lane)])
        for lane in plan.lanes
    ]
    rows = [row for _, group in lanes for row in group]
    optional = ("lead", "priority", "status")
    dated = [m for action in plan.actions for m in (action.start, action.end) if m and m.first]
    years = sorted(
        {m.first.year for m in dated if m.first} | {m.last.year for m in dated if m.last}
    )
    return {
        "lanes": lanes,
        "columns": [name for name in optional if any(row[name] for row in rows)],
        "horizons": [
            (horizon, context.language.period(horizon.start, horizon.end))
            for horizon in plan.horizons
        ],
        "milestones": [(m, context.language.moment(m.date)) for m in plan.milestones],
        "count": len(plan.actions),
        "first": years[0] if years else "",
        "last": years[-1] if years else "",
    }


def _row(action: Action, plan: Plan, context: Context) -> dict[str, Any]:
    language = context.language
    return {
        "action": action,
        "code": action.code or plan.code(action),
        "lead": names(action.lead, context),
        "partners": names(action.partners, context),
        "period": language.period(action.start, action.end) or language.words["actions.undated"],
        "horizon": context.find(action.horizon) if action.horizon else None,
        "priority": language.words[f"priority.{action.priority}"] if action.priority else "",
        "status": language.words[f"status.{action.status}"] if action.status else "",
        "after": language.enumeration(codes(action.after, plan, context)),
        "objectives": [context.find(ref) for ref in action.objectives],
        "milestones": [(m, language.moment(m.date)) for m in action.milestones],
    }
