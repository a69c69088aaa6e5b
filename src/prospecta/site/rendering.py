"""The pages of a site."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from prospecta.language import Language
from prospecta.site import addresses, tables
from prospecta.site.cards import Card, File, by_year, series_of
from prospecta.site.lists import KINDS, Lists
from prospecta.site.pages import Pages, Site
from prospecta.site.tables import Row, rows_of
from prospecta.site.words import counted, size
from prospecta.synonyms import folded
from prospecta.workspace.about import About
from prospecta.workspace.series import neighbours

LATEST = 50
"""Seminars in the feed."""
DEEP = 3
"""Down to which level a seminar's page shows the headings of its report."""
MEDIA = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SEARCHING = ("site.js", "search.js")

Made = Iterator[tuple[str, bytes]]


class Rendering:
    """Makes the pages of one site; `rows` are all its actions."""

    def __init__(
        self, pages: Pages, site: Site, kept: Lists, rows: Sequence[Row], told: Mapping[str, About]
    ) -> None:
        self._pages, self._site, self._lists, self._words = pages, site, kept, site.words
        self._rows = rows
        self._groups = {kind: kept.group_of(kind) for kind in KINDS}
        self._beside = neighbours(told)
        self._language = Language.read(site.language)
        self._cards = {card.member: card for card in kept.cards}

    def pages(self) -> Made:
        yield from self._index()
        for card in self._lists.cards:
            yield card.path, self._seminar(card)
        yield from tables.pages(self._pages, self._site, self._lists, self._rows)
        search = {"title": self._words["search"]["title"], "scripts": SEARCHING}
        yield addresses.SEARCH, self._pages.page("search.html", addresses.SEARCH, **search)
        yield from self._around()

    def _index(self) -> Made:
        cards = self._lists.cards
        counts = [counted(self._words, "seminars", len(cards))]
        for kind in KINDS:
            number = sum(group.anchor != "none" for group in self._lists.groups[kind])
            counts += [counted(self._words, kind, number)] if number else []
        counts += [counted(self._words, "actions", self._lists.actions)]
        values = {
            "title": self._site.title,
            "counts": counts,
            "groups": by_year(cards),
        }
        yield addresses.HOME, self._pages.page("index.html", addresses.HOME, **values)
        for kind in KINDS:
            if groups := self._lists.groups[kind]:
                path = f"{kind}.html"
                own = {"title": self._words[kind], "groups": groups}
                yield path, self._pages.page("groups.html", path, **own)

    def _seminar(self, card: Card) -> bytes:
        entry, beside = card.entry, self._beside[card.member]
        return self._pages.page(
            "seminar.html",
            card.path,
            title=entry.title,
            description=" · ".join((entry.kind, entry.when, *card.about)),
            entry=entry,
            facts=self._facts(card),
            status=self._language.words[f"document-status.{entry.status}"] if entry.status else "",
            report=card.report,
            downloads=[self._download(file) for file in card.files],
            contents=[one for one in entry.sections if one.anchor and one.level <= DEEP],
            found=rows_of(card, self._language),
            before=self._cards.get(beside.before),
            after=self._cards.get(beside.after),
        )

    def _download(self, file: File) -> Mapping[str, str]:
        return {
            "path": file.path,
            "media": MEDIA[file.form],
            "name": str(self._words["formats"][file.form]),
            "size": size(self._words, file.size),
        }

    def _facts(self, card: Card) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """The label of each fact and its values: words, and the group of a list they lead to."""
        entry, labels = card.entry, self._words["facts"]
        found = {
            "place": [(entry.place, "", "")],
            "territory": self._leading("territories", card, [entry.territory]),
            "series": self._leading("series", card, [series_of(entry, self._words)]),
            "topics": self._leading("topics", card, entry.topics),
        }
        shown = {key: [one for one in values if one[0]] for key, values in found.items()}
        return [(str(labels[key]), values) for key, values in shown.items() if values]

    def _leading(self, kind: str, card: Card, names: Sequence[str]) -> list[tuple[str, str, str]]:
        """Names as they were written, each with the group that it leads to."""
        groups = self._groups[kind].get(card.member, ())
        anchors = {folded(group.name): group.anchor for group in groups}
        alone = groups[0].anchor if len(groups) == 1 else ""
        return [(name, f"{kind}.html", anchors.get(folded(name), alone)) for name in names]

    def _around(self) -> Made:
        """What is for machines, and for those who lost their way."""
        base = urlsplit(self._site.url).path if self._site.url else ""
        lost = {"title": self._words["lost"]["title"]}
        yield addresses.LOST, self._pages.absolute("lost.html", base, **lost)
        if not self._site.url:
            return
        cards = self._lists.cards
        days = [card.day for card in cards]
        feed = {"cards": cards[:LATEST], "updated": max(days, default="1970-01-01")}
        yield addresses.FEED, self._pages.absolute("feed.atom", self._site.url, **feed)
        paths = [path for path, _ in self._site.menu]
        paths += [path for card in cards for path in (card.path, card.report.path)]
        sitemap = self._pages.absolute("sitemap.xml", self._site.url, paths=paths)
        yield addresses.SITEMAP, sitemap
