"""A build that is killed, refused by the disk, raced or interrupted: whole or not at all.

Every test changes a report that was built before, breaks the next build somewhere, and holds what
is left to this: each output is the old whole file or the new whole file, no source has changed,
no process is left, and the next build gives what a clean one gives.
"""

import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import forked
from folders import SMALL, small
from hopping import last_hop
from prospecta.commands.exits import CLEAN, MACHINE
from prospecta.formerly import NOTE
from prospecta.output import LOCK, publish
from watching import EVERY, TURNS

PROSPECTA = (sys.executable, "-m", "prospecta", "build", "-q")
INTERRUPTED = 130
STRACE = ("strace", "-f", "-e", "signal=none", "-s", "512")
OURS = re.compile(r"\.seminaire\.(?:html|docx|pdf)\.\d+\.(?:part|old)")
"""What a next build clears."""
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["ctypes", "filelock", "prospecta.commands.exits", "prospecta.output"])
TOUCHING = "openat,mkdir,rename,link,linkat,unlink,write,fsync,close,flock"


@dataclass(frozen=True)
class Scene:
    """A changed folder, its outputs from before the change, and what a clean build gives."""

    folder: Path
    clean: Path
    old: dict[str, bytes]
    new: dict[str, bytes]

    @property
    def output(self) -> Path:
        return self.folder / "build"

    def before(self, *, cleared: bool = True) -> None:
        """Put the old outputs back; what broken builds left stays unless it is cleared."""
        self.output.mkdir(exist_ok=True)
        for path in self.output.iterdir() if cleared else ():
            path.unlink()
        for name, data in self.old.items():
            (self.output / name).write_bytes(data)

    def build(self, *words: str, code: int = CLEAN) -> None:
        ran = tried([*forked.command(), "build", "-q", str(self.folder), *words])
        assert (ran.returncode, ran.stdout, ran.stderr) == (code, "", "")

    def holds(self) -> set[str]:
        """Which outputs are new. Fails when one is neither old nor new, or a source changed."""
        names = {path.name for path in self.output.iterdir()}
        others = names - self.new.keys() - {LOCK, NOTE}
        assert [name for name in others if not OURS.fullmatch(name)] == []
        assert read(self.folder) == SOURCES
        found = read(self.output)
        assert found.keys() & self.old.keys() == self.old.keys()
        fresh = {name for name in self.new if found[name] == self.new[name]}
        assert all(found[name] == self.old[name] for name in self.old.keys() - fresh)
        return fresh

    def mended(self) -> None:
        """The next build gives what a clean one gives, and nothing else is left."""
        self.build()
        assert read(self.output) == self.new
        names = {path.name for path in self.output.iterdir()}
        assert names == self.new.keys() | {LOCK, NOTE}


def tried(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


SOURCES = {
    "seminar.yaml": SMALL["seminar.yaml"].encode(),
    "accueil.md": "Bonsoir à tous.\n".encode(),
}


def read(folder: Path) -> dict[str, bytes]:
    """The visible files of a folder and, but for what was built, of those below it."""
    below = (
        path for path in folder.rglob("[!.]*") if "build" not in path.relative_to(folder).parts
    )
    return {path.name: path.read_bytes() for path in below if path.is_file()}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = small(tmp_path_factory.mktemp("crash") / "seminaire")
    subprocess.run([*PROSPECTA, str(folder)], check=True)
    old = read(folder / "build")
    (folder / "text" / "accueil.md").write_bytes(SOURCES["accueil.md"])
    clean = folder.parent / "clean"
    subprocess.run([*PROSPECTA, str(folder), "--output", str(clean)], check=True)
    new = read(clean)
    assert len(new) == 3
    assert all(old[name] != new[name] for name in new)
    return Scene(folder, clean, old, new)


def descendants(pid: int) -> list[int]:
    """The processes below one, while it runs."""
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, children.read_text().split())
        except OSError:
            continue
    return found + [one for child in found for one in descendants(child)]


def gone(pids: Sequence[int]) -> bool:
    """Whether all of them end within a second; one that nobody has waited for has ended."""
    for _ in range(TURNS):
        if not any(map(alive, pids)):
            return True
        time.sleep(EVERY)
    return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def hop(scene: Scene, *strace: str) -> tuple[int | None, str]:
    """The last hop of a build in a process of its own, under strace: how it ended, what it said."""
    begin, told = FORKS.Pipe(), scene.folder.parent / "told"
    outputs = {scene.output / name: data for name, data in scene.new.items()}
    hopping = FORKS.Process(target=last_hop, args=(outputs, begin[0], told), daemon=True)
    hopping.start()
    assert begin[1].recv() == "ready"
    with subprocess.Popen(
        [*STRACE, *strace, "-p", str(hopping.pid)], stderr=subprocess.PIPE, text=True
    ) as tracer:
        assert tracer.stderr is not None
        assert "attached" in tracer.stderr.readline()
        begin[1].send("go")
        hopping.join()
        tracer.communicate()
    return hopping.exitcode, told.read_text("utf-8")


def moments(seed: int, count: int, longest: float) -> Iterator[float]:
    drawn = random.Random(seed)  # noqa: S311 - moments, not secrets
    return (drawn.uniform(0.0, longest) for _ in range(count))


def injecting(name: str, number: int, fault: str) -> tuple[str, ...]:
    """Put a fault into the system call of this name and number."""
    where = ("-o", os.devnull, "-e", f"trace={name}")
    return (*where, "-e", f"inject={name}:{fault}:when={number}")


@pytest.fixture(scope="module")
def calls(scene: Scene) -> list[tuple[str, int]]:
    """The system calls of the last hop, from the first that touches the output: name, number."""
    log = scene.folder.parent / "calls"
    scene.before()
    hop(scene, "-o", str(log), "-e", f"trace={TOUCHING}")
    counted: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    for line in log.read_text().splitlines():
        called = re.match(r"\d+ +(\w+)\(", line)
        if called is None:
            continue
        counted[called[1]] += 1
        if found or str(scene.output) in line:
            found.append((called[1], counted[called[1]]))
    assert len(found) > 30
    return found


@pytest.mark.strace
def test_a_kill_at_any_system_call_leaves_whole_files(
    scene: Scene, calls: list[tuple[str, int]]
) -> None:
    seen: Counter[int] = Counter()
    scene.before()
    for name, number in calls:
        scene.before(cleared=False)
        code, said = hop(scene, *injecting(name, number, "signal=KILL"))
        assert code in {-signal.SIGKILL, CLEAN}, said
        seen[len(scene.holds())] += 1
    assert seen.keys() == {0, 1, 2, 3}, "some kills fell before, between and after the renames"
    scene.mended()


def test_a_kill_at_any_moment_of_the_last_hop_leaves_whole_files(scene: Scene) -> None:
    outputs = {scene.output / name: data for name, data in scene.new.items()}
    seen: Counter[int] = Counter()

    def begun() -> Any:
        hopping = FORKS.Process(target=publish, args=(outputs,))
        hopping.start()
        return hopping

    scene.before()
    begun().join()
    start = time.monotonic()
    begun().join()
    span = time.monotonic() - start
    for number, moment in enumerate(moments(1, 600, 2 * span)):
        if number >= 60 and seen[0] and seen[3]:
            break
        scene.before(cleared=False)
        hopping = begun()
        # Where the machine was quicker or slower a moment ago, others are tried.
        time.sleep(moment * (1 + number // 60))
        hopping.kill()
        hopping.join()
        seen[len(scene.holds())] += 1
    assert seen[0] > 0, "some kills fell before the first rename"
    assert seen[3] > 0, "and some after the last"
    scene.mended()


@pytest.mark.strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EACCES", "EMFILE"])
def test_a_disk_that_refuses_changes_nothing(
    scene: Scene, calls: list[tuple[str, int]], error: str
) -> None:
    names = {"openat"} if error == "EMFILE" else {name for name, _ in calls} - {"close"}
    faults = [call for call in calls if call[0] in names]
    start = ("EMFILE", "ENOSPC", "EIO", "EACCES").index(error)
    codes = set()
    for name, number in faults if error == "EMFILE" else faults[start::4]:
        scene.before()
        code, said = hop(scene, *injecting(name, number, f"error={error}"))
        assert (code, len(scene.holds())) in {(CLEAN, 3), (MACHINE, 0)}, (name, number, said)
        assert "Traceback" not in said
        codes.add(code)
    assert MACHINE in codes
    scene.mended()


STAGES = {"clone": (1, 2), "pipe2": (5,), "epoll_wait": (1, 3), "fcntl": (4,)}
"""System calls by which the engines are started, spoken to and waited for."""


@pytest.mark.strace
def test_a_kill_at_any_stage_of_a_build_leaves_whole_files(scene: Scene) -> None:
    scene.before()
    for name, numbers in STAGES.items():
        for number in numbers:
            scene.before(cleared=False)
            faulty = [*STRACE, "-qq", *injecting(name, number, "signal=KILL")]
            ran = tried([*faulty, *PROSPECTA, str(scene.folder), "--to", "html"])
            assert ran.returncode in {-signal.SIGKILL, CLEAN}, ran.stderr
            scene.holds()
    scene.mended()


def started(
    scene: Scene, *words: str, command: Sequence[str] = PROSPECTA
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*command, str(scene.folder), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def span(scene: Scene) -> float:
    """Seconds that a build takes here and now."""
    scene.before()
    start = time.monotonic()
    started(scene, "--to", "html").communicate()
    return time.monotonic() - start


@pytest.mark.parametrize(("formats", "count"), [("html", 14), ("html,docx,pdf", 6)])
def test_a_kill_at_any_moment_leaves_whole_files_and_no_process(
    scene: Scene, span: float, formats: str, count: int
) -> None:
    scene.before()
    left: list[int] = []
    for moment in moments(7, count, span * (1 if formats == "html" else 2)):
        scene.before(cleared=False)
        build = started(scene, "--to", formats)
        time.sleep(moment)
        left += descendants(build.pid)
        build.kill()
        build.communicate()
        scene.holds()
    assert gone(left)
    scene.mended()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_says_so_and_leaves_nothing(
    scene: Scene, span: float, number: signal.Signals
) -> None:
    """As a terminal does it: to every process of the session, and twice."""
    codes = set()
    for count, moment in enumerate(moments(number, 40, span)):
        if count >= 4 and INTERRUPTED in codes:
            break
        scene.before()
        build = started(scene, "--to", "html")
        while not (engines := descendants(build.pid)) and build.poll() is None:
            time.sleep(0.005)
        time.sleep(moment * 0.7)
        os.killpg(build.pid, number)
        os.killpg(build.pid, number)
        said = build.communicate()[1]
        codes.add(build.returncode)
        assert build.returncode in {INTERRUPTED, CLEAN}, said
        assert said == (
            "prospecta: interrupted; no output was left half written.\n" if build.returncode else ""
        )
        assert gone(engines)
        assert not [path for path in scene.output.iterdir() if OURS.fullmatch(path.name)]
        # One that is told so at its very end has put its document in place, whole.
        assert len(scene.holds()) in ({0, 1} if build.returncode else {1})
    assert INTERRUPTED in codes
    scene.mended()


def test_eight_builds_of_one_folder_take_turns(scene: Scene) -> None:
    scene.before()
    builds = [started(scene, command=(*forked.command(), "build", "-q")) for _ in range(8)]
    assert [(build.communicate()[1], build.returncode) for build in builds] == [("", CLEAN)] * 8
    assert scene.holds() == scene.new.keys()
    scene.mended()


def test_an_edit_during_a_build_gives_one_text_or_the_other(scene: Scene) -> None:
    text = scene.folder / "text" / "accueil.md"
    scene.before()
    build = started(scene, "--to", "html")
    drawn = [b"Bonjour \xc3\xa0 tous.\n", SOURCES["accueil.md"]]
    while build.poll() is None:
        aside = text.with_suffix(".aside")
        aside.write_bytes(drawn[0])
        aside.replace(text)
        drawn.reverse()
    assert build.communicate()[1] == ""
    text.write_bytes(SOURCES["accueil.md"])
    scene.holds()
    scene.mended()


OBEDIENT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""What makes the system's own administrator obey the modes of files, as anybody else does."""


@pytest.mark.skipif(bool(OBEDIENT) and shutil.which("setpriv") is None, reason="needs setpriv")
@pytest.mark.parametrize("there", [True, False], ids=["a folder of outputs", "none yet"])
def test_an_output_that_may_not_be_written_is_told_and_stays(
    scene: Scene, tmp_path: Path, *, there: bool
) -> None:
    """For real: the modes say it, no fault is put in."""
    scene.before()
    closed = scene.output if there else tmp_path / "fermé"
    target = scene.output if there else closed / "build"
    closed.mkdir(exist_ok=True)
    closed.chmod(0o555)
    try:
        ran = tried([*OBEDIENT, *PROSPECTA, str(scene.folder), "--output", str(target)])
    finally:
        closed.chmod(0o755)
    assert ran.returncode == MACHINE
    assert str(target) in ran.stderr
    assert scene.holds() == set()
    assert list(closed.iterdir()) == [] or there
    scene.mended()
