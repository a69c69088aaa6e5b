"""Lays out what comes on its input until the input ends: see `prospecta.typst` for the parent."""

import json
import os
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, Any

from typst import TypstError

from prospecta.typst_worker.engine import VERSION, Engine, drawn, fault, missing
from prospecta.typst_worker.pdf_objects import UnexpectedPDFError

MEMORY = 2 * 2**30
"""Bytes of address space that a layout may take; typst alone maps about 300 MB."""

Message = tuple[dict[str, Any], list[bytes]]
"""A header, and the texts and pictures that it measures."""


def main() -> None:
    """Say the version of typst, then answer jobs for as long as the input is open.

    The argument is the folder of the fonts.
    """
    sys.stdout.buffer.write(f"{VERSION}\n".encode())
    sys.stdout.buffer.flush()
    limit()
    jobs: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    engine = Engine(sys.argv[1])
    while True:
        header, parts = answer(engine, *jobs.get())
        encoded = json.dumps(header).encode()
        sys.stdout.buffer.writelines([b"%d\n" % len(encoded), encoded, *parts])
        sys.stdout.buffer.flush()
        engine.forget()


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


class Aside(threading.Thread):
    """Work beside the layout, typst lets go of Python while it draws; or, unless wished, after it.

    A pool of the standard library does the same, and takes as long to load as typst.
    """

    def __init__(self, work: Callable[[], list[bytes]], *, wished: bool) -> None:
        super().__init__()
        self._work, self._wished = work, wished
        if wished:
            self.start()

    def run(self) -> None:
        try:
            self._made, self._error = self._work(), None
        except TypstError as error:
            self._made, self._error = [], error

    def result(self) -> list[bytes]:
        """What the work made. Raises what it raised."""
        if self._wished:
            self.join()
        else:
            self.run()
        if self._error is not None:
            raise self._error
        return self._made

    def settle(self) -> None:
        """Wait for what was begun."""
        if self._wished:
            self.join()


def answer(engine: Engine, header: dict[str, Any], parts: list[bytes]) -> Message:
    """A job's PDF and PNGs, the PDF first, with a header that measures them; or an error."""
    look, source, inputs, *pictures = parts
    drawings = header["drawings"]
    files = {"main.typ": source, "report.typ": look}
    for drawing, picture in zip(drawings, pictures, strict=True):
        files[drawing["file"]] = drawn(drawing["kind"], picture)
    vectors = [drawing for drawing in drawings if drawing["kind"] == "svg"]
    aside = Aside(
        lambda: engine.pngs(
            {drawing["file"]: files[drawing["file"]] for drawing in vectors},
            {drawing["file"]: drawing["width"] for drawing in vectors},
        ),
        wished=header["aside"],
    )
    try:
        pdf = engine.pdf(files, inputs.decode(), header["timestamp"], header["rows"])
        pages = engine.pages(files, inputs.decode())
        pngs = aside.result()
    except TypstError as error:
        aside.settle()
        unknown = missing(error.diagnostic)
        bad = {} if unknown else refused(engine, drawings, files)
        line = fault(error.diagnostic)
        return {"error": words(error), "line": line, "missing": unknown, "refused": bad}, []
    except UnexpectedPDFError as error:
        return {"error": str(error)}, []
    finally:
        aside.settle()
    sizes = [[one["name"], len(png)] for one, png in zip(vectors, pngs, strict=True)]
    return {"pdf": len(pdf), "pages": pages, "pngs": sizes}, [pdf, *pngs]


def refused(
    engine: Engine, drawings: list[dict[str, Any]], files: dict[str, bytes]
) -> dict[str, str]:
    """What typst says of each picture that it cannot draw by itself, by the picture's name."""
    told = {}
    for drawing in drawings:
        file = drawing["file"]
        try:
            engine.pngs({file: files[file]}, {file: drawing["width"]})
        except TypstError as error:
            told[drawing["name"]] = words(error)
    return told


def words(error: TypstError) -> str:
    """What typst says, without the folders in which it looked."""
    return error.message.split(" (searched at ")[0]
