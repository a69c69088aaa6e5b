"""Every code has a page, and every page tells the truth: its examples are run."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pages import findings, first, noted, put
from prospecta.cli import application
from prospecta.commands.speech import locale
from prospecta.engines import Engines
from prospecta.explain import Files, base, example, page, sentences, words
from prospecta.findings import CODES
from prospecta.messages import Messages
from prospecta.places import templates

app = application(["explain"])

PAGES = templates() / "explain"
LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines(pages=False) as begun:
        yield begun


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("[!_]*")} == set(CODES)


def test_the_base_of_all_examples_has_no_finding(tmp_path: Path, engines: Engines) -> None:
    assert findings(put(tmp_path, base()), engines, pages=True) == []


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_is_wrong_and_the_right_one_right(
    tmp_path: Path, engines: Engines, code: str
) -> None:
    told = page(code, "fr")
    wrong, right = (put(put(tmp_path / name, base()), held) for name, held in examples(told))
    found = findings(wrong, engines)
    pages = code not in {one.code for one in found}
    if pages:
        found = findings(wrong, engines, pages=True)
    assert {one.span.path for one in found if one.code == code} <= set(told.wrong)
    finding = first(code, found)
    values = noted(finding)
    for language in LANGUAGES:
        messages = Messages.read(language)
        shown = page(code, language)
        sentence = f"{values['at']}: {messages.sentence(finding)}"
        expected = (sentence, messages.hint(finding))
        assert (shown.found, shown.hint) == expected, "python tests/pages.py"
    assert findings(right, engines, pages=pages) == []


def examples(told: object) -> list[tuple[str, Files]]:
    return [(name, getattr(told, name)) for name in ("wrong", "right")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_page_says_everything_in_both_languages(code: str, language: str) -> None:
    told, other = (page(code, one) for one in (language, "fr" if language == "en" else "en"))
    assert len(told.why.split()) >= 15
    assert told.why != other.why
    assert told.do
    said = [told.says, *told.do, *(word for says, do in told.cases for word in (says, *do))]
    assert not re.search(r"\{\w+\}", "".join(said))
    shown = run("explain", code, "--lang", language)
    lines = shown.splitlines()
    assert lines[0].endswith(f"[{code}]")
    parts = ["why", "wrong", "right", "do", *(["cases"] if told.cases else [])]
    heads = [line for line in lines if line and line[0] != " "]
    assert heads[-len(parts) :] == [words(language)[part] for part in parts]
    assert " ".join(shown.split()).count(" ".join(told.why.split())) == 1


def run(*typed: str) -> str:
    done = CliRunner().invoke(app, typed, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


PICTURE_ALT = """\
erreur[picture-alt]
L'image « … » n'a pas de texte de remplacement.

Pourquoi
  Qui écoute le rapport avec un lecteur d'écran n'a de l'image que ce texte ;
  sans lui, une carte ou un schéma n'est qu'un silence. La loi l'exige des
  documents publics, et le PDF accessible ne peut pas être écrit sans lui.

À ne pas écrire
  text/accueil.md
    ✗ ![](../figures/place.svg)

  text/accueil.md:1: L'image « ../figures/place.svg » n'a pas de texte de
  remplacement.

À écrire
  text/accueil.md
    ✓ ![La place du marché, au croisement de deux rues](../figures/place.svg)

Que faire
  - Dites entre les crochets ce qu'elle montre : ![Ce que montre
    l'image](../figures/place.svg).
"""


def test_the_page_of_a_code() -> None:
    assert run("explain", "picture-alt", "--lang", "fr") == PICTURE_ALT


def test_an_english_reader_is_told_why_the_examples_are_in_french() -> None:
    told = "examples are in French"
    assert run("explain", "picture-alt", "--lang", "en").count(told) == 1
    assert "french" not in words("fr")


def test_without_a_code_all_are_listed_a_line_each() -> None:
    for language in LANGUAGES:
        lines = run("explain", "--lang", language).splitlines()
        for code, sentence in sentences(language).items():
            assert [line.split(None, 1) for line in lines].count([code, sentence]) == 1


@pytest.mark.parametrize("typed", ["unknown-key", "UNKNOWN_KEY", "erreur[unknown-key]"])
def test_a_code_may_be_copied_as_it_was_told(typed: str) -> None:
    assert run("explain", typed, "--lang", "en").startswith("error[unknown-key]\n")


@pytest.mark.parametrize(
    ("typed", "lang", "told"),
    [
        ("unknwon-key", "fr", "Voulez-vous dire « unknown-key » ?"),
        ("picture-atl", "en", "Did you mean “picture-alt”?"),
        ("zzzzzz", "en", "prospecta explain, without a code, lists them all."),
        ("a\tb", "fr", "prospecta explain, sans code, les donne tous."),
        ("unknown-key", "de", "ce sont en, fr."),
    ],
)
def test_an_unknown_code_or_language_is_a_wrong_call(typed: str, lang: str, told: str) -> None:
    done = CliRunner().invoke(app, ["explain", typed, "--lang", lang])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("prospecta: ")
    assert told in done.stderr


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB", "LC_ALL": ""}, "en"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({}, ""),
    ],
)
def test_the_locale_names_a_language(variables: dict[str, str], language: str) -> None:
    assert locale(variables) == language


@pytest.mark.parametrize(
    ("variables", "head"),
    [
        ({"LC_ALL": "en_GB.UTF-8"}, "error["),
        ({"LC_ALL": "fr_FR.UTF-8"}, "erreur["),
        ({"LC_ALL": "C"}, "erreur["),
        ({"LC_ALL": "ja_JP.UTF-8"}, "erreur["),
    ],
)
def test_the_locale_is_spoken_where_there_are_sentences_in_it(
    variables: dict[str, str], head: str
) -> None:
    done = CliRunner().invoke(app, ["explain", "yaml-tab"], env=variables)
    assert done.stdout.startswith(head)


def test_the_lines_that_differ_are_marked() -> None:
    wrong = {"a.md": "Un\nDeux\n", "b.md": {"hex": "41 0b ff"}}
    right = {"a.md": "Un\nTrois\n"}
    assert list(example(wrong, right, "✗", "fr")) == [
        ("", "a.md"),
        (" ", "Un"),
        ("✗", "Deux"),
        ("", "b.md"),
        ("✗", "A\u240b\ufffd"),
    ]
    assert list(example({"swot.yaml": {"absent": "yes"}}, {}, "✗", "fr")) == [
        ("", "swot.yaml"),
        ("✗", "(ce fichier n'existe pas)"),
    ]


def test_colours_are_for_terminals_only() -> None:
    command = [sys.executable, "-m", "prospecta", "explain", "yaml-tab", "--lang", "fr"]
    plain = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout
    assert "\x1b" not in plain
    reader, writer = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(command, stdout=writer, env=environment, check=True, timeout=30)
    os.close(writer)
    with os.fdopen(reader, "rb") as terminal:
        shown = terminal.read1(65536).decode()
    assert done.returncode == 0
    assert "\x1b[1;31merreur[yaml-tab]\x1b[0m" in shown
