"""A seminar read for the site, once: what was read is kept beside what was built of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from prospecta.language import DEFAULT, Language
from prospecta.seminar import read_seminar
from prospecta.site.actions import actions
from prospecta.site.cards import File
from prospecta.site.entry import Entry, read
from prospecta.site.folding import words
from prospecta.site.report import sections
from prospecta.workspace.about import About
from prospecta.workspace.fingerprint import digest
from prospecta.workspace.ledger import Ledger
from prospecta.workspace.plan import Order
from prospecta.workspace.store import Store
from prospecta.workspace.walk import file_row, rows, seen

TITLE, HEADING, WORD = 8, 3, 1
"""What a word counts for where it stands."""
HEAVIEST = 26


class Reader:
    """Reads the members of a workspace; `given` is what their identities take for granted."""

    def __init__(self, order: Order, ledger: Ledger | None, given: Mapping[str, str]) -> None:
        self._root, self._ledger, self._given = order.settings.root, ledger, given
        self._store = None if order.cache is None else Store(order.cache)
        self._outputs: dict[str, Mapping[str, str]] = {}

    def keeps(self, member: str) -> bool:
        """Whether what was read of a member is probably kept: no file is opened for it."""
        key = self._built(member)
        return self._store is not None and bool(key) and self._store.holds(_named(key))

    def entry(self, member: str, about: About, page: bytes) -> Entry:
        """What the site says of a member, whose report as a page is `page`."""
        folder = self._root / member
        key = self._key(member, page)
        found = read(self._store.record(key)) if self._store and key else None
        if found is None:
            found = _read(folder, about, page, self._given)
            if self._store and key and self._unchanged(member, folder):
                self._store.keep_record(key, found.spelt())
        return found

    def hashes(self, member: str, files: Iterable[File]) -> Mapping[str, str]:
        """The SHA-256 of the documents, by format, that are known from their build."""
        noted, kept = self._noted(member).get("outputs", {}), self._outputs.get(member, {})
        return {
            one.form: kept[one.form]
            for one in files
            if isinstance(kept.get(one.form), str)
            and noted.get(one.form) == list(file_row(one.built))
        }

    def _key(self, member: str, page: bytes) -> str:
        """The name of what was read; empty when this page was not built of the folder as known."""
        key = self._built(member)
        if not key or self._store is None:
            return ""
        outputs = self._store.record(key).get("outputs")
        if not isinstance(outputs, dict) or outputs.get("html") != sha256(page).hexdigest():
            return ""
        self._outputs[member] = outputs
        return _named(key)

    def _built(self, member: str) -> str:
        """The key of the build of a member; empty when that is not known."""
        return str(self._noted(member).get("key", ""))

    def _noted(self, member: str) -> Mapping[str, Any]:
        return {} if self._ledger is None else self._ledger.note(member)

    def _unchanged(self, member: str, folder: Path) -> bool:
        return self._noted(member).get("seen") == seen(rows(folder))


def _named(key: str) -> str:
    return digest(["site", key])


def _read(folder: Path, about: About, page: bytes, given: Mapping[str, str]) -> Entry:
    seminar, _ = read_seminar(folder, given)
    language = Language.read(about.language or DEFAULT)
    if seminar is not None:
        own = {key: str(word) for key, word in seminar.identity.words.items()}
        language = language.with_words(own)
    entry = Entry(
        about.language,
        language.typeset(about.title),
        language.typeset(about.kind),
        _days(about, language),
        language.typeset(about.place),
        language.typeset(about.territory),
        tuple(map(language.typeset, about.topics)),
        language.typeset(about.series),
        about.number,
        about.status,
        sections(page),
        actions(seminar, language) if seminar else (),
    )
    return replace(entry, terms=_terms(entry))


def _days(about: About, language: Language) -> str:
    days = [date.fromisoformat(day) for day in about.dates]
    return language.typeset(language.days(days)) if days else ""


def _terms(entry: Entry) -> dict[str, int]:
    """The words of a seminar, each with a weight from 1 to HEAVIEST."""
    counted: Counter[str] = Counter()
    for section in entry.sections:
        counted.update(words(section.text))
    heads = Counter(word for section in entry.sections for word in words(section.heading))
    own = (entry.title, entry.kind, entry.place, entry.territory, entry.series, *entry.topics)
    titles = Counter(word for text in own for word in words(text))
    found: dict[str, int] = {}
    for word in sorted({*counted, *heads, *titles}):
        weight = WORD * counted[word].bit_length() + HEADING * heads[word].bit_length()
        found[word] = min(HEAVIEST, weight + TITLE * min(1, titles[word]))
    return found
