"""What a build costs, as ratios against the bare engines in the same run.

    python bench/build.py [RUNS]

By hand means: the same report's finished Markdown through three pandoc calls (docx, html, typst),
then typst on the last one's answer. Medians of at least 7 turns, the two in turn.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from grow import grow

from prospecta.compose import compose
from prospecta.document import Document
from prospecta.formats.typst_source.job import job
from prospecta.language import Language
from prospecta.pandoc import Pandoc, binary
from prospecta.seminar import read_seminar
from prospecta.theme import Theme
from prospecta.typst_worker.engine import drawn

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"
FONTS = ROOT / "templates" / "fonts" / "pdf"
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],"
    " ignore_system_fonts=True)"
)
PAGES = "pages"
PROSPECTA = [sys.executable, "-m", "prospecta"]
TAB = {
    "COMP_WORDS": "prospecta\nshow\nswot-",
    "COMP_CWORD": "2",
    "_PROSPECTA_COMPLETE": "complete_bash",
}
"""What bash says when somebody presses the tab key."""


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def built(folder: Path, output: Path) -> None:
    run(*PROSPECTA, "build", "--quiet", "--output", str(output), str(folder))


def finished_markdown(folder: Path, scratch: Path) -> Path:
    """The words of the report as Markdown, with its pictures, as somebody would have them.

    In the folder PAGES beside them are the sources of our own PDF.
    """
    seminar, _ = read_seminar(folder)
    assert seminar is not None
    engine = Pandoc.start()
    try:
        document, _ = compose(seminar, Language.read("fr"), Theme(), engine)
        assert document is not None
        for picture in document.pictures.values():
            (scratch / picture.name.replace("/", "-")).write_bytes(picture.data)
        _write_pages(document, scratch / PAGES)
        tree = json.loads(json.dumps([*document.cover, *document.body]))
        _rename_pictures(tree)
        words = engine.write(tree, "markdown", {"wrap_text": "none"})
    finally:
        engine.close()
    path = scratch / "report.md"
    path.write_bytes(words)
    return path


def _write_pages(document: Document, folder: Path) -> None:
    """The sources of our own PDF, for whoever lays out the same pages with the bare engine."""
    made = job(document, Theme())
    folder.mkdir()
    for drawing in made.drawings:
        (folder / drawing.file).write_bytes(drawn(drawing.kind, drawing.data))
    (folder / "main.typ").write_text(made.source, encoding="utf-8")
    (folder / "report.typ").write_text(made.look, encoding="utf-8")
    (folder / "document.json").write_text(made.inputs, encoding="utf-8")


def _rename_pictures(value: object) -> None:
    if isinstance(value, list):
        for part in value:
            _rename_pictures(part)
    elif isinstance(value, dict):
        if value.get("t") == "Image":
            target = value["c"][2]
            target[0] = target[0].removeprefix("picture:").replace("/", "-")
        for part in value.values():
            _rename_pictures(part)


def by_hand(words: Path) -> None:
    pandoc, folder = str(binary()), words.parent
    common = [pandoc, str(words), "--resource-path", str(folder), "--toc", "-s", "-o"]
    run(*common, str(folder / "hand.docx"))
    run(*common, str(folder / "hand.html"), "--embed-resources", "--metadata", "title=x")
    run(*common, str(folder / "hand.typ"))
    run(sys.executable, "-c", TYPST, str(folder / "hand.typ"), str(folder / "hand.pdf"), str(FONTS))


def ratio(runs: int, one: Callable[[], None], other: Callable[[], None]) -> tuple[float, ...]:
    """Medians in seconds of both, and of their ratio, turn by turn."""
    times: list[tuple[float, float]] = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        one()
        middle = time.perf_counter()
        other()
        times.append((middle - start, time.perf_counter() - middle))
    counted = times[1:]
    columns = list(zip(*counted, strict=True))
    return (
        statistics.median(columns[0]),
        statistics.median(columns[1]),
        statistics.median(a / b for a, b in counted),
    )


def tree_memory(pid: int) -> int:
    """Proportional set size in kB of a process and all below it (Linux)."""
    total, waiting = 0, [pid]
    while waiting:
        current = waiting.pop()
        try:
            rollup = Path(f"/proc/{current}/smaps_rollup").read_text()
            children = Path(f"/proc/{current}/task/{current}/children").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
        waiting += [int(child) for child in children.split()]
    return total


def peak_memory(folder: Path, output: Path) -> float:
    """The highest sum over the whole tree of processes, in MB, sampled every 2 ms."""
    command = [*PROSPECTA, "build", "--quiet", "--output", str(output), str(folder)]
    process = subprocess.Popen(command)
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.002)
    return peak / 1000


def say(what: str, one: float, other: float, quotient: float, goal: str) -> None:
    line = f"{what:<44}{one * 1000:8.0f} ms{other * 1000:8.0f} ms   ratio {quotient:5.2f}   {goal}"
    sys.stdout.write(line + "\n")


def main() -> None:
    runs = max(7, int(sys.argv[1])) if len(sys.argv) > 1 else 9
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        hand = scratch / "hand"
        hand.mkdir()
        words, out = finished_markdown(EXAMPLE, hand), scratch / "out"
        found = ratio(runs, lambda: built(EXAMPLE, out), lambda: by_hand(words))
        say("build, against by hand", *found, "goal ≤ 1.0")
        found = ratio(
            runs,
            lambda: run(*PROSPECTA, "--help"),
            lambda: run(sys.executable, "-c", "import typer"),
        )
        say("--help, against import typer", *found, "goal ≤ 1.5")
        found = ratio(
            runs,
            lambda: run(*PROSPECTA, "check", str(EXAMPLE)),
            lambda: run(str(binary()), str(words), "-t", "json", "-o", str(hand / "tree")),
        )
        say("check, against pandoc reading the words", *found, "goal ≤ 500 ms")
        pressed = ["env", f"--chdir={EXAMPLE}", *(f"{name}={word}" for name, word in TAB.items())]
        found = ratio(
            runs,
            lambda: run(*pressed, *PROSPECTA),
            lambda: run(sys.executable, "-c", "import typer, pydantic, yaml"),
        )
        say("the tab key, against what it reads with", *found, "goal ≤ 400 ms")
        ten = grow(EXAMPLE, scratch / "ten", 10)
        found = ratio(7, lambda: built(ten, out), lambda: built(EXAMPLE, out))
        say("ten times as long, against the example", *found, "goal ≤ 10")
        memory = peak_memory(EXAMPLE, out)
        sys.stdout.write(f"{'peak memory of all processes':<44}{memory:8.0f} MB   goal ≤ 350\n")


if __name__ == "__main__":
    main()
