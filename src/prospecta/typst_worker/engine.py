"""typst in process: from sources in memory to a tagged PDF, page numbers and PNGs.

Nothing touches the disk. typst takes only texts in memory, so that a raster comes wrapped in an
SVG; its bytes are in the PDF as they were.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import typst

from prospecta.typst_worker.pdf_tags import with_row_heads

VERSION = str(getattr(typst, "__version__", "?"))
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
DPI = 150
"""Dots an inch of the PNG that stands for an SVG."""
MISSING = re.compile(r'^error: .*(?:the text|codepoint) `"((?:\\.|[^"\\])+)"`', re.MULTILINE)
STOPPED = re.compile(r"\Aerror: [^\n]*\n +┌─ (?:[^\n]*/)?report\.typ:(\d+):")
ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}

FAMILIES = (b"Source Sans 3", b"Prospecta Sans")
"""The typeface by the name that pictures have for it, and by that of the faces drawn with."""
SHEET = """#set page(width: auto, height: auto, margin: 0mm)
#set text(font: ("Prospecta Sans", "DejaVu Sans Mono"), fallback: false)
"""
"""Pages as large as what they show, and the look's fonts: typst then need not read SVGs again."""
AGES = 10
"""So many layouts have had no use for what typst drops then."""

Files = Mapping[str, bytes]
NOTHING: Files = {"main.typ": b""}


class Engine:
    """One set of fonts, and typst's caches, for every document that comes."""

    def __init__(self, fonts: str) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
        # Sources and packages may be nowhere but in memory; a folder of fonts holds neither.
        self._nowhere = fonts
        self._idle: Any = None

    def pdf(
        self, files: Files, inputs: str, timestamp: int, rows: Sequence[Sequence[int]]
    ) -> bytes:
        """PDF/UA-1 and PDF/A-2a. `rows` says what heads each row of each table."""
        (pdf,) = self.compiled(
            files, sys_inputs={"document": inputs}, pdf_standards=STANDARDS, timestamp=timestamp
        )
        return with_row_heads(pdf, rows)

    def pages(self, files: Files, inputs: str) -> dict[str, int]:
        """The page of each heading. Costs little: typst still knows the layout of these files."""
        answer = typst.query(
            dict(files),  # type: ignore[type-var]  # the stubs lack sources in memory
            "<pages>",
            field="value",
            one=True,
            sys_inputs={"document": inputs},
            root=self._nowhere,
            font_paths=self._fonts,
            package_path=self._nowhere,
            package_cache_path=self._nowhere,
        )
        return dict(json.loads(answer))

    def pngs(self, drawings: Files, widths: Mapping[str, float]) -> list[bytes]:
        """Each SVG drawn as wide as said, in millimetres."""
        if not drawings:
            return []
        pages = [f'#image("{name}", width: {widths[name]}mm)' for name in drawings]
        sheet = SHEET + "\n#pagebreak()\n".join(pages)
        return self.compiled({"main.typ": sheet.encode(), **drawings}, format="png", ppi=DPI)

    def forget(self) -> None:
        """Let go of what typst keeps of earlier documents, or it grows with each."""
        self._idle = self._idle or self._compiler()
        for _ in range(AGES):
            self._idle.compile(input=NOTHING)

    def compiled(self, files: Files, **options: Any) -> list[bytes]:
        """What typst makes of `main.typ`, page by page for drawings. Raises TypstError."""
        made: Any = self._compiler().compile(input=dict(files), **options)
        return made if isinstance(made, list) else [made]

    def _compiler(self) -> Any:  # the stubs lack sources in memory
        return typst.Compiler(
            root=self._nowhere,
            font_paths=self._fonts,
            package_path=self._nowhere,
            package_cache_path=self._nowhere,
        )


def drawn(kind: str, picture: bytes) -> bytes:
    """A picture as an SVG: a raster in one that takes its size from it."""
    if kind == "svg":
        return picture.replace(*FAMILIES)
    data = b64encode(picture).decode("ascii")
    image = f'<image href="data:image/{kind};base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{image}</svg>'.encode()


def fault(diagnostic: str) -> int:
    """The line of the look at which typst stopped; 0 when it stopped elsewhere."""
    found = STOPPED.search(diagnostic)
    return int(found[1]) if found else 0


def missing(diagnostic: str) -> list[str]:
    """What the fonts cannot show, each once, in the order of the document."""

    def plain(escape: re.Match[str]) -> str:
        return chr(int(escape[1], 16)) if escape[1] else ESCAPES.get(escape[2], escape[2])

    return list(dict.fromkeys(ESCAPED.sub(plain, found) for found in MISSING.findall(diagnostic)))
