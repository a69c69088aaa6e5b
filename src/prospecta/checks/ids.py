"""Names by which one place points at another."""

from collections.abc import Iterator

from prospecta.block import values_of
from prospecta.blocks.plan import Plan
from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.text import Id, Ref


def ids_unique(seminar: Seminar) -> Iterator[Finding]:
    """An id names one thing."""
    first: dict[str, Span] = {}
    for model in seminar.models:
        identifier = getattr(model, "id", None)
        if not isinstance(identifier, Id) or model is seminar.blocks.get("objectives"):
            continue
        before = first.setdefault(str(identifier), identifier.span)
        if before != identifier.span:
            values = {"id": str(identifier), "first": f"{before.path}:{before.line}"}
            yield Finding("duplicate-id", identifier.span, values)


def references_known(seminar: Seminar) -> Iterator[Finding]:
    """A reference points at something that exists and is of the kind that is meant."""
    named = [(getattr(one, "id", None), type(one).__name__) for one in seminar.models]
    kinds = [(str(identifier), kind) for identifier, kind in named if identifier is not None]
    meant: dict[tuple[str, ...], dict[str, str]] = {}
    for model in seminar.models:
        for ref in values_of(model):
            if not isinstance(ref, Ref):
                continue
            if ref.targets not in meant:
                meant[ref.targets] = {name: "" for name, kind in kinds if kind in ref.targets}
            known = meant[ref.targets]
            if str(ref) not in known and str(ref) not in seminar.lost:
                values = {"id": str(ref), "suggestion": nearest(str(ref), list(known))}
                shown = ", ".join(list(known)[:12])
                yield Finding("unknown-id", ref.span, values | {"known": shown})


def plans_whole(seminar: Seminar) -> Iterator[Finding]:
    """An action belongs to a lane and horizon of its own plan, and follows actions of that plan."""
    for plan in seminar.blocks.values():
        if not isinstance(plan, Plan):
            continue
        own = {str(lane.id) for lane in plan.lanes} | {str(one.id) for one in plan.horizons}
        own |= {str(action.id) for action in plan.actions}
        for action in plan.actions:
            for ref in (action.lane, action.horizon, *action.after):
                if ref is not None and str(ref) not in own and str(ref) not in seminar.lost:
                    values = {"id": str(ref), "suggestion": nearest(str(ref), sorted(own))}
                    yield Finding("unknown-id", ref.span, values)
