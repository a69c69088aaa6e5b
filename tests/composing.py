"""A folder composed for a test, with the real pandoc."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prospecta.checks import check
from prospecta.compose import compose
from prospecta.document import Document
from prospecta.findings import Finding, Severity
from prospecta.language import Language
from prospecta.pandoc import Pandoc
from prospecta.seminar import read_seminar
from prospecta.theme import Theme


@contextmanager
def pandoc() -> Iterator[Pandoc]:
    engine = Pandoc.start()
    try:
        yield engine
    finally:
        engine.close()


def composed(folder: Path, engine: Pandoc) -> tuple[Document | None, list[Finding]]:
    """The document of a folder whose files are right, and what composing found."""
    seminar, findings = read_seminar(folder)
    assert seminar is not None, findings
    assert not any(one.severity is Severity.ERROR for one in check(seminar))
    own = {key: str(word) for key, word in seminar.identity.words.items()}
    language = Language.read(str(seminar.identity.language)).with_words(own)
    return compose(seminar, language, Theme(), engine)


def document(folder: Path, engine: Pandoc) -> Document:
    found, findings = composed(folder, engine)
    assert found is not None, findings
    return found
