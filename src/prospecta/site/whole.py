"""All the files of a site, one after the other."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from prospecta.language import DEFAULT, Language
from prospecta.places import templates
from prospecta.site import addresses
from prospecta.site.ahead import Wanted, entries
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
from prospecta.site.writing import Copy
from prospecta.theme import Theme, themes
from prospecta.workspace.about import About
from prospecta.workspace.plan import Order, target
from prospecta.workspace.settings import Settings

Made = Generator[tuple[str, bytes | Copy]]
FORMATS = ("pdf", "docx", "html")
"""The documents of a seminar, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is published: a workspace, and what each of the seminars says of itself."""

    order: Order
    told: Mapping[str, About]
    reader: Reader


def files(published: Published, theme: Theme) -> Made:
    """Every file by its path in the site: bytes, or a copy of a document as it was built.

    To be closed: workers may be reading for it.
    """
    settings = published.order.settings
    code = settings.language or DEFAULT
    said = words(code)
    index = Index()
    cards: list[Card] = []
    with closing(_read(published, said)) as found:
        for card, page in found:
            known = published.reader.hashes(card.member, card.files)
            for file in card.files:
                held = page if file.form == "html" else file.built
                yield file.path, Copy(held, known.get(file.form, ""))
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


def _read(published: Published, said: Mapping[str, Any]) -> Generator[tuple[Card, bytes]]:
    """Each seminar with its documents and its page; those that were not built are not offered."""
    order, told = published.order, published.told
    files = {member: _documents(order, member) for member in newest_first(told)}
    wanted = [
        Wanted(member, told[member], next(file.built for file in its if file.form == "html"))
        for member, its in files.items()
    ]
    with closing(entries(published.reader, wanted, order.jobs)) as found:
        for member, entry, page in found:
            about = (entry.place, entry.territory, series_of(entry, said))
            path, day = _path(order, member), told[member].dates[-1]
            words = tuple(filter(None, about))
            yield Card(member, entry, path, day, words, tuple(files[member])), page


def _documents(order: Order, member: str) -> list[File]:
    folder, path = target(order, member), _path(order, member)
    name = _name(order, member)
    found = [(form, folder / f"{name}.{form}") for form in FORMATS if form in order.formats]
    return [
        File(form, addresses.document(path, name, form), built, built.stat().st_size)
        for form, built in found
    ]


def _path(order: Order, member: str) -> str:
    return addresses.seminar(member or _name(order, member))


def _name(order: Order, member: str) -> str:
    return (order.settings.root / member).resolve().name


def _slim(entry: Entry) -> Entry:
    """Without what only the search needs: a thousand of them stay in memory."""
    sections = tuple(replace(one, text="") for one in entry.sections)
    return replace(entry, sections=sections, terms=None)
