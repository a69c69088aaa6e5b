"""The typst engine, the parent's side: a child process lays out one document after the other.

A process of its own, because a layout in process can be neither interrupted nor bounded in
memory, and because it boots while the parent still reads the folder.
"""

import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.process import Child
from prospecta.versions import Range

SUPPORTED = Range(">=0.15.2,<0.16")
"""The versions of the package that were tried: another one may lay out another document."""
SECONDS = 24
"""How long one layout may take before the engine is stopped."""
FRUGAL = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1"}
"""How the C library of Linux hands out memory, of which a layout takes and leaves tens of MB.

Large pages, as taking it 4 kB at a time is a tenth of the work; and one heap for all threads, which
is a fifth smaller than one for each.
"""
BOOT = """import sys
sys.path[:] = sys.argv[2:]
from prospecta.typst_worker.worker import main
main()"""
"""The child finds modules where its parent does, whatever the environment says."""


class MissingGlyphError(ToolError):
    """The fonts have no glyph for `characters`, so that these would be lost from the page."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        named = " ".join(f"{one} (U+{ord(one[0]):04X})" for one in self.characters)
        super().__init__(f"typst: no glyph for {named}")


class RefusedPicturesError(ToolError):
    """typst cannot draw `pictures`: what it says of each, by its name in the document."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = MappingProxyType(dict(pictures))
        told = ", ".join(f"{name}: {words}" for name, words in pictures.items())
        super().__init__(f"typst: {told}")


class LookError(ToolError):
    """typst stopped in the look, `report.typ`, at a line of it; `told` are its words."""

    def __init__(self, told: str, line: int) -> None:
        self.told, self.line = told, line
        super().__init__(f"typst: {told}")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its name in the document, its file in the source, svg, png or jpeg, its bytes.

    `width` is the width to show it in, in millimetres.
    """

    name: str
    file: str
    kind: str
    data: bytes
    width: float


@dataclass(frozen=True, slots=True)
class Job:
    """A document to lay out.

    `look` is the file `report.typ` that `source` imports; `inputs` the JSON that it reads as
    data; `timestamp` the seconds since 1970 that the PDF carries as its date. `rows` says for
    each row of each table, in the order in which the tables begin, what heads it: COLUMN_HEADS,
    LANE, or how many cells at its start.
    """

    look: str
    source: str
    inputs: str
    timestamp: int
    drawings: tuple[Drawing, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What typst made of a document.

    `pages` are the page numbers of the headings, as printed, by their identifiers; `pngs` each
    SVG picture of the document as a PNG of 150 dots an inch, by its name.
    """

    pdf: bytes
    pages: Mapping[str, int]
    pngs: Mapping[str, bytes]


class Typst:
    """A resident typst. Every method raises ToolError when the engine fails."""

    def __init__(self, fonts: Path, *, aside: bool = True) -> None:
        self.until = float("inf")
        """No layout goes on beyond this moment of `time.monotonic`."""
        self.version = ""
        """What the process says it is, once it has answered."""
        self._fonts, self._aside = fonts, aside
        self._child = self._started()
        self._sender: threading.Thread | None = None
        self._owing = False

    @classmethod
    def start(cls, fonts: Path | None = None, *, aside: bool = True) -> Self:
        """Start the process and return at once; it reads the fonts while the caller goes on.

        Without an argument: the fonts that ship with the program. `aside`: it draws PNGs while it
        lays out, which takes less time where a core is free, and more of it where none is.
        """
        return cls(fonts or templates() / "fonts" / "pdf", aside=aside)

    def submit(self, job: Job) -> None:
        """Hand a document over and return at once, whatever the engine is doing."""
        if self._child.gone or self._owing:  # what came of an earlier document is for nobody
            self._child.close()
            self._child, self.version = self._started(), ""
        self._owing = True
        message = _encoded(job, aside=self._aside)
        self._sender = threading.Thread(target=self._send, args=(message,), daemon=True)
        self._sender.start()

    def result(self, seconds: float = SECONDS) -> Layout:
        """The layout of the document that was handed over last.

        Raises MissingGlyphError, RefusedPicturesError, LookError, and ToolError for any other
        fault and after `seconds`.
        """
        deadline = min(time.monotonic() + seconds, self.until)
        try:
            answer, pdf, pngs = self._answer(deadline)
        except ToolError:
            self.close()  # so that the next document gets an engine of its own
            raise
        self._owing = False
        if answer.get("missing"):
            raise MissingGlyphError(answer["missing"])
        if answer.get("refused"):
            raise RefusedPicturesError(answer["refused"])
        if answer.get("line"):
            raise LookError(answer["error"], answer["line"])
        if "error" in answer:
            message = f"typst: {answer['error']}"
            raise ToolError(message)
        return Layout(pdf, MappingProxyType(answer["pages"]), MappingProxyType(pngs))

    def kill(self) -> None:
        """End the process without waiting until it is gone."""
        self._child.kill()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._child.close()

    def _started(self) -> Child:
        paths = [str(Path(path).resolve()) for path in sys.path if path]
        command = [sys.executable, "-I", "-S", "-c", BOOT, str(self._fonts), *paths]
        return Child.start("typst", command, FRUGAL)

    def _answer(self, deadline: float) -> tuple[dict[str, Any], bytes, dict[str, bytes]]:
        child = self._child
        left = deadline - time.monotonic()
        self.version = self.version or child.greeting(SUPPORTED, left)
        size = int(child.line(deadline - time.monotonic()))
        seconds = deadline - time.monotonic()
        answer: dict[str, Any] = json.loads(child.exactly(size, seconds))
        pdf = child.exactly(answer.get("pdf", 0), seconds)
        pngs = {name: child.exactly(size, seconds) for name, size in answer.get("pngs", ())}
        return answer, pdf, pngs

    def _send(self, message: bytes) -> None:
        try:
            self._child.send(message)
        except (ToolError, ValueError):
            return  # the engine is gone: `result` says so, with the reason


def _encoded(job: Job, *, aside: bool) -> bytes:
    """A line with the size of the header, the header, then the texts and pictures it measures."""
    parts = [job.look.encode(), job.source.encode(), job.inputs.encode()]
    drawings = []
    for drawing in job.drawings:
        about = asdict(drawing)
        parts.append(about.pop("data"))
        drawings.append(about)
    header = {
        "sizes": [len(part) for part in parts],
        "timestamp": job.timestamp,
        "drawings": drawings,
        "rows": job.rows,
        "aside": aside,
    }
    encoded = json.dumps(header).encode()
    return b"".join([b"%d\n" % len(encoded), encoded, *parts])
