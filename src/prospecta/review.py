"""What a folder holds and what is wrong with it: read, check and compose, short of any format."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from prospecta import deadline
from prospecta.brought import brought
from prospecta.checks import check
from prospecta.compose import compose, review_texts
from prospecta.compose.slots import MAX_CHARACTERS
from prospecta.document import Document
from prospecta.findings import Finding, Severity, Span
from prospecta.folder import SEMINAR, TOO_LARGE
from prospecta.language import Language
from prospecta.pandoc import Pandoc
from prospecta.pictures import too_heavy
from prospecta.seminar import Seminar, read_seminar
from prospecta.silences import silenced
from prospecta.source import Source, read
from prospecta.text import Line, Text
from prospecta.theme import Theme, themes

Timed = Callable[[str], AbstractContextManager[None]]
Shown = Mapping[tuple[str, str], Callable[[], Span]]
SHOWN = re.compile(r"\](?:\(|:[ \t]*+)<?([^)\s>#][^)\s>]{0,999})")
"""What a link or a picture leads to."""
LANGUAGE = re.compile(r"^language:[ \t]*[\"']?([a-z]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a folder is read.

    Without `theme`, the seminar's own is taken, and that of the `house` if it names none; templates
    that the folder brings are, if `trusted`. `given` are the keys of the identity that hold where
    the seminar has none.
    """

    theme: Path | None = None
    trusted: bool = False
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    house: Path | None = None

    def look(self, named: object) -> Path | None:
        """The folder of the theme of a seminar that names this one; None for the default theme."""
        return self.theme or (themes(str(named)) if named else self.house)


UNTRUSTED = Terms()


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
    terms: Terms = UNTRUSTED,
    timed: Timed = lambda _: nullcontext(),
) -> Review:
    """Every finding of a folder in one pass, in the order of its lines, less what is silenced.

    Raises ToolError when the engine or the disk fails.
    """
    deadline.rewind()
    found = Review()
    with timed("read"):
        seminar, found.findings = read_seminar(folder, terms.given)
    if seminar is None:
        found.language = written_language(folder)
        return finished(found)
    found.seminar = seminar
    found.language = _language(seminar)
    large = too_large(seminar, found.findings)
    if large is not None:  # what else is wrong with it is not worth the time
        found.findings = [*found.findings, *large]
        return finished(found)
    own = brought(folder, trusted=terms.trusted)
    found.findings += own.findings
    with timed("check"):
        found.findings += check(seminar)
    with timed("compose"):
        if found.failed:
            found.findings += review_texts(seminar, pandoc)
            return finished(found)
        language = Language.read(str(seminar.identity.language))
        language = language.with_words({k: str(v) for k, v in seminar.identity.words.items()})
        found.look = Theme(terms.look(seminar.identity.theme), own.texts)
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


def too_large(
    seminar: Seminar, told: Sequence[Finding], shown: Shown | None = None
) -> Sequence[Finding] | None:
    """What forbids to look closer, if it was not told before: too much to read, or to draw.

    `shown` is what `shown_in` finds in the whole folder, where it is known already.
    """
    if any(one.code == TOO_LARGE for one in told):
        return []
    if sum(len(source.text) for source in seminar.sources.values()) > MAX_CHARACTERS:
        texts = [value for value in seminar.values if isinstance(value, Line | Text)]
        if sum(len(str(value)) for value in texts) > MAX_CHARACTERS:
            largest = max(seminar.sources.values(), key=lambda source: len(source.text)).path
            return [Finding(TOO_LARGE, Span(largest), {"path": largest})]
    heavy = too_heavy(seminar.folder, shown_in(seminar.values) if shown is None else shown)
    return [heavy] if heavy else None


def shown_in(values: Iterable[Any]) -> Shown:
    """The targets of pictures in the texts among values, each with its file, and its place."""
    shown: dict[tuple[str, str], Callable[[], Span]] = {}
    for value in values:
        if isinstance(value, Text) and "](" in str(value):
            for found in SHOWN.finditer(str(value)):
                place = partial(value.part, *found.span(1))
                shown.setdefault((found[1], value.span.path), place)
    return shown


def _language(seminar: Seminar) -> str:
    """What the author gave; a placeholder stands nowhere."""
    word = seminar.identity.language
    return str(word) if word.span.path else ""


def written_language(folder: Path) -> str:
    """The language that a `seminar.yaml` names, whether or not it can be read as YAML."""
    source = read(folder, SEMINAR)
    found = LANGUAGE.search(source.text) if isinstance(source, Source) else None
    return found[1] if found else ""
