"""The pipeline, one hop a line: the only file that names them all."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prospecta.document import Document
from prospecta.engines import Engines
from prospecta.findings import Finding, Severity, ToolError
from prospecta.folder import BUILD
from prospecta.pandoc import RefusedTextsError
from prospecta.review import finished, review

if TYPE_CHECKING:
    from prospecta.formats import Format
    from prospecta.formats.tools import Tools

Step = Callable[[str], None]
SECONDS = 24
"""How long a folder may keep the engines at work."""
SEARCH = 7
"""How long one may then look for what they refuse."""
ATTEMPT = 3
"""How long each part may take that is looked at."""
LATER = (
    "prospecta.blocks.actions_chart",
    "prospecta.charts.steps",
    "prospecta.formats.typst_source",
    "prospecta.formats",
    "prospecta.formats.html.markup",
    "prospecta.formats.html.page",
    "prospecta.formats.html.style",
    "prospecta.formats.html.tree",
    "prospecta.formats.ooxml.blocks",
    "prospecta.formats.ooxml.skin",
    "prospecta.formats.ooxml.tree",
    "prospecta.formats.ooxml.reference",
    "prospecta.formats.ooxml.assembly",
    "prospecta.output",
    "filelock",
)
"""What a build needs last, in the order of need: loaded while it waits for pandoc."""


@dataclass
class Built:
    """What a build did: the findings, the files it wrote, the seconds of each step."""

    language: str = "fr"
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
    `trusted` are the templates that a folder brings. With `strict`, nothing is built of a folder
    that has a finding.
    """

    formats: Sequence[str] | None = None
    output: Path | None = None
    theme: Path | None = None
    trusted: bool = False
    strict: bool = False


def build(folder: Path, wishes: Wishes, engines: Engines, tell: Step = lambda _: None) -> Built:
    """Build one seminar folder.

    Raises ToolError when an engine or the disk fails; nothing has then been replaced.
    """
    built = Built()
    engines.stop_at(time.monotonic() + SECONDS)
    engines.pandoc.meanwhile(LATER)
    try:
        found = review(
            folder,
            engines.pandoc,
            wishes.theme,
            lambda step: built.timed(step, tell),
            trusted=wishes.trusted,
        )
    except RefusedTextsError as error:
        from prospecta.blame import review_of_refused

        found = finished(review_of_refused(folder, error))
    built.language, built.findings = found.language, found.findings
    refused = built.failed or (wishes.strict and built.findings)
    if found.document is None or found.seminar is None or refused:
        return built
    from prospecta.formats import FORMATS
    from prospecta.formats.tools import Tools
    from prospecta.output import publish

    chosen = {name: FORMATS[name] for name in wishes.formats or FORMATS}
    tools = Tools(engines.pandoc, engines.typst, found.look)
    try:
        rendered = _rendered(found.document, chosen, tools, built, tell)
    except ToolError as error:
        from prospecta.blame import refused_pages

        def attempt(part: Document) -> None:
            engines.stop_at(min(until, time.monotonic() + ATTEMPT))
            again = Tools(engines.pandoc, engines.typst, found.look)
            _rendered(part, chosen, again, Built(), lambda _: None)

        until = time.monotonic() + SEARCH
        built.findings += refused_pages(found.seminar, found.document, error, attempt, until)
        return built
    target = wishes.output or folder / BUILD
    name = folder.resolve().name
    with built.timed("write", tell):
        outputs = {target / f"{name}.{form}": data for form, data in rendered.items()}
        publish(outputs)
    built.written = list(outputs)
    return built


def _rendered(
    document: Document, formats: Mapping[str, "Format"], tools: "Tools", built: Built, tell: Step
) -> Mapping[str, bytes]:
    """Each format's bytes. While typst lays out the pages, pandoc writes the rest."""
    if any(form.paged for form in formats.values()):
        tools.begin_layout(document)
    rendered = {}
    for name, form in formats.items():
        with built.timed(name, tell):
            rendered[name] = form.render(document, tools)
    return rendered
