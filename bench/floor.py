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
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from build import FONTS, PAGES, finished_markdown

from prospecta.pandoc import binary

SAMPLE = 40
CORES = len(os.sched_getaffinity(0))
INWARD = re.compile(r"\[([^\[\]]*)\]\(#[^()]*\)(?:\{[^{}]*\})?")
"""A link within the report."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What it took to make so many documents, in seconds."""

    documents: int = 0
    passed: float = 0.0
    processor: float = 0.0

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


_engines: "Engines"
"""Of a worker."""


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
            message = f"{line}: {answer}"
            raise RuntimeError(message)

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


class Crew:
    """Workers with engines of their own, that make documents in one or several turns."""

    def __init__(self, workers: int = CORES) -> None:
        self.workers = workers
        self.pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
        wait([self.pool.submit(time.sleep, 1) for _ in range(workers)])  # each begins one

    def turn(self, folders: Sequence[Path], deed: str = "make") -> Spent:
        """What a deed of Engines takes for each of these folders of finished Markdown.

        The time that passed is the mean of the workers': none waits for another's last.
        """
        made = list(self.pool.map(_made, folders, [deed] * len(folders)))
        passed, processor = (sum(spent) for spent in zip(*made, strict=True))
        return Spent(len(folders), passed / self.workers, processor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()


def floor(folders: Sequence[Path], workers: int = CORES, deed: str = "make") -> Spent:
    """The same in one turn, by workers of its own."""
    with Crew(workers) as crew:
        return crew.turn(folders, deed)


def _begin() -> None:
    global _engines  # noqa: PLW0603 (one for each worker process)
    _engines = Engines()


def _made(folder: Path, deed: str) -> tuple[float, float]:
    """Seconds that passed, and seconds of a processor."""
    before, start = _engines.processor(), time.perf_counter()
    getattr(_engines, deed)(folder)
    return time.perf_counter() - start, _engines.processor() - before


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
