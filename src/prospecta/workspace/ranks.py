"""What a series leaves open, as findings of the seminars in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from prospecta.findings import Finding, Span
from prospecta.places import SEMINAR
from prospecta.silences import heard
from prospecta.source import Source, read
from prospecta.strict_yaml import Mapping as Node
from prospecta.strict_yaml import load
from prospecta.workspace.about import About
from prospecta.workspace.series import doubles


def rivals(root: Path, told: Mapping[str, About]) -> dict[str, list[Finding]]:
    """What to tell of each member that has the rank of others in its series.

    Less what is silenced there: its own review cannot know of these findings.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for name, one, members in doubles(told):
        kind, rank = ("number", one.number) if one.number else ("dates", one.dates[-1])
        for member in members:
            source = read(root / member, SEMINAR)
            if isinstance(source, Source):
                values = {"kind": kind, "name": name, "rank": rank, "others": _but(members, member)}
                told_there = Finding("rank-twice", _place(source, kind), values)
                found[member] += heard([told_there], [source])
    return dict(found)


def _but(members: Sequence[str], member: str) -> str:
    return ", ".join(one or "." for one in members if one != member)


def _place(source: Source, kind: str) -> Span:
    """Where the number or the dates are written, or that they are not under their own names."""
    node, _ = load(source)
    held = node.get("series" if kind == "number" else kind) if isinstance(node, Node) else None
    if isinstance(held, Node):
        held = held.get(kind, held)
    return Span(source.path) if held is None else held.span
