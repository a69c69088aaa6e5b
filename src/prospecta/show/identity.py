"""What `seminar.yaml` says of a seminar, as the cover of its report would."""

from prospecta import plain
from prospecta.block import Context
from prospecta.seminar import Seminar
from prospecta.show.table import Table, several, words

IDENTITY = "seminar"
"""The name under which it can be asked for: that of its file."""


def identity(seminar: Seminar, context: Context) -> Table:
    told, language = seminar.identity, context.language
    people = {
        role: several(getattr(context.find(ref), "name", ref) for ref in getattr(told, role))
        for role in ("commissioners", "organisers", "facilitators")
    }
    status = language.words[f"document-status.{told.status}"] if told.status else ""
    facts = {
        "dates" if len(told.dates) > 1 else "date": language.days(told.dates),
        "place": told.place,
        "territory": told.territory,
        **people,
        "horizon": told.horizon,
        "series": _series(seminar, context),
        "topics": several(told.topics),
        "status": status,
    }
    rows = [
        (words(language.words[f"cover.{label}"]), words(value))
        for label, value in facts.items()
        if value
    ]
    return Table(IDENTITY, plain.line(told.title), rows=rows, before=[plain.line(told.kind)])


def _series(seminar: Seminar, context: Context) -> str:
    series, language = seminar.identity.series, context.language
    if series is None:
        return ""
    number, before = series.number, series.previous
    parts = [
        str(series.name or ""),
        language.word("series.ordinal", number=number) if number is not None else "",
        language.word("series.after", date=language.days(before.dates)) if before else "",
    ]
    return ", ".join(filter(None, parts))
