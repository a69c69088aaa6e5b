"""The command as a person meets it: what it writes, what it says, how it exits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import forked
from folders import SMALL, write
from watching import EVERY, TURNS

PROSPECTA = [sys.executable, "-m", "prospecta"]


def run(*words: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [*forked.command(), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=60)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.parts
    }


@pytest.fixture
def seminar(tmp_path: Path) -> Path:
    return write(tmp_path / "jour-1", SMALL)


def test_the_folder_at_hand_is_built_into_its_build_folder(seminar: Path) -> None:
    before = snapshot(seminar)
    done = run("build", cwd=seminar)
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(path.name for path in (seminar / "build").glob("jour-1.*"))
    assert written == ["jour-1.docx", "jour-1.html", "jour-1.pdf"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["écrit"] * 3
    assert snapshot(seminar) == before


def test_formats_output_and_quiet(seminar: Path, tmp_path: Path) -> None:
    done = run("build", seminar, "--to", "html", "--output", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in (tmp_path / "out").glob("*.*ml")] == ["jour-1.html"]
    assert not (seminar / "build").exists()


def test_several_folders_and_their_timings(seminar: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "jour-2", SMALL)
    done = run("build", seminar, other, "--to", "html", "--timings")
    assert done.returncode == 0
    assert (other / "build" / "jour-2.html").exists()
    assert done.stdout.count(" ms\n") == 2 * len(("read", "check", "compose", "html", "write"))


def test_findings_are_told_with_their_line_and_nothing_is_replaced(seminar: Path) -> None:
    assert run("build", "--to", "html", cwd=seminar).returncode == 0
    page = (seminar / "build" / "jour-1.html").read_bytes()
    write(seminar, {"swot.yaml": "threats: [b]\nstrenghts: [é]\n"})
    with (seminar / "seminar.yaml").open("a", encoding="utf-8") as outline:
        outline.write("  - swot\n")
    done = run("build", "--to", "html", cwd=seminar)
    assert done.returncode == 1
    assert (
        done.stderr
        == """\
erreur[unknown-key] La clé « strenghts » n'existe pas ici.
  --> swot.yaml:2:1
  |
2 | strenghts: [é]
  | ^^^^^^^^^
  = Voulez-vous dire « strengths » ?

1 erreur.
"""
    )
    assert (seminar / "build" / "jour-1.html").read_bytes() == page


def test_what_is_only_a_warning_is_told_in_a_line_and_built(seminar: Path) -> None:
    write(seminar, {"text/accueil.md": "Le CNRSX invite.\n"})
    done = run("build", "--to", "html", "--lang", "en", cwd=seminar)
    assert done.returncode == 0
    assert done.stderr == (
        "text/accueil.md:1:4: warning[acronym-unexpanded] "
        "The acronym “CNRSX” is written out nowhere.\n"
        "1 warning. Each in its place: prospecta check .\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "nowhere", "--lang", "fr"], "le dossier « nowhere » n'existe pas"),
        (["build", "--to", "doc", "--lang", "fr"], "n'est pas un format"),
        (["build", "--to", ",", "--lang", "fr"], "ne nomme aucun format"),
        (["build", "--output", "seminar.yaml", "--lang", "fr"], "n'est pas un dossier"),
        (["build", "--theme", "nowhere", "--lang", "fr"], "n'est pas le dossier d'un thème"),
        (
            ["build", "--lang", "xx"],
            "« xx » n'est pas une langue que prospecta parle ; ce sont en, fr.",
        ),
    ],
)
def test_wrong_usage_exits_with_2(seminar: Path, words: list[str], told: str) -> None:
    done = run(*words, cwd=seminar)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_refuses_exits_with_3(seminar: Path) -> None:
    (seminar / "build").write_text("a file where the folder should be")
    done = run("build", "--to", "html", cwd=seminar)
    assert done.returncode == 3
    assert "build" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize(
    ("sent", "locale", "says"),
    [
        (signal.SIGINT, "fr_FR.UTF-8", "interrompu ; aucun document n'est resté à moitié écrit."),
        (signal.SIGTERM, "en_GB.UTF-8", "interrupted; no output was left half written."),
    ],
)
def test_an_interruption_exits_with_130_and_leaves_nothing(
    seminar: Path, sent: int, locale: str, says: str
) -> None:
    process = subprocess.Popen(
        [*PROSPECTA, "build", "--quiet", *["."] * 100],
        cwd=seminar,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"},
    )
    wait_for(seminar / "build" / "jour-1.html")
    process.send_signal(sent)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told.replace("\u00a0", " ") == f"prospecta: {says}\n"
    assert not list((seminar / "build").glob("*.part"))


def wait_for(path: Path) -> None:
    for _ in range(400):
        if path.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"{path.name} was never written")


def test_the_command_that_most_tests_fork_is_the_one_that_is_started(seminar: Path) -> None:
    write(seminar, {"swot.yaml": "threats: [b]\nstrenghts: [é]\n"})
    for words in (["check", "--lang", "fr"], ["build", "--theme", "nowhere"]):
        ran = [
            subprocess.run([*command, *words], cwd=seminar, capture_output=True, check=False)
            for command in (PROSPECTA, forked.command())
        ]
        real, other = ((one.returncode, one.stdout, one.stderr) for one in ran)
        assert real == other
        assert real[0] in {1, 2}


def test_version() -> None:
    assert run("--version").stdout.startswith("prospecta ")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads the processes of Linux")
def test_no_engine_outlives_the_command(seminar: Path) -> None:
    assert run("build", "--to", "html", cwd=seminar).returncode == 0
    for _ in range(TURNS):
        # The engines are started in the folder that the command was given in.
        if seminar not in [path.resolve() for path in Path("/proc").glob("[0-9]*/cwd")]:
            return
        time.sleep(EVERY)
    pytest.fail("an engine is left")
