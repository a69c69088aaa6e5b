"""What the command says of itself, and of a call that is written wrong, in both languages."""

import ast
import errno
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import forked
from folders import SMALL, write
from prospecta.cli import application
from prospecta.commands.speech import spoken
from prospecta.commands.words import Words
from prospecta.messages import Messages

app = application()

ROOT = Path(__file__).parents[1]
LANGUAGES = ("fr", "en")


def run(*words: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [*forked.command(), *words],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", "COLUMNS": "80", **environment},
        check=False,
        timeout=60,
    )


def parameters() -> Iterator[tuple[str, Any]]:
    group: Any = typer.main.get_command(app)
    for command in (group, *group.commands.values()):
        for parameter in command.get_params(typer.Context(command)):
            yield command.name, parameter


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_every_parameter_has_its_words(language: str) -> None:
    words = Words.read(language)
    for command, parameter in parameters():
        assert words.command(command)
        value, says = words.parameter(command, parameter.name)
        assert says.endswith("."), (command, parameter.name)
        takes = parameter.param_type_name == "argument" or not parameter.is_flag
        assert bool(value) == takes, (command, parameter.name)


def test_no_word_is_left_of_a_parameter_that_is_gone() -> None:
    known: dict[str, set[str]] = {}
    for command, parameter in parameters():
        known.setdefault(command, {"says"}).add(parameter.name)
    for language in LANGUAGES:
        data = Words.read(language).data
        assert set(data["commands"]) == set(known)
        for command, rows in data["commands"].items():
            assert set(rows) <= known[command], command
        assert set(data["shared"]) <= set().union(*known.values())


def test_both_languages_have_the_same_sentences() -> None:
    french, english = (Words.read(language).data for language in LANGUAGES)
    for part in ("page", "calls", "ends"):
        assert french[part].keys() == english[part].keys()
        for key, told in french[part].items():
            assert re.findall(r"\{\w+\}", told) == re.findall(r"\{\w+\}", english[part][key])


def test_the_help_of_a_command(tmp_path: Path) -> None:
    done = run("show", "--help", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
Usage: prospecta show [OPTIONS] [BLOCK]

  Shows participants, grids, visions and actions as tables.

Arguments:
  [BLOCK]  The id of a block, or a kind of block; without any, everything.

Options:
  --folder FOLDER  The seminar's folder; without it, the current folder.
  --lang fr|en     The language of the messages; otherwise the seminar's, or the
                   system's.
  --help           Show this help.
"""
    )


def test_the_help_fits_a_narrow_terminal(tmp_path: Path) -> None:
    done = run("build", "--help", cwd=tmp_path, COLUMNS="40")
    assert max(map(len, done.stdout.splitlines())) <= 40
    assert "\n  --to FORMATS\n      Les formats, séparés par des\n" in done.stdout


def test_without_a_command_the_help_is_told_as_a_mistake(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == run("--help", cwd=tmp_path).stdout


KNOWN = ", ".join(typer.main.get_command(app).commands) + "."  # type: ignore[attr-defined]
CALLS = [
    # the call, the first line of what is said in French, in English
    (["build", "--thme"], "l'option « --thme » n'existe pas. Voulez-vous dire « --theme » ?",
     "there is no option “--thme”. Did you mean “--theme”?"),
    (["build", "--tu", "x"], "l'option « --tu » n'existe pas. Voulez-vous dire « --to » ?",
     "there is no option “--tu”. Did you mean “--to”?"),
    (["build", "-z"], "l'option « -z » n'existe pas.", "there is no option “-z”."),
    (["build", "--to"], "l'option « --to » attend une valeur.", "the option “--to” needs a value."),
    (["build", "--quiet=1"], "l'option « --quiet » ne prend pas de valeur.",
     "the option “--quiet” takes no value."),
    (["build", "--jobs", "x"], "la valeur donnée à --jobs n'est pas possible.",
     "the value given to --jobs is not possible."),
    (["new"], "il manque DOSSIER.", "FOLDER is missing."),
    (["new", "a", "b"], "« b » est de trop.", "“b” is one too many."),
    (["bulid"], "la commande « bulid » n'existe pas. Voulez-vous dire « build » ?",
     "there is no command “bulid”. Did you mean “build”?"),
    (["jour"], "la commande manque devant le dossier « jour ». Écrivez : prospecta build jour",
     "the command is missing in front of the folder “jour”. Write: prospecta build jour"),
    (["--bogus"], "l'option « --bogus » n'existe pas.", "there is no option “--bogus”."),
    (["xyzzy\x1b[2J"], "la commande « xyzzy\ufffd[2J » n'existe pas. Les commandes sont : " + KNOWN,
     "there is no command “xyzzy\ufffd[2J”. The commands are: " + KNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("call", "french", "english"), CALLS)
def test_a_wrong_call_is_told_in_the_language_of_the_locale(
    tmp_path: Path, call: list[str], french: str, english: str
) -> None:
    write(tmp_path / "jour", SMALL)
    for locale, told, used in (("", french, "Emploi : "), ("en_GB", english, "Usage: ")):
        done = run(*call, cwd=tmp_path, LANG=locale)
        assert (done.returncode, done.stdout) == (2, "")
        first, usage, more = done.stderr.splitlines()
        assert first == f"prospecta: {told}"
        assert usage.startswith(f"{used}prospecta ")
        assert more.endswith(" --help")


def test_a_french_word_for_a_command_is_understood(tmp_path: Path) -> None:
    assert "« check »" in run("vérifier", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ([], "fr"),
        (["check", "--lang", "en"], "en"),
        (["check", "--lang=en"], "en"),
        (["check", "--lang", "xx"], "fr"),
        (["check", "--lang"], "fr"),
        (["check", "--", "--lang=en"], "fr"),
    ],
)
def test_the_language_of_a_call_that_is_not_understood(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert spoken(typed) == language
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert spoken([]) == "en"


def test_the_language_may_stand_before_the_command(tmp_path: Path) -> None:
    folder = write(tmp_path, SMALL)
    assert run("--lang", "en", "check", cwd=folder).stdout == "Nothing to report.\n"
    assert run("--lang", "en", "check", "--lang", "fr", cwd=folder).stdout == "Rien à signaler.\n"


def failures() -> Iterator[str]:
    """What the program says where it raises a ToolError; `X` stands for what it does not know."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and "ToolError" in ast.dump(function):
                for one in ast.walk(function):
                    if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "message":
                        yield _sample(one.value)


def _sample(said: ast.expr) -> str:
    if isinstance(said, ast.Constant):
        return str(said.value)
    assert isinstance(said, ast.JoinedStr), ast.unparse(said)
    parts = (
        one.value if isinstance(one, ast.Constant) else ast.unparse(one) for one in said.values
    )
    return "".join(
        "Permission denied" if "strerror" in str(one) else str(one)
        for one in parts
        if one != "{where}"
    )


def test_every_failure_has_its_french() -> None:
    said = set(failures())
    assert len(said) > 15
    assert not [one for one in said if Messages.read("fr").failure(one) == one]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a/b: No space left on device", "a/b : le disque est plein"),
        ("No space left on device", "le disque est plein"),
        ("the report cannot be written: Permission denied",
         "le bilan ne peut pas être écrit : l'accès est refusé"),
        ("typst took too long and was stopped", "typst a mis trop longtemps et a été arrêté"),
        ("typst: cannot convert {x}\nto y", "typst : cannot convert {x}\nto y"),
        ("what nobody knows", "what nobody knows"),
    ],
)  # fmt: skip
def test_a_failure_in_french(said: str, told: str) -> None:
    assert Messages.read("fr").failure(said) == told
    assert Messages.read("en").failure(said) == said


def test_what_the_system_says_is_known_by_its_numbers() -> None:
    for name in Messages.read("fr").data["failures"]["system"]:
        assert hasattr(errno, name), name
