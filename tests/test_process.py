"""Engines in processes of their own: limited in time, plain when they fail, never left over."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pydantic
import pytest

from folders import SMALL, write
from oracle import snapshot, watched, world
from prospecta import pandoc as engine
from prospecta.build import LATER
from prospecta.findings import ToolError
from prospecta.pandoc import HTML, MARKDOWN, Pandoc, RefusedTextsError
from prospecta.process import Child, EndedError
from watching import EVERY, TURNS


def python(code: str) -> Child:
    return Child.start("engine", [sys.executable, "-c", code], {})


def test_a_child_that_hangs_is_stopped() -> None:
    child = python("import time; time.sleep(60)")
    with pytest.raises(ToolError, match="took too long"):
        child.line(0.2)
    assert child.process.wait(5) < 0
    child.close()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemExit(3)", "with exit code 3"),
        ("import os; os.kill(os.getpid(), 9)", "by signal SIGKILL"),
    ],
)
def test_a_child_that_dies_says_how(code: str, told: str) -> None:
    child = python(code)
    with pytest.raises(ToolError, match=told):
        child.exactly(1, 10)
    child.close()


def test_nothing_can_be_sent_to_a_child_that_is_gone() -> None:
    child = python("raise SystemExit(3)")
    child.process.wait(10)
    assert child.gone
    with pytest.raises(EndedError, match="with exit code 3"):
        child.send(b"x" * 1_000_000)
    child.close()


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(ToolError, match="cannot be started"):
        Child.start("engine", ["/nowhere/engine"], {})


def test_closing_leaves_no_process() -> None:
    child = python("import time; time.sleep(60)")
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child.process.pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere an engine ends with its input")
def test_an_engine_ends_with_a_parent_that_is_killed() -> None:
    code = """import sys, time
from prospecta.process import Child, EndedError
child = Child.start("engine", [sys.executable, "-c", "while True: pass"], {})
print(child.process.pid, flush=True)
time.sleep(60)"""
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, env=paths, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(TURNS):
        if not _runs(child):
            return
        time.sleep(EVERY)
    pytest.fail("the engine goes on")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_an_engine_has_no_environment_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GHCRTS", "-M1k")
    monkeypatch.setenv("SECRET", "s")
    child = python("import os; print(sorted(os.environ))")
    told = child.line(10).decode()
    child.close()
    assert "SECRET" not in told
    assert "GHCRTS" not in told


@pytest.fixture
def pandoc() -> Iterator[Pandoc]:
    started = Pandoc.start()
    yield started
    started.close()


def test_pandoc_answers_many_times_with_the_same_bytes(pandoc: Pandoc) -> None:
    (tree,) = pandoc.read([(MARKDOWN, "# Titre\n\nDu *texte*.")])
    answers = {pandoc.write(tree, "docx") for _ in range(3)}
    assert len(answers) == 1
    assert pandoc.read([(HTML, "<p>a</p>"), (MARKDOWN, "b")])[1][0]["t"] == "Para"


def test_what_takes_pandoc_too_long_stops_it_and_the_next_text_is_read(
    pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", 0)
    texts = [(MARKDOWN, "Un *mot*.\n\n" * 500)] * 8
    with pytest.raises(RefusedTextsError, match="too long") as caught:
        pandoc.read(texts)
    assert caught.value.texts == (), "each of them goes by itself"
    monkeypatch.undo()
    assert [tree[0]["t"] for tree in pandoc.read(texts)] == ["Para"] * 8


def test_the_texts_that_pandoc_does_not_read_are_named(pandoc: Pandoc) -> None:
    deep = ">" * 3000 + " a"
    with pytest.raises(RefusedTextsError, match="too many levels") as caught:
        pandoc.read([(MARKDOWN, "Un."), (MARKDOWN, deep), (HTML, "<p>b</p>")])
    assert caught.value.texts == (deep,)


def test_a_moment_at_which_all_ends_holds_for_the_search_too(pandoc: Pandoc) -> None:
    pandoc.until = time.monotonic()
    with pytest.raises(RefusedTextsError, match="too long") as caught:
        pandoc.read([(MARKDOWN, "Un *mot*."), (MARKDOWN, "Deux.")])
    assert caught.value.texts == ()


def test_pandoc_says_what_it_refuses(pandoc: Pandoc) -> None:
    with pytest.raises(ToolError, match="pandoc"):
        pandoc.write([], "no-such-format")


def test_what_a_build_loads_while_it_waits_is_there() -> None:
    assert [name for name in LATER if find_spec(name) is None] == []


def test_pydantic_takes_nothing_but_plugins_from_what_is_put_in_its_place() -> None:
    package = Path(pydantic.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
    taken = {name for text in texts for name in re.findall(r"_loader import (.+)", text)}
    assert taken == {"get_plugins"}


LATE = """
import time
import prospecta.__main__ as way_in

class Cleared:
    def __del__(self):
        way_in._interrupt()

def run():
    Cleared()
    time.sleep(20)

way_in._run = run
way_in.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_an_interruption_that_falls_into_a_clearing_up_is_not_lost() -> None:
    line, spoken = [sys.executable, "-c", LATE], {**os.environ, "LC_ALL": "en_GB.UTF-8"}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=spoken)
    said = "prospecta: interrupted; no output was left half written.\n"
    assert (done.returncode, done.stderr) == (130, said)


SHORT = """
import re, sys, time
import prospecta.__main__ as way_in
from prospecta import deadline

deadline.SECONDS, deadline.GRACE = 0.5, 1
"""
"""The time of a folder cut down from outside: nothing that a person could set does it."""
WORK = """
def run():
    deadline.wind(way_in._late)
    {work}
    return 0

way_in._run = run
way_in.main()
"""
SAID = "prospecta: Ce dossier demande plus de 0.5 secondes : le travail a été arrêté"


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        ("re.match('(a+)+$', 'a' * 40 + 'b')", 3, SAID),
        ("[[0] * 9 for _ in iter(int, 1)]", 3, SAID),
        ("[time.sleep(0.1) or deadline.rewind() for _ in range(8)]", 0, ""),
        ("re.search('a[^b]*c', 'a' * 2_000_000)", 1, ""),
    ],
    ids=["a pattern", "a loop", "several folders", "what hears no signal"],
)
def test_no_folder_takes_longer_than_any_may(work: str, code: int, said: str) -> None:
    command = [sys.executable, "-c", SHORT + WORK.format(work=work)]
    environment = os.environ | {"LC_ALL": "fr_FR.UTF-8"}
    start = time.monotonic()
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr[: len(said)]) == (code, said)
    assert said or not done.stderr
    assert time.monotonic() - start < 10


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_checks_that_take_too_long_end_and_nothing_is_replaced(tmp_path: Path) -> None:
    """Real work of Python's own: a legal text of 600,000 characters, full of acronyms."""
    here = world(tmp_path / "monde", {**SMALL, "text/accueil.md": "ESSMS CHRS " * 54_000})
    write(here.output, {"seminaire.html": "avant"})
    for words, said in (("--lang=fr", SAID), ("--lang=en", "prospecta: This folder takes more")):
        # Loading modules is not the work: a slow machine takes as long for it as this time is.
        script = f"{SHORT}import prospecta.commands.build, prospecta.review\nway_in.main()"
        ran = watched([sys.executable, "-c", script, "build", words], here, {})
        assert (ran.code, ran.err[: len(said)]) == (3, said)
        assert not ran.left
        assert snapshot(here.output).keys() == {str(here.output / "seminaire.html")}
        assert (here.output / "seminaire.html").read_text() == "avant"
