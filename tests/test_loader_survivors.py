"""What reading a file must tell apart: rows for faults that no other test would see."""

import pytest

from prospecta import folder
from prospecta.findings import Finding, Span
from prospecta.source import Source
from prospecta.strict_yaml import Mapping, Null, Scalar, Sequence, load
from prospecta.strict_yaml.events import PARSERS, ParserFactory

BOTH = pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())

TOLD = [
    # One refusal hides no other, whatever it stands before.
    ("a: &x 1\nb: &y [2]\n", ["1:4 yaml-anchor", "2:4 yaml-anchor"]),
    ("a: &x 1\nb: !t {c: 2}\n", ["1:4 yaml-anchor", "2:4 yaml-tag"]),
    # A bullet makes a list with the lines of its own text, not with those of the next key.
    ("a:\n  • u\n  • n\n", ["2:3 yaml-syntax", "3:3 yaml-syntax"]),
    ("a:\n  • u\nb:\n  • n\n", []),
    ("a:\n  • u\nb:\n  - n\n", []),
    # A missing dash is shown where it should stand.
    ("a:\n  - b\n  c\n", ["3:3 yaml-syntax"]),
    # A bracket that is left open is shown where it opens; one that is closed, where it breaks.
    ("a: {b: c", ["1:4 yaml-syntax"]),
    ("a: [b, c\nd: e\n", ["1:4 yaml-syntax"]),
    ("a: {b: 1 c: 2}\n", ["1:11 yaml-syntax"]),
    # An escape of no character is shown in its quotes, though a parser may not say where.
    ('b: 1\na: "\\U00110000"', ["2:7 yaml-syntax"]),
    # One of a control character is named as such, in every range of them.
    ('a: "\\x07 \\x9f"', ["1:5 file-control-character"]),
    ('a: "\\x9f"', ["1:5 file-control-character"]),
    # Each in the text that has it, whatever those below it hold.
    ('a: "b"\nc: "\\ufdd0\u2028"', ["2:5 file-control-character"]),
    # In brackets over several lines, the mistake is where the text begins that was cut.
    ("a: [b\n  c:, d]", ["1:5 yaml-syntax"]),
    # A key that `?` announces and that does not come is missing behind the sign after it.
    ("[?,]", ["1:4 yaml-key"]),
    ("[? ]", ["1:5 yaml-syntax", "1:5 yaml-key"]),
    ("[? : b]", ["1:5 yaml-key", "1:6 yaml-syntax"]),
    # Behind the blanks of its block, a tab is text.
    ("a: |\n  b\n  \tc\n", []),
]


@BOTH
@pytest.mark.parametrize(("text", "told"), TOLD)
def test_each_mistake_is_told_at_its_place(
    parser: ParserFactory, text: str, told: list[str]
) -> None:
    _, findings = load(Source("a.yaml", text), parser)
    places = [f"{one.span.line}:{one.span.column} {one.code}" for one in findings]
    assert places == told


MENDED = [
    # What is typed, what is wrong with it, and the line that is offered. A bracket that was
    # forgotten is closed, text that only looks like brackets is quoted whole, and an item of a
    # list gets the dash of the others.
    ("a: {b: c", "bracket", "a: {b: c}"),
    ("a: [b, [c]", "bracket", "a: [b, [c]]"),
    ("a: {b: 1 c: 2}\n", "bracket", 'a: "{b: 1 c: 2}"'),
    ("a: [b c: d e: f]\n", "bracket", 'a: "[b c: d e: f]"'),
    ("- a\nb: c", "dash", "- b: c"),
    ("a:\n  - b\n  c\n", "dash", "  - c"),
    ("a:\n  -\u00a0b\n", "hard-space", "  - b"),
    ("b:\n\u00a0un x\n", "hard-space", " un x"),
    ("a: [XIX, XX\n", "bracket", "a: [XIX, XX]"),
    # There is no character beyond the last one of Unicode.
    ('a: "\\U00110000"\n', "escape", "a: '\\U00110000'"),
    # What is typed right behind the colon stays as it is.
    ("siecle:XXIe\nb: c", "no-space", "siecle: XXIe"),
    # A sign of a block whose text does not follow was a letter.
    ("k:\n  a: >x\n  b: c\n", "first-character", '  a: ">x"'),
    # A quote is closed in its line, whichever that is, and before the bracket it stands in.
    ('k: 1\ntitle: "Un\nkind: "C"', "unclosed-quote", 'title: "Un"'),
    ('a: "un\nb: C:\\perso\n', "unclosed-quote", 'a: "un"'),
    ('a: ["b, c]\n', "unclosed-quote", 'a: ["b, c"]'),
    # Nothing mends one that took all of the next key.
    ('title: "Un\nkind: ""\n', "unclosed-quote", ""),
]


@BOTH
@pytest.mark.parametrize(("text", "kind", "line"), MENDED)
def test_the_line_that_is_offered(parser: ParserFactory, text: str, kind: str, line: str) -> None:
    _, (finding,) = load(Source("a.yaml", text), parser)
    assert (finding.values["kind"], finding.values["fixed"]) == (kind, line)


WHOLE = [
    # Lines of one text, in which a colon or a sign was not meant, and the text that is read.
    ("a: un : b\n  c\n  d\n  e\n", "un : b c d e"),
    ("a: XXIe siècle : b\n  c\n", "XXIe siècle : b c"),
    ("a: un\n  - deux\n  trois : b\n", "un - deux trois : b"),
    # As many as fifty lines, as long as a thousand characters.
    ("a: un : b\n" + "  c\n" * 49, "un : b" + " c" * 49),
    ("a: un : b\n" + "  c\n" * 50, None),
    (f"a: un : b\n  {'c' * 998}\n", f"un : b {'c' * 998}"),
    (f"a: un : b\n  {'c' * 999}\n", None),
    # No comment becomes text, no key either, nor what has quotes of its own.
    ("a: un : b # c\n  d\n", None),
    ("- a\n  b: c\n", None),
    ("- a\n  b:\n- c\n", None),
    ("'un' a : b\n  c d\n", None),
]


@BOTH
@pytest.mark.parametrize(("typed", "meant"), WHOLE)
def test_a_text_of_several_lines_is_read_whole_or_not_at_all(
    parser: ParserFactory, typed: str, meant: str | None
) -> None:
    node, _ = load(Source("a.yaml", typed), parser)
    assert node == (None if meant is None else {"a": meant})


FAULTS = [
    # The sign that no text may begin with is shown; else the colon, wherever the text begins.
    ("a: @un\n  deux\n", "1:4", "first-character"),
    ("a: [lien](x) un\n  deux\n", "1:4", "first-character"),
    ("a: ?un\n  deux : b\n", "2:8", None),
]


@BOTH
@pytest.mark.parametrize(("typed", "place", "kind"), FAULTS)
def test_a_text_of_several_lines_is_shown_where_it_went_wrong(
    parser: ParserFactory, typed: str, place: str, kind: str | None
) -> None:
    _, (finding,) = load(Source("a.yaml", typed), parser)
    assert (f"{finding.span.line}:{finding.span.column}", finding.values.get("kind")) == (
        place,
        kind,
    )


@BOTH
def test_a_line_of_a_thousand_characters_gets_its_quote(parser: ParserFactory) -> None:
    opened = 'title: "'.ljust(1000, "x")
    _, (finding,) = load(Source("a.yaml", f'a: 1\n{opened}\nb: "c"\n'), parser)
    assert finding.values["fixed"] == f'{opened}"'


LOST = [
    # A dash without its blank is told where a text begins, and in every line of it.
    ("a: -un\n", ["1:4-1:5 unspaced"]),
    ("a:\n  -un\n  -deux\n", ["2:3-2:4 unspaced", "3:3-3:4 unspaced"]),
    ("a:\n  - -un\n", ["2:5-2:6 unspaced"]),
    # One that has its blank, or another sign of a list, in the lines below the first.
    ("a: un\n  - deux\n  -\ttrois\n", ["2:3-2:4", "3:3-3:4"]),
    (
        "a: un\n  ‐ deux\n  −\ttrois\n  → quatre\n  ➢ cinq\n",
        ["2:3-2:4", "3:3-3:4", "4:3-4:4", "5:3-5:4"],
    ),
    ("a: -un\n  - deux\n  -trois\n", ["1:4-1:5 unspaced", "2:3-2:4", "3:3-3:4 unspaced"]),
    ("a:\n  --un\n  --deux\n", ["2:3-2:4 unspaced", "3:3-3:4 unspaced"]),
    ("a:\n  -- un\n  -- deux\n", ["2:3-2:4 unspaced"]),
    ("a: -- un\n  et deux\n", []),
    ("a: un\n  -- deux -- trois\n", []),
    # A number, a dash inside a line, quotes and the next key are none of that.
    ("a: -5\nb: un\n  -5\n", []),
    ("a: un\n  deux - trois -quatre\n", []),
    ('a: "-un"\n', []),
    ("a: |\n  -un\n  - deux\n", []),
    ("a: un\n  deux\nb:\n  - trois\n", []),
]


@BOTH
@pytest.mark.parametrize(("typed", "told"), LOST)
def test_a_dash_that_begins_no_item_is_told(
    parser: ParserFactory, typed: str, told: list[str]
) -> None:
    _, findings = load(Source("a.yaml", typed), parser)
    assert {one.code for one in findings} == ({"bullet-lost"} if told else set())
    assert [f"{_area(one.span)} {one.values['kind']}".rstrip() for one in findings] == told


TYPED = [
    # A line that is mended, and where the author typed its key and its value.
    ("a: @b cible\n", "1:1-1:2", "1:4-1:12"),
    ("a: b : cible  # x\n", "1:1-1:2", "1:4-1:13"),
    ("a: 'b : cible\n", "1:1-1:2", "1:4-1:14"),
    ('a: "b "c" cible"\n', "1:1-1:2", "1:4-1:17"),
    ("a:\u00a0\u00a0 b\nc: d\n", "1:1-1:2", "1:6-1:7"),
]


@BOTH
@pytest.mark.parametrize(("typed", "key", "value"), TYPED)
def test_what_is_read_in_a_mended_line_stands_where_it_was_typed(
    parser: ParserFactory, typed: str, key: str, value: str
) -> None:
    node, _ = load(Source("a.yaml", typed), parser)
    assert isinstance(node, Mapping)
    scalar = node["a"]
    assert isinstance(scalar, Scalar)
    assert (_area(node.key_spans["a"]), _area(scalar.span)) == (key, value)


@BOTH
def test_an_item_without_its_dash_begins_where_it_was_typed(parser: ParserFactory) -> None:
    node, _ = load(Source("a.yaml", "- b\ncible\n"), parser)
    assert isinstance(node, Sequence)
    assert isinstance(node[1], Scalar)
    assert _area(node[1].span) == "2:1-2:6"


@BOTH
def test_below_a_mended_line_the_others_are_shown_as_typed(parser: ParserFactory) -> None:
    typed = "a: b : c\nd: {e: [f], g: h}\ni: j : k\nl:\n  - m\n"
    node, findings = load(Source("a.yaml", typed), parser)
    assert [one.values["line"] for one in findings] == ["a: b : c", "i: j : k"]
    assert isinstance(node, Mapping)
    assert isinstance(node["d"], Mapping)
    assert isinstance(node["d"]["e"], Sequence)
    assert (node["d"].typed, node["d"]["e"].typed) == ("{e: [f], g: h}", "[f]")
    assert isinstance(node["l"], Sequence)
    assert (node.typed, node["l"].typed) == ("", "")


@BOTH
def test_a_mistake_where_a_line_ends_is_as_wide_as_nothing(parser: ParserFactory) -> None:
    _, (finding,) = load(Source("a.yaml", 'a: "\\x\n"\n'), parser)
    assert _area(finding.span) == "1:7-1:7"


@BOTH
@pytest.mark.parametrize(("length", "kept"), [(1000, True), (1001, False)])
def test_the_text_of_brackets_is_kept_unless_it_is_long(
    parser: ParserFactory, length: int, kept: bool
) -> None:
    brackets = f"[{'b' * (length - 2)}]"
    node, _ = load(Source("a.yaml", f"a: {brackets}\n"), parser)
    assert isinstance(node, Mapping)
    assert isinstance(node["a"], Sequence)
    assert node["a"].typed == (brackets if kept else "")


@BOTH
@pytest.mark.parametrize(("text", "place"), [("a:", "1:3-1:3"), ("b: 1\na:", "2:3-2:3")])
def test_a_value_that_is_missing_at_the_very_end_is_missing_behind_its_key(
    parser: ParserFactory, text: str, place: str
) -> None:
    node, _ = load(Source("a.yaml", text), parser)
    assert isinstance(node, Mapping)
    assert isinstance(node["a"], Null)
    assert _area(node["a"].span) == place


def _area(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


@BOTH
def test_a_key_without_its_hard_space_stands_where_it_was_typed(parser: ParserFactory) -> None:
    node, _ = load(Source("a.yaml", "b: 1\ntitre\u00a0: x\n"), parser)
    assert isinstance(node, Mapping)
    assert (node.key_spans["titre"].line, node.key_spans["titre"].column) == (2, 1)


@BOTH
def test_no_line_is_offered_that_would_quote_two_values_as_one(parser: ParserFactory) -> None:
    """The comment is behind the second value of the brackets; quotes at the first are no help."""
    _, (finding,) = load(Source("a.yaml", "{a: b, c: un deux # trois\n}"), parser)
    assert (finding.code, finding.values["words"]) == ("yaml-comment", "trois")
    assert finding.values["fixed"] == ""


@BOTH
def test_a_long_comment_is_not_repeated_to_its_end(parser: ParserFactory) -> None:
    _, (finding,) = load(Source("a.yaml", f"a: un deux # {'x' * 2500}"), parser)
    assert {name: len(value) for name, value in finding.values.items()} == {
        "words": 2000,
        "line": 1000,
        "fixed": 0,
    }


@BOTH
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_nothing_but_byte_order_marks_is_taken_from_the_beginning(
    parser: ParserFactory, mark: str
) -> None:
    assert load(Source("a.yaml", f"{mark}XXIe siècle"), parser) == ("XXIe siècle", [])


@BOTH
@pytest.mark.parametrize("below", ["", "  "])
def test_a_line_of_blanks_is_no_line_of_a_text(parser: ParserFactory, below: str) -> None:
    value, (finding,) = load(Source("a.yaml", f"a: @un\n{below}\nb: c\n"), parser)
    assert value == {"a": "@un", "b": "c"}
    assert finding.values["fixed"] == 'a: "@un"'


def test_of_too_many_files_the_folder_is_named_that_holds_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folder, "MAX_READ", 3)
    paths = ["actions.yaml", "swot/a.yaml", "text/a.md", "text/b.md"]
    told = Finding("report-too-large", Span("text/b.md"), {"path": "text", "files": "3"})
    assert folder.sort_out(paths, ["actions", "swot"]) == ({}, [told])


@BOTH
def test_of_a_very_long_text_only_so_many_lines_above_are_looked_at(parser: ParserFactory) -> None:
    lines = "  mot\n" * 60
    _, (finding, *_) = load(Source("a.yaml", f"a: un\n{lines}  deux : trois\nb: c\n"), parser)
    assert finding.span.line == 62
