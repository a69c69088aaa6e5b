"""Dates that cannot be, or are not likely meant.

A date is compared as precisely as it was given: 2019 is neither before nor after 2019-06.
"""

from collections.abc import Iterator
from datetime import date

from prospecta.blocks.follow_ups import FollowUp
from prospecta.blocks.plan import Action, Horizon, Plan
from prospecta.dates import When
from prospecta.findings import Finding, Span
from prospecta.folder import SEMINAR
from prospecta.seminar import Seminar
from prospecta.source import span_of

OVER = frozenset({"done", "dropped"})
"""What is behind may have been so on the day."""


def before(one: When | None, other: When | None) -> bool:
    """Whether a moment is over, whatever day of it is meant, when the other begins."""
    if one is None or other is None or one.last is None or other.first is None:
        return False
    return one.last < other.first


def inverted(one: Action | Horizon) -> bool:
    """Whether something ends before it begins: then no other date can be held against it."""
    return before(one.end, one.start)


def intervals_run_forward(seminar: Seminar) -> Iterator[Finding]:
    """Nothing ends before it begins."""
    for model in seminar.models:
        if isinstance(model, Action | Horizon) and inverted(model):
            assert model.end is not None
            assert model.start is not None
            values = {"start": _typed(seminar, model.start), "end": _typed(seminar, model.end)}
            yield Finding("interval-inverted", model.end.span, values)


def children_within(seminar: Seminar) -> Iterator[Finding]:
    """An action keeps to its horizon, a milestone to its action, or to the horizons of its plan."""
    for plan in seminar.blocks.values():
        if not isinstance(plan, Plan):
            continue
        horizons = {str(one.id): one for one in plan.horizons}
        for action in plan.actions:
            horizon = horizons.get(str(action.horizon))
            if inverted(action):
                continue
            if horizon is not None and not inverted(horizon):
                yield from _outside(seminar, action.start, horizon, str(horizon.title))
                yield from _outside(seminar, action.end, horizon, str(horizon.title))
            for milestone in action.milestones:
                yield from _outside(seminar, milestone.date, action, str(action.title))
        if plan.horizons and not any(map(inverted, plan.horizons)):
            starts = [one.start for one in plan.horizons if one.start.first]
            ends = [one.end for one in plan.horizons if one.end.last]
            first = min(starts, key=lambda one: one.first or date.max, default=None)
            last = max(ends, key=lambda one: one.last or date.min, default=None)
            for milestone in plan.milestones:
                if before(milestone.date, first) or before(last, milestone.date):
                    values = {"date": _typed(seminar, milestone.date)}
                    values["parent"] = f"{plan.horizons[0].title} – {plan.horizons[-1].title}"
                    yield Finding("outside-dates", milestone.date.span, values)


def _outside(
    seminar: Seminar, moment: When | None, parent: Action | Horizon, name: str
) -> Iterator[Finding]:
    if moment is not None and (before(moment, parent.start) or before(parent.end, moment)):
        values = {"date": _typed(seminar, moment), "parent": name}
        yield Finding("outside-dates", moment.span, values)


def after_the_seminar(seminar: Seminar) -> Iterator[Finding]:
    """What is planned comes after the day on which it was decided."""
    day = min(seminar.identity.dates)
    meeting = When("day", day, day)
    for model in seminar.models:
        if isinstance(model, Action):
            if inverted(model):
                continue
            begun = model.status not in {None, "planned"}
            moment = model.end if begun or model.start is None else model.start
        elif isinstance(model, FollowUp):
            moment = model.due
        else:
            continue
        if moment is not None and before(moment, meeting) and model.status not in OVER:
            values = {"date": _typed(seminar, moment), "day": day.isoformat()}
            yield Finding("before-seminar", moment.span, values)


def previous_is_before(seminar: Seminar) -> Iterator[Finding]:
    """The seminar before this one in its series took place before it."""
    series, day = seminar.identity.series, min(seminar.identity.dates)
    if series is None or series.previous is None or SEMINAR in seminar.broken:
        return
    for earlier in series.previous.dates:
        if earlier >= day:
            values = {"date": earlier.isoformat(), "day": day.isoformat()}
            yield Finding("previous-later", _day_span(seminar, earlier), values)


def _day_span(seminar: Seminar, day: date) -> Span:
    """A day is written in one way, so that it can be found behind the key that holds it."""
    source = seminar.sources[SEMINAR]
    start = source.text.find(day.isoformat(), max(source.text.find("previous:"), 0))
    return span_of(source, start, start + len(day.isoformat())) if start >= 0 else Span(source.path)


def _typed(seminar: Seminar, moment: When) -> str:
    """A moment as its author wrote it."""
    source, span = seminar.sources.get(moment.span.path), moment.span
    if source is None or span.line != span.end_line:
        return moment.first.isoformat() if moment.first else ""
    line = source.text.split("\n", span.line)[span.line - 1]
    return line[span.column - 1 : span.end_column - 1].strip("'\"")
