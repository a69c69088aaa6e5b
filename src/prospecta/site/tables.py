"""The actions of all seminars: rows, the choices of the filters, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prospecta.language import Language
from prospecta.site import addresses
from prospecta.site.cards import Card
from prospecta.site.entry import Action
from prospecta.site.lists import Lists
from prospecta.site.pages import Pages, Site
from prospecta.site.words import counted

ROWS = 1000
"""Actions on a page."""
PART = 4000
"""Actions in a file of data."""
SCRIPTS = ("site.js", "actions.js")

Choices = list[tuple[str, str]]
"""The values of a list of a form, each with what is shown for it."""


@dataclass(frozen=True, slots=True)
class Row:
    """An action in a table; `status` is in the language of the site."""

    card: Card
    action: Action
    status: str

    @property
    def language(self) -> str:
        return self.card.entry.language


def rows_of(card: Card, language: Language) -> list[Row]:
    states = language.words
    return [
        Row(card, action, states[f"status.{action.status}"] if action.status else "")
        for action in card.entry.actions
    ]


def parts(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The rows by the files of data that hold them, under the names that the filters know."""
    for at in range(0, len(rows), PART):
        yield f"actions-{at // PART + 1}", rows[at : at + PART]


def pages(made: Pages, site: Site, kept: Lists, rows: Sequence[Row]) -> Iterator[tuple[str, bytes]]:
    """The table of all actions, over as many pages as it takes."""
    starts = range(0, len(rows), ROWS)
    paths = [addresses.numbered(addresses.ACTIONS, at // ROWS) for at in starts]
    values = {
        "title": site.words["actions"]["title"],
        "scripts": SCRIPTS,
        "wide": True,
        "counts": counted(site.words, "actions", len(rows)),
        "files": [name for name, _ in parts(rows)],
        "filters": list(_filters(site, kept, rows)),
        "pages": paths,
    }
    for at, path in zip(starts, paths, strict=True):
        found = rows[at : at + ROWS]
        yield path, made.page("actions.html", path, page=path, found=found, **values)


def _filters(site: Site, kept: Lists, rows: Sequence[Row]) -> Iterator[tuple[str, str, Choices]]:
    """The name, the label and the choices of each list; what no action has is no choice."""
    said = site.words["actions"]
    words = Language.read(site.language).words
    known = {
        key.partition(".")[2]: word for key, word in words.items() if key.startswith("status.")
    }
    states = {row.action.status for row in rows}
    status = [(state, word) for state, word in known.items() if state in states]
    yield "status", said["status"], _with_none(status, said["unknown"], known="" not in states)
    years = {row.action.until[:4] for row in rows}
    due = [(year, year) for year in sorted(years) if year]
    yield "due", said["due"], _with_none(due, said["undated"], known="" not in years)
    for kind, name in (("territories", "territory"), ("series", "series")):
        groups = [group.name for group in kept.groups[kind] if group.anchor != "none"]
        if groups:
            yield name, site.words["facts"][name], [(group, group) for group in groups]


def _with_none(choices: Choices, other: str, *, known: bool) -> Choices:
    """The choices, and one for what is not known of an action."""
    return choices if known else [*choices, ("none", other)]
