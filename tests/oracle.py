"""What holds however hostile the folder: a command run for real, and everything watched around it.

`run` starts the command in a world of its own, with bait outside the folder, and fails unless:
the exit code is one of the table; no signal, no traceback; content is refused within a second of
start-up and anything ends in time; the tree of processes stays small; no source changes; on
failure no earlier output does; nothing is left but outputs and cache; nothing connects and
no stranger is executed; no bait is opened, and none comes out; no private value is said; nobody
is left a second after the end.
"""

import hashlib
import os
import re
import signal
import stat
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from folders import SMALL
from pdf_reading import page_words, solid
from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE, USAGE
from watching import CANARY, SECONDS, Ran, World, watched, world

__all__ = ["CANARY", "PROSPECTA", "Ran", "World", "run", "snapshot", "watched", "world"]

PROSPECTA = (sys.executable, "-P", "-m", "prospecta")
"""As the command does it: nothing is imported from the folder at hand."""
INTERRUPTED = 130
CODES = frozenset({CLEAN, FINDINGS, USAGE, MACHINE, INTERRUPTED})
"""The ways to end. A bug of our own, 70, is in the table and is never right."""
REFUSED = 1.0
"""Seconds after start-up within which content is refused."""
SLOWLY = 3.0
"""On a machine on which that is less, so many times as long as it takes to refuse nothing."""
MEMORY = 1_500_000_000
"""Bytes that the tree of processes may hold at once."""
ROOT_LINE = "root:x:0:0"
"""How the system's list of users begins."""
OURS = frozenset(
    {"pandoc", "strace", Path(sys.executable).name, Path(sys.executable).resolve().name}
)
"""What may be executed."""


def run(
    here: World,
    *words: str | Path,
    codes: Collection[int] = CODES,
    environment: Mapping[str, str] | None = None,
    private: Iterable[str] = (),
    trace: bool = True,
    extra: Iterable[Path] = (),
) -> Ran:
    """Run `prospecta WORDS` in the folder and hold it to everything. `codes` are the right ones.

    `extra` are paths that it may write to, beside the output folder and the cache; `private` are
    values that may not be said.
    """
    open_to = (here.output, here.home / ".cache", *extra)
    before, outputs = snapshot(here.root, open_to), snapshot(here.output)
    ran = watched([*PROSPECTA, *map(str, words)], here, environment or {}, trace=trace)
    told = f"{ran.code} in {ran.seconds:.1f} s\n{ran.err[-3000:]}"
    assert ran.code >= 0, f"ended by signal {signal.Signals(-ran.code).name}\n{told}"
    assert ran.code in CODES, told
    assert ran.code in codes, told
    assert "Traceback" not in ran.err, told
    _in_time(ran)
    assert ran.peak <= MEMORY, f"{ran.peak / 1e6:.0f} MB"
    assert snapshot(here.root, open_to) == before, "something outside the output changed"
    if ran.code != CLEAN:
        assert snapshot(here.output) == outputs, f"an earlier output changed\n{told}"
    assert not ran.left, f"processes left behind: {ran.left}"
    quiet(ran.trace, here)
    no_leak(here, ran, private)
    return ran


@cache
def startup() -> Ran:
    """What it costs to refuse a folder that holds nothing: the quickest of three."""
    with TemporaryDirectory() as folder:
        here = world(Path(folder, "w"), {**SMALL, "seminar.yaml": "kind: [\n"})
        runs = [watched([*PROSPECTA, "check"], here, {}) for _ in range(3)]
        assert {one.code for one in runs} == {FINDINGS}, runs[0].err
        return min(runs, key=lambda one: one.seconds)


def _in_time(ran: Ran) -> None:
    assert ran.seconds <= SECONDS, f"{ran.seconds:.1f} s"
    if ran.code == FINDINGS:
        first = startup()
        # On a busy machine the clock says little: the processors' time decides.
        waited, worked = ran.seconds - first.seconds, ran.cpu - first.cpu
        assert min(waited, worked) <= max(REFUSED, SLOWLY * first.cpu), (
            f"refused after {waited:.1f} s, {worked:.1f} s of work"
        )


def snapshot(root: Path, without: Iterable[Path] = ()) -> dict[str, str]:
    """Every path below a folder with what it is: its kind, its mode and a digest of its bytes."""
    skipped = {str(path) for path in without}
    found: dict[str, str] = {}
    for above, folders, names in os.walk(root):
        folders[:] = [name for name in folders if str(Path(above, name)) not in skipped]
        for name in [*folders, *names]:
            path = Path(above, name)
            if str(path) not in skipped:
                found[str(path)] = _state(path)
    return found


def _state(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"link to {path.readlink()}"
    held = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else ""
    return f"{mode:o} {held}"


def quiet(trace: Iterable[str], here: World) -> None:
    """Nothing connects, nothing but the engines is executed, and no bait is opened."""
    for line in trace:
        assert "AF_INET" not in line, f"a connection: {line}"
        executed = re.search(r'execve\("([^"]*)"', line)
        assert executed is None or Path(executed[1]).name in OURS, f"executed: {line}"
        opened = re.search(r'open(?:at)?\([^"]*"([^"]*)"[^)]*\) = \d', line)
        if opened is not None:
            assert str(here.bait) not in os.path.normpath(here.folder / opened[1]), f"read: {line}"
            assert opened[1] != "/etc/shadow", line


def no_leak(here: World, ran: Ran, private: Iterable[str] = ()) -> None:
    """Nothing from outside the folder is in an output, and nothing private in what was said."""
    for place, text in [("said", ran.out + ran.err), *outputs(here)]:
        assert CANARY not in text, f"a secret in {place}"
        assert ROOT_LINE not in text, f"a system file in {place}"
    for value in private:
        assert value not in ran.out + ran.err, "a private value was said"


def outputs(here: World) -> Iterator[tuple[str, str]]:
    """Each output as text: HTML as it is, the parts of a DOCX, the words of a PDF."""
    for path in sorted(here.output.glob("*")):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    yield f"{path.name}:{name}", package.read(name).decode("utf-8", "replace")
        elif path.suffix == ".pdf":
            data = path.read_bytes()
            yield path.name, data.decode("latin-1")
            yield path.name, solid(" ".join(page_words(data)))
        elif path.is_file():
            yield path.name, path.read_text("utf-8", "replace")
