"""A folder on the way to its page, with everything kept warm between two saves."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from jinja2 import TemplateError

from prospecta.blame import review_of_refused
from prospecta.brought import brought
from prospecta.build import SECONDS
from prospecta.checks import check
from prospecta.compose import review_texts
from prospecta.findings import Finding, Severity, ToolError
from prospecta.language import Language, shipped_languages
from prospecta.pandoc import RefusedTextsError
from prospecta.preview.composing import Composer
from prospecta.preview.pages import Page
from prospecta.preview.reading import Reading
from prospecta.preview.texts import Reader
from prospecta.preview.writing import Writer
from prospecta.review import UNTRUSTED, Review, Terms, finished, too_large
from prospecta.seminar import Seminar
from prospecta.theme import Theme

DATA = frozenset({".yaml", ".md"})
"""What is no picture and no template."""


@dataclass(frozen=True)
class Wishes:
    """On what terms a folder is shown; `watched` are what else shapes its page: folders, files."""

    terms: Terms = UNTRUSTED
    watched: tuple[Path, ...] = ()


@dataclass
class Attempt:
    """One try to make the page. Without a page, the findings say why there is none."""

    page: Page | None = None
    language: str = ""
    seminar: Seminar | None = None
    told: list[Finding] = field(default_factory=list)
    """What was found while the folder was read."""
    composed: Sequence[Finding] = ()
    """What was found while it was composed."""
    settled: bool = False
    """Whether nothing else can be found."""
    odd: Exception | None = None
    """What went wrong where a check would have told why."""

    def same(self, other: "Attempt") -> bool:
        """Whether both were made of the same files."""
        return (
            self.seminar is not None
            and other.seminar is not None
            and self.seminar.sources == other.seminar.sources
            and self.page == other.page
            and (self.told, self.composed) == (other.told, other.composed)
            and self.odd is other.odd is None
        )


class Renderer:
    """Makes one folder's page again and again. No two threads may use it at once."""

    def __init__(self, folder: Path, wishes: Wishes) -> None:
        self._folder = folder
        self.wishes = wishes
        self.reader = Reader.start()
        self._reading = Reading(folder)
        self._composers: tuple[Any, Composer] | None = None
        self._writer = Writer(self.reader)
        self._look: tuple[Any, Theme] | None = None
        self._themed = self._pictured = True

    def page(self, changed: Collection[Path] | None = None) -> Attempt:
        """Try to make the page before any check, which says later what else is wrong.

        `changed` are the files that were saved since the last time; None for whatever. Raises
        ToolError when the engine or the disk fails.
        """
        saved = self._sort(changed)
        self.reader.until = time.monotonic() + SECONDS
        seminar, findings, shown = self._reading.seminar(self.wishes.terms.given, saved)
        if seminar is None:
            return Attempt(told=findings, settled=True)
        language = seminar.identity.language
        attempt = Attempt(
            language=str(language) if language.span.path else "", seminar=seminar, told=findings
        )
        large = too_large(seminar, findings, shown)
        if large is not None:
            attempt.told, attempt.settled = [*findings, *large], True
            return attempt
        own = brought(self._folder, trusted=self.wishes.terms.trusted)
        attempt.told = [*findings, *own.findings]
        if _failed(attempt.told) or str(language) not in shipped_languages():
            return attempt
        try:
            self._compose(attempt, seminar, own.texts)
        except RefusedTextsError as error:
            attempt.told, attempt.settled = review_of_refused(self._folder, error).findings, True
        return attempt

    def findings(self, attempt: Attempt, wanted: Callable[[], bool]) -> list[Finding] | None:
        """Every finding of the folder as it was for this attempt; None when nobody waits for it.

        Raises ToolError when the engine fails.
        """
        found = Review(attempt.language, list(attempt.told), attempt.seminar)
        if attempt.seminar is not None and not attempt.settled:
            found.findings += check(attempt.seminar)
            if not wanted():
                return None
            if _failed(found.findings):
                try:
                    found.findings += review_texts(attempt.seminar, self.reader)
                except RefusedTextsError as error:
                    found = review_of_refused(self._folder, error)
            elif attempt.odd is not None:
                raise told(attempt.odd) from attempt.odd
            else:
                found.findings += attempt.composed
        return finished(found).findings

    def close(self) -> None:
        self.reader.kill()
        self.reader.close()

    def _sort(self, changed: Collection[Path] | None) -> Collection[str] | None:
        """Note what kind of files were saved; answer those of the folder."""
        if changed is None:
            self._themed = self._pictured = True
            return None
        watched = [one.resolve() for one in self.wishes.watched]
        inside = self.names(changed)
        other = any(PurePath(name).suffix not in DATA for name in inside)
        beside = any(path.is_relative_to(one) for path in changed for one in watched)
        self._pictured |= other
        self._themed |= other or beside
        return inside

    def names(self, changed: Collection[Path]) -> Collection[str]:
        """The files of the folder among those that were saved, by their paths in it."""
        root = self._folder.resolve()
        return {path.relative_to(root).as_posix() for path in changed if path.is_relative_to(root)}

    def _compose(self, attempt: Attempt, seminar: Seminar, brought: Mapping[str, str]) -> None:
        composer, new = self._composer(seminar)
        theme, other = self._theme(seminar, brought)
        try:
            composed = composer.compose(
                seminar, theme, renewed=new or other, pictured=self._pictured
            )
        except (RefusedTextsError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is: a check has not had its say yet
            self._composers = self._look = None
            attempt.odd = error
            return
        attempt.composed = composed.findings
        if composed.document is not None:
            try:
                attempt.page = self._writer.page(composed.document, composed.chunks, theme)
            except TemplateError as error:
                raise told(error) from error
            self._reading.memory.turn()
            self._themed = self._pictured = False

    def _composer(self, seminar: Seminar) -> tuple[Composer, bool]:
        words = {key: str(value) for key, value in seminar.identity.words.items()}
        key = (str(seminar.identity.language), words)
        if self._composers is not None and self._composers[0] == key:
            return self._composers[1], False
        composer = Composer(Language.read(key[0]).with_words(words), self.reader)
        self._composers = (key, composer)
        return composer, True

    def _theme(self, seminar: Seminar, brought: Mapping[str, str]) -> tuple[Theme, bool]:
        folder = self.wishes.terms.look(seminar.identity.theme)
        key = (folder, brought)
        if self._look is not None and self._look[0] == key and not self._themed:
            return self._look[1], False
        theme = Theme(folder, brought)
        self._look = (key, theme)
        return theme, True


def told(error: Exception) -> Exception:
    """A mistake in a theme's template as a ToolError that says where; anything else as it is."""
    if not isinstance(error, TemplateError):
        return error
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line is None:
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2"):
                name, line = PurePath(file).name, trace.tb_lineno
            trace = trace.tb_next
    return ToolError(f"the template {name or '?'}, line {line or 1}: {error.message}")


def _failed(findings: Collection[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)
