"""The same words in the same order in DOCX, PDF and HTML, whatever an author types and where."""

import json
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folders import write
from prospecta.build import Wishes, build
from prospecta.engines import Engines
from reading import Reading, read_all

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "seminaire-2015-05-28"
FORMS = ("html", "docx", "pdf")
PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines() as started:
        yield started


def read(folder: Path, engines: Engines, output: Path) -> dict[str, Reading]:
    """What the three documents of a folder say, which must build."""
    built = build(folder, Wishes(output=output), engines)
    assert not built.failed, built.findings
    return read_all({path.suffix[1:]: path.read_bytes() for path in built.written})


def assert_same_words(readings: Mapping[str, Reading]) -> None:
    page = readings["html"].words
    for form in ("docx", "pdf"):
        told = unified_diff(page, readings[form].words, "html", form, lineterm="", n=4)
        difference = "\n".join(told)
        assert not difference, difference


# The example ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    return read(EXAMPLE, engines, tmp_path_factory.mktemp("example"))


def test_the_example_says_the_same_three_times(example: dict[str, Reading]) -> None:
    assert len(example["html"].words) > 2000
    assert_same_words(example)


def test_the_contents_hold_the_same_lines(example: dict[str, Reading]) -> None:
    assert len(example["pdf"].contents) == 14
    assert example["docx"].contents == example["pdf"].contents
    assert [title for title, _ in example["pdf"].contents] == [
        title for title, _ in example["html"].contents
    ]


def test_pictures_have_the_same_alternatives(example: dict[str, Reading]) -> None:
    assert len(example["html"].alternatives) == 3
    for form in ("docx", "pdf"):
        assert example[form].alternatives == example["html"].alternatives


# What an author types is what is shown --------------------------------------------------------

AWKWARD = (
    "0612345670",
    "01000",
    "9:30",
    "14:30",
    "1.10",
    "no",
    "null",
    "~",
    "= titre",
    "- x",
    "+ y",
    "1. z",
    "2) z",
    "# dièse",
    "> cité",
    "/ terme",
    "#let x = 1",
    "$x$",
    "$100 et 200$",
    "@ref",
    "<b>",
    "</p>",
    "&amp",
    "{{ x }}",
    "{% raw %}",
    "\\n",
    "\\#",
    "C:\\dossier",
    "a_b_c",
    "*",
    "**",
    "*x*",
    "_x_",
    "`x`",
    "|",
    "a | b",
    "[x](y)",
    "[^1]",
    "![x](y)",
    "^x^",
    "H~2~O",
    ":::",
    "~~~",
    "---",
    "«a»",
    "œuvre",
    "ÇA",
    "½",
    "→",
    "a\u00a0b",
)
"""Texts that an engine or a reader of YAML would like to take for something else."""
PLAIN_YAML = ("0612345670", "01000", "9:30", "14:30", "1.10", "no", "null", "~", "2015-05-28")


def literal(text: str) -> str:
    """Markdown that means a text and nothing else."""
    return PUNCTUATION.sub(r"\\\1", text)


def quoted(text: str) -> str:
    """A text as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def lines(pattern: str) -> str:
    """A line for each awkward text: as Markdown, as YAML of Markdown, and its rank."""
    return "".join(
        pattern.format(md=literal(text), yaml=quoted(literal(text)), at=at)
        for at, text in enumerate(AWKWARD)
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
TITLE = quoted(literal("= titre #x $y$ @z <b> C:\\d a_b_c"))
TITLES = lines("      - title: {yaml}\n")
PLAIN_TITLES = "".join(f"      - title: {text}\n" for text in PLAIN_YAML)
FOLDER = {
    "seminar.yaml": f"""\
title: {TITLE}
kind: Compte-rendu
language: fr
dates: 2026-05-28
horizon: 2040
outline:
  - title: Titres
    numbering: unnumbered
    contents:
{TITLES}
  - title: Titres de YAML
    numbering: unnumbered
    contents:
{PLAIN_TITLES}
  - {{title: Prose, contents: [text/prose.md]}}
  - {{title: Liens, contents: [text/liens.md]}}
  - {{title: Points, contents: [swot]}}
  - {{title: Cellules, contents: [vision]}}
  - {{title: Tableau, contents: [text/tableau.md]}}
  - {{title: Légendes, contents: [text/images.md]}}
  - {{title: Renvois, contents: [text/renvois.md]}}
""",
    "text/prose.md": lines("{md}\n\n"),
    "text/liens.md": lines("[{md}](https://example.org/{at})\n\n"),
    "swot.yaml": "strengths:\n  - text: Un point\n    items:\n" + lines("      - {yaml}\n"),
    "vision.yaml": "dimensions:\n" + lines("  - {{title: {yaml}, characteristics: {yaml}}}\n"),
    "text/tableau.md": "| a |\n|---|\n" + lines("| {md} |\n"),
    "text/images.md": lines('![{md}](../figures/x.svg "{md}")\n\n'),
    "figures/x.svg": SVG,
    "text/renvois.md": lines("Note[^{at}].\n\n[^{at}]: {md}\n\n") + "Fin.\n",
}


@pytest.fixture(scope="module")
def awkward(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    folder = write(tmp_path_factory.mktemp("awkward"), FOLDER)
    return read(folder, engines, folder / "build")


def below(reading: Reading, title: str, last: str) -> list[str]:
    """The blocks after a heading and before another, without no-break spaces."""
    shown = [re.sub("[\u00a0\u202f]", "", block) for block in reading.blocks]
    found = shown[shown.index(title) + 1 :]
    return found[: found.index(last)] if last else found


def bare(text: str) -> str:
    return re.sub("[\u00a0\u202f]", "", text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("title", "last", "shown"),
    [
        ("Titres", "Titres de YAML", AWKWARD),
        ("Titres de YAML", "I. Prose", PLAIN_YAML),
        ("I. Prose", "II. Liens", AWKWARD),
        ("II. Liens", "III. Points", AWKWARD),
        ("III. Points", "Faiblesses", ("Forces", "Un point", *AWKWARD)),
        ("Caractéristiques", "V. Tableau", [cell for text in AWKWARD for cell in (text, text)]),
        ("V. Tableau", "VI. Légendes", ("a", *AWKWARD)),
        (
            "VI. Légendes",
            "VII. Renvois",
            [f"Figure {at} – {text}" for at, text in enumerate(AWKWARD, 1)],
        ),
        ("Fin.", "", AWKWARD),
    ],
)
def test_a_text_is_shown_as_it_was_typed(
    awkward: dict[str, Reading], form: str, title: str, last: str, shown: Sequence[str]
) -> None:
    assert below(awkward[form], title, last) == [bare(text) for text in shown]


@pytest.mark.parametrize("form", FORMS)
def test_an_alternative_is_what_was_typed(awkward: dict[str, Reading], form: str) -> None:
    said = [bare(alternative) for alternative in awkward[form].alternatives]
    assert said == [bare(text) for text in AWKWARD]


def test_awkward_words_are_the_same_three_times(awkward: dict[str, Reading]) -> None:
    assert_same_words(awkward)


@pytest.mark.parametrize("form", FORMS)
def test_a_title_is_what_was_typed(awkward: dict[str, Reading], form: str) -> None:
    assert awkward[form].blocks[0] == "= titre #x $y$ @z <b> C:\\d a_b_c"


# Every place that text can stand ---------------------------------------------------------------

MIX = "= a #b [c] <d> {{ e }} $f$ @g C:\\h i_j *k* `l` ~m~ ^n^ - p | r \\n 9:30 0612345670 1. t"
"""Stands after the name of the place that shows it."""
PLACED = re.compile(r"⟨([^⟩]+)⟩")


def everywhere(template: str) -> str:
    """A template with each ⟨name⟩ as a YAML scalar of Markdown that means that name and MIX."""
    return PLACED.sub(lambda found: quoted(literal(f"{found[1]} {MIX}")), template)


EVERY = {
    "seminar.yaml": """\
title: ⟨intitulé⟩
kind: ⟨nature⟩
language: fr
dates: [2026-05-27, 2026-05-28]
place: ⟨lieu⟩
horizon: ⟨horizon⟩
status: draft
series: {name: ⟨série⟩, number: 2, previous: {title: ⟨précédent⟩, dates: 2014-11-27}}
organisers: [ifen]
commissioners: [ifen, anne]
facilitators: [anne]
objectives: [{text: ⟨but⟩, question: ⟨question du but⟩}]
words: {swot.strengths: Atouts}
outline:
  - {title: ⟨titre⟩, contents: [objectives, approach, {title: ⟨sous-titre⟩, contents: [swot]}]}
  - {workshop: w, contents: [{title: ⟨intertitre⟩, contents: [{title: ⟨très bas⟩}]}]}
  - {title: Suite, numbering: annex, contents: [workshops, vision, actions, follow-ups]}
  - {title: ⟨annexe⟩, numbering: annex, contents: [participants]}
""",
    "approach.yaml": """\
caption: ⟨légende des étapes⟩
note: ⟨note des étapes⟩
steps: [{title: ⟨étape⟩, result: ⟨résultat⟩}]
""",
    "swot.yaml": """\
note: ⟨note de la grille⟩
strengths: [{text: ⟨point⟩, items: [{text: ⟨sous-point⟩, items: ⟨troisième⟩}]}]
threats: ⟨seul⟩
""",
    "workshops.yaml": """\
caption: ⟨légende des ateliers⟩
note: ⟨note des ateliers⟩
workshops:
  - {id: w, number: 1, title: ⟨atelier⟩, question: ⟨question⟩, definition: ⟨définition⟩,
     facilitators: anne, rapporteurs: anne}
""",
    "vision.yaml": """\
caption: ⟨légende de la vision⟩
note: ⟨note de la vision⟩
levers: [{id: l, text: ⟨levier⟩}]
dimensions:
  - {title: ⟨dimension⟩, characteristics: [⟨trait⟩, ⟨autre trait⟩], levers: l,
     objectives: {id: o, text: ⟨visée⟩}}
  - {title: ⟨autre dimension⟩, characteristics: ⟨phrase⟩, levers: l}
""",
    "actions.yaml": """\
caption: ⟨légende de la frise⟩
note: ⟨note de la frise⟩
horizons: [{id: h, title: ⟨terme⟩, start: 2026, end: 2030}]
lanes: [{id: x, title: ⟨axe⟩}]
milestones: [{title: ⟨jalon du plan⟩, date: 2028}]
actions:
  - {id: a, code: ⟨code⟩, title: ⟨action⟩, lane: x, start: 2026, end: 2027, horizon: h,
     priority: high, status: late, lead: anne, partners: ifen, objectives: o, budget: ⟨budget⟩,
     milestones: [{title: ⟨jalon⟩, date: 2027}], indicators: ⟨indicateur⟩, details: ⟨détails⟩}
""",
    "follow-ups.yaml": """\
caption: ⟨légende des suites⟩
note: ⟨note des suites⟩
lead_in: ⟨annonce⟩
follow_ups: [{text: ⟨suite⟩, who: anne, due: 2027}]
""",
    "participants.yaml": """\
caption: ⟨légende des participants⟩
note: ⟨note des participants⟩
organisations: [{id: ifen, name: ⟨organisme⟩}]
people:
  - {id: anne, civility: ⟨civilité⟩, family: ⟨nom⟩, particle: ⟨particule⟩, given: ⟨prénom⟩,
     functions: {title: ⟨fonction⟩, link: ⟨lien⟩, organisation: ifen}, roles: ⟨rôle⟩, workshops: w}
""",
}


@pytest.fixture(scope="module")
def every(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    folder = tmp_path_factory.mktemp("every")
    write(folder, {name: everywhere(template) for name, template in EVERY.items()})
    return read(folder, engines, folder / "build")


@pytest.mark.parametrize("form", FORMS)
def test_every_place_shows_its_text(every: dict[str, Reading], form: str) -> None:
    names = [name for template in EVERY.values() for name in PLACED.findall(template)]
    shown = bare("\n".join(every[form].blocks))
    assert [name for name in names if f"{name} {MIX}" not in shown] == []


def test_every_place_says_the_same_three_times(every: dict[str, Reading]) -> None:
    assert_same_words(every)
    assert every["docx"].contents == every["pdf"].contents
    assert [title for title, _ in every["html"].contents] == [
        title for title, _ in every["pdf"].contents
    ]


# A line is a line -------------------------------------------------------------------------------

OPENERS = ("- x", "+ y", "* z", "1. a", "2) b", "# c", "> d", "= e", ": f", "::: g", "| h", "--- i")


def one(text: str, **more: str) -> dict[str, str]:
    """The smallest folder with a text as the title of its one section."""
    identity = (
        f"title: T\nkind: K\nlanguage: fr\ndates: 2026-05-28\n{more.get('more', '')}outline:\n"
    )
    return {"seminar.yaml": f"{identity}  - title: {quoted(text)}\n    numbering: unnumbered\n"}


def test_a_line_never_begins_a_block(engines: Engines, tmp_path: Path) -> None:
    titles = "".join(f"  - {{title: {quoted(text)}, numbering: unnumbered}}\n" for text in OPENERS)
    identity = "title: T\nkind: K\nlanguage: fr\ndates: 2026-05-28\noutline:\n"
    folder = write(tmp_path, {"seminar.yaml": f"{identity}{titles}"})
    readings = read(folder, engines, tmp_path / "build")
    for form in FORMS:
        assert [bare(block) for block in readings[form].blocks[-len(OPENERS) :]] == list(OPENERS)


@pytest.mark.parametrize("typed", ["de\u0301sir", "désir", "e\u0302tre aime\u0301"])
def test_accents_may_be_typed_apart(engines: Engines, tmp_path: Path, typed: str) -> None:
    readings = read(write(tmp_path, one(typed)), engines, tmp_path / "build")
    shown = {form: readings[form].blocks[-1] for form in FORMS}
    assert set(shown.values()) == {unicodedata.normalize("NFC", typed)}, shown


@pytest.mark.parametrize("sign", ["😀", "日本", "नि"])
def test_a_sign_without_a_glyph_is_a_finding(engines: Engines, tmp_path: Path, sign: str) -> None:
    built = build(write(tmp_path, one(f"Bravo {sign}")), Wishes(output=tmp_path / "build"), engines)
    assert {finding.code for finding in built.findings} == {"glyph-missing"}
    assert {finding.span.path for finding in built.findings} == {"seminar.yaml"}
    assert built.written == []


@pytest.mark.parametrize("typed", ["Ελλάδα", "Україна", "Việt Nam", "√2 ≤ ∞ ☐ ✓ ⇒ ◆"])
def test_other_scripts_are_shown_where_there_are_letters_for_them(
    engines: Engines, tmp_path: Path, typed: str
) -> None:
    readings = read(write(tmp_path, one(typed)), engines, tmp_path / "build")
    assert {form: readings[form].blocks[-1] for form in FORMS} == dict.fromkeys(FORMS, typed)


def test_a_script_that_runs_to_the_left_keeps_its_letters(engines: Engines, tmp_path: Path) -> None:
    readings = read(write(tmp_path, one("عربي")), engines, tmp_path / "build")
    shown = {form: readings[form].blocks[-1] for form in FORMS}
    # A PDF draws its letters from left to right; whoever reads it turns them round.
    assert shown == {"html": "عربي", "docx": "عربي", "pdf": "عربي"[::-1]}


@pytest.mark.parametrize("word", ["{", "a {b}", "{title.__class__}", "{}"])
def test_a_replaced_word_may_hold_braces(engines: Engines, tmp_path: Path, word: str) -> None:
    words = f"words: {{swot.strengths: {quoted(word)}, contents: {quoted(word)}}}\n"
    files = {**one("T", more=words), "swot.yaml": "strengths: [x]\n"}
    files["seminar.yaml"] += "    contents: [swot]\n"
    built = build(write(tmp_path, files), Wishes(output=tmp_path / "build"), engines)
    if not built.findings:
        readings = read_all({path.suffix[1:]: path.read_bytes() for path in built.written})
        assert [readings[form].blocks.count(word) for form in FORMS] == [2, 2, 2]


@pytest.mark.parametrize(
    "prose",
    [
        "Un.\n\nDeux.",
        "::: callout\n**Un.**\n\nDeux.\n:::",
        "::: note\nUn.\n:::\n\n::: note\nDeux.\n:::",
        "::: definition\n*Un.*\n:::\n\n::: question\n*Deux.*\n:::",
        "- Un.\n\n  Deux.",
        "> Un.\n>\n> Deux.",
        "Un.\n:   Deux.",
        "::: note\n*Un.*\n:::\n\nDeux.",
    ],
)
def test_paragraphs_stay_apart(engines: Engines, tmp_path: Path, prose: str) -> None:
    folder = write(tmp_path, {**one("Titre"), "text/a.md": prose})
    with (folder / "seminar.yaml").open("a", encoding="utf-8") as identity:
        identity.write("    contents: [text/a.md]\n")
    readings = read(folder, engines, tmp_path / "build")
    shown = {form: readings[form].blocks[-2:] for form in FORMS}
    assert shown == {form: ["Un.", "Deux."] for form in FORMS}


# Any text ---------------------------------------------------------------------------------------

LATIN = "".join(
    char for char in map(chr, range(0x21, 0x180)) if unicodedata.category(char)[0] in "LNPS"
)
TEXTS = st.lists(st.text(LATIN, min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join)


def foreign(text: str) -> str:
    """Markdown of a text in another language, which the typography of the report leaves alone."""
    return f"[{literal(text)}]{{lang=la}}"


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=9, max_size=9))
def test_any_text_is_shown_as_it_was_typed(
    engines: Engines, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    title, section, *rest = map(foreign, texts)
    identity = f"title: {quoted(title)}\nkind: K\nlanguage: fr\ndates: 2026-05-28\noutline:\n"
    contents = "[text/a.md, swot, vision]"
    files = {
        "seminar.yaml": f"{identity}  - {{title: {quoted(section)}, contents: {contents}}}\n",
        "text/a.md": f"{rest[0]}\n\n- {rest[1]}\n\n| {rest[2]} |\n|---|\n| {rest[3]} |\n",
        "swot.yaml": f"strengths: [{quoted(rest[4])}]\n",
        "vision.yaml": f"dimensions:\n- {{title: {quoted(rest[5])}, levers: l}}\n"
        f"levers: [{{id: l, text: {quoted(rest[6])}}}]\n",
    }
    folder = write(tmp_path_factory.mktemp("any"), files)
    readings = read(folder, engines, folder / "build")
    for form in FORMS:
        shown = readings[form].blocks
        assert shown[0] == texts[0]
        assert f"I. {texts[1]}" in shown
        assert [text for text in texts[2:] if text not in shown] == [], form
    assert_same_words(readings)
