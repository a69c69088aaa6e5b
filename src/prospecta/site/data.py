"""What the scripts of the site read: the seminars, their actions, the index."""

from collections.abc import Iterator, Sequence

from prospecta.site import addresses
from prospecta.site.cards import Card
from prospecta.site.index import Index, script
from prospecta.site.lists import Lists
from prospecta.site.pages import Site
from prospecta.site.tables import Row, parts


def data(site: Site, kept: Lists, rows: Sequence[Row], index: Index) -> Iterator[tuple[str, bytes]]:
    """Scripts that hand over a value each. Seminars are known by their place in the first."""
    names: list[str] = []
    for name, held in index.parts():
        names.append(name)
        yield addresses.part(name), held.encode()
    groups = [kept.group_of(kind) for kind in ("territories", "series")]
    seminars = []
    for card in kept.cards:
        found = (group.get(card.member) for group in groups)
        seminars.append([*_told(card), *(own[0].name if own else "" for own in found)])
    table = {"seminars": seminars, "parts": names}
    yield f"{addresses.DATA}/seminars.js", script(table).encode()
    places = {card.member: at for at, card in enumerate(kept.cards)}
    other = str(site.words["actions"]["follow-up"])
    for name, some in parts(rows):
        spelt = [_spelt(row, places[row.card.member], other) for row in some]
        yield f"{addresses.DATA}/{name}.js", script(spelt).encode()


def _told(card: Card) -> list[str]:
    paths = (card.path, card.report.path, addresses.text(card.path))
    about = " · ".join((card.entry.when, *card.about))
    return [*map(addresses.href, paths), card.entry.title, about, card.entry.language]


def _spelt(row: Row, place: int, other: str) -> list[object]:
    one = row.action
    return [place, one.title, one.owner, one.period, one.until, one.status, one.lane or other]
