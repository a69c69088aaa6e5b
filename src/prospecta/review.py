"""What a folder holds and what is wrong with it: read, check and compose, short of any format."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from prospecta.brought import brought
from prospecta.checks import check
from prospecta.compose import compose, review_texts
from prospecta.document import Document
from prospecta.findings import Finding, Severity
from prospecta.folder import SEMINAR
from prospecta.language import Language
from prospecta.pandoc import Pandoc
from prospecta.seminar import Seminar, read_seminar
from prospecta.silences import silenced
from prospecta.source import Source, read
from prospecta.theme import Theme, themes

Timed = Callable[[str], AbstractContextManager[None]]
LANGUAGE = re.compile(r"^language:[ \t]*[\"']?([a-z]+)", re.MULTILINE)


@dataclass
class Review:
    """The findings of a folder, all of them, and the document when nothing forbids it.

    `language` is the one that the folder says it is in; empty while it is not known.
    """

    language: str = ""
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
    *,
    trusted: bool = False,
) -> Review:
    """Every finding of a folder in one pass, in the order of its lines, less what is silenced.

    Without `theme`, the seminar's own is taken; templates that the folder brings are, if `trusted`.
    Raises ToolError when the engine or the disk fails.
    """
    found = Review()
    with timed("read"):
        seminar, found.findings = read_seminar(folder)
    if seminar is None:
        found.language = _written_language(folder)
        return finished(found)
    found.seminar = seminar
    found.language = _language(seminar)
    own = brought(folder, trusted=trusted)
    found.findings += own.findings
    with timed("check"):
        found.findings += check(seminar)
    with timed("compose"):
        if found.failed:
            found.findings += review_texts(seminar, pandoc)
            return finished(found)
        language = Language.read(str(seminar.identity.language))
        language = language.with_words({k: str(v) for k, v in seminar.identity.words.items()})
        found.look = Theme(theme or themes(str(seminar.identity.theme or "")), own.texts)
        found.document, findings = compose(seminar, language, found.look, pandoc)
        found.findings += findings
    return finished(found)


def finished(found: Review) -> Review:
    """The same review with what its author silenced left out, and its findings put in order."""
    if found.seminar is not None:
        sources = found.seminar.sources.values()
        found.findings = silenced(found.findings, sources, whole=not found.failed)
    found.findings = in_order(found.findings)
    return found


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line and column. What is said in the same words is said once."""
    told = {(one.span, one.code, tuple(sorted(one.values.items()))): one for one in findings}
    return [told[key] for key in sorted(told)]


def _language(seminar: Seminar) -> str:
    """What the author gave; a placeholder stands nowhere."""
    word = seminar.identity.language
    return str(word) if word.span.path else ""


def _written_language(folder: Path) -> str:
    """The language that a `seminar.yaml` names which cannot be read as YAML."""
    source = read(folder, SEMINAR)
    found = LANGUAGE.search(source.text) if isinstance(source, Source) else None
    return found[1] if found else ""
