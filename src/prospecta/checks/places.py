"""What the report places: everything, once, and nothing else."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from prospecta.blocks.vision import Vision
from prospecta.blocks.workshops import Workshops
from prospecta.checks.ids import MAX_SUGGESTIONS, SHOWN, suggested
from prospecta.findings import Finding, Span
from prospecta.folder import default_id
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.text import Ref


def places_known(seminar: Seminar) -> Iterator[Finding]:
    """What the outline or the prose places exists. What stands nowhere else is suggested first."""
    known = list(seminar.blocks)
    placed = {name for name, _ in seminar.placements}
    free = [name for name in known if name not in placed]
    told = 0
    for name, span in seminar.placements:
        if name not in seminar.blocks and name not in seminar.lost:
            told += 1
            suggestion = _meant(name, free, known) if told <= MAX_SUGGESTIONS else ""
            values = {"id": name, "suggestion": suggestion, "known": ", ".join(known[:SHOWN])}
            yield Finding("unknown-place", span, values)


def _meant(name: str, free: list[str], known: list[str]) -> str:
    """What was meant by the name of a file, by a path without its folder, or by a misspelt id."""
    path = PurePosixPath(name)
    if path.suffix in {".yaml", ".yml"}:
        name = default_id(name, path.stem)
    ends = [one for one in known if one.endswith(f"/{name}") or one == name]
    return ends[0] if ends else nearest(name, free) or nearest(name, known)


def all_used(seminar: Seminar) -> Iterator[Finding]:
    """A lever belongs to a dimension; a workshop to a section, unless their table is placed."""
    named = {str(ref) for ref in seminar.values if _is_ref(ref)}
    placed = {name for name, _ in seminar.placements}
    found: list[Finding] = []
    for name, block in seminar.blocks.items():
        apart = block.workshops if isinstance(block, Workshops) and name not in placed else []
        sections = {str(section.workshop) for section in seminar.sections if section.workshop}
        unused = [lever.id for lever in block.levers] if isinstance(block, Vision) else []
        unused = [identifier for identifier in unused if str(identifier) not in named]
        unused += [one.id for one in apart if sections and str(one.id) not in sections]
        found += [Finding("not-used", one.span, {"id": str(one)}) for one in unused]
    if found:
        told = suggested(seminar) | seminar.lost
        yield from (finding for finding in found if finding.values["id"] not in told)


def _is_ref(value: object) -> bool:
    return isinstance(value, Ref)


def placed_once(seminar: Seminar) -> Iterator[Finding]:
    """Nothing stands in the report twice: its ids, tables and figures would be there twice."""
    first: dict[str, Span] = {}
    for name, span in sorted(seminar.placements, key=lambda placement: placement[1]):
        before = first.setdefault(name, span)
        if before != span:
            values = {"id": name, "first": f"{before.path}:{before.line}"}
            yield Finding("placed-twice", span, values)


def all_placed(seminar: Seminar) -> Iterator[Finding]:
    """Nothing that stands in the folder is silently left out of the report.

    What a misspelt place probably meant has been told there; without an outline, all would be.
    """
    if not seminar.identity.outline:
        return
    placed = {name for name, _ in seminar.placements} | seminar.lost
    placed |= {finding.values["suggestion"] for finding in places_known(seminar)}
    used = {str(section.workshop) for section in seminar.sections if section.workshop}
    used |= suggested(seminar)
    for name, block in seminar.blocks.items():
        held = {str(found.id) for found in getattr(block, "workshops", [])}
        if name not in placed and not (held & used):
            path = block.id.span.path if block.id else name
            yield Finding("not-placed", Span(path), {"id": name})
