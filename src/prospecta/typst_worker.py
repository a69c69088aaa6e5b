"""The typst engine, the child's side: lays out what comes on its input until the input ends.

Nothing touches the disk: the source, its look and its pictures are handed over in memory. typst
takes only texts that way, so that a raster comes wrapped in an SVG.
"""

import json
import os
import queue
import re
import sys
import threading
from base64 import b64encode
from typing import IO, Any

import typst

from prospecta.pdf_tags import UnexpectedPDF, with_row_heads

MEMORY = 4 * 2**30
"""Bytes of address space that a layout may take; the engine's code alone maps about a tenth."""
STANDARDS = ["ua-1", "a-2a"]
DPI = 200
"""Dots an inch of the PNG that stands for an SVG."""
MISSING = re.compile(r'^error: .*(?:the text|disallowed codepoint) `"((?:\\.|[^"\\])+)"`', re.M)
ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}
SHEET = "#set page(width: auto, height: auto, margin: 0mm)\n"
WARM_INPUTS = {
    "title": "T", "running": "T", "kind": "K", "authors": [], "language": "fr", "region": None,
    "date": [2000, 1, 1], "words": {"contents": "C", "page": "P"}, "colours": {},
    "labels": {}, "contents": {"a": ["1.", "A"]},
}  # fmt: skip
WARM_SOURCE = """#import "report.typ": *
#show: report
#cover[#cover-title[#"T"];][#cover-kind[#"K"];#facts(([a], [b]))]
#contents
#section(1, 1, [#"A";], name: label("a"), listed: true);
#section(2, 2, [#"B";]);
#"L’arrière #1";#emph[#"e"];#strong[#"s"];#raw("c");#footnote[#"n"];
#bullets(tight: true, [#"a";], [#"b";]);
#plate(caption: [#"c"])[#picture("0.svg", 160mm, "a")];
#cards((tone: "", title: [#"t"], body: [#"b"]), (tone: "", title: none, body: [#"b"]));
#data-table((30%, 70%,), (((body: [#"h"], at: 0, across: 2, down: 1, side: start, head: true),),),
((lane: false, rows: (((body: [#"h"], at: 0, across: 1, down: 1, side: start, head: true),
(body: [#"d"], at: 1, across: 1, down: 1, side: start, head: false),),)),), caption: [#"c"]);
"""
WARM_ROWS = [[-1, 1]]
WARM_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text y="8" font-family='
    b'"Source Sans 3">a</text></svg>'
)


class Engine:
    """One set of fonts, and the engine's caches, for every document that comes."""

    def __init__(self, fonts: str) -> None:
        # The root and the place of packages: a folder that exists and holds no source.
        self._places = {
            "root": fonts,
            "font_paths": typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
            "package_path": fonts,
            "package_cache_path": fonts,
        }

    def pdf(self, files: dict[str, bytes], inputs: str, timestamp: int) -> bytes:
        return self._compiled(
            files, sys_inputs={"document": inputs}, pdf_standards=STANDARDS, timestamp=timestamp
        )[0]

    def pages(self, files: dict[str, bytes], inputs: str) -> dict[str, int]:
        """The page of each heading. Costs little: typst still knows the layout of these files."""
        answer = typst.query(
            files, "<pages>", field="value", one=True,
            sys_inputs={"document": inputs}, **self._places,
        )  # fmt: skip
        return dict(json.loads(answer))

    def pngs(self, drawings: dict[str, bytes], widths: dict[str, float]) -> list[bytes]:
        """A page of its own for each drawing."""
        pages = [f'#image("{name}", width: {widths[name]}mm)' for name in drawings]
        sheet = SHEET + "\n#pagebreak()\n".join(pages)
        return self._compiled({"main.typ": sheet.encode(), **drawings}, format="png", ppi=DPI)

    def _compiled(self, files: dict[str, bytes], **options: Any) -> list[bytes]:
        compiled = typst.Compiler(**self._places).compile(input=files, **options)
        return compiled if isinstance(compiled, list) else [compiled]


def warm_up(engine: Engine, look: bytes) -> None:
    """Have fonts, hyphenation and caches at hand before the first document comes."""
    files = {"main.typ": WARM_SOURCE.encode(), "report.typ": look, "0.svg": WARM_DRAWING}
    inputs = json.dumps(WARM_INPUTS)
    with_row_heads(engine.pdf(files, inputs, 0), WARM_ROWS)
    engine.pages(files, inputs)
    engine.pngs({"0.svg": WARM_DRAWING}, {"0.svg": 10})


def answer(engine: Engine, header: dict[str, Any], parts: list[bytes]) -> list[bytes]:
    """The message that answers a job: its header, and the bytes that this measures."""
    look, source, inputs, *pictures = parts
    drawings = header["drawings"]
    kinds = {drawing["file"]: drawing["kind"] for drawing in drawings}
    names = {drawing["file"]: drawing["name"] for drawing in drawings}
    shown = {
        file: picture if kind == "svg" else wrapped(kind, picture)
        for (file, kind), picture in zip(kinds.items(), pictures, strict=True)
    }
    files = {"main.typ": source, "report.typ": look, **shown}
    vectors = {file: shown[file] for file, kind in kinds.items() if kind == "svg"}
    try:
        pdf = engine.pdf(files, inputs.decode(), header["timestamp"])
        pdf = with_row_heads(pdf, header["rows"])
        pages = engine.pages(files, inputs.decode())
        pngs = engine.pngs(vectors, {one["file"]: one["width"] for one in drawings}) if vectors else []
    except typst.TypstError as error:
        return message({"error": error.message, "missing": missing(error.diagnostic)})
    except UnexpectedPDF as error:
        return message({"error": str(error)})
    sizes = [[names[file], len(png)] for file, png in zip(vectors, pngs, strict=True)]
    return message({"pdf": len(pdf), "pages": pages, "pngs": sizes}, pdf, *pngs)


def wrapped(kind: str, picture: bytes) -> bytes:
    """A raster in an SVG that takes its size from it."""
    data = b64encode(picture).decode("ascii")
    image = f'<image href="data:image/{kind};base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{image}</svg>'.encode()


def missing(diagnostic: str) -> list[str]:
    """What the fonts cannot show, each once, in the order of the document."""

    def plain(escape: re.Match[str]) -> str:
        return chr(int(escape[1], 16)) if escape[1] else ESCAPES.get(escape[2], escape[2])

    return list(dict.fromkeys(ESCAPED.sub(plain, found) for found in MISSING.findall(diagnostic)))


def message(header: dict[str, Any], *parts: bytes) -> list[bytes]:
    encoded = json.dumps(header).encode()
    return [b"%d\n" % len(encoded), encoded, *parts]


def listen(source: IO[bytes], jobs: "queue.SimpleQueue[tuple[dict[str, Any], list[bytes]]]") -> None:
    """Take in what comes. When nothing can come any more, whatever runs has no reader left."""
    while size := source.readline():
        header = json.loads(source.read(int(size)))
        jobs.put((header, [source.read(length) for length in header["sizes"]]))
    os._exit(0)


def limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer jobs for as long as the input is open. Arguments: the fonts, the look to warm with."""
    limit()
    jobs: queue.SimpleQueue[tuple[dict[str, Any], list[bytes]]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    fonts, look = sys.argv[1:3]
    engine = Engine(fonts)
    with open(look, "rb") as file:
        warm_up(engine, file.read())
    while True:
        sys.stdout.buffer.writelines(answer(engine, *jobs.get()))
        sys.stdout.buffer.flush()
