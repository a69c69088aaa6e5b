"""What the cover says."""

from typing import Any

from prospecta.block import Context, Plain
from prospecta.seminar import Seminar


def cover_values(seminar: Seminar, context: Context) -> dict[str, Any]:
    """What the template `cover.html.j2` reads: the identity, the series in words, the facts."""
    return {
        "seminar": seminar.identity,
        "series": _series(seminar, context),
        "previous": _previous(seminar),
        "facts": [(label, values) for label, values in _facts(seminar, context) if values],
    }


def _series(seminar: Seminar, context: Context) -> str:
    series, language = seminar.identity.series, context.language
    if series is None:
        return ""
    parts = []
    if series.number is not None:
        parts.append(language.word("series.ordinal", number=series.number))
    if series.previous is not None:
        date = language.days(series.previous.dates)
        parts.append(language.word("series.after", date=date))
    return ", ".join(parts)


def _previous(seminar: Seminar) -> Any:
    series = seminar.identity.series
    return series.previous.title if series and series.previous else None


def _facts(seminar: Seminar, context: Context) -> list[tuple[str, list[Any]]]:
    identity, words = seminar.identity, context.language.words
    dates = "cover.dates" if len(identity.dates) > 1 else "cover.date"
    series = identity.series.name if identity.series else None
    status = words[f"document-status.{identity.status}"] if identity.status else None
    named = {
        role: [context.find(ref) for ref in getattr(identity, role)]
        for role in ("commissioners", "organisers", "facilitators")
    }
    return [
        (words[dates], [context.language.days(identity.dates)]),
        (words["cover.place"], [identity.place] if identity.place else []),
        (words["cover.territory"], [identity.territory] if identity.territory else []),
        (words["cover.commissioners"], [actor.name for actor in named["commissioners"]]),
        (words["cover.organisers"], [actor.name for actor in named["organisers"]]),
        (words["cover.facilitators"], [actor.name for actor in named["facilitators"]]),
        (words["cover.horizon"], [identity.horizon] if identity.horizon else []),
        (words["cover.series"], [series] if series else []),
        (words["cover.topics"], list(identity.topics)),
        (words["cover.status"], [status] if status else []),
    ]


def authors(seminar: Seminar, context: Context, plain: Plain) -> tuple[str, ...]:
    """Who answers for the report: those who organised the seminar."""
    return tuple(plain(context.find(ref).name) for ref in seminar.identity.organisers)
