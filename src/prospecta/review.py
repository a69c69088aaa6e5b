"""What a folder holds and what is wrong with it: read, check and compose, short of any format."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from prospecta.checks import check
from prospecta.compose import compose, review_texts
from prospecta.document import Document
from prospecta.findings import Finding, Severity
from prospecta.language import Language
from prospecta.pandoc import Pandoc
from prospecta.seminar import Seminar, read_seminar
from prospecta.theme import Theme, themes

Timed = Callable[[str], AbstractContextManager[None]]


@dataclass
class Review:
    """The findings of a folder, all of them, and the document when nothing forbids it.

    `language` is the folder's, in which its author is spoken to; French while it is not known.
    """

    language: str = "fr"
    findings: list[Finding] = field(default_factory=list)
    seminar: Seminar | None = None
    document: Document | None = None
    look: Theme = field(default_factory=Theme)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def review(
    folder: Path,
    pandoc: Pandoc,
    theme: Path | None = None,
    timed: Timed = lambda _: nullcontext(),
) -> Review:
    """Every finding of a folder in one pass. Without `theme`, the seminar's own is taken.

    Raises ToolError when the engine or the disk fails.
    """
    found = Review()
    with timed("read"):
        seminar, found.findings = read_seminar(folder)
    if seminar is None:
        return found
    found.seminar = seminar
    found.language = str(seminar.identity.language)
    with timed("check"):
        found.findings += check(seminar)
    with timed("compose"):
        if found.failed:
            found.findings += review_texts(seminar, pandoc)
            return found
        language = Language.read(found.language)
        language = language.with_words({k: str(v) for k, v in seminar.identity.words.items()})
        found.look = Theme(theme or themes(str(seminar.identity.theme or "")))
        found.document, findings = compose(seminar, language, found.look, pandoc)
        found.findings += findings
    return found
