"""`prospecta check` as a person, an editor or a pipeline runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import forked
from folders import SMALL, write
from prospecta.build import reviewed
from prospecta.cli import application
from prospecta.commands.speech import language
from prospecta.engines import Engines

app = application(["check", "build"])

PROSPECTA = [sys.executable, "-m", "prospecta"]
EXAMPLE = Path(__file__).parents[1] / "examples" / "seminaire-2015-05-28"
KEY = {**SMALL, "swot.yaml": "threats: [b]\nstrenghts: [é]\n"}
OUTLINE = SMALL["seminar.yaml"] + "  - swot\n"
GAP = {
    **SMALL,
    "seminar.yaml": OUTLINE,
    "swot.yaml": "strengths: [a]\nweaknesses: [b]\nopportunities: [c]\n",
}
"""A seminar with one warning."""


def run(*words: str | Path, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    spoken_to = any(name.startswith("PYTHON") for name in environment)
    return subprocess.run(
        [*(PROSPECTA if spoken_to else forked.command()), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1", **environment},
        check=False,
        timeout=60,
    )


def call(*words: str, **environment: str) -> Result:
    """The command in this process, in no locale but the one given."""
    none = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"))
    return CliRunner().invoke(app, words, env={**none, **environment})


def test_a_clean_folder_is_said_to_be_so_in_one_line(tmp_path: Path) -> None:
    done = run("check", cwd=write(tmp_path, SMALL))
    assert (done.returncode, done.stdout, done.stderr) == (0, "Rien à signaler.\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seminar.yaml", "text"]


def test_findings_are_told_by_file_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, {"jour/" + name: held for name, held in KEY.items()})
    write(tmp_path / "jour", {"seminar.yaml": SMALL["seminar.yaml"] + "titel: x\nstatus: drfat\n"})
    done = run("check", "jour", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    places = [line[6:] for line in done.stdout.splitlines() if line.startswith("  --> ")]
    assert places == sorted(places)
    assert {"jour/seminar.yaml:7:1", "jour/seminar.yaml:8:9", "jour/swot.yaml:2:1"} <= set(places)
    assert str(tmp_path) not in done.stdout


def test_build_says_the_same_in_the_same_words(tmp_path: Path) -> None:
    folder = write(tmp_path, KEY)
    checked, built = run("check", cwd=folder), run("build", "--to", "html", cwd=folder)
    assert (built.returncode, built.stderr) == (1, checked.stdout)
    assert "strengths" in built.stderr


def test_warnings_alone_are_no_failure_unless_strict(tmp_path: Path) -> None:
    folder = write(tmp_path, GAP)
    done = run("check", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("avertissement[quadrant-empty]")
    assert done.stdout.endswith("\n1 avertissement.\n")
    done = run("check", "--strict", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("erreur[quadrant-empty]")
    done = run("build", "--to", "html", "--strict", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("erreur[quadrant-empty]")
    assert not (folder / "build").exists()
    done = run("build", "--to", "html", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.startswith("swot.yaml:1:1: avertissement[quadrant-empty]")
    assert len(list((folder / "build").glob("*.html"))) == 1


def test_a_strict_build_of_a_clean_folder_builds(tmp_path: Path) -> None:
    folder = write(tmp_path, SMALL)
    done = run("build", "--to", "html", "--strict", "--lang", "en", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wrote build")


SPOKEN = [
    # the folder's seminar.yaml, --lang, the locale, the language that is spoken
    ("title: x\nlanguage: en\n", None, {}, "en"),
    ("title: x\nlanguage: en\n", "fr", {}, "fr"),
    ("title: x\nlanguage: fr\n", "en", {}, "en"),
    ("title: x\nlanguage: fr\n", None, {"LANG": "en_US.UTF-8"}, "fr"),
    ("title: x\nlanguage: fe\n", None, {"LANG": "en_US.UTF-8"}, "en"),
    ("title: x\n", None, {"LANG": "en_US.UTF-8"}, "en"),
    ("title: x\n", None, {"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
    ("title: x\n", None, {"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
    ("title: x\n", None, {"LANG": "C.UTF-8"}, "fr"),
    ("title: x\n", None, {}, "fr"),
    ("title: [\nlanguage: en\n", None, {}, "en"),
    ("title: [\nlanguage: 'en'\n", None, {}, "en"),
]


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines(pages=False) as begun:
        yield begun


@pytest.mark.parametrize(("identity", "lang", "environment", "spoken"), SPOKEN)
def test_the_author_is_spoken_to_in_their_language(
    tmp_path: Path,
    engines: Engines,
    monkeypatch: pytest.MonkeyPatch,
    identity: str,
    lang: str | None,
    environment: dict[str, str],
    spoken: str,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    folder = write(tmp_path, {"seminar.yaml": identity})
    assert language(lang, reviewed(folder, engines).language) == spoken


def test_the_command_speaks_it(tmp_path: Path) -> None:
    folder = write(tmp_path, {"seminar.yaml": "title: x\nlanguage: en\n"})
    assert run("check", cwd=folder).stdout.startswith("error[")
    assert run("check", "--lang", "fr", cwd=folder).stdout.startswith("erreur[")


WRONG_CALLS = [
    (["check", "nulle-part"], {}, "le dossier « nulle-part » n'existe pas."),
    (["check", "nowhere"], {"LANG": "en_US"}, "there is no folder “nowhere”."),
    (["check", "--format", "xml"], {}, "« xml » n'est pas un format"),
    (["check", "--lang", "de"], {}, "« de » n'est pas une langue"),
    (["build", "--to", "doc", "--lang", "en"], {}, "“doc” is not a format: choose among html"),
    (["build", "--to", ","], {}, "--to ne nomme aucun format"),
    (["build", "--theme", "nulle-part"], {}, "n'est pas le dossier d'un thème"),
]


@pytest.mark.parametrize(("words", "environment", "told"), WRONG_CALLS)
def test_a_wrong_call_is_told_in_the_language_of_the_locale(
    words: list[str], environment: dict[str, str], told: str
) -> None:
    done = call(*words, **environment)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_folder_without_seminar_is_a_finding(tmp_path: Path) -> None:
    done = run("check", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 1
    assert "error[no-seminar]" in done.stdout
    assert "--> seminar.yaml:1:1" in done.stdout
    done = run("check", "--format", "sarif", cwd=tmp_path)
    assert [one["ruleId"] for one in json.loads(done.stdout)["runs"][0]["results"]] == [
        "no-seminar"
    ]


ASTRAY = [
    # what there is, the folder that is named, the advice
    (
        {"a/x.txt": ""},
        "a",
        "Nommez le dossier d'un séminaire après la commande, ou commencez-en un",
    ),
    ({"a/seminar.yaml.txt": ""}, "a", "Renommez « seminar.yaml.txt » en seminar.yaml."),
    ({"a/Seminar.yml": ""}, "a", "Renommez « Seminar.yml » en seminar.yaml."),
    ({"été/seminar.yaml": "", "hiver/seminar.yaml": ""}, ".", "après la commande : hiver, été."),
    ({"b/hiver/seminar.yaml": "", "b/ete/seminar.yaml": ""}, "b", "la commande : b/ete, b/hiver."),
    ({"a/seminar.yaml": "", "a/swot/b.yaml": ""}, "a/swot", "après la commande : a."),
    ({"seminar.yaml": "", "swot/b.yaml": ""}, "swot", "après la commande : .."),
]


@pytest.mark.parametrize(("files", "named", "advice"), ASTRAY)
def test_the_advice_where_there_is_no_seminar(
    tmp_path: Path, files: dict[str, str], named: str, advice: str
) -> None:
    done = run("check", named, cwd=write(tmp_path, files))
    assert done.stdout.startswith("erreur[no-seminar]")
    assert advice in done.stdout


def test_a_name_that_the_system_refuses_is_a_folder_that_is_not_there(tmp_path: Path) -> None:
    long = "a" * 5000
    assert f"« {long} » n'existe pas." in run("check", long, cwd=tmp_path).stderr
    assert f"« {long} » n'existe pas." in run(long, cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("jour/swot/a.yaml", "le dossier d'un séminaire. Nommez le dossier : jour\n"),
        ("autre.txt", "« autre.txt » est un fichier, et non le dossier d'un séminaire.\n"),
        ("jout", "le dossier « jout » n'existe pas. Voulez-vous dire « jour » ?\n"),
    ],
)
def test_a_path_that_is_no_folder(tmp_path: Path, named: str, told: str) -> None:
    write(tmp_path, {"jour/seminar.yaml": "", "jour/swot/a.yaml": "", "autre.txt": ""})
    done = run("check", named, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(told)


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
def test_the_others_are_reported_when_the_machine_fails_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{day}/{name}": held for day in "abc" for name, held in KEY.items()})
    monkeypatch.chdir(tmp_path)
    failing = """
import errno, sys
from pathlib import Path
from prospecta import cli, source

real = source.os.open
def fails(path, *rest):
    if Path(path).parent.name == "b" and Path(path).name == "swot.yaml":
        raise OSError(errno.EIO, "Input/output error")
    return real(path, *rest)
source.os.open = fails
sys.argv[1:] = ["check", "a", "b", "c", *sys.argv[1:]]
sys.exit(cli.run())
"""
    done = subprocess.run(
        [sys.executable, "-c", failing], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 3
    assert "prospecta: b: swot.yaml : le disque ne répond pas bien." in done.stderr
    places = [line[6:] for line in done.stdout.splitlines() if line.startswith("  --> ")]
    assert {"a/swot.yaml:2:1", "c/swot.yaml:2:1"} <= set(places)
    done = subprocess.run(
        [sys.executable, "-c", failing, "--format", "json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    failures = [one["failure"] for one in json.loads(done.stdout)["folders"]]
    assert failures == [None, "swot.yaml : le disque ne répond pas bien", None]


def test_a_report_for_a_machine_is_alone_on_the_output(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", **{f"docs/jour/{name}": held for name, held in KEY.items()}})
    for cwd, folder in (
        (tmp_path, "docs/jour"),
        (tmp_path / "docs/jour", "."),
        (tmp_path / "docs", "jour"),
    ):
        done = run("check", folder, "--format", "json", cwd=cwd)
        assert (done.returncode, done.stderr) == (1, "")
        (told,) = json.loads(done.stdout)["folders"]
        paths = {one["path"] for one in told["findings"]}
        assert "docs/jour/swot.yaml" in paths


def test_a_report_may_go_to_a_file(tmp_path: Path) -> None:
    folder = write(tmp_path, GAP)
    done = run("check", "--format", "gitlab", "--output", "gl.json", cwd=folder, PYTHONUTF8="0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (issue,) = json.loads((folder / "gl.json").read_bytes())
    assert issue["check_name"] == "quadrant-empty"
    done = run("check", "--output", "nowhere/gl.json", cwd=folder)
    assert done.returncode == 3
    assert done.stderr.endswith(
        "le bilan ne peut pas être écrit : nowhere/gl.json : "
        "ce fichier ou ce dossier n'existe pas.\n"
    )


def test_a_report_is_in_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    folder = write(tmp_path, KEY)
    done = run("check", "--format", "github", cwd=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "« strenghts »" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="writes to a full disk of Linux")
def test_half_a_report_does_not_pass_for_a_whole_one(tmp_path: Path) -> None:
    folder = write(tmp_path, SMALL)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROSPECTA, "check", "--format", "sarif"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            check=False,
        )
    assert done.returncode == 3
    assert (
        done.stderr.decode()
        == "prospecta: le bilan ne peut pas être écrit : le disque est plein.\n"
    )
