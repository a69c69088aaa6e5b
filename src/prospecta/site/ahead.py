"""The seminars of a site, read by several workers while their pages are written."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from prospecta.site.entry import Entry
from prospecta.site.reading import Reader
from prospecta.workspace.about import About


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seminar to read, with its report as a page."""

    member: str
    about: About
    page: Path


class _Read(NamedTuple):
    """What was read beside a page with this hash."""

    member: str
    page: str
    entry: Entry


def entries(
    reader: Reader, wanted: Sequence[Wanted], jobs: int
) -> Generator[tuple[str, Entry, bytes]]:
    """Each member with what the site says of it and its page, in their order.

    What a worker could not read is read here, so that a failure is told as without workers.
    """
    missing = [one for one in wanted if not reader.keeps(one.member)]
    several = jobs > 1 and len(missing) > 1
    waited = {one.member for one in missing} if several else set[str]()
    early: dict[str, _Read | None] = {}
    with closing(_ahead(reader, missing, jobs)) as made:
        for one in wanted:
            while one.member in waited and one.member not in early:
                early.update([next(made)])
            page, known = one.page.read_bytes(), early.pop(one.member, None)
            same = known is not None and known.page == sha256(page).hexdigest()
            entry = known.entry if known and same else reader.entry(one.member, one.about, page)
            yield one.member, entry, page


def _ahead(
    reader: Reader, missing: Sequence[Wanted], jobs: int
) -> Generator[tuple[str, _Read | None]]:
    """Each member as it is read; with nothing when that failed."""
    # Imported here: mostly nearly all was read before.
    from prospecta.workspace.pool import local

    for found in local(missing, jobs, partial(_read, reader)):
        yield found.member, found if isinstance(found, _Read) else None


def _read(reader: Reader, one: Wanted, *_: Callable[..., object]) -> _Read:
    page = one.page.read_bytes()
    entry = reader.entry(one.member, one.about, page)
    return _Read(one.member, sha256(page).hexdigest(), entry)
