"""What must hold across the files of a seminar: a frozen table of plain functions."""

from collections.abc import Callable, Iterator, Sequence

from prospecta.block import values_of
from prospecta.blocks.plan import Plan
from prospecta.blocks.vision import Vision
from prospecta.blocks.workshops import Workshops
from prospecta.findings import Finding, Span
from prospecta.language import Language, shipped_languages
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.source import span_of
from prospecta.text import Id, Ref
from prospecta.theme import shipped_themes


def language_known(seminar: Seminar) -> Iterator[Finding]:
    """The language and the theme are among those that prospecta has; so are replaced words."""
    identity = seminar.identity
    chosen = [("language", identity.language, shipped_languages())]
    if identity.theme:
        chosen.append(("theme", identity.theme, shipped_themes()))
    for what, word, known in chosen:
        if str(word) not in known:
            values = {"value": str(word), "suggestion": nearest(str(word), known)}
            values["known"] = ", ".join(known)
            yield Finding(f"unknown-{what}", word.span, values)
    if identity.words and str(identity.language) in shipped_languages():
        known = list(Language.read(str(identity.language)).words)
        for key, word in identity.words.items():
            if key not in known:
                values = {"key": key, "suggestion": nearest(key, known), "known": ""}
                yield Finding("unknown-word", word.span, values)


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
            if str(ref) not in known:
                values = {"id": str(ref), "suggestion": nearest(str(ref), list(known))}
                shown = ", ".join(list(known)[:12])
                yield Finding("unknown-id", ref.span, values | {"known": shown})


def places_known(seminar: Seminar) -> Iterator[Finding]:
    """What the outline or the prose places exists."""
    known = list(seminar.blocks)
    for name, span in seminar.placements:
        if name not in known:
            values = {"id": name, "suggestion": nearest(name, known), "known": ", ".join(known)}
            yield Finding("unknown-place", span, values)


def plans_whole(seminar: Seminar) -> Iterator[Finding]:
    """An action belongs to a lane and horizon of its own plan, and follows actions of that plan."""
    for plan in seminar.blocks.values():
        if not isinstance(plan, Plan):
            continue
        own = {str(lane.id) for lane in plan.lanes} | {str(one.id) for one in plan.horizons}
        own |= {str(action.id) for action in plan.actions}
        for action in plan.actions:
            for ref in (action.lane, action.horizon, *action.after):
                if ref is not None and str(ref) not in own:
                    values = {"id": str(ref), "suggestion": nearest(str(ref), sorted(own))}
                    yield Finding("unknown-id", ref.span, values)


def all_used(seminar: Seminar) -> Iterator[Finding]:
    """A lever belongs to a dimension; a workshop to a section, unless their table is placed."""
    named = {str(ref) for model in seminar.models for ref in values_of(model) if _is_ref(ref)}
    placed = {name for name, _ in seminar.placements}
    for name, block in seminar.blocks.items():
        apart = block.workshops if isinstance(block, Workshops) and name not in placed else []
        sections = {str(section.workshop) for section in seminar.sections if section.workshop}
        for lever in block.levers if isinstance(block, Vision) else []:
            if str(lever.id) not in named:
                yield Finding("not-used", lever.id.span, {"id": str(lever.id)})
        for workshop in apart:
            if sections and str(workshop.id) not in sections:
                yield Finding("not-used", workshop.id.span, {"id": str(workshop.id)})


def _is_ref(value: object) -> bool:
    return isinstance(value, Ref)


def placed_once(seminar: Seminar) -> Iterator[Finding]:
    """Nothing stands in the report twice: its ids, tables and figures would be there twice."""
    first: dict[str, Span] = {}
    for name, span in seminar.placements:
        before = first.setdefault(name, span)
        if before != span:
            values = {"id": name, "first": f"{before.path}:{before.line}"}
            yield Finding("placed-twice", span, values)


def all_placed(seminar: Seminar) -> Iterator[Finding]:
    """Nothing that stands in the folder is silently left out of the report."""
    placed = {name for name, _ in seminar.placements}
    used = {str(section.workshop) for section in seminar.sections if section.workshop}
    for name, block in seminar.blocks.items():
        held = {str(found.id) for found in getattr(block, "workshops", [])}
        if name not in placed and not (held & used):
            yield Finding(
                "not-placed", Span(block.id.span.path if block.id else name), {"id": name}
            )


def unprintable(seminar: Seminar, characters: Sequence[str]) -> list[Finding]:
    """A finding for each sign that the report's fonts lack, where it was first typed."""
    return [
        Finding("glyph-missing", _typed(seminar, sign), {"character": sign}) for sign in characters
    ]


def _typed(seminar: Seminar, sign: str) -> Span:
    for source in seminar.sources.values():
        offset = source.text.find(sign)
        if offset >= 0:
            return span_of(source, offset, offset + len(sign))
    return Span("seminar.yaml")


Check = Callable[[Seminar], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    language_known,
    ids_unique,
    references_known,
    places_known,
    placed_once,
    plans_whole,
    all_used,
    all_placed,
)


def check(seminar: Seminar) -> list[Finding]:
    """Every finding of every check."""
    return [finding for one in CHECKS for finding in one(seminar)]
