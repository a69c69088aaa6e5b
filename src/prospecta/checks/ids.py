"""Names by which one place points at another."""

from collections.abc import Iterator, Sequence

from prospecta.block import values_of
from prospecta.blocks.plan import Plan
from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.text import Id, Ref

SHOWN = 12
"""How many of the possible names a hint lists."""
MAX_SUGGESTIONS = 100
"""For how many unknown names the nearest one is sought: comparing takes time."""


def ids_unique(seminar: Seminar) -> Iterator[Finding]:
    """An id names one thing: the first to have it, in the order of the files and their lines."""
    own = seminar.blocks.get("objectives")
    models = [model for model in seminar.models if model is not own]
    named = [getattr(model, "id", None) for model in (*models, *seminar.doubles)]
    ids = [identifier for identifier in named if isinstance(identifier, Id)]
    first: dict[str, Span] = {}
    for identifier in sorted(ids, key=lambda one: one.span):
        before = first.setdefault(str(identifier), identifier.span)
        if before != identifier.span:
            values = {"id": str(identifier), "first": f"{before.path}:{before.line}"}
            yield Finding("duplicate-id", identifier.span, values)


def references_known(seminar: Seminar) -> Iterator[Finding]:
    """A reference points at something that exists and is of the kind that is meant."""
    kinds = {name: type(model).__name__ for name, model in seminar.objects.items()}
    meant: dict[tuple[str, ...], list[str]] = {}
    told = 0
    for model in seminar.models:
        for ref in values_of(model):
            if not isinstance(ref, Ref) or str(ref) in seminar.lost:
                continue
            kind = kinds.get(str(ref), "")
            if kind in ref.targets:
                continue
            if ref.targets not in meant:
                meant[ref.targets] = [name for name in kinds if kinds[name] in ref.targets]
            known, told = meant[ref.targets], told + 1
            values = _values(ref, known, suggest=told <= MAX_SUGGESTIONS)
            if kind:
                values |= {"found": kind, "wanted": "|".join(ref.targets)}
            yield Finding("wrong-reference" if kind else "unknown-id", ref.span, values)


def plans_whole(seminar: Seminar) -> Iterator[Finding]:
    """An action belongs to a lane and horizon of its own plan, and follows actions of that plan."""
    plans = [plan for plan in seminar.blocks.values() if isinstance(plan, Plan)]
    for plan in plans:
        own = {str(lane.id): "Lane" for lane in plan.lanes}
        own |= {str(horizon.id): "Horizon" for horizon in plan.horizons}
        own |= {str(action.id): "Action" for action in plan.actions}
        for action in plan.actions:
            for ref in (action.lane, action.horizon, *action.after):
                if ref is None or str(ref) in own or str(ref) in seminar.lost:
                    continue
                # What stands nowhere has been told, and what is of another kind.
                if type(seminar.objects.get(str(ref))).__name__ in ref.targets:
                    known = [name for name, kind in own.items() if kind in ref.targets]
                    yield Finding("unknown-id", ref.span, _values(ref, known))


def suggested(seminar: Seminar) -> set[str]:
    """The ids that were probably meant by those that nothing has."""
    return {finding.values["suggestion"] for finding in references_known(seminar)}


def _values(ref: Ref, known: Sequence[str], *, suggest: bool = True) -> dict[str, str]:
    suggestion = nearest(str(ref), known) if suggest else ""
    return {"id": str(ref), "suggestion": suggestion, "known": ", ".join(known[:SHOWN])}
