"""Lays out what comes on its input until the input ends: see `prospecta.typst` for the parent."""

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from typst import TypstError

from prospecta.typst_worker.engine import Engine, drawn, missing
from prospecta.typst_worker.pdf_objects import UnexpectedPDFError
from prospecta.typst_worker.pdf_tags import COLUMN_HEADS

MEMORY = 2 * 2**30
"""Bytes of address space that a layout may take; typst alone maps about 300 MB."""

Message = tuple[dict[str, Any], list[bytes]]
"""A header, and the texts and pictures that it measures."""

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
WARM_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text y="8" font-family='
    b'"Source Sans 3">a</text></svg>'
)


def main() -> None:
    """Answer jobs for as long as the input is open. Arguments: the fonts, the look to warm with."""
    limit()
    jobs: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    engine = Engine(sys.argv[1])
    warm_up(engine, Path(sys.argv[2]).read_bytes())
    while True:
        header, parts = answer(engine, *jobs.get())
        encoded = json.dumps(header).encode()
        sys.stdout.buffer.writelines([b"%d\n" % len(encoded), encoded, *parts])
        sys.stdout.buffer.flush()


def limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def listen(source: IO[bytes], jobs: SimpleQueue[Message]) -> None:
    """Take in what comes. When nothing can come any more, what runs is for nobody."""
    while size := source.readline():
        header = json.loads(source.read(int(size)))
        jobs.put((header, [source.read(length) for length in header["sizes"]]))
    os._exit(0)


def warm_up(engine: Engine, look: bytes) -> None:
    """Have fonts, hyphenation and caches at hand before the first document comes."""
    files = {"main.typ": WARM_SOURCE.encode(), "report.typ": look, "0.svg": WARM_DRAWING}
    inputs = json.dumps(WARM_INPUTS)
    engine.pdf(files, inputs, 0, [[COLUMN_HEADS, 1]])
    engine.pages(files, inputs)
    engine.pngs({"0.svg": WARM_DRAWING}, {"0.svg": 10})


def answer(engine: Engine, header: dict[str, Any], parts: list[bytes]) -> Message:
    """A job's PDF and PNGs, the PDF first, with a header that measures them; or an error."""
    look, source, inputs, *pictures = parts
    drawings = header["drawings"]
    files = {"main.typ": source, "report.typ": look}
    for drawing, picture in zip(drawings, pictures, strict=True):
        files[drawing["file"]] = drawn(drawing["kind"], picture)
    vectors = [drawing for drawing in drawings if drawing["kind"] == "svg"]
    try:
        pdf = engine.pdf(files, inputs.decode(), header["timestamp"], header["rows"])
        pages = engine.pages(files, inputs.decode())
        pngs = engine.pngs(
            {drawing["file"]: files[drawing["file"]] for drawing in vectors},
            {drawing["file"]: drawing["width"] for drawing in vectors},
        )
    except TypstError as error:
        told = error.message.split(" (searched at ")[0]
        return {"error": told, "missing": missing(error.diagnostic)}, []
    except UnexpectedPDFError as error:
        return {"error": str(error)}, []
    sizes = [[one["name"], len(png)] for one, png in zip(vectors, pngs, strict=True)]
    return {"pdf": len(pdf), "pages": pages, "pngs": sizes}, [pdf, *pngs]
