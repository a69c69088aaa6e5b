"""From an author's words to the tree: every text alone, made safe, in order, numbered."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from composing import composed, document, pandoc
from folders import SMALL, write
from prospecta.compose.headings import slug
from prospecta.compose.slots import Slots
from prospecta.document import Document, deeper, depth, pairs_of, plain, roman, structure, walk
from prospecta.pandoc import MARKDOWN, Pandoc
from prospecta.strict_yaml import Scalar
from prospecta.text import Line, Text


@pytest.fixture(scope="module")
def engine() -> Iterator[Pandoc]:
    with pandoc() as started:
        yield started


def prose(folder: Path, markdown: str, engine: Pandoc) -> Document:
    return document(write(folder, {**SMALL, "text/accueil.md": markdown}), engine)


def read(engine: Pandoc, words: str, *, inline: bool) -> str:
    slots = Slots()
    slots.add(Line(Scalar(words)) if inline else Text(Scalar(words)), inline=inline)
    (found,) = slots.parse(lambda texts: engine.read([(MARKDOWN, one) for one in texts]))
    return plain(found)


@pytest.mark.parametrize(
    "words", ["no", "14:30", "1.10", "0123", "1_000", "0612345670", "~", "Null"]
)
@pytest.mark.parametrize("inline", [True, False])
def test_what_was_typed_is_what_is_read(engine: Pandoc, words: str, inline: bool) -> None:
    assert read(engine, words, inline=inline) == words


@pytest.mark.parametrize(
    "title",
    ["1. Introduction", "2015.", "# un", "- tiret", "+ plus", "> cité", "    retrait", "a | b"],
)
def test_a_line_never_becomes_a_block(engine: Pandoc, title: str) -> None:
    assert read(engine, title, inline=True) == " ".join(title.split())


@pytest.mark.parametrize(
    "title",
    ["---", "[^1]: note", "::: fin", "```", "| a |", "= titre", "*", "A. Dupont", "(1) un", "$x$"],
)
def test_nor_does_a_mark_alone(engine: Pandoc, title: str) -> None:
    assert read(engine, title, inline=True) == " ".join(title.split())


WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)
ENGINE = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@ENGINE
@given(
    words=st.lists(
        WORDS.filter(lambda one: not set(one) & set("\\&<>[]*_`~^{}|#!:$@=")), min_size=1
    )
)
def test_a_line_without_marks_keeps_every_character(engine: Pandoc, words: list[str]) -> None:
    typed = " ".join(words)
    found = read(engine, typed, inline=True)
    # pandoc composes letters and their accents; Unicode calls the two forms the same text.
    assert unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", typed)


def test_each_text_is_parsed_alone(tmp_path: Path, engine: Pandoc) -> None:
    grid = 'strengths: ["::: callout", "a[^1]\\n\\n[^1]: première", "```"]\nthreats: ["b[^1]"]\n'
    outline = SMALL["seminar.yaml"] + "  - swot\n"
    made = document(write(tmp_path, {**SMALL, "seminar.yaml": outline, "swot.yaml": grid}), engine)
    (cells,) = [node["c"][1] for node in walk(made.body) if "grid" in _classes(node)]
    assert len(cells) == 4
    assert plain(cells[3]) == "Menacesb[^1]"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a <b>gras</b>", "a <b>gras</b>"),
        ("`x`{=openxml}", "x{=openxml}"),
        ("[x]{onclick=y .danger custom-style=Z}", "x"),
        ("{{ seminar }} {% raw %}", "{{ seminar }} {% raw %}"),
        ("```{=typst}\n#panic()\n```", "#panic()"),
    ],
)
def test_markup_is_text_and_attributes_are_dropped(
    tmp_path: Path, engine: Pandoc, markdown: str, text: str
) -> None:
    made = prose(tmp_path, markdown + "\n", engine)
    assert plain(made.body) == text
    kinds = {node["t"] for node in walk(made.body)}
    assert not kinds & {"RawInline", "RawBlock", "Math"}
    spans = [node["c"][0] for node in walk(made.body) if node["t"] in {"Span", "Code", "Div"}]
    assert all(attributes == ["", [], []] for attributes in spans)


@pytest.mark.parametrize(
    ("markdown", "code", "line", "column"),
    [
        ("Voir\n[ici](javascript:alert(1)).\n", "link-refused", 2, 7),
        ("[ici](../secret.pdf)\n", "link-refused", 1, 7),
        ("Voir [](#rien).\n", "unknown-anchor", 1, 9),
        ("![Un rond](figures/rond.svg)\n", "picture-missing", 1, 12),
        ("![Un rond](../../rond.svg)\n", "picture-outside", 1, 12),
        ("![Un rond](https://example.org/a.png)\n", "picture-remote", 1, 12),
        ("![Un rond](file:///etc/passwd)\n", "picture-remote", 1, 12),
        ("![](accueil.md)\n", "picture-kind", 1, 5),
        ("Voir ![](#approach) là.\n", "place-alone", 1, 10),
        ("- ![](#approach)\n", "place-alone", 1, 7),
        ("Ainsi : `![](#approach)`.\n", "not-placed", 1, 15),
        (">" * 300 + " a\n", "text-depth", 1, 1),
    ],
)
def test_what_leads_astray_is_a_finding(
    tmp_path: Path, engine: Pandoc, markdown: str, code: str, line: int, column: int
) -> None:
    files = {**SMALL, "text/accueil.md": markdown}
    if "approach" in markdown:
        files["approach.yaml"] = "steps: [{title: Voir, result: Un constat}]\n"
    made, findings = composed(write(tmp_path, files), engine)
    assert made is None
    assert [(one.code, one.span.line, one.span.column) for one in findings] == [
        (code, line, column)
    ]


def test_headings_captions_and_references_are_numbered(tmp_path: Path, engine: Pandoc) -> None:
    identity = """\
title: T
kind: K
language: fr
dates: 2026-05-28
outline:
  - {title: Avant-propos, numbering: unnumbered, contents: [text/accueil.md]}
  - title: Diagnostic
    contents:
      - {workshop: a1, id: premier, contents: [swot]}
      - {title: Vision, contents: [vision]}
  - {title: Suites}
  - {title: Liste, numbering: annex, id: liste}
"""
    files = {
        "seminar.yaml": identity,
        "text/accueil.md": "[](#premier), [](#vision), [](#liste)\n\n### Un détail\n",
        "workshops.yaml": "workshops: [{id: a1, number: 1, title: Des lieux}]\n",
        "swot.yaml": "workshop: a1\n",
        "vision.yaml": "dimensions: [{title: D, characteristics: Une phrase}]\n",
    }
    made = document(write(tmp_path, files), engine)
    assert [(one.level, one.number, one.title) for one in made.contents] == [
        (1, "", "Avant-propos"),
        (2, "", "Un détail"),
        (1, "I.", "Diagnostic"),
        (2, "1.", "Atelier 1\u00a0: Des lieux"),
        (2, "2.", "Vision"),
        (1, "II.", "Suites"),
        (1, "Annexe 1\u00a0:", "Liste"),
    ]
    assert plain(made.body[1]) == "partie I.1, tableau 1, annexe 1"
    captions = [node["c"][1][1] for node in walk(made.body) if node["t"] == "Table"]
    assert [plain(caption) for caption in captions] == ["Tableau 1 – Vision cible"]


@pytest.mark.parametrize(
    ("workshop", "named", "label"),
    [
        ("", "grille SWOT", "Grille des atouts, faiblesses, RH et menaces"),
        (
            "workshop: a1",
            "grille SWOT de l’atelier 1",
            "Grille des atouts, faiblesses, RH et menaces – Atelier 1",
        ),
    ],
)
def test_a_grid_is_named_by_what_the_page_shows(
    tmp_path: Path, engine: Pandoc, workshop: str, named: str, label: str
) -> None:
    words = "words: {swot.strengths: Atouts, swot.opportunities: RH}\n"
    files = {
        "seminar.yaml": SMALL["seminar.yaml"] + "  - workshops\n  - swot\n" + words,
        "text/accueil.md": "Voir la [](#swot).\n",
        "workshops.yaml": "workshops: [{id: a1, number: 1, title: Des lieux}]\n",
        "swot.yaml": workshop or "strengths: Un lieu",
    }
    made = document(write(tmp_path, files), engine)
    assert plain(made.body[0]) == f"Voir la {named}."
    (grid,) = [node for node in walk(made.body) if node["t"] == "Div" and "grid" in node["c"][0][1]]
    assert dict(grid["c"][0][2])["label"] == label


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("fr", ["Présente", "Excusé", "Absente", "Représentée par Mme A Anne", "Présent"]),
        ("en", ["Present", "Excused", "Absent", "Represented by Mme A Anne", "Present"]),
    ],
)
def test_presence_is_in_the_gender_of_the_civility(
    tmp_path: Path, engine: Pandoc, language: str, printed: list[str]
) -> None:
    people = """\
people:
  - {id: a, civility: Mme, family: A, given: Anne}
  - {civility: M., family: B, presence: excused}
  - {civility: Mme, family: C, presence: absent}
  - {civility: Mlle, family: D, presence: represented, represented_by: a}
  - {family: E}
"""
    outline = SMALL["seminar.yaml"].replace("language: fr", f"language: {language}")
    files = {**SMALL, "seminar.yaml": outline + "  - participants\n", "participants.yaml": people}
    made = document(write(tmp_path, files), engine)
    (table,) = [node for node in walk(made.body) if node["t"] == "Table"]
    cells = [plain(row[1][-1][4]).replace("\u00a0", " ") for row in table["c"][4][0][3]]
    assert cells == printed


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("participants.absent: Absent·e", ["Absent·e", "Absent·e"]),
        ("participants.absent-feminine: Pas venue", ["Absent", "Pas venue"]),
        ("participants.absent: Non, participants.absent-feminine: Nenni", ["Non", "Nenni"]),
    ],
)
def test_a_word_of_ones_own_for_presence_is_for_women_too(
    tmp_path: Path, engine: Pandoc, own: str, printed: list[str]
) -> None:
    people = """\
people:
  - {civility: M., family: A, presence: absent}
  - {civility: Mme, family: B, presence: absent}
"""
    outline = f"{SMALL['seminar.yaml']}  - participants\nwords: {{{own}}}\n"
    files = {**SMALL, "seminar.yaml": outline, "participants.yaml": people}
    made = document(write(tmp_path, files), engine)
    (table,) = [node for node in walk(made.body) if node["t"] == "Table"]
    assert [plain(row[1][-1][4]) for row in table["c"][4][0][3]] == printed


def test_a_shared_lever_is_one_merged_cell(tmp_path: Path, engine: Pandoc) -> None:
    vision = """\
levers: [{id: essai, text: Essais}, {id: fonds, text: Fonds}]
dimensions:
  - {title: A, objectives: [a1, a2], levers: essai}
  - {title: B, objectives: b, levers: [essai]}
  - {title: C, objectives: c, levers: [essai, fonds]}
  - {title: D, objectives: d}
"""
    outline = SMALL["seminar.yaml"] + "  - vision\n"
    made = document(
        write(tmp_path, {**SMALL, "seminar.yaml": outline, "vision.yaml": vision}), engine
    )
    (table,) = [node for node in walk(made.body) if node["t"] == "Table"]
    rows = table["c"][4][0][3]
    assert [[(cell[2], plain(cell[4])) for cell in row[1]] for row in rows] == [
        [(1, "A"), (1, "a1a2"), (2, "Essais")],
        [(1, "B"), (1, "b")],
        [(1, "C"), (1, "c"), (1, "EssaisFonds")],
        [(1, "D"), (1, "d"), (1, "")],
    ]


def test_prose_places_a_block(tmp_path: Path, engine: Pandoc) -> None:
    steps = "steps: [{title: Voir, result: Un constat}, {title: Agir, result: Un plan}]\n"
    words = "Avant.\n\n![](#approach)\n\nAprès.\n"
    made = document(
        write(tmp_path, {**SMALL, "approach.yaml": steps, "text/accueil.md": words}), engine
    )
    kinds = [node["t"] for node in made.body]
    assert kinds == ["Para", "Figure", "Div", "Para"]
    (image,) = [node for node in walk(made.body) if node["t"] == "Image"]
    assert image["c"][2][0] == "picture:approach-steps-1.svg"
    assert b"constat" in made.pictures["approach-steps-1.svg"].data


def test_a_picture_is_a_figure_with_its_caption(tmp_path: Path, engine: Pandoc) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm"><g/></svg>'
    files: dict[str, str | bytes] = {**SMALL, "figures/rond.svg": drawing}
    files["text/accueil.md"] = '![Un rond](../figures/rond.svg "Le sujet")\n'
    made = document(write(tmp_path, files), engine)
    (figure,) = made.body
    assert plain(figure["c"][1][1]) == "Figure 1 – Le sujet"
    assert made.pictures["figures/rond.svg"].width == 40.0


def test_a_drawing_loses_what_acts_and_keeps_its_words(tmp_path: Path, engine: Pandoc) -> None:
    svg = """\
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="x()"><script>x()</script>\
<text>un<!-- c -->deux <a href="https://example.org">trois</a> quatre</text>\
<image href="http://example.org/a.png"/></svg>"""
    files = {**SMALL, "figures/a.svg": svg, "text/accueil.md": "![Mots](../figures/a.svg)\n"}
    made = document(write(tmp_path, files), engine)
    drawn = made.pictures["figures/a.svg"].data.decode()
    assert "<text>undeux trois quatre</text>" in drawn
    assert not {word for word in ("onload", "script", "example.org") if word in drawn}


@pytest.mark.parametrize(
    "svg", ['width="0"', 'viewBox="nan inf 0 -1"', 'viewBox="0 0 0 1"', 'viewBox="a"']
)
def test_a_drawing_without_extent_is_refused(tmp_path: Path, engine: Pandoc, svg: str) -> None:
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" {svg}/>'
    files = {**SMALL, "figures/a.svg": picture, "text/accueil.md": "![Mots](../figures/a.svg)\n"}
    _, findings = composed(write(tmp_path, files), engine)
    assert [one.code for one in findings] == ["picture-unreadable"]


def _classes(node: dict[str, object]) -> list[str]:
    held = node["c"]
    return list(held[0][1]) if node["t"] == "Div" and isinstance(held, list) else []


@given(st.integers(1, 3999))
def test_roman_numbers_count(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    letters = [values[letter] for letter in roman(number)]
    signed = [-a if a < b else a for a, b in zip(letters, [*letters[1:], 0], strict=True)]
    assert sum(signed) == number


@given(st.text(max_size=80))
def test_a_slug_is_an_identifier(title: str) -> None:
    assert slug(title).replace("-", "").isalnum()
    assert slug(title).isascii()


def test_foreign_passages_keep_their_language(tmp_path: Path, engine: Pandoc) -> None:
    made = prose(tmp_path, 'Le [so-called "foresight"]{lang=en} est "vu".\n', engine)
    (span,) = [node for node in walk(made.body) if node["t"] == "Span"]
    assert pairs_of(span["c"][0]) == {"lang": "en"}
    assert plain(made.body).endswith("«\u00a0vu\u00a0».")


NODES = st.recursive(
    st.sampled_from([{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "HorizontalRule"}]),
    lambda held: st.one_of(
        st.lists(held).map(lambda nodes: {"t": "Para", "c": nodes}),
        st.lists(held).map(lambda nodes: {"t": "Div", "c": [["", [], []], nodes]}),
        st.lists(st.lists(held)).map(lambda items: {"t": "BulletList", "c": items}),
    ),
    max_leaves=12,
)


@given(st.lists(NODES))
def test_the_short_ways_through_a_tree_see_what_the_long_ones_see(tree: list[Any]) -> None:
    deepest = depth(tree)
    limits = range(deepest + 2)
    assert [deeper(tree, limit) for limit in limits] == [deepest > limit for limit in limits]
    kept = [node for node in walk(tree) if node["t"] not in {"Str", "Space"}]
    assert list(structure(tree)) == kept
    for node in tree:
        assert [deeper(node, limit) for limit in range(3)] == [depth(node) > n for n in range(3)]


def test_what_nests_deeper_than_the_quick_writer_goes_is_written() -> None:
    node: dict[str, Any] = {"t": "Para", "c": [{"t": "Str", "c": "a"}]}
    for _ in range(160):
        node = {"t": "BlockQuote", "c": [node]}
    with pytest.raises(ValueError, match="depth"):
        to_json([node])
    with pandoc() as started:
        assert b"a" in started.write([node], "plain")
