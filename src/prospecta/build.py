"""The pipeline, one hop a line: the only file that names them all."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from prospecta.document import Document
from prospecta.engines import Engines
from prospecta.findings import Finding, Severity, ToolError
from prospecta.folder import BUILD
from prospecta.pandoc import RefusedTextsError
from prospecta.review import UNTRUSTED, Review, Terms, Timed, finished, review

if TYPE_CHECKING:
    from prospecta.formats import Format
    from prospecta.formats.tools import Tools
    from prospecta.theme import Theme

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
    "prospecta.formerly",
    "prospecta.output",
    "filelock",
)
"""What a build needs last, in the order of need: loaded while it waits for pandoc."""


@dataclass
class Built:
    """What a build did: the findings, the files it wrote and removed, the seconds of each step.

    `outputs` are the bytes of each format; `kept` says which of them had been made before.
    """

    language: str = "fr"
    findings: list[Finding] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    outputs: Mapping[str, bytes] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
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

    Without `formats`, all; without `output`, a folder's `build`; without `theme`, the seminar's,
    and that of the `house` for one that names none. `trusted` are the templates that a folder
    brings. With `strict`, nothing is built of a folder that has a finding. `given` are the keys of
    the identity that hold where a seminar has none.
    """

    formats: Sequence[str] | None = None
    output: Path | None = None
    theme: Path | None = None
    trusted: bool = False
    strict: bool = False
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    house: Path | None = None

    @property
    def terms(self) -> Terms:
        return Terms(self.theme, self.trusted, self.given, self.house)


class Shelf(Protocol):
    """Where what was rendered before is found again."""

    def find(self, form: str, document: Document, look: "Theme") -> bytes | None:
        """The bytes of a format, if this very document was rendered before."""

    def keep(self, form: str, document: Document, look: "Theme", data: bytes) -> None:
        """Put the bytes of a format where they are found again."""


def build(
    folder: Path,
    wishes: Wishes,
    engines: Engines,
    tell: Step = lambda _: None,
    shelf: Shelf | None = None,
) -> Built:
    """Build one seminar folder. With a shelf, only what is not found on it is rendered.

    Raises ToolError when an engine or the disk fails; nothing has then been replaced.
    """
    built = Built()
    engines.pandoc.meanwhile(LATER)
    found = reviewed(folder, engines, wishes.terms, lambda step: built.timed(step, tell))
    built.language, built.findings = found.language, found.findings
    refused = built.failed or (wishes.strict and built.findings)
    if found.document is None or found.seminar is None or refused:
        return built
    from prospecta.formats import FORMATS
    from prospecta.formats.tools import Tools
    from prospecta.formerly import cleared
    from prospecta.output import changed, publish

    names = wishes.formats or list(FORMATS)
    before = _found(shelf, names, found.document, found.look)
    chosen = {name: FORMATS[name] for name in names if name not in before}
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
    if shelf is not None:
        for name, data in rendered.items():
            shelf.keep(name, found.document, found.look, data)
    built.kept, built.outputs = frozenset(before), {**before, **rendered}
    with built.timed("write", tell):
        places = targets(folder, wishes.output, built.outputs)
        outputs = places if shelf is None else changed(places)
        publish(outputs)
        built.written = list(outputs)
        built.removed = cleared(folder, places, outputs)
    return built


def reviewed(
    folder: Path,
    engines: Engines,
    terms: Terms = UNTRUSTED,
    timed: Timed = lambda _: nullcontext(),
) -> Review:
    """What is wrong with a folder, within the time that a folder may take.

    Raises ToolError when an engine or the disk fails.
    """
    engines.stop_at(time.monotonic() + SECONDS)
    try:
        return review(folder, engines.pandoc, terms, timed)
    except RefusedTextsError as error:
        from prospecta.blame import review_of_refused

        return finished(review_of_refused(folder, error))


def targets(folder: Path, output: Path | None, data: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Where the output of each format goes.

    Raises ToolError where the folder itself would lead it elsewhere.
    """
    name, own = folder.resolve().name, folder / BUILD
    if output in {None, own} and own.is_symlink():
        message = f"{own}: a link stands where the outputs go"
        raise ToolError(message)
    return {(output or own) / f"{name}.{form}": one for form, one in data.items()}


def _found(
    shelf: Shelf | None, names: Sequence[str], document: Document, look: "Theme"
) -> dict[str, bytes]:
    if shelf is None:
        return {}
    found = {name: shelf.find(name, document, look) for name in names}
    return {name: data for name, data in found.items() if data is not None}


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
