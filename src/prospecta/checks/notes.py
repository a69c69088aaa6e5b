"""Texts that no parser should see."""

from collections.abc import Iterable

from prospecta.bombs import endless, hopeless, piled
from prospecta.findings import Finding
from prospecta.seminar import Seminar
from prospecta.text import Line, Text


def texts_end(seminar: Seminar) -> Iterable[Finding]:
    """Notes that call themselves, or that come to too much; letters under a pile of accents."""
    for value in seminar.values:
        if not isinstance(value, Line | Text) or not hopeless(str(value)):
            continue
        note, pile = endless(str(value)), piled(str(value))
        if note is not None:
            yield Finding("note-endless", value.source.at(note.start()), {"name": note[1]})
        if pile is not None:
            yield Finding("marks-piled", value.source.at(pile.start()), {"limit": "30"})
