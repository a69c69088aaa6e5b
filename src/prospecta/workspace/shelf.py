"""Formats that were rendered before: of the same document, in the same look."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from prospecta.document import Document
from prospecta.formats import FORMATS
from prospecta.theme import Theme
from prospecta.workspace.fingerprint import contents, digest
from prospecta.workspace.store import Store
from prospecta.workspace.walk import rows


class Shelf:
    """The outputs in a store, found by everything that shapes them.

    `program` are the hashes of the program and of its engines.
    """

    def __init__(self, store: Store, program: Mapping[str, str]) -> None:
        self._store = store
        self._program = dict(program)
        self._document: tuple[Document, str] | None = None
        self._files: dict[Path, Mapping[str, str]] = {}

    def find(self, form: str, document: Document, look: Theme) -> bytes | None:
        """The bytes of a format, if this very document was rendered before."""
        name = self._store.record(self._key(form, document, look)).get("output")
        return self._store.output(name) if isinstance(name, str) else None

    def keep(self, form: str, document: Document, look: Theme, data: bytes) -> None:
        """Put the bytes of a format where they are found again."""
        name = self._store.keep_output(data)
        self._store.keep_record(self._key(form, document, look), {"output": name})

    def _key(self, form: str, document: Document, look: Theme) -> str:
        if self._document is None or self._document[0] is not document:
            self._document = (document, digest(_spelt(document)))
        parts = FORMATS[form].parts
        files = [_of(parts, self._of_theme(folder)) for folder in look.folders]
        brought = _of(parts, look.brought)
        return digest([form, self._program, self._document[1], files, brought])

    def _of_theme(self, folder: Path) -> Mapping[str, str]:
        if folder not in self._files:
            self._files[folder] = contents(folder, rows(folder, beyond=True))
        return self._files[folder]


def _of(parts: tuple[str, ...], files: Mapping[str, str]) -> Mapping[str, str]:
    return {path: value for path, value in files.items() if path.startswith(parts)}


def _spelt(document: Document) -> list[Any]:
    """Everything of a document, as JSON can hold it."""
    pictures = {
        name: [one.name, one.kind, sha256(one.data).hexdigest(), one.width, one.drawn]
        for name, one in document.pictures.items()
    }
    contents_ = [[one.identifier, one.level, one.number, one.title] for one in document.contents]
    return [
        [document.title, document.kind, document.authors, document.language],
        document.date.isoformat(),
        document.cover,
        document.body,
        contents_,
        list(pictures.items()),
        dict(document.words),
    ]
