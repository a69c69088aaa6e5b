"""The floor: the documents of a workspace by the bare engines, kept resident.

    python bench/floor.py WORKSPACE [N]

A worker a core, each with one pandoc that parses the finished Markdown of a seminar and writes it
three times, and with typst in process. The Markdown is made before, and not counted. Of N folders,
40 unless given, chosen by chance but always the same.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from build import FONTS, PAGES, finished_markdown

from prospecta.pandoc import binary

SAMPLE = 40
CORES = len(os.sched_getaffinity(0))
INWARD = re.compile(r"\[([^\[\]]*)\]\(#[^()]*\)(?:\{[^{}]*\})?")
"""A link within the report."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What it took to make so many documents, in seconds."""

    documents: int
    passed: float
    processor: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.documents + other.documents,
            self.passed + other.passed,
            self.processor + other.processor,
        )

    def __str__(self) -> str:
        each, own = self.passed / self.documents * 1000, self.processor / self.documents * 1000
        return (
            f"{self.documents} documents in {self.passed:.1f} s: {1000 / each:.1f} a second, "
            f"{each:.0f} ms each, {own:.0f} ms of a processor"
        )


class Engines:
    """One resident pandoc, and typst in this process."""

    def __init__(self) -> None:
        import typst

        driver = Path(__file__).with_name("floor.lua")
        command = [str(binary()), "lua", str(driver)]
        pipes = subprocess.PIPE
        quiet = {**os.environ, "PANDOC_REPL_HISTORY": os.devnull}  # a file in /tmp otherwise
        quiet.pop("GHCRTS", None)
        self.pandoc = subprocess.Popen(command, stdin=pipes, stdout=pipes, text=True, env=quiet)
        self.fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])

    def parse(self, folder: Path) -> None:
        """The words of the folder's `report.md`, and no document."""
        self._ask(f"?{folder}")

    def make(self, folder: Path) -> None:
        """DOCX, HTML and PDF of the folder's `report.md`, in the engines' own looks."""
        import typst

        self._ask(str(folder))
        typst.compile(folder / "report.typ", output=folder / "report.pdf", font_paths=self.fonts)

    def make_same(self, folder: Path) -> None:
        """The same, but the PDF page by page as ours: from the sources that our own is made of."""
        import typst

        self._ask(str(folder))
        data = (folder / PAGES / "document.json").read_text(encoding="utf-8")
        typst.compile(
            folder / PAGES / "main.typ",
            output=folder / "report.pdf",
            font_paths=self.fonts,
            sys_inputs={"document": data},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=0,
        )

    def _ask(self, line: str) -> None:
        assert self.pandoc.stdin is not None
        assert self.pandoc.stdout is not None
        self.pandoc.stdin.write(f"{line}\n")
        self.pandoc.stdin.flush()
        answer = self.pandoc.stdout.readline().strip()
        if answer != "ok":
            raise RuntimeError(answer)

    def processor(self) -> float:
        """Seconds of processor time of this process and its pandoc so far (Linux)."""
        fields = Path(f"/proc/{self.pandoc.pid}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def finished(folders: Sequence[Path], scratch: Path) -> list[Path]:
    """A folder with `report.md` and its pictures for each seminar."""
    made = []
    for number, folder in enumerate(folders):
        target = scratch / str(number)
        target.mkdir()
        words = finished_markdown(folder, target)
        # pandoc's typst loses the labels of tables and charts, and typst refuses a link to nowhere.
        words.write_text(INWARD.sub(r"\1", words.read_text(encoding="utf-8")), encoding="utf-8")
        made.append(target)
    return made


def floor(folders: Sequence[Path], workers: int = CORES, deed: str = "make") -> Spent:
    """What one of the deeds of Engines takes for each of these folders of finished Markdown."""
    context = get_context("spawn")
    todo, spent, ready = context.Queue(), context.Queue(), context.Barrier(workers + 1)
    for folder in [*folders, *[None] * workers]:
        todo.put(folder)
    crew = [
        context.Process(target=_work, args=(todo, spent, ready, deed), daemon=True)
        for _ in range(workers)
    ]
    for worker in crew:
        worker.start()
    ready.wait()
    start = time.perf_counter()
    answers = [spent.get() for _ in crew]
    passed = time.perf_counter() - start
    faults = [answer for answer in answers if isinstance(answer, str)]
    if faults:
        raise RuntimeError(faults[0])
    return Spent(len(folders), passed, sum(answers))


def _work(todo: Any, spent: Any, ready: Any, name: str) -> None:
    engines = Engines()
    deed = getattr(engines, name)
    ready.wait()
    before = engines.processor()
    folder = None
    try:
        while folder := todo.get():
            deed(folder)
        spent.put(engines.processor() - before)
    except RuntimeError as error:  # typst's are, too
        spent.put(f"{folder}: {error}")
    engines.pandoc.kill()
    engines.pandoc.wait()


def members(workspace: Path, count: int | None = None) -> list[Path]:
    """The seminar folders of a workspace: so many by chance, or all."""
    found = sorted(path.parent for path in workspace.rglob("seminar.yaml"))
    return found if count is None else random.Random(count).sample(found, min(count, len(found)))


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def main() -> None:
    count = int((sys.argv[2:] or [str(SAMPLE)])[0])
    with scratch() as folder:
        spent = floor(finished(members(Path(sys.argv[1]), count), folder))
        sys.stdout.write(f"{spent}\n")


if __name__ == "__main__":
    main()
