"""What the report places: everything, once, and nothing else."""

from collections.abc import Iterator

from prospecta.block import values_of
from prospecta.blocks.vision import Vision
from prospecta.blocks.workshops import Workshops
from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.text import Ref


def places_known(seminar: Seminar) -> Iterator[Finding]:
    """What the outline or the prose places exists."""
    known = list(seminar.blocks)
    for name, span in seminar.placements:
        if name not in known and name not in seminar.lost:
            values = {"id": name, "suggestion": nearest(name, known), "known": ", ".join(known)}
            yield Finding("unknown-place", span, values)


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
