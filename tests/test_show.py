"""`prospecta show`: what a person sees of a seminar, at a glance and in plain words."""

import os
import re
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from folders import write
from pages import put
from prospecta import plain
from prospecta.cli import application
from prospecta.commands.tables import drawn
from prospecta.explain import base, page
from prospecta.findings import CODES
from prospecta.show import Table

app = application(["show"])

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "seminaire-2015-05-28"
IDENTITY = """\
title: Un *vrai* centre
kind: Compte-rendu
language: fr
dates: [2026-05-28, 2026-05-29]
place: Valbourg
organisers: mairie
words: {swot.strengths: Atouts}
outline: [swot, vision, actions, participants, text/accueil.md]
"""
FOLDER = {
    "seminar.yaml": IDENTITY,
    "participants.yaml": """\
organisations:
  - {id: mairie, name: Mairie de Valbourg}
  - {id: ot, name: Office de tourisme, acronym: OT}
people:
  - family: Noël
    given: Zoé
    functions:
      - {title: Directrice, link: "de l'", organisation: ot}
      - {title: et **élue**}
  - {id: ali, civility: M., family: Benali, given: Ali, presence: excused}
""",
    "swot.yaml": """\
strengths: [Le marché, {text: La place, items: [Les arbres, {text: Les bancs, items: [Verts]}]}]
weaknesses: Une seule phrase
threats: ["Un `code` et un [lien](https://example.org)"]
note: Une note.
""",
    "vision.yaml": """\
levers: [{id: l1, text: Concerter}, {id: l2, text: Former}]
dimensions:
  - {title: La place, objectives: [{id: o1, text: Piétons}, Arbres], levers: [l1, l2]}
  - {title: Le marché, objectives: Étendu, levers: [l1, l2]}
  - {title: Divers, objectives: Rien}
""",
    "actions.yaml": """\
lanes: [{id: rue, title: La rue}, {id: vide, title: Le vide}]
actions:
  - {id: a, title: Paver, lane: rue, start: 2027-T2, end: 2028, lead: [ot, ali], objectives: o1}
  - {id: b, code: B2, title: Planter, lane: rue, start: 2027-03-01, after: a,
     details: "- un\\n- deux"}
milestones: [{title: Inauguration, date: 2028-06}]
""",
    "text/accueil.md": "# Bonjour\n\nÀ **tous** :\n\n- un\n- deux\n",
}


def run(*typed: str, columns: int = 80) -> Result:
    return CliRunner().invoke(app, ["show", *typed], env={"COLUMNS": str(columns), "LC_ALL": "C"})


def shown(folder: Path, *typed: str, columns: int = 80) -> str:
    done = run(*typed, "--folder", str(folder), columns=columns)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("jour-1"), FOLDER)


BLOCKS = {
    "seminar": """\
seminar  Un vrai centre
Compte-rendu

Dates         28 et 29 mai 2026
Lieu          Valbourg
Organisation  Mairie de Valbourg
""",
    "participants": """\
participants  Les participants

Nom            Fonction                     Présence

M. Benali Ali                               Excusé

Noël Zoé       Directrice de l'Office de    Présent
               tourisme
               et élue
""",
    "swot": """\
swot  Grille des atouts, faiblesses,
opportunités et menaces

Atouts              Faiblesses
• Le marché         • Une seule phrase
• La place
  • Les arbres
  • Les bancs
    • Verts

Opportunités        Menaces
Rien n’a été noté.  • Un code et un lien

Une note.
""",
    "vision": """\
vision  Vision cible

Dimension  Objectifs  Leviers

La place   • Piétons  • Concerter
           • Arbres   • Former

Le marché  Étendu     ″

Divers     Rien
""",
    "actions": """\
actions  Frise des actions

N°  Action              Calendrier       Pilote

    — La rue —

A1  Paver               2e trimestre     OT, Ali Benali
    Objectif : Piétons  2027 – 2028

B2  Planter             1er mars 2027
    • un                et après
    • deux
    Après : A1

    — Le vide —

    Aucune action.

Jalons du plan : Inauguration (juin 2028)
""",
    "text/accueil.md": """\
text/accueil.md

Bonjour

À tous :
• un
• deux
""",
}
WIDTHS = {"swot": 40, "participants": 52, "actions": 60}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_reads_in_plain_aligned_words(folder: Path, block: str) -> None:
    assert shown(folder, block, columns=WIDTHS.get(block, 80)) == BLOCKS[block]


def test_everything_is_shown_in_a_fixed_order(folder: Path) -> None:
    told = shown(folder)
    places = [told.index(f"\n{name}  ") for name in ("participants", "swot", "vision", "actions")]
    assert told.startswith("seminar  ")
    assert places == sorted(places)
    assert "text/accueil.md  Bonjour À tous : un deux\n" in told


def test_a_kind_without_a_table_of_its_own_is_shown_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospecta.show.KINDS", {})
    assert (
        shown(folder, "swot", columns=60)
        == """\
swot

note        Une note.

strengths   • Le marché
            • La place
              • Les arbres
              • Les bancs
                • Verts

weaknesses  • Une seule phrase

threats     • Un code et un lien
"""
    )
    assert "2e trimestre 2027" in shown(folder, "actions")


def test_a_kind_shows_all_its_blocks_and_an_id_only_one() -> None:
    both, first = (shown(EXAMPLE, name) for name in ("swot", "swot-atelier-1"))
    assert both.startswith(first)
    assert both.count("FORCES") == 2
    assert first.count("FORCES") == 1


@pytest.mark.parametrize("columns", [80, 120])
def test_no_word_is_lost_and_no_line_too_long(columns: int) -> None:
    told = shown(EXAMPLE, columns=columns)
    assert max(map(len, told.splitlines())) <= columns
    wide = shown(EXAMPLE, columns=2000)
    assert sorted(told.split()) == sorted(wide.split())
    assert "association des Directeurs d'établissements sociaux" in wide
    assert "in itinere" in wide
    assert "lang=la" not in wide


def test_the_folder_may_be_named_alone_or_be_at_hand(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = shown(folder)
    assert run(str(folder)).stdout == everything
    monkeypatch.chdir(folder)
    assert run().stdout == everything
    assert run("vision").stdout == BLOCKS["vision"]


def test_the_headings_are_in_the_language_asked_for(folder: Path) -> None:
    told = shown(folder, "swot", "--lang", "en")
    assert "Strengths" in told
    assert "Atouts" not in told
    assert "Le marché" in told


BROKEN = {
    **FOLDER,
    "swot.yaml": "strenghts: [a]\nthreats: [La pluie]\n",
    "actions.yaml": """\
lanes: [{id: rue, title: La rue}]
actions:
  - {id: a, title: Paver, lane: reu, lead: alli, after: zz, objectives: rue, horizon: hh}
""",
    "vision.yaml": "workshop: ww\ndimensions: [{title: La place, levers: ll}]\n",
    "follow-ups.yaml": "follow_ups: [{text: Relire, who: [Ali Benali, nul], due: demain}]\n",
}


def test_findings_do_not_stop_it(tmp_path: Path) -> None:
    done = run("--folder", str(write(tmp_path, BROKEN)), columns=200)
    assert done.exit_code == 0
    for told in ("La pluie", "— reu (?) —", "Paver", "alli (?)", "zz (?)", "ll (?)", "ww (?)"):
        assert told in done.stdout
    assert done.stderr.startswith("prospecta: ")
    assert done.stderr.endswith(f". En détail : prospecta check {tmp_path}\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("code", CODES)
def test_no_mistake_at_all_stops_it(tmp_path: Path, code: str) -> None:
    done = run("--folder", str(put(put(tmp_path, base()), page(code, "fr").wrong)))
    assert done.exit_code == (1 if code == "no-seminar" else 0), done.exception


def test_of_what_no_one_can_read_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    done = run("--folder", str(write(tmp_path, {"seminar.yaml": "- a\n"})))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("erreur[mapping-expected]")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["swto"], "Voulez-vous dire « swot » ?"),
        (["visoin", "--lang", "en"], "Did you mean “vision”?"),
        (["qqq"], "On peut montrer : seminar, participants, swot, vision, actions, prose"),
        (["a\x1b[31m"], "« a�[31m » n'est pas dans ce séminaire."),
        (["swot", "--folder", "/nowhere"], "'/nowhere'"),
        (["swot", "--lang", "de"], "de"),
    ],
)
def test_what_is_not_there_is_a_wrong_call(folder: Path, typed: list[str], told: str) -> None:
    here = [] if "--folder" in typed else ["--folder", str(folder)]
    done = run(*typed, *here)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told.strip("'") in done.stderr


def test_boxes_and_colours_are_for_terminals(folder: Path) -> None:
    table = Table("swot", "Titre", ["Un", "Deux"], [[[(0, "a « b »")], [(1, "c"), (2, "d")]]])
    boxed = drawn([table], 40, terminal=True)
    assert "╭" in boxed
    assert "\x1b[1;36mswot" in boxed
    assert "a « b »" in boxed
    assert "\x1b" not in shown(folder)
    assert "│" not in shown(folder)


def test_a_latin_1_terminal_gets_what_it_can_show(folder: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "prospecta", "show", "swot", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=30)
    assert "\\u2022 Le marché".encode("latin-1") in done.stdout


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Un **mot** et *un_autre*, __deux__ ~~trois~~", "Un mot et un_autre, deux trois"),
        ("***très*** [**fort**](#a) [*in itinere*]{lang=la}", "très fort in itinere"),
        ("H~2~O, 2^e^, `a*b*c` et \\*rien\\*", "H2O, 2e, a*b*c et *rien*"),
        (
            "snake_case_x, 2 * 3 * 4, a < b > c, ~ et ^",
            "snake_case_x, 2 * 3 * 4, a < b > c, ~ et ^",
        ),
        ('![Une carte](../figures/a.svg "Carte"){#carte width=80%}', "Une carte"),
        ("voir [](#swot-1), ![](#actions)", "voir swot-1, actions"),
        ("<https://example.org> et&nbsp;&amp; note[^1]", "https://example.org et\u00a0& note"),
        ("une\nligne   coupée", "une ligne coupée"),
    ],
)
def test_marks_leave_their_words(typed: str, words: str) -> None:
    assert plain.line(typed) == words


def test_a_text_is_paragraphs_and_points() -> None:
    typed = """\
# Titre

Une phrase
en deux lignes.

::: callout
- un
  suite
  - un un
    1. encore
- deux
:::

> Citée

| A | B |
|---|---|
| 1 | 2 |

```
code
```

[^1]: Une note.
"""
    assert list(plain.points(typed)) == [
        (0, "Titre"),
        (0, "Une phrase en deux lignes."),
        (1, "un suite"),
        (2, "un un"),
        (3, "encore"),
        (1, "deux"),
        (0, "Citée"),
        (0, "A | B"),
        (0, "1 | 2"),
        (0, "code"),
        (0, "Une note."),
    ]


@given(st.text("*_~^[](){}`<>\\!#-|: ab\n", max_size=200))
def test_any_text_gives_words_without_a_control_character(typed: str) -> None:
    letters = [one for _, words in plain.points(typed) for one in words if one in "ab"]
    assert len(letters) <= sum(one in "ab" for one in typed)
    assert all(one.isprintable() for _, words in plain.points(typed) for one in words)


@pytest.mark.parametrize("marks", ["*a ", "**", "[", "[](", "[a]{", "`a", "_a ", "~", "- ", "> "])
def test_marks_that_never_close_cost_no_time(marks: str) -> None:
    begun = process_time()
    list(plain.points(marks * (500_000 // len(marks))))
    assert process_time() - begun < 5


def test_a_name_gives_no_orders_to_the_terminal(tmp_path: Path) -> None:
    people = "people:\n  - family: Noël\u202eréel\n  - family: '[b]un[/b] {{ x }} :smile:'\n"
    folder = write(tmp_path, {**FOLDER, "participants.yaml": people})
    told = shown(folder, "participants")
    assert "Noël\ufffdréel" in told
    assert "[b]un[/b] {{ x }} :smile:" in told
    escape = Table("t", "a\x1b]0;b\x07", ["c\x1b[2J"], [[[(0, "d\x1b[31m")]], "e\x9b1m"])
    boxed = drawn([escape], 40, terminal=True)
    assert not re.search("\x1b[^[]|\x1b\\[(?:2J|31m)|\x07|\x9b", boxed)
    assert "d\ufffd[31m" in boxed


@settings(max_examples=30)
@given(st.lists(st.text("abc é«»:;", min_size=1, max_size=60).filter(str.strip), min_size=2))
def test_every_word_of_a_table_is_printed_at_every_width(words: list[str]) -> None:
    rows = [[[(0, one)], [(1, one), (2, one)]] for one in words]
    for width in (40, 80):
        told = drawn([Table("t", rows=rows)], width, terminal=False)
        assert max(map(len, told.split("\n"))) <= width
        assert sorted("".join(told.split())) == sorted(
            "t" + "".join("".join(f"{one} • {one} • {one}".split()) for one in words)
        )


def test_neither_an_engine_nor_what_draws_pages_is_loaded(folder: Path) -> None:
    """A quick look: what is not loaded takes no time."""
    program = (
        "import sys; from prospecta import cli; sys.argv = ['prospecta', *sys.argv[1:]]; "
        "cli.run(); print(*sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "show", "swot", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.startswith("swot  ")
    loaded = set(done.stderr.splitlines()[-1].split())
    heavy = {"prospecta.pandoc", "prospecta.typst", "prospecta.compose", "jinja2", "lxml", "PIL"}
    assert not loaded & heavy


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", [("show",), ("explain",), ("explain", "yaml-tab")])
def test_an_output_that_cannot_be_written_is_the_machine_s_failure(
    folder: Path, command: tuple[str, ...]
) -> None:
    words = [sys.executable, "-m", "prospecta", *command]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, stdout=full, stderr=-1, text=True, cwd=folder, check=False)
    assert done.returncode == 3
    assert "la sortie ne peut pas être écrite : le disque est plein." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_leaves_early_is_no_mistake() -> None:
    command = [sys.executable, "-m", "prospecta", "show", "--folder", str(EXAMPLE)]
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait(30) == 0
