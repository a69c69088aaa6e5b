"""Names by which one place points at another."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from prospecta.blocks.plan import Plan
from prospecta.blocks.workshops import Workshop
from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.text import ID, Id, Ref, slug

NUMBER = re.compile(r"\d+")
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


def references_formed(seminar: Seminar) -> Iterator[Finding]:
    """A reference is what an id can be; the advice is the id that was meant, if there is one."""
    wrong = [ref for ref in _references(seminar) if not ID.fullmatch(str(ref))]
    names = {ref.targets: _of_kind(seminar, ref.targets) for ref in wrong}
    for told, ref in enumerate(wrong):
        known = names[ref.targets]
        values = _values(ref, known, seminar.objects, suggest=told < MAX_SUGGESTIONS)
        fixed = values["suggestion"]
        if not fixed and (seminar.broken or not seminar.whole or not known) and "@" not in str(ref):
            fixed = slug(str(ref))  # what is meant may be there, and wrong in the same way
        yield Finding("id-invalid", ref.span, {"fixed": fixed, "known": values["known"]})


def _references(seminar: Seminar) -> Iterator[Ref]:
    return (value for value in seminar.values if isinstance(value, Ref))


def _of_kind(seminar: Seminar, kinds: tuple[str, ...]) -> list[str]:
    return [name for name, one in seminar.objects.items() if type(one).__name__ in kinds]


def references_known(seminar: Seminar) -> Iterator[Finding]:
    """A reference points at something that exists and is of the kind that is meant."""
    kinds = {name: type(model).__name__ for name, model in seminar.objects.items()}
    meant: dict[tuple[str, ...], list[str]] = {}
    told = 0
    for ref in _references(seminar):
        kind = kinds.get(str(ref), "")
        if kind in ref.targets or str(ref) in seminar.lost or not ID.fullmatch(str(ref)):
            continue
        if ref.targets not in meant:
            meant[ref.targets] = _of_kind(seminar, ref.targets)
        known, told = meant[ref.targets], told + 1
        values = _values(ref, known, seminar.objects, suggest=told <= MAX_SUGGESTIONS)
        if kind:
            values |= {"found": kind, "wanted": "|".join(ref.targets)}
        yield Finding("wrong-reference" if kind else "unknown-id", ref.span, values)


def plans_whole(seminar: Seminar) -> Iterator[Finding]:
    """An action belongs to a lane and horizon of its own plan, and follows actions of that plan."""
    plans, told = [plan for plan in seminar.blocks.values() if isinstance(plan, Plan)], 0
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
                    told += 1
                    suggest = told <= MAX_SUGGESTIONS
                    values = _values(ref, known, seminar.objects, suggest=suggest)
                    yield Finding("unknown-id", ref.span, values)


def suggested(seminar: Seminar) -> set[str]:
    """The ids that were probably meant by those that nothing has."""
    named = {finding.values["suggestion"] for finding in references_known(seminar)}
    return named | {finding.values["fixed"] for finding in references_formed(seminar)}


def _values(
    ref: Ref, known: Sequence[str], objects: Mapping[str, BaseModel], *, suggest: bool = True
) -> dict[str, str]:
    meant = _meant(str(ref), {name: objects[name] for name in known}) if suggest else ""
    return {"id": str(ref), "suggestion": meant, "known": ", ".join(known[:SHOWN])}


def _meant(name: str, known: Mapping[str, BaseModel]) -> str:
    """The id that was meant by one that is misspelt, by a title, or by a workshop's number.

    A number is not misspelt: `atelier-2` does not mean `atelier-1`.
    """
    numbers = NUMBER.findall(name)
    close = nearest(name, known)
    if close and NUMBER.findall(close) == numbers:
        return close
    for identifier, model in known.items():
        if isinstance(model, Workshop) and numbers == [str(model.number)]:
            return identifier
    titles = {str(getattr(one, "title", "")): identifier for identifier, one in known.items()}
    titles.pop("", None)
    return titles.get(nearest(name, titles), "")
