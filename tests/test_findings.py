"""Mistakes in a folder: each a code on the author's line. One line a mistake."""

from pathlib import Path

import pytest

from folders import SMALL, write
from prospecta.checks import check
from prospecta.findings import CODES, Finding
from prospecta.messages import Messages
from prospecta.seminar import read_seminar

IDENTITY = SMALL["seminar.yaml"]

PLACED = {**SMALL, "seminar.yaml": IDENTITY + "  - swot\n"}
OTHER_PLAN = "lanes: [{id: m, title: M}]\nactions: [{id: b, title: B, lane: l}]\n"

MISTAKES = [
    # file, what it holds, code, line, column
    ("seminar.yaml", IDENTITY + "titel: x\n", "unknown-key", 7, 1),
    ("seminar.yaml", IDENTITY.replace("kind: Compte-rendu\n", ""), "missing-key", 1, 1),
    ("seminar.yaml", IDENTITY.replace("2026-05-28", "demain"), "day-expected", 4, 8),
    ("seminar.yaml", IDENTITY.replace("language: fr", "language: fe"), "unknown-language", 3, 11),
    ("seminar.yaml", IDENTITY + "theme: defualt\n", "unknown-theme", 7, 8),
    ("seminar.yaml", IDENTITY + "status: drfat\n", "unknown-value", 7, 9),
    ("seminar.yaml", IDENTITY + "words: {swot.strength: Atouts}\n", "unknown-word", 7, 9),
    ("seminar.yaml", IDENTITY + "organisers: [ifen]\n", "unknown-id", 7, 14),
    ("seminar.yaml", IDENTITY + "  - text/acceuil.md\n", "unknown-place", 7, 5),
    ("seminar.yaml", IDENTITY + "  - text/accueil.md\n", "placed-twice", 7, 5),
    ("seminar.yaml", IDENTITY + "  - {contents: []}\n", "outline-section", 7, 5),
    ("seminar.yaml", IDENTITY + "  - {title: [a]}\n", "text-expected", 7, 13),
    ("seminar.yaml", IDENTITY.replace("title: Un", "title: Un : un"), "yaml-colon", 1, 11),
    ("seminar.yaml", IDENTITY + "  - {place: a, contents: [b]}\n", "outline-section", 7, 5),
    ("seminar.yaml", IDENTITY.replace("kind: Compte-rendu", "kind: ' '"), "text-expected", 2, 7),
    ("vision.yaml", "levers: [{id: x, text: X}]\ndimensions: [{title: D}]\n", "not-used", 1, 15),
    ("actions/b.yaml", OTHER_PLAN, "unknown-id", 2, 35),
    ("text/autre.md", "Oublié.\n", "not-placed", 1, 1),
    ("notes.md", "?\n", "unknown-file", 1, 1),
    ("sowt/jour.yaml", "a: b\n", "unknown-file", 1, 1),
    ("swot.yaml", "forces: [a]\n", "unknown-key", 1, 1),
    ("swot.yaml", "strengths:\n  - Objectif : renforcer\n", "yaml-colon", 2, 5),
    ("swot.yaml", "strengths:\n  - {texte: a}\n", "unknown-key", 2, 6),
    ("swot.yaml", "strengths:\n  - {items: a}\n", "missing-key", 2, 5),
    ("swot.yaml", "id: Grille 1\n", "id-invalid", 1, 5),
    ("workshops.yaml", "workshops: [{id: a, number: un, title: T}]\n", "number-expected", 1, 29),
    ("workshops.yaml", "workshops: {id: a}\n", "list-expected", 1, 12),
    ("workshops.yaml", "workshops: []\n", "list-empty", 1, 12),
    ("workshops.yaml", "workshops: [atelier]\n", "mapping-expected", 1, 13),
    ("participants.yaml", "people: [{family: A, presence: la}]\n", "unknown-value", 1, 32),
    ("follow-ups.yaml", "follow_ups: [{text: a, due: 2026-13}]\n", "date-expected", 1, 29),
    ("swot.yaml", "strengths:\n\t- a\n", "yaml-tab", 2, 1),
    ("swot.yaml", "strengths: [a]\nstrengths: [b]\n", "yaml-duplicate-key", 2, 1),
]


def findings(folder: Path) -> list[Finding]:
    seminar, found = read_seminar(folder)
    return found if seminar is None else [*found, *check(seminar)]


@pytest.mark.parametrize(("name", "held", "code", "line", "column"), MISTAKES)
def test_a_mistake_is_found_on_its_line(
    tmp_path: Path, name: str, held: str, code: str, line: int, column: int
) -> None:
    folder = write(tmp_path, {**SMALL, name: held})
    places = {(one.code, one.span.path, one.span.line, one.span.column) for one in findings(folder)}
    assert (code, name, line, column) in places


def test_a_sentence_with_a_colon_is_one_finding_with_its_quotes(tmp_path: Path) -> None:
    folder = write(tmp_path, {**PLACED, "swot.yaml": "threats:\n  - Presse : publier\n"})
    assert [(one.code, one.values["fixed"]) for one in findings(folder)] == [
        ("yaml-colon", '"Presse : publier"')
    ]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    swot = "forces: [a]\nstrengths: [{items: [b]}]\n"
    folder = write(tmp_path, {**SMALL, "swot.yaml": swot, "vision.yaml": "dimensions: []\n"})
    codes = sorted(one.code for one in findings(folder))
    assert codes == ["list-empty", "missing-key", "unknown-key"]


def test_what_is_wrong_elsewhere_is_told_in_the_same_pass(tmp_path: Path) -> None:
    """A mistake in one file hides none in another, and what it names is not called unknown."""
    actions = "lanes: [{id: l, titel: L}]\nactions: [{id: a, title: A, lane: l, after: [b]}]\n"
    folder = write(tmp_path, {**SMALL, "actions.yaml": actions, "text/autre.md": "Oublié.\n"})
    told = [(one.code, one.span.path) for one in findings(folder)]
    assert sorted(told) == [
        ("not-placed", "actions.yaml"),
        ("not-placed", "text/autre.md"),
        ("unknown-id", "actions.yaml"),
        ("unknown-key", "actions.yaml"),
    ]


def test_a_folder_without_seminar_says_so(tmp_path: Path) -> None:
    assert [one.code for one in findings(tmp_path)] == ["no-seminar"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_has_its_sentence_in_both_languages(language: str) -> None:
    told = Messages.read(language).data["findings"]
    assert sorted(told) == sorted(CODES)


def test_a_suggestion_is_the_advice(tmp_path: Path) -> None:
    folder = write(tmp_path, {**PLACED, "swot.yaml": "strenghts: [a]\n"})
    (finding,) = findings(folder)
    assert Messages.read("fr").hint(finding) == "Voulez-vous dire « strengths » ?"
