"""What a workspace of many seminars costs, as ratios against the bare engines in the same run.

    python bench/many.py [N] [ROW…]

N generated seminars, 40 unless given; the goals are for 1,000. Other work on the machine disturbs
seconds more than ratios, and processor time least. A row whose command fails says so, and so does
the exit code.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from costs import Cost, Watch, adopt_orphans, cost, halt, of_a_worker, over
from floor import CORES, SAMPLE, Crew, Spent, finished, floor, scratch
from workspace import generate

TURNS = 5
"""How often what is quick is repeated; the median counts."""
EARLY = 50
"""The seminar from which on memory must be flat."""
LOOK = 0.1
"""Seconds between two looks at the memory."""
TURN = 8.0
"""Seconds that ours works between two turns of the floor."""
PROSPECTA = (sys.executable, "-m", "prospecta")
JOBS = ("--jobs", str(CORES))
COMMIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x")


@dataclass
class Bench:
    """A generated workspace under git, and what it takes to work on it."""

    root: Path
    count: int
    folders: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folders = sorted(generate(self.workspace, self.count))
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self.root / "cache")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in (("git", "init", "-q"), ("git", "add", "-A"), COMMIT):
            self.run(*command)

    @property
    def workspace(self) -> Path:
        return self.root / "workspace"

    @cached_property
    def words(self) -> list[Path]:
        """The finished Markdown of every seminar."""
        target = self.root / "words"
        target.mkdir()
        return finished(self.folders, target)

    def run(self, *command: str, watch: Watch | None = None) -> Cost:
        return cost(command, self.workspace, self.environment, watch)

    def prospecta(self, *words: str, watch: Watch | None = None) -> Cost:
        return self.run(*PROSPECTA, *words, watch=watch)

    def build_all(self, watch: Watch | None = None) -> Cost:
        return self.prospecta("build", "--all", "--quiet", *JOBS, watch=watch)

    def forget(self) -> None:
        """Leave no output and no cache."""
        self.run("git", "clean", "-xfdq")
        shutil.rmtree(self.root / "cache", ignore_errors=True)

    def has_written(self, folder: Path) -> bool:
        return (folder / "build" / f"{folder.name}.pdf").exists()

    def written(self) -> int:
        return sum(map(self.has_written, self.folders))


def cold(bench: Bench) -> str:
    """Every format of every seminar, with nothing to begin with."""
    return _cold(bench, "make")


def cold_same(bench: Bench) -> str:
    """The same, when the bare typst lays out the same pages as ours."""
    return _cold(bench, "make_same")


def _cold(bench: Bench, deed: str) -> str:
    """In turns with the floor: ours halts while the bare engines make what it has made since.

    So both meet the same seminars, and the same moods of a machine.
    """
    todo, bare, halted = dict(zip(bench.folders, bench.words, strict=True)), [], 0.0

    def turn() -> None:
        done = [folder for folder in todo if bench.has_written(folder)]
        if done:
            bare.append(crew.turn([todo.pop(folder) for folder in done], deed))

    def turns(process: "subprocess.Popen[str]") -> None:
        nonlocal halted
        while not over(process, TURN):
            with halt(process.pid):
                start = time.perf_counter()
                turn()
                if not over(process, 0):  # it had not ended before it could halt
                    halted += time.perf_counter() - start

    bench.forget()
    with Crew() as crew:
        made = bench.build_all(turns)
        turn()
    whole = sum(bare, Spent())
    if whole.documents != bench.count:  # a fault of the floor ends its thread alone
        message = f"the floor made {whole.documents} of {bench.count}"
        raise RuntimeError(message)
    return against(Cost(made.passed - halted, made.processor), whole, "≤ 1.3")


def one_process(bench: Bench) -> str:
    """The same by one worker on each side, on a few of them."""
    bench.forget()
    few = range(0, bench.count, max(1, bench.count // SAMPLE))
    named = [str(bench.folders[number]) for number in few]
    made = bench.prospecta("build", "--quiet", *named)
    return against(made, floor([bench.words[number] for number in few], workers=1), "≤ 1.3")


def nothing(bench: Bench) -> str:
    """Nothing changed since the last build, against `git status` of the same tree."""
    bench.build_all()
    pairs = [(bench.build_all(), bench.run("git", "status")) for _ in range(TURNS)]
    ours = statistics.median(one.passed for one, _ in pairs)
    theirs = statistics.median(other.passed for _, other in pairs)
    ratio = statistics.median(one.passed / other.passed for one, other in pairs)
    return f"{ours:.2f} s, git status {theirs:.2f} s, ratio {ratio:.2f} (≤ 2 s and ≤ 4)"


def one_word(bench: Bench) -> str:
    """One word changed in one seminar, another one each time."""
    bench.build_all()
    costs = []
    for folder in random.Random(1).choices(bench.folders, k=TURNS):
        with (folder / "text" / "introduction.md").open("a", encoding="utf-8") as file:
            file.write("\nEncore.\n")
        costs.append(bench.build_all())
    return f"{statistics.median(one.passed for one in costs):.2f} s (≤ 1 s)"


def check(bench: Bench) -> str:
    """Every seminar checked after a build."""
    bench.build_all()
    return f"{_checked(bench)} (≥ 100 a second)"


def check_cold(bench: Bench) -> str:
    """Every seminar checked with nothing to begin with, against the words parsed by pandoc."""
    bench.forget()
    bare = floor(bench.words, deed="parse")
    return f"{_checked(bench)} (≥ 100 a second); the floor: {bare}"


def _checked(bench: Bench) -> str:
    once = bench.prospecta("check", "--all", "--format", "json", *JOBS)
    speed, each = bench.count / once.passed, once.processor / bench.count * 1000
    return f"{speed:.0f} folders a second, {each:.1f} ms of a processor each"


def memory(bench: Bench) -> str:
    """What the largest worker holds with its engines, early on and from then on."""
    samples: list[tuple[int, float]] = []

    def watch(process: "subprocess.Popen[str]") -> None:
        while process.returncode is None:
            samples.append((bench.written(), of_a_worker(process.pid)))
            time.sleep(LOOK)

    bench.forget()
    bench.build_all(watch)
    border = min(EARLY, bench.count // 2)
    early, late = (
        max((size for done, size in samples if (done > border) is after), default=0.0)
        for after in (False, True)
    )
    peaks = f"{early:.0f} MB up to the {border}th, {late:.0f} MB from then to the {bench.count}th"
    return f"{peaks} (flat, ≤ 400 MB)"


def against(ours: Cost, bare: Spent, goal: str) -> str:
    each = [one.processor / bare.documents * 1000 for one in (ours, bare)]
    return (
        f"{ours.passed:.1f} s, floor {bare.passed:.1f} s, ratio {ours.passed / bare.passed:.2f} "
        f"(goal {goal}); of a processor {each[0]:.0f} ms each, floor {each[1]:.0f} ms, ratio "
        f"{each[0] / each[1]:.2f}"
    )


ROWS: Mapping[str, Callable[[Bench], str]] = {
    "cold": cold,
    "cold-same": cold_same,
    "one-process": one_process,
    "nothing": nothing,
    "one-word": one_word,
    "check": check,
    "check-cold": check_cold,
    "memory": memory,
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    failed = False
    adopt_orphans()
    with scratch() as root:
        bench = Bench(root, count)
        for name in sys.argv[2:] or ROWS:
            say(f"{name}: {' '.join((ROWS[name].__doc__ or '').split())}")
            try:
                say(f"    {ROWS[name](bench)}")
            except subprocess.CalledProcessError as error:
                failed = True
                say(f"    FAILED with {error.returncode}: {' '.join(map(str, error.cmd))[:200]}")
                say(f"    {str(error.stdout)[-600:]}")
            say(f"    (load {os.getloadavg()[0]:.1f} on {CORES} cores)")
    sys.exit(failed)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
