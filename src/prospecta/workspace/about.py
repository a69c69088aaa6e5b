"""What a list or a site says of a seminar: its identity, without the rest of its folder."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from prospecta import plain
from prospecta.identity import Identity
from prospecta.places import SEMINAR
from prospecta.salvage import understood
from prospecta.seminar import PLACEHOLDERS
from prospecta.source import MAX_BYTES, Source, plain_bytes, read
from prospecta.strict_yaml import load
from prospecta.synonyms import folded
from prospecta.workspace.ledger import Ledger, settled
from prospecta.workspace.walk import file_row, newest, seen

PARTS = {
    key: re.compile(rf"^{key}:(.*(?:\n[ \t-].*)*)", re.MULTILINE) for key in ("series", "dates")
}
NAME = re.compile(r"\bname:[ \t]*([^,}#\n]*)")
NUMBER = re.compile(r"\bnumber:[ \t]*(\d+)")


@dataclass(frozen=True, slots=True)
class About:
    """A seminar in plain words. What it does not say is empty; `dates` are written 2015-05-28."""

    title: str = ""
    kind: str = ""
    language: str = ""
    dates: tuple[str, ...] = ()
    place: str = ""
    territory: str = ""
    topics: tuple[str, ...] = ()
    status: str = ""
    series: str = ""
    number: str = ""
    previous: tuple[str, ...] = ()


def about(folder: Path, given: Mapping[str, str]) -> About:
    """What `seminar.yaml` says; what cannot be understood of it is left out."""
    source = read(folder, SEMINAR)
    if not isinstance(source, Source):
        return About()
    node, _ = load(source)
    made = None if node is None else understood(Identity, node, PLACEHOLDERS).made
    return About() if made is None else _said(made, given)


def _said(identity: Identity, given: Mapping[str, str]) -> About:
    series = identity.series
    before = series.previous if series else None
    return About(
        _words(identity.title),
        _words(identity.kind),
        str(identity.language or given.get("language", "")),
        tuple(day.isoformat() for day in identity.dates),
        _words(identity.place),
        _words(identity.territory),
        tuple(filter(None, map(_words, identity.topics))),
        identity.status or "",
        _words(series.name) if series else "",
        str(series.number) if series and series.number is not None else "",
        tuple(day.isoformat() for day in before.dates) if before else (),
    )


def _words(text: object) -> str:
    return plain.line(text) if text and text.span.path else ""  # type: ignore[attr-defined]


def abouts(
    root: Path, found: Iterable[str], given: Mapping[str, str], ledger: Ledger | None
) -> dict[str, About]:
    """What each member says of itself; what was read before is taken from the ledger."""
    told: dict[str, About] = {}
    for member in found:
        row = file_row(root / member / SEMINAR)
        mark = f"{seen([row])} {given.get('language', '')}"
        told[member] = _noted(ledger, member, mark) or about(root / member, given)
        if ledger is not None and settled(newest([row])):
            ledger.write(f"//about/{member}", {"seen": mark, **_listed(told[member])})
    return told


def alike(root: Path, found: Iterable[str]) -> list[str]:
    """The members that may bear the same rank in a series, by a glance at their texts.

    To understand each `seminar.yaml` takes a hundred times longer, and mostly for nothing.
    """
    ranks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for member in found:
        try:
            text = plain_bytes(root / member / SEMINAR, MAX_BYTES).decode()
        except (OSError, ValueError):  # a check of the folder says so
            continue
        series = PARTS["series"].search(text)
        name = series and NAME.search(series[1])
        if series and name:
            rank = NUMBER.search(series[1]) or PARTS["dates"].search(text)
            ranks[folded(name[1]), "".join(rank[1].split()) if rank else ""].append(member)
    return sorted(member for one in ranks.values() if len(one) > 1 for member in one)


def _listed(one: About) -> dict[str, Any]:
    """As it is read again: JSON has no tuples."""
    said = asdict(one).items()
    return {key: list(held) if isinstance(held, tuple) else held for key, held in said}


def _noted(ledger: Ledger | None, member: str, mark: str) -> About | None:
    note = dict(ledger.note(f"//about/{member}")) if ledger is not None else {}
    said: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in note.items()
    }
    if said.pop("seen", "") != mark or set(said) != {one.name for one in fields(About)}:
        return None  # it is another file by now, or another version's note
    return About(**said)
