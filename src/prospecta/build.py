"""The pipeline, one hop a line: the only file that names them all."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prospecta.checks import check
from prospecta.compose import compose
from prospecta.document import Document
from prospecta.engines import Engines
from prospecta.findings import Finding, Severity
from prospecta.folder import BUILD
from prospecta.language import Language
from prospecta.output import publish
from prospecta.seminar import read_seminar
from prospecta.theme import Theme, themes

if TYPE_CHECKING:
    from prospecta.formats import Render
    from prospecta.formats.tools import Tools

Step = Callable[[str], None]


@dataclass
class Built:
    """What a build did: the findings, the files it wrote, the seconds of each step."""

    findings: list[Finding] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @contextmanager
    def timed(self, step: str, tell: Step) -> Iterator[None]:
        tell(step)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for: the formats, where to write, and a theme's own folder.

    Without `formats`, all; without `output`, a folder's `build`; without `theme`, the seminar's.
    """

    formats: Sequence[str] | None = None
    output: Path | None = None
    theme: Path | None = None


def build(folder: Path, wishes: Wishes, engines: Engines, tell: Step = lambda _: None) -> Built:
    """Build one seminar folder.

    Raises ToolError when an engine or the disk fails; nothing has then been replaced.
    """
    built = Built()
    with built.timed("read", tell):
        seminar, built.findings = read_seminar(folder)
    if seminar is None:
        return built
    with built.timed("check", tell):
        built.findings += check(seminar)
    if built.failed:
        return built
    with built.timed("compose", tell):
        language = Language.read(str(seminar.identity.language))
        language = language.with_words({k: str(v) for k, v in seminar.identity.words.items()})
        look = Theme(wishes.theme or themes(str(seminar.identity.theme or "")))
        with ThreadPoolExecutor(1) as ahead:
            # While pandoc parses, Python imports what will write.
            table = ahead.submit(_formats)
            document, findings = compose(seminar, language, look, engines.pandoc)
        built.findings += findings
    if document is None:
        return built
    chosen = {form: table.result()[form] for form in wishes.formats or table.result()}
    from prospecta.formats.tools import Tools

    tools = Tools(engines.pandoc, engines.typst, look)
    rendered = _rendered(document, chosen, tools, built, tell)
    target = wishes.output or folder / BUILD
    name = folder.resolve().name
    with built.timed("write", tell):
        outputs = {target / f"{name}.{form}": data for form, data in rendered.items()}
        publish(outputs)
    built.written = list(outputs)
    return built


def _formats() -> "Mapping[str, Render]":
    from prospecta.formats import FORMATS

    return FORMATS


def _rendered(
    document: Document, formats: "Mapping[str, Render]", tools: "Tools", built: Built, tell: Step
) -> Mapping[str, bytes]:
    """Each format's bytes. They are made side by side: while an engine works, Python goes on."""

    def one(form: str) -> bytes:
        with built.timed(form, tell):
            return formats[form](document, tools)

    with ThreadPoolExecutor(max_workers=len(formats)) as pool:
        return dict(zip(formats, pool.map(one, formats), strict=True))
