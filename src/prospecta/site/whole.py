"""All the files of a site, one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prospecta.language import DEFAULT, Language
from prospecta.places import templates
from prospecta.site import addresses
from prospecta.site.cards import Card, File, series_of
from prospecta.site.data import data
from prospecta.site.entry import Entry
from prospecta.site.index import Index, texts
from prospecta.site.lists import Lists, lists
from prospecta.site.look import sheet
from prospecta.site.pages import Pages, Site
from prospecta.site.reading import Reader
from prospecta.site.rendering import Rendering
from prospecta.site.tables import rows_of
from prospecta.site.words import words
from prospecta.theme import Theme, themes
from prospecta.workspace.about import About
from prospecta.workspace.plan import Order, target
from prospecta.workspace.settings import Settings

Made = Iterator[tuple[str, bytes | Path]]
FORMATS = ("pdf", "docx", "html")
"""The documents of a seminar, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is published: a workspace, and what each of the seminars says of itself."""

    order: Order
    told: Mapping[str, About]
    reader: Reader


def files(published: Published, theme: Theme) -> Made:
    """Every file by its path in the site: bytes, or the file that it is a copy of."""
    settings = published.order.settings
    code = settings.language or DEFAULT
    said = words(code)
    index = Index()
    cards: list[Card] = []
    for member in newest_first(published.told):
        card, page = _read(published, member, said)
        yield from ((file.path, page if file.form == "html" else file.built) for file in card.files)
        yield addresses.text(card.path), texts(card.entry.sections).encode()
        index.add(card.entry)
        cards.append(replace(card, entry=_slim(card.entry)))
    kept = lists(cards, published.told, said)
    site = _site(settings, code, said, kept)
    language = Language.read(code)
    rows = [row for card in cards for row in rows_of(card, language)]
    yield from Rendering(Pages(site), site, kept, rows, published.told).pages()
    yield from data(site, kept, rows, index)
    yield from assets(theme, said)


def look(order: Order) -> Theme:
    """The theme whose typeface and colours the site takes.

    It is that of the workspace if it is shipped or trusted, else the default one.
    """
    settings = order.settings
    return Theme(order.look or themes("" if settings.house else settings.theme))


def newest_first(told: Mapping[str, About]) -> list[str]:
    """The members in the order of the site: the last held first, then by title and place."""
    alphabet = sorted(told, key=lambda one: (told[one].title, one))
    return sorted(alphabet, key=lambda one: told[one].dates[::-1], reverse=True)


def assets(theme: Theme, said: Mapping[str, Any]) -> Made:
    yield f"{addresses.ASSETS}/style.css", sheet(theme, said["actions"]).encode()
    for path in sorted((templates() / "site").glob("*.js")):
        yield f"{addresses.ASSETS}/{path.name}", path.read_bytes()


def _site(settings: Settings, code: str, said: Mapping[str, Any], kept: Lists) -> Site:
    url = settings.site.url
    return Site(
        settings.site.title or str(said["title"]),
        code,
        f"{url.rstrip('/')}/" if url else "",
        said,
        kept.menu(said),
        Language.read(code).words["document-status.draft"],
    )


def _read(published: Published, member: str, said: Mapping[str, Any]) -> tuple[Card, bytes]:
    """A seminar with its documents; those that were not built are not offered."""
    order, about = published.order, published.told[member]
    name = (order.settings.root / member).resolve().name
    folder = target(order, member)
    path = addresses.seminar(member or name)
    found: list[File] = []
    for form in FORMATS:
        built = folder / f"{name}.{form}"
        if form in order.formats:
            place = addresses.document(path, name, form)
            found.append(File(form, place, built, built.stat().st_size))
    page = next(file.built for file in found if file.form == "html").read_bytes()
    entry = published.reader.entry(member, about, page)
    about_words = (entry.place, entry.territory, series_of(entry, said))
    day = about.dates[-1]
    return Card(member, entry, path, day, tuple(filter(None, about_words)), tuple(found)), page


def _slim(entry: Entry) -> Entry:
    """Without what only the search needs: a thousand of them stay in memory."""
    sections = tuple(replace(one, text="") for one in entry.sections)
    return replace(entry, sections=sections, terms=None)
