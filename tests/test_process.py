"""Engines in processes of their own: limited in time, plain when they fail, never left over."""

import os
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pydantic
import pytest

from prospecta import pandoc as engine
from prospecta.build import LATER
from prospecta.findings import ToolError
from prospecta.pandoc import HTML, MARKDOWN, Pandoc
from prospecta.process import Child


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


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(ToolError, match="cannot be started"):
        Child.start("engine", ["/nowhere/engine"], {})


def test_closing_leaves_no_process() -> None:
    child = python("import time; time.sleep(60)")
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child.process.pid, 0)


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


def test_a_text_that_takes_pandoc_too_long_stops_it(
    pandoc: Pandoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", 1)
    bomb = "x[^0]\n\n" + "".join(f"[^{n}]: a[^{n + 1}] b[^{n + 1}]\n\n" for n in range(30))
    with pytest.raises(ToolError, match="too long"):
        pandoc.read([(MARKDOWN, bomb)])


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
