"""The actions as the chart wants them: fractional years and finished words."""

from prospecta.block import Context, Plain
from prospecta.blocks.plan import Action, Milestone, Plan, codes
from prospecta.charts import plan as drawn
from prospecta.charts.look import Look
from prospecta.charts.timeline import timeline
from prospecta.dates import beginning, ending
from prospecta.language import Language

PRIORITIES = {
    "high": drawn.Priority.HIGH,
    "medium": drawn.Priority.MEDIUM,
    "low": drawn.Priority.LOW,
}


def chart(plan: Plan, context: Context, plain: Plain, look: Look) -> list[str]:
    """The SVG pictures of a plan: several when one would be taller than a page."""
    lanes = tuple(
        drawn.Lane(
            plain(lane.title),
            tuple(_action(action, plan, context, plain) for action in plan.of_lane(lane)),
        )
        for lane in plan.lanes
    )
    horizons = tuple(
        drawn.Horizon(
            plain(horizon.title),
            beginning(horizon.start) or 0,
            ending(horizon.end) or 0,
            context.language.typeset(context.language.period(horizon.start, horizon.end)),
        )
        for horizon in plan.horizons
        if horizon.start.first and horizon.end.last
    )
    milestones = _milestones(plan.milestones, plain)
    whole = drawn.Timeline(_words(context.language), lanes, horizons, milestones)
    return timeline(whole, look, f"{plan.id}-timeline")


def _action(action: Action, plan: Plan, context: Context, plain: Plain) -> drawn.Action:
    moments = [moment for moment in (action.start, action.end) if moment is not None]
    ongoing = bool(moments) and all(moment.precision == "ongoing" for moment in moments)
    return drawn.Action(
        code=plain(action.code) if action.code else plan.code(action),
        title=plain(action.title),
        start=beginning(action.start) if action.start else None,
        end=ending(action.end) if action.end else None,
        ongoing=ongoing,
        undated=not moments,
        priority=PRIORITIES[action.priority] if action.priority else None,
        status=context.language.words[f"status.{action.status}"] if action.status else "",
        milestones=_milestones(action.milestones, plain),
        after=tuple(codes(action.after, plan, context)),
    )


def _milestones(milestones: list[Milestone], plain: Plain) -> tuple[drawn.Milestone, ...]:
    return tuple(
        drawn.Milestone(beginning(milestone.date) or 0, plain(milestone.title))
        for milestone in milestones
        if milestone.date.first
    )


def _words(language: Language) -> drawn.Words:
    words = language.words
    return drawn.Words(
        high=words["priority.legend.high"],
        medium=words["priority.legend.medium"],
        low=words["priority.legend.low"],
        plain=words["priority.legend.none"],
        milestone=words["chart.milestone"],
        open_date=words["chart.open"],
        ongoing=words["date.ongoing"],
        link=words["chart.dependency"],
        undated=words["actions.undated-lane"],
        continued=words["chart.continued"],
        after=words["chart.after"],
        empty=words["chart.empty"],
        quarters=(
            words["chart.quarters.1"],
            words["chart.quarters.2"],
            words["chart.quarters.3"],
            words["chart.quarters.4"],
        ),
        months=tuple(words[f"chart.months.{month}"] for month in range(1, 13)),
    )
