"""Completion, by the scripts that shells source, as a person who presses the tab key meets it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import forked
from folders import SMALL, write
from prospecta.commands.completing import formats
from prospecta.commands.completion import SHELLS
from prospecta.formats import FORMATS

BASH = """\
source ~/completion.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_prospecta_completion prospecta
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = "source ~/completion.fish; complete --do-complete $argv[1]"
ZSH = """\
compdef() { }
source ~/completion.zsh
_arguments() { print -r -- $1 }
_files() { print -r -- FILES }
words=("$@"); CURRENT=$#
_prospecta
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a `prospecta` for the PATH, and the scripts that it prints."""
    folder = tmp_path_factory.mktemp("home")
    command = folder / "bin" / "prospecta"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.join(forked.command())} "$@"\n')
    command.chmod(0o755)
    for shell in SHELLS:
        with (folder / f"completion.{shell}").open("w") as script:
            subprocess.run([command, "completion", shell], stdout=script, check=True)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "jour d'été",
        {
            **SMALL,
            "swot/ville.yaml": "strengths: [a]\n",
            "swot/port.yaml": "id: grille-du-port\nstrengths: [a]\n",
            "actions.yaml": "lanes: [\n",
        },
    )


def ask(home: Path, folder: Path, *command: str) -> list[str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"HOME": str(home), "PATH": f"{home / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


def bash(home: Path, folder: Path, *words: str) -> list[str]:
    found = ask(home, folder, "bash", "--norc", "-c", BASH, "bash", *words)
    return [line for line in found if line]


COMMANDS = [
    "build",
    "changes",
    "check",
    "ci",
    "completion",
    "doctor",
    "explain",
    "fmt",
    "list",
    "new",
    "preview",
    "schema",
    "show",
    "site",
]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        (["prospecta", ""], COMMANDS),
        (["prospecta", "sc"], ["schema"]),
        (["prospecta", "--ver"], ["--version"]),
        (["prospecta", "--version", "sc"], ["schema"]),
        (["prospecta", "build", "--th"], ["--theme"]),
        (["prospecta", "check", "--format", "s"], ["sarif"]),
        (["prospecta", "schema", "s"], ["seminar", "swot"]),
        (["prospecta", "schema", "--lang", ""], ["en", "fr"]),
        (["prospecta", "explain", "unknown-l"], ["unknown-language"]),
        (["prospecta", "completion", ""], ["bash", "fish", "zsh"]),
        (["prospecta", "show", "sw"], ["swot", "swot-ville"]),
        (["prospecta", "show", "grille"], ["grille-du-port"]),
        (["prospecta", "show", "act"], ["actions"]),
        (["prospecta", "nonsense", "--"], ["--help", "--lang", "--version"]),
    ],
)
def test_what_bash_proposes(
    home: Path, folder: Path, typed: list[str], proposed: list[str]
) -> None:
    assert sorted(bash(home, folder, *typed)) == proposed


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [("", list(FORMATS)), ("p", ["pdf"]), ("docx,", ["docx,html", "docx,pdf"]), ("pdf,x", [])],
)
def test_formats_with_commas_between_them(typed: str, proposed: list[str]) -> None:
    assert formats(typed) == proposed


def test_the_ids_are_those_of_the_folder_that_was_typed(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    typed = ["prospecta", "show", "--folder", str(folder).replace(" ", "\\ ").replace("'", "\\'")]
    assert bash(home, tmp_path, *typed, "gr") == ["grille-du-port"]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"seminar.yaml": b"\xff\xfe\x00", "swot.yaml": "id: [a]\n"},
        {"swot.yaml": "&a [*a]\n", "vision.yaml": "\0"},
        {"swot/a.yaml": "id: {" * 5000},
    ],
)
def test_a_broken_folder_proposes_little_and_says_nothing(
    home: Path, tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    found = bash(home, write(tmp_path, files), "prospecta", "show", "")
    assert set(found) <= {"swot", "vision", "swot-a"}


@pytest.mark.shells
def test_what_fish_proposes(home: Path, folder: Path) -> None:
    def fish(typed: str) -> list[str]:
        found = ask(home, folder, "fish", "--no-config", "-c", FISH, typed)
        return sorted(line.partition("\t")[0] for line in found)

    assert fish("prospecta ") == COMMANDS
    assert fish("prospecta build --th") == ["--theme"]
    assert fish("prospecta show gr") == ["grille-du-port"]
    assert "swot/" in fish("prospecta new sw")


@pytest.mark.shells
def test_what_zsh_proposes(home: Path, folder: Path) -> None:
    def zsh(*words: str) -> str:
        return "\n".join(ask(home, folder, "zsh", "-f", "-c", ZSH, "zsh", *words))

    assert '"schema":"' in zsh("prospecta", "sch")
    assert zsh("prospecta", "show", "gr") == '*: :(("grille-du-port"))'
    assert zsh("~/bin/prospecta", "show", "gr") == '*: :(("grille-du-port"))'
    assert zsh("prospecta", "new", "") == "FILES"


def test_a_shell_that_is_not_known(home: Path) -> None:
    done = subprocess.run(
        [home / "bin" / "prospecta", "completion", "cmd"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "bash, zsh, fish" in done.stderr


def test_an_answer_loads_neither_an_engine_nor_what_draws_pages() -> None:
    """A person waits for it at the tab key: what is not loaded takes no time."""
    example = Path(__file__).resolve().parents[1] / "examples" / "seminaire-2015-05-28"
    asked = {"COMP_WORDS": "prospecta\nshow\nswot-", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "prospecta"],
        cwd=example,
        env=os.environ | asked | {"_PROSPECTA_COMPLETE": "complete_bash"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["swot-atelier-1", "swot-atelier-2"]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "prospecta.seminar" in loaded
    assert not loaded & {"jinja2", "lxml", "PIL", "rich", "typst"}
    assert not loaded & {f"prospecta.{name}" for name in ("build", "compose", "engines", "formats")}
