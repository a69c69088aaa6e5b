"""What people who are no programmers type into YAML, and what they are told on their line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from folders import SMALL, write
from prospecta.checks import check
from prospecta.findings import CODES, Finding, Severity
from prospecta.messages import Messages
from prospecta.seminar import read_seminar
from prospecta.source import Source
from prospecta.strict_yaml import load
from prospecta.strict_yaml.events import PARSERS
from prospecta.synonyms import nearest

HEAD = """\
title: Un territoire accueillant
kind: Compte-rendu
language: fr
dates: 2026-05-28
"""
OUTLINE = "outline: [text/accueil.md, swot, participants, workshops, actions]\n"
FOLDER = {
    "seminar.yaml": HEAD + OUTLINE,
    "text/accueil.md": "Bonjour à tous.\n",
    "swot.yaml": "strengths: [Un centre vivant]\n",
    "participants.yaml": "people: [{id: helene, family: Martin}]\n",
    "workshops.yaml": "workshops: [{id: atelier-1, number: 1, title: Le centre}]\n",
    "actions.yaml": "lanes: [{id: axe, title: Axe}]\n"
    "actions: [{id: place, title: Ouvrir, lane: axe, lead: helene}]\n",
}
SWOT, PEOPLE, WORKSHOPS, ACTIONS = list(FOLDER)[2:]
PLAN = "lanes: [{id: axe, title: A}]\nactions:\n  - {id: b, title: B, lane: axe}\n"

TOLD = [
    # file, what it holds, code, line, column, what is advised
    # A colon, a quote, a bracket, a comment
    ("seminar.yaml", HEAD.replace("Un t", "Vision : un t") + OUTLINE, "yaml-colon", 1, 15,
     'Écrivez : title: "Vision : un territoire accueillant"'),
    (SWOT, "strengths:\n  - Objectif : renforcer\n", "yaml-colon", 2, 5,
     'Écrivez : "Objectif : renforcer"'),
    (SWOT, "strengths:\n  - presse: publier\n", "yaml-colon", 2, 5, 'Écrivez : "presse: publier"'),
    (WORKSHOPS, "workshops:\n  - id: a\n    number: 1\n    title:\n      Le lieu : la place\n",
     "yaml-colon", 5, 7, 'Écrivez : "Le lieu : la place"'),
    ("seminar.yaml", HEAD.replace("Un", '"Un') + OUTLINE, "yaml-syntax", 1, 8,
     'Refermez-le : title: "Un territoire accueillant"'),
    ("seminar.yaml", HEAD.replace("Un", '"Un').replace("fr", '"fr"') + OUTLINE, "yaml-syntax", 1, 8,
     'Refermez-le : title: "Un territoire accueillant"'),
    (SWOT, "strengths:\n  - 'Un centre\n  - Un parc\n", "yaml-syntax", 2, 5,
     "Refermez-le : - 'Un centre'"),
    (SWOT, "note: 'L'été'\n", "yaml-syntax", 1, 10, 'Écrivez : note: "L\'été"'),
    (SWOT, "strengths: [Un centre, un parc\nnote: Ici\n", "yaml-syntax", 1, 12,
     "Écrivez : strengths: [Un centre, un parc]"),
    (SWOT, "strengths:\n  - [lien](https://ifen.example) suite\n", "yaml-syntax", 2, 5,
     'Écrivez : - "[lien](https://ifen.example) suite"'),
    (SWOT, "note: L'atelier n° 3 # la suite\n", "yaml-comment", 1, 22,
     ("Si cela fait partie du texte, écrivez : note: \"L'atelier n° 3 # la suite\". Si c'est une "
     "remarque, mettez deux espaces devant « # » et une derrière.")),
    (SWOT, "strengths:\n  - Un parc #calme\n", "yaml-comment", 2, 13,
     ('Si cela fait partie du texte, écrivez : - "Un parc #calme". Si c\'est une remarque, '
     "mettez deux espaces devant « # » et une derrière.")),
    (SWOT, 'strengths:\n  - "Forces" et "faiblesses"\n', "yaml-syntax", 2, 14,
     "Écrivez : - '\"Forces\" et \"faiblesses\"'"),
    (SWOT, "note: Objectif : former\n  les élus\n", "yaml-colon", 1, 16,
     ('Mettez un guillemet au début du texte et un autre à sa fin : note: "Objectif : former … '
      'les élus"')),
    (SWOT, "strengths:\n  - Objectif : former\n    les élus\n", "yaml-syntax", 3, 5,
     ("Si elle continue le texte de la ligne d'avant, mettez un guillemet au début de ce texte et "
      'un autre à sa fin : - "Objectif : former … les élus"')),
    # Dashes, spaces, tabs
    (SWOT, "strengths:\n  - Un centre\n  Un parc\n", "yaml-syntax", 3, 3, "Écrivez : - Un parc"),
    (SWOT, "strengths:\n  Presse : publier\n  Radio : parler\n", "yaml-colon", 2, 3,
     "Mettez le texte entier entre guillemets."),
    (SWOT, "strengths:\n  • Un centre\n  - Un parc\n", "yaml-syntax", 2, 3,
     "Écrivez : - Un centre"),
    (SWOT, "strengths:\n  * Un centre\n  - Un parc\n", "yaml-syntax", 2, 3,
     "Écrivez : - Un centre"),
    (SWOT, "strengths:\n  -\u00a0Un centre\n", "yaml-syntax", 2, 4,
     "Remplacez-la par une espace ordinaire : - Un centre"),
    (SWOT, "strengths:\n\t- Un centre\n", "yaml-tab", 2, 1,
     "Remplacez chaque tabulation par deux espaces."),
    (SWOT, "note: Ici\n  strengths: [a]\n", "yaml-syntax", 2, 3,
     "Supprimez les espaces au début de cette ligne."),
    (PEOPLE, "people:\n  - id: helene\n  family: B\n", "yaml-syntax", 3, 3,
     "Mettez exactement 4 espaces au début de cette ligne."),
    (SWOT, "note: Un texte\nqui continue\n", "yaml-syntax", 2, 1,
     ("Si elle continue le texte de la ligne d'avant, décalez-la de deux espaces vers la droite ; "
     "sinon, donnez-lui une clé suivie de « : ».")),
    (SWOT, "strengths:\n  -\n  - b\n", "empty-value", 2, 4,
     "Écrivez l'élément de la liste, ou supprimez le tiret."),
    (SWOT, "strengths:\n  - Un centre\n  -Un parc\n", "yaml-syntax", 3, 3, "Écrivez : - Un parc"),
    (SWOT, "strengths:\n  - Un centre\n  --Un parc\n", "yaml-syntax", 3, 3,
     "Écrivez : - Un parc"),
    (PEOPLE, "people:\n  - family: A\n    id: helene\n    family: B\n    given: C\n",
     "yaml-duplicate-key", 4, 5,
     "Si un autre élément commence ici, il lui manque un tiret ; écrivez : - family: B"),
    (PEOPLE, "people:\n  - family: A\n    id: helene\n  - B\n    given: C\n", "yaml-syntax", 4, 5,
     "Écrivez : - family: B"),
    (PEOPLE, "people:\n  family: A\n  id: helene\n  - family: B\n    given: C\n", "yaml-syntax", 2,
     3, "Écrivez « - family: A », et alignez sur cette clé les autres clés de cet élément."),
    (PEOPLE, "people:\n    family: A\n  - family: B\n    id: helene\n", "yaml-syntax", 2, 5,
     "Écrivez : - family: A"),
    (WORKSHOPS, "workshops:\n  number: 1\n  title: A\n  number: 2\n  title: B\n", "list-expected",
     2, 3, ("Mettez un tiret devant la première clé de chaque élément, et décalez les suivantes de "
     "deux espaces.")),
    # Keys and values
    ("seminar.yaml", HEAD.replace("language: ", "language ") + OUTLINE, "yaml-syntax", 3, 1,
     "Écrivez : language: fr"),
    (PEOPLE, "people:\n  - family Martin\n    id: helene\n", "yaml-syntax", 2, 5,
     "Écrivez : - family: Martin"),
    (SWOT, "<<<<<<< HEAD\nstrengths: [a]\n=======\nstrengths: [b]\n>>>>>>> relecture\n",
     "file-conflict", 1, 1,
     "Gardez l'une des deux, ou réunissez-les, puis supprimez ces trois lignes de signes."),
    ("seminar.yaml", HEAD.replace("title: Un territoire accueillant", "titel:") + OUTLINE,
     "unknown-key", 1, 1, "Voulez-vous dire « title » ?"),
    (SWOT, "opportunités:\n", "unknown-key", 1, 1, "Voulez-vous dire « opportunities » ?"),
    ("seminar.yaml", HEAD.replace(" Un territoire accueillant", "") + OUTLINE, "empty-value", 1, 1,
     "Écrivez sa valeur après « : »."),
    ("seminar.yaml", HEAD.replace("title", "Titre") + OUTLINE, "unknown-key", 1, 1,
     "Voulez-vous dire « title » ?"),
    ("seminar.yaml", HEAD + OUTLINE.replace("outline", "plan"), "unknown-key", 5, 1,
     "Voulez-vous dire « outline » ?"),
    (SWOT, "Forces: [a]\n", "unknown-key", 1, 1, "Voulez-vous dire « strengths » ?"),
    (SWOT, "FAIBLESSES: [a]\n", "unknown-key", 1, 1, "Voulez-vous dire « weaknesses » ?"),
    (SWOT, "opportunités: [a]\n", "unknown-key", 1, 1, "Voulez-vous dire « opportunities » ?"),
    (SWOT, "menaces: [a]\n", "unknown-key", 1, 1, "Voulez-vous dire « threats » ?"),
    (PEOPLE, "people: [{id: helene, nom: A}]\n", "unknown-key", 1, 23,
     "Voulez-vous dire « family » ?"),
    (PEOPLE, "people: [{id: helene, family: A, prénom: B}]\n", "unknown-key", 1, 34,
     "Voulez-vous dire « given » ?"),
    ("seminar.yaml", HEAD.replace(": fr", ": français") + OUTLINE, "unknown-language", 3, 11,
     "Voulez-vous dire « fr » ?"),
    ("seminar.yaml", HEAD + "status: validé\n" + OUTLINE, "unknown-value", 5, 9,
     "Voulez-vous dire « validated » ?"),
    (SWOT, "- Un centre\n", "mapping-expected", 1, 1,
     ("Mettez la liste sous une clé ; les clés possibles sont : id, note, opportunities, "
      "strengths, threats, weaknesses, workshop.")),
    (WORKSHOPS, "workshops:\n  id: atelier-1\n", "list-expected", 2, 3,
     ("Mettez un tiret devant la première clé de chaque élément, et décalez les suivantes de deux "
     "espaces.")),
    (SWOT, "note: [à compléter]\n", "text-expected", 1, 7,
     'Si c\'est un texte entre crochets, écrivez : "[à compléter]"'),
    (SWOT, "note: {x}\n", "text-expected", 1, 7,
     'Si c\'est un texte entre accolades, écrivez : "{x}"'),
    (SWOT, "strengths:\n  - [à compléter]\n", "text-expected", 2, 5,
     'Si c\'est un texte entre crochets, écrivez : "[à compléter]"'),
    (SWOT, "strengths:\n  - {à compléter}\n", "text-expected", 2, 5,
     'Si c\'est un texte entre accolades, écrivez : "{à compléter}"'),
    (SWOT, "note:\n  - a\n", "text-expected", 2, 3,
     ("Écrivez un seul texte après « note: », sans tiret ni crochets ; si le texte commence par un "
     "crochet, mettez-le entre guillemets.")),
    # Dates and numbers
    *(("seminar.yaml", HEAD.replace("2026-05-28", typed) + OUTLINE, "day-expected", 4, 8, told)
      for typed, told in [
        ("28-05-2026", "Écrivez : 2026-05-28"),
        ("28/05/2026", "Écrivez : 2026-05-28"),
        ("28 mai 2026", "Écrivez : 2026-05-28"),
        ("jeudi 28 mai 2026", "Écrivez : 2026-05-28"),
        ("May 28 2026", "Écrivez : 2026-05-28"),
        ("1er août 2026", "Écrivez : 2026-08-01"),
        ("2026-5-8", "Écrivez : 2026-05-08"),
        ("2026-28-05", "Écrivez : 2026-05-28"),
        ("2026-05-28 14:30", "Écrivez : 2026-05-28"),
        ("05/06/2026", ("Écrivez 2026-06-05 si vous pensez jour puis mois, 2026-05-06 si vous "
                       "pensez mois puis jour.")),
        ("27 et 28 mai 2026", "Écrivez : [2026-05-27, 2026-05-28]"),
        ("2026-05-27, 2026-05-28", "Écrivez : [2026-05-27, 2026-05-28]"),
        ("27 mai 2026; jeudi 28/05/2026", "Écrivez : [2026-05-27, 2026-05-28]"),
        ("2026-05, 2026-06", "Écrivez l'année, le mois, puis le jour : 2015-05-28."),
        ("2026-05-27, 2026-05-32", "Écrivez l'année, le mois, puis le jour : 2015-05-28."),
        ("du 27 au 29 mai 2026", "Écrivez : [2026-05-27, 2026-05-28, 2026-05-29]"),
        ("2026-06-31", "Son dernier jour s'écrit 2026-06-30."),
        ("31 juin", "Corrigez le jour : année, mois, jour, comme 2015-05-28."),
        ("28 mai", "Mettez l'année devant : AAAA-05-28."),
        ("2026-05", "Complétez : 2026-05-…."),
        ("28/05/15", "Écrivez : 2015-05-28"),
        ("28.05.15", "Écrivez : 2015-05-28"),
        ("28 mai '15", "Écrivez : 2015-05-28"),
        ("05/06/15", ("Écrivez 2015-06-05 si vous pensez jour puis mois, 2015-05-06 si vous "
                     "pensez mois puis jour.")),
        ("15-05-28", "Écrivez l'année, le mois, puis le jour : 2015-05-28."),
        ("bientôt", "Écrivez l'année, le mois, puis le jour : 2015-05-28."),
      ]),
    *((ACTIONS, PLAN.replace("lane: axe}", f"lane: axe, end: {typed}}}"), "date-expected", 3, 39,
       told)
      for typed, told in [
        ("juin 2026", "Écrivez : 2026-06"),
        ("06/2026", "Écrivez : 2026-06"),
        ("T2 2026", "Écrivez : 2026-T2"),
        ("2e trimestre 2026", "Écrivez : 2026-T2"),
        ("permanent", "Écrivez : en continu"),
        ("13/2026", "Écrivez l'année, le mois, puis le jour, comme 2026-05-28."),
      ]),
    (WORKSHOPS, "workshops: [{id: a, number: n° 3, title: A}]\n", "number-expected", 1, 29,
     "Écrivez : 3"),
    (WORKSHOPS, "workshops: [{id: a, number: trois, title: A}]\n", "number-expected", 1, 29,
     "Écrivez le nombre seul, en chiffres : 3."),
    # Names
    (SWOT, "id: Forces du centre\n", "id-invalid", 1, 5, "Écrivez : forces-du-centre"),
    (ACTIONS, PLAN.replace("lane: axe}", "lane: axe, lead: axe}"), "wrong-reference", 3, 40,
     "Les identifiants possibles sont : helene."),
    (ACTIONS, PLAN.replace("lane: axe", "lane: Axe"), "id-invalid", 3, 29, "Écrivez : axe"),
    (ACTIONS, PLAN.replace("lane: axe}", "lane: axe, lead: elene}"), "unknown-id", 3, 40,
     "Voulez-vous dire « helene » ?"),
    (ACTIONS, PLAN + "  - {id: b, title: C, lane: axe}\n", "duplicate-id", 4, 10,
     "Donnez-en un autre à celui-ci."),
    ("swot/autre.yaml", "id: swot\n", "duplicate-id", 1, 5, "Donnez-en un autre à celui-ci."),
    ("seminar.yaml", HEAD + OUTLINE.replace("swot", "swto"), "unknown-place", 5, 28,
     "Voulez-vous dire « swot » ?"),
    ("seminar.yaml", HEAD + OUTLINE.replace("swot", "swot.yaml"), "unknown-place", 5, 28,
     "Voulez-vous dire « swot » ?"),
    ("seminar.yaml", HEAD + OUTLINE.replace("text/", ""), "unknown-place", 5, 11,
     "Voulez-vous dire « text/accueil.md » ?"),
    # Files
    ("ateliers.yaml", "a: b\n", "unknown-file", 1, 1, "Voulez-vous dire « workshops.yaml » ?"),
    ("swot.yml", "a: b\n", "unknown-file", 1, 1, "Voulez-vous dire « swot.yaml » ?"),
    ("accueil.md", "Bonjour\n", "unknown-file", 1, 1, "Voulez-vous dire « text/accueil.md » ?"),
    (SWOT, "", "yaml-empty", 1, 1, "Remplissez-le, ou supprimez-le."),
    (SWOT, "strengths: [été]\n".encode("cp1252"), "file-encoding", 1, 13,
     "Il semble être en windows-1252 : enregistrez-le de nouveau, avec l'encodage UTF-8."),
    (SWOT, "strengths: [été]\n".encode("utf-16-le"), "file-encoding", 1, 1,
     "Il semble être en utf-16-le : enregistrez-le de nouveau, avec l'encodage UTF-8."),
    (SWOT, "strengths: [a\0]\n", "file-control-character", 1, 14,
     "Supprimez ce caractère (U+0000)."),
    (SWOT, "strengths: [a]\n---\nthreats: [b]\n", "yaml-documents", 2, 1,
     "Supprimez la seule ligne « --- » si tout va ensemble ; sinon, faites de ce qui suit un autre fichier."),  # noqa: E501
    (SWOT, "strengths: [a]\nthreats: *x\n", "yaml-anchor", 2, 10, 'Écrivez : threats: "*x"'),
    (SWOT, "strengths: [a]\nstrengths: [b]\n", "yaml-duplicate-key", 2, 1,
     "Gardez l'une des deux, ou réunissez leurs valeurs sous une seule."),
]  # fmt: skip


def findings(folder: Path, files: dict[str, str | bytes]) -> list[Finding]:
    """What reading and the checks across files say, the advice of those who know seminars aside."""
    seminar, found = read_seminar(write(folder, {**FOLDER, **files}))
    found = found if seminar is None else [*found, *check(seminar)]
    return [one for one in found if one.severity is Severity.ERROR or one.code == "yaml-comment"]


@pytest.mark.parametrize(("name", "held", "code", "line", "column", "advice"), TOLD)
def test_one_mistake_is_one_finding_with_its_cure(
    tmp_path: Path, name: str, held: str | bytes, code: str, line: int, column: int, advice: str
) -> None:
    found = findings(tmp_path, {name: held})
    assert [(one.code, one.span.path) for one in found] == [(code, name)]
    (finding,) = found
    assert (finding.span.line, finding.span.column) == (line, column)
    assert Messages.read("fr").hint(finding) == advice


@pytest.mark.parametrize(
    "held",
    [
        HEAD + "place: Salle 3 # à vérifier\n" + OUTLINE,
        HEAD + "place: Évreux # mairie\n" + OUTLINE,
        HEAD + "place: Salle des fêtes  # la grande\n" + OUTLINE,
        HEAD + "place: Salle des fêtes # la grande ?\n" + OUTLINE,
        HEAD + "place: 'Salle n° 3' # la grande\n" + OUTLINE,
        HEAD + "place: # à compléter\n" + OUTLINE,
        HEAD + "place: Langage C#, salle n#3\n" + OUTLINE,
        HEAD + "# place: Salle 3 # mairie\n" + OUTLINE,
    ],
)
def test_an_honest_remark_is_left_alone(tmp_path: Path, held: str) -> None:
    assert findings(tmp_path, {"seminar.yaml": held}) == []


@pytest.mark.parametrize(
    "typed", ["NO", "on", "14:30", "1.10", "0123", "1_000", "~", "null", "1e3"]
)
def test_what_is_typed_is_what_is_printed(tmp_path: Path, typed: str) -> None:
    files = {**FOLDER, "seminar.yaml": HEAD + f"place: {typed}\n" + OUTLINE}
    seminar, found = read_seminar(write(tmp_path, files))
    assert found == []
    assert seminar is not None
    assert str(seminar.identity.place) == typed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_office_programs_save_is_read(tmp_path: Path, encoding: str) -> None:
    held = "strengths: [Un été à Évreux]\r\nnote: été\r\n".encode(encoding)
    assert findings(tmp_path, {SWOT: held}) == []


def test_every_mistake_of_a_folder_is_told_in_one_pass(tmp_path: Path) -> None:
    """What a misspelt key holds is read as if the key were right, and nothing is told twice."""
    files: dict[str, str | bytes] = {
        "seminar.yaml": HEAD.replace("title", "titre").replace("2026-05-28", "28/05/2026")
        + "plan: [text/accueil.md, swto, participants, workshops, actions]\n",
        SWOT: 'forces: ["Un centre]\nmenaces:\n  - Presse : publier\n  - {texte: a}\n  -\n',
        ACTIONS: "lanes: [{id: axe, titre: A}]\n"
        "actions:\n  - {id: b, title: B, lane: helene, fin: juin 2027, priorité: haute}\n",
    }
    told = [(one.code, f"{one.span.path}:{one.span.line}") for one in findings(tmp_path, files)]
    assert sorted(told) == [
        ("date-expected", "actions.yaml:3"),
        ("day-expected", "seminar.yaml:4"),
        ("empty-value", "swot.yaml:5"),
        ("unknown-key", "actions.yaml:1"),
        ("unknown-key", "actions.yaml:3"),
        ("unknown-key", "actions.yaml:3"),
        ("unknown-key", "seminar.yaml:1"),
        ("unknown-key", "seminar.yaml:5"),
        ("unknown-key", "swot.yaml:1"),
        ("unknown-key", "swot.yaml:2"),
        ("unknown-key", "swot.yaml:4"),
        ("unknown-place", "seminar.yaml:5"),
        ("unknown-value", "actions.yaml:3"),
        ("wrong-reference", "actions.yaml:3"),
        ("yaml-colon", "swot.yaml:3"),
        ("yaml-syntax", "swot.yaml:1"),
    ]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Strength", ["strengths", "threats"], "strengths"),
        ("ÉTAT", ["status", "start"], "status"),
        ("chef-de-file", ["lead", "end"], "lead"),
        ("Atelier", ["workshop", "id"], "workshop"),
        ("nom", ["family", "given"], "family"),
        ("nom", ["title", "id"], "title"),
        ("zzz", ["family", "given"], ""),
        ("", ["family"], ""),
        ("x" * 10_000, ["family"], ""),
        ("family", [f"family{number}" for number in range(5000)], ""),
    ],
)
def test_a_word_is_known_by_what_people_say_for_it(word: str, known: list[str], meant: str) -> None:
    assert nearest(word, known) == meant


def shape(data: object) -> object:
    """What a reader sees to be the same in two languages: the keys, and the values to fill in."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    if isinstance(data, list):
        return [shape(value) for value in data]
    return sorted(part.split("}")[0] for part in str(data).split("{")[1:])


def test_each_sentence_says_the_same_in_both_languages() -> None:
    french, english = (Messages.read(language).data for language in ("fr", "en"))
    for part in ("words", "findings"):
        assert shape(french[part]) == shape(english[part])


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "held"), [row[:2] for row in TOLD])
def test_no_sentence_has_a_hole_or_a_word_of_the_parser_s(
    tmp_path: Path, name: str, held: str | bytes, language: str
) -> None:
    messages = Messages.read(language)
    for finding in findings(tmp_path, {name: held}):
        told = f"{messages.sentence(finding)} {messages.hint(finding)}"
        assert "  " not in told
        assert not any(word in told for word in ("None", "expected '", "indicator", "()", "« »"))
        assert finding.code in CODES


@pytest.mark.parametrize("held", [held for _, held, *_ in TOLD if isinstance(held, str)])
def test_the_advice_is_the_same_with_and_without_libyaml(held: str) -> None:
    read = [load(Source(SWOT, held), parser) for parser in PARSERS.values()]
    assert all(one == read[0] for one in read)


HUGE = {
    "50 MB": "note: " + "x" * 50_000_000,
    "10,000 levels": "note: " + "[" * 10_000,
    "an alias bomb": "a: &a [x, x]\n"
    + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n"
        for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    ),
    "as many values as may be": "strengths:\n" + "- {text: a}\n" * 16_600,
    "all of them wrong": "strengths:\n" + "- {x: a}\n" * 16_600,
    "as many unknown keys": "".join(f"cle{number}: a\n" for number in range(24_000)),
    "a long name": "id: " + "A " * 1_000_000,
    "a text of NUL": "\0" * 2_000_000,
    "only quotes": 'note: "a\n' * 200_000,
}
MEASURED = """
import json, resource, sys
from pathlib import Path
from prospecta.seminar import read_seminar
_, found = read_seminar(Path(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_SELF)
# The system's own figure begins with what the parent had, where it is not read from here.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")] or [used.ru_maxrss]
print(json.dumps([len(found), used.ru_utime + used.ru_stime, peak[0] / 1024]))
"""


def measured(folder: Path) -> tuple[int, float, float]:
    """How much is told of a folder; seconds of a processor, and megabytes."""
    command = [sys.executable, "-c", MEASURED, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    told, seconds, megabytes = json.loads(run.stdout)
    return told, seconds, megabytes


@pytest.mark.skipif(sys.platform == "win32", reason="the system tells no memory of a process")
@pytest.mark.parametrize("held", HUGE.values(), ids=HUGE.keys())
def test_what_is_huge_is_refused_in_two_seconds_and_300_megabytes(
    tmp_path: Path, held: str
) -> None:
    """Seconds are a processor's; where it is slow, eight times those of a small folder."""
    _, first, _ = measured(write(tmp_path / "small", SMALL))
    told, seconds, megabytes = measured(write(tmp_path / "huge", {**SMALL, SWOT: held}))
    assert (told > 0) == (held != HUGE["as many values as may be"])
    assert told <= 201
    assert seconds < max(2, 8 * first)
    assert megabytes < 300
