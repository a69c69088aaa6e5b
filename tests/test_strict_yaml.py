"""What the strict reader takes for data, what it refuses, and where it says so."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict
from yaml.events import Event

from prospecta.encodings import decode
from prospecta.findings import CODES, Finding, Span
from prospecta.messages import Messages
from prospecta.source import Source
from prospecta.strict_yaml import (
    MAX_DEPTH,
    Mapping,
    Node,
    Null,
    Scalar,
    Sequence,
    load,
)
from prospecta.strict_yaml.events import DEFAULT, PARSERS, Parser, ParserFactory, events

BOTH = pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())


def read(text: str, parser: ParserFactory = PARSERS["pure"]) -> tuple[Node | None, list[Finding]]:
    return load(Source("swot.yaml", text), parser)


def verdict(text: str, parser: ParserFactory = PARSERS["pure"]) -> str:
    """The findings as `code line:column`, in order."""
    found = read(text, parser)[1]
    return ", ".join(f"{one.code} {one.span.line}:{one.span.column}" for one in found)


VERDICTS = [
    # Nothing but data
    ("titre: Vision 2040\n", ""),
    ("titre: Vision:2040, https://ifen.example/a?b#c\n", ""),
    ("- [1, 'deux', \"trois\", {quatre: 5}]\n- |\n  six\n", ""),
    ("---\na: 1\n...\n", ""),
    ("# remarque\na: 1 # autre\n", ""),
    ("a: 'b'   # un: deux\n", ""),
    ("Vision 2040", ""),
    ("a: [Qui ?, Quoi ?]\n", ""),
    ("a: b\tc\t\nd:\t e\n", ""),
    ("a: {\n\tb: c}\n", ""),
    ("a: |  # remarque\n  b\n", ""),
    ("a: un\u2028deux\u2029trois\x85quatre\n", ""),
    ("a:\n  – Un début\n  et sa suite\n", ""),
    ("a: |\n  • un\n  • deux\n", ""),
    ("a: \u00a0un\n", ""),
    # Nothing at all
    ("", "yaml-empty 1:1"),
    ("\n \n", "yaml-empty 1:1"),
    ("# rien\n", "yaml-empty 1:1"),
    ("---\n", "yaml-empty 1:1"),
    ("\ufeff", "yaml-empty 1:1"),
    # A colon in a text
    ("titre: Vision : 2040\n", "yaml-colon 1:15"),
    ("- Objectif : former : informer\n", "yaml-colon 1:21"),
    ("a: 1\n- b\n", "yaml-syntax 2:1"),
    ("\ufefftitre: Vision : 2040\n", "yaml-colon 1:15"),
    ("é😀: 🎯 : 2040\n", "yaml-colon 1:7"),
    ("a: \t\tb : c\n", "yaml-colon 1:8"),
    ("a: b : c\nd: e\nf: g : h\n", "yaml-colon 1:6, yaml-colon 3:6"),
    ("a: b\n c: d\n", "yaml-syntax 2:2"),
    ("texte: Un long\n  texte : ici\n", "yaml-colon 2:9"),
    # A key without its space or its colon
    ("nom:Dupont\nville: Évry\n", "yaml-syntax 1:4"),
    ("a: 1\nb:2\nc: 3\n", "yaml-syntax 2:2"),
    ("a: 1\nb\nc: 3\n", "yaml-syntax 2:1"),
    # Signs of Markdown and of French at the head of a text
    ("- *Important* : lire\n", "yaml-anchor 1:3"),
    ("- **Gras** puis maigre\n", "yaml-anchor 1:3"),
    ("- [lien](https://ifen.example) suite\n", "yaml-syntax 1:3"),
    ("- `code`\n", "yaml-syntax 1:3"),
    ("a: @Jeanne\n", "yaml-syntax 1:4"),
    ("a: % du total\n", "yaml-syntax 1:4"),
    ("a: > 50 %\n", "yaml-syntax 1:4"),
    ("a: | b\n", "yaml-syntax 1:4"),
    ("a: - b\n", "yaml-syntax 1:4"),
    ("a: ? b\n", "yaml-syntax 1:4"),
    ("a: !important\n", "yaml-tag 1:4"),
    ("a: ! Attention\n", "yaml-tag 1:4"),
    # Quotes
    ("a: 'l'été'\n", "yaml-syntax 1:7"),
    ('a: "Vision" 2040\n', "yaml-syntax 1:13"),
    ("a: 'b\nc: d\n", "yaml-syntax 1:4"),
    ('a: "b\n--- \n', "yaml-syntax 1:4, yaml-documents 2:1"),
    ('a: "C:\\perso"\n', "yaml-syntax 1:7"),
    ('a: "\\xZZ"\n', "yaml-syntax 1:7"),
    ('a: "\\ud83d"\n', "yaml-syntax 1:7"),
    ('a: "\\U00110000"\n', "yaml-syntax 1:7"),
    ('a: "\\UFFFFFFFF"\n', "yaml-syntax 1:7"),
    # Brackets
    ("a: [b, c\nd: e\n", "yaml-syntax 1:4"),
    ("a: {b: c\nd: e\n", "yaml-syntax 1:4"),
    ("a: [b c]]\n", "yaml-syntax 1:4"),
    ("a: {b: 1 c: 2}\n", "yaml-syntax 1:11"),
    ("]\n", "yaml-syntax 1:1"),
    # Indentation and tabs
    ("  a: 1\nb: 2\n", "yaml-syntax 2:1"),
    ("a:\n  - b\n c: d\n", "yaml-syntax 3:2"),
    ("a: |\n   b\n  c\n", "yaml-syntax 3:3"),
    ("a:\n\t- b\n", "yaml-tab 2:1"),
    ("\ta: b\n", "yaml-tab 1:1"),
    ("a:\n  b: 1\n\tc: 2\n", "yaml-tab 3:1"),
    ("a: |\n  \tb\n", "yaml-tab 2:3"),
    ("a: |\n  b\n \tc\n", "yaml-tab 3:2"),
    # Keys
    ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key 3:1"),
    ("{a: 1, a: 2, a: 3}", "yaml-duplicate-key 1:8, yaml-duplicate-key 1:14"),
    ("- a: 1\n- a: 2\n", ""),
    ("- a: 1\n  b: 2\n  a: 3\n  b: 4\n", "yaml-duplicate-key 3:3"),
    ("- a: 1\n  b: 2\n  c: 3\n  b: 4\n  c: 5\n", "yaml-duplicate-key 4:3"),
    ("- a: 1\n  b: 2\n  b: 3\n  a: 4\n", "yaml-duplicate-key 3:3, yaml-duplicate-key 4:3"),
    ("- {a: 1, a: 2}\n", "yaml-duplicate-key 1:10"),
    ("- a: 1\n  a\u00a0: 2\n", "yaml-duplicate-key 2:3, yaml-syntax 2:4"),
    ("a: 1\nA: 2\n", ""),
    ('"a": 1\n', "yaml-key 1:1"),
    ("[a]: b\n", "yaml-key 1:1"),
    ("{a: b}: c\n", "yaml-key 1:1"),
    (": b\n", "yaml-syntax 1:1"),
    ("?\n: b\n", "yaml-key 1:2"),
    ("? |\n  a\n: b\n", "yaml-key 2:3"),
    ("? a\n  b\n: c\n", "yaml-key 1:3"),
    ("<<: {a: 1}\n", "yaml-key 1:1"),
    # Everything else that only YAML's friends know
    ("a: &x 1\nb: *x\n", "yaml-anchor 1:4, yaml-anchor 2:4"),
    ("a: &x\n  b: *x\n", "yaml-anchor 1:4, yaml-anchor 2:6"),
    ("- !!python/object:os.system x\n- !t [a]\n", "yaml-tag 1:3, yaml-tag 2:3"),
    ("a: !!str &x b\n", "yaml-tag 1:4, yaml-anchor 1:10"),
    ("a: !e!t b\n", "yaml-tag 1:4"),
    ("a: !<b\n", "yaml-tag 1:4"),
    ("a: 1\n---\nb: 2\n", "yaml-documents 2:1"),
    ("---\na: 1\n---\n", "yaml-documents 3:1"),
    ("%YAML 1.2\n---\na: 1\n", "yaml-syntax 1:1"),
    ("%FOO bar\n---\na: 1\n", "yaml-syntax 1:1"),
    ("%YAML " + "9" * 5000 + ".1\n---\na: 1\n", "yaml-syntax 1:1"),
    ("%TAG ! tag:x,2026:\n---\na: 1\n", "yaml-syntax 1:1"),
    ("[" * MAX_DEPTH + "]" * MAX_DEPTH, ""),
    ("[" * (MAX_DEPTH + 1), f"yaml-depth 1:{MAX_DEPTH + 1}"),
    ("- " * 5000 + "a", f"yaml-depth 1:{2 * MAX_DEPTH + 1}"),
    # Characters
    ("{\ufeffa: 1, b: 2, b: 3}", "yaml-duplicate-key 1:15"),
    ("a: 1\nb: \x00\n", "file-control-character 2:4"),
    ("a: b\x0bc\n", "file-control-character 1:5"),
    ("a: \ud800\n", "file-control-character 1:4"),
    ("a: \ufdd0\n", "file-control-character 1:4"),
    ('a: "b\\x07"\n', "file-control-character 1:6"),
    ('a: "\\0"\nb: "\\e"\n', "file-control-character 1:5, file-control-character 2:5"),
]


@BOTH
@pytest.mark.parametrize(("text", "expected"), VERDICTS)
def test_a_verdict_is_the_same_with_and_without_libyaml(
    parser: ParserFactory, text: str, expected: str
) -> None:
    assert verdict(text, parser) == expected


@BOTH
def test_too_many_values_are_refused(
    parser: ParserFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospecta.strict_yaml.builder.MAX_NODES", 6)
    assert verdict("{a: b, c: [d]}", parser) == ""
    assert verdict("{a: b, c: [d, e]}", parser) == "yaml-nodes 1:15"


@BOTH
@pytest.mark.parametrize(
    "typed",
    [
        *("no", "yes", "~", "Null", "14:30", "9:30", "1.10", "01000", "0x1F", "1_000", "1e3"),
        *("0612345670", ".inf", "2015-05-28", "="),
    ],
)
def test_a_scalar_is_the_text_that_was_typed(parser: ParserFactory, typed: str) -> None:
    assert read(f"a: {typed}", parser) == ({"a": typed}, [])
    assert read(f"[{typed}]", parser) == ([typed], [])
    assert read(f"{typed}: a", parser) == ({typed: "a"}, [])


@BOTH
def test_every_value_and_key_knows_its_place(parser: ParserFactory) -> None:
    node, findings = read(
        "titre: 'Évreux 😀'  # remarque\n"  # 1
        "actions:\n"  # 2
        "  - former,\n"  # 3
        "    informer\n"  # 4
        "  - {qui: ~}\n"  # 5
        "notes: |\n"  # 6
        "\n"  # 7
        "    Du *texte*\n"  # 8
        "      en retrait\n"  # 9
        "\n"  # 10
        "vide:\n",  # 11
        parser,
    )
    assert findings == []
    assert isinstance(node, Mapping)
    assert node == {
        "titre": "Évreux 😀",
        "actions": ["former, informer", {"qui": "~"}],
        "notes": "\nDu *texte*\n  en retrait\n",
        "vide": Null(),
    }
    actions = node["actions"]
    assert isinstance(actions, Sequence)
    assert places(node, *node.values(), *actions) == [
        "1:1-11:6",
        "1:8-1:18",
        "3:3-5:13",
        "8:5-9:17",
        "11:6-11:6",
        "3:5-4:13",
        "5:5-5:13",
    ]
    assert node.key_spans["notes"] == Span("swot.yaml", 6, 1, 6, 6)
    assert [bool(value) for value in node.values()] == [True, True, True, False]
    quoted = [value.quoted for value in node.values() if isinstance(value, Scalar)]
    assert quoted == [True, True]


@BOTH
def test_nothing_stands_right_behind_the_sign_before_it(parser: ParserFactory) -> None:
    node, _ = read("a:\nb: {c: }\nd:\n  -\n  - e\n  - # f\n", parser)
    assert isinstance(node, Mapping)
    assert isinstance(node["b"], Mapping)
    assert isinstance(node["d"], Sequence)
    assert node == {"a": Null(), "b": {"c": Null()}, "d": [Null(), "e", Null()]}
    nothing = places(node["a"], node["b"]["c"], node["d"][0], node["d"][2])
    assert nothing == ["1:3-1:3", "2:7-2:7", "4:4-4:4", "6:4-6:4"]


def places(*nodes: Node) -> list[str]:
    spans = [node.span for node in nodes]
    assert {span.path for span in spans} == {"swot.yaml"}
    return [f"{one.line}:{one.column}-{one.end_line}:{one.end_column}" for one in spans]


@pytest.mark.parametrize(
    ("text", "sought", "place"),
    [
        ("a: un deux\n", "deux", "1:7"),
        ("a: un\n   deux\n", "deux", "2:4"),
        ("a: 'l''été'\n", "été", "1:8"),
        ('a: "\\u00e9t\\u00e9 ici"\n', "ici", "1:19"),
        ('a: "un \\\n  deux"\n', "deux", "2:3"),
        ('a: "un\\\n  \\ deux"\n', " deux", "2:3"),
        ("a: |\n  un\n\n  deux\n", "deux", "4:3"),
        ("a: |2-\n    un\n  deux\n", "deux", "3:3"),
        ("a: |\n  un\n    deux\n", "  deux", "3:3"),
        ("a: >\n  un\n  deux\n\n    trois\n", "trois", "5:5"),
        ("- &x un deux\n", "deux", "1:9"),
        ("\ufeffa: un deux\n", "deux", "1:7"),
        ("a: un\u2028deux\n", "deux", "1:7"),
    ],
)
def test_a_place_inside_a_text_leads_back_to_the_file(text: str, sought: str, place: str) -> None:
    node, _ = read(text)
    assert isinstance(node, Mapping | Sequence)
    scalar = node["a"] if isinstance(node, Mapping) else node[0]
    assert isinstance(scalar, Scalar)
    span = scalar.at(scalar.index(sought))
    assert f"{span.line}:{span.column}" == place
    assert scalar.at(len(scalar)).column == scalar.span.end_column


def test_a_place_is_told_even_where_there_is_none() -> None:
    assert Scalar("words").at(2) == Span("")
    blank = read("a: |+\n\n  \n")[0]
    assert isinstance(blank, Mapping)
    assert blank == {"a": "\n\n"}
    assert isinstance(blank["a"], Scalar)
    assert [blank["a"].at(offset).line for offset in range(2)] == [2, 3]


FIXES = [
    # What was typed, and what to type instead
    ("titre: Vision : 2040", 'titre: "Vision : 2040"'),
    ("titre: Vision : 2040 # à voir", 'titre: "Vision : 2040" # à voir'),
    ('titre: Le "plan" : 2040', "titre: 'Le \"plan\" : 2040'"),
    ("- Objectif : former : informer", '- "Objectif : former : informer"'),
    ("- titre: former : informer", '- titre: "former : informer"'),
    ("Court terme: former: informer", 'Court terme: "former: informer"'),
    ("titre: 'l'été'", 'titre: "l\'été"'),
    ('titre: "dit "oui" fort"', "titre: 'dit \"oui\" fort'"),
    ("- *Important* : lire", '- "*Important* : lire"'),
    ("- [lien](https://ifen.example) suite", '- "[lien](https://ifen.example) suite"'),
    ("a: @Jeanne", 'a: "@Jeanne"'),
    ("a: > 50 %", 'a: "> 50 %"'),
    ("a: [b, c", "a: [b, c]"),
    ("a: {b: c\nd: e", "a: {b: c}"),
    ('title: "Un', 'title: "Un"'),
    ('title: "Un\nkind: "C"', 'title: "Un"'),
    ('a: "un\n  deux\nb: c', '  deux"'),
    ("- 'un\n- deux", "- 'un'"),
    ("a:\n  - b\n  c\n  - d", "  - c"),
    ("a:\n  - b: c\n  d: e", "    d: e"),
    ("a: b\n c: d", "c: d"),
    ("a:\u00a0b\nc: d", "a: b"),
    ("a:\n\u00a0\u00a0b: c", "  b: c"),
    ("a:\n  -\u00a0b\n  - c", "  - b"),
    ("titre: Atelier n° 3 # suite", 'titre: "Atelier n° 3 # suite"'),
    ("- #hashtag", '- "#hashtag"'),
    ("a: !important", 'a: "!important"'),
    ("a: *x", 'a: "*x"'),
    ('a: "C:\\perso"', "a: 'C:\\perso'"),
    ("\t- a: b", "  - a: b"),
    ("- nom:Dupont\n  ville: Évry", "- nom: Dupont"),
    ("a: 1\nb:2\nc: 3", "b: 2"),
    # What quotes do not mend has no advice
    ("a: [b,\n  c\nd: e", ""),
    ("a: un\n deux : trois", ""),
    ("a: un # deux\n  trois", ""),
    ("a: &x\n  b: c", ""),
    ("a: &x b\n  c", ""),
    ("a: &x " + "b" * 1000, ""),
    ("a: 1\nb\nc: 3", ""),
    ("x" * 1000 + ": b: c", ""),
]


@BOTH
@pytest.mark.parametrize(("typed", "fixed"), FIXES)
def test_an_advice_is_a_line_that_can_be_read(
    parser: ParserFactory, typed: str, fixed: str
) -> None:
    finding = read(typed, parser)[1][0]
    assert finding.values["fixed"] == fixed
    if fixed:
        assert finding.values["line"] in typed.splitlines()
        mended = typed.replace(finding.values["line"], fixed)
        assert read(mended, parser)[1] == []


WRAPPED = [
    # A text of several lines, and its first and last line with quotes around it all
    ("a: un : deux\n  trois\nb: c\n", 'a: "un : deux', 'trois"'),
    ("a: un\n  deux : trois\nb: c\n", 'a: "un', 'deux : trois"'),
    ("a: un\n  deux\n    trois : quatre\n   cinq  \nb: c\n", 'a: "un', 'cinq"'),
    ("a:\n  - @un\n    deux\n  - c\n", '- "@un', 'deux"'),
    ("- l\"un : deux\n  n'est\n- c\n", "- 'l\"un : deux", "n''est'"),
    ("a: [lien](x) un\n  deux\nb: c\n", 'a: "[lien](x) un', 'deux"'),
    ("a: un # deux\n  trois : quatre\n", "", ""),
    ("a: > un\n  deux\n", "", ""),
    ("a: [un,\n  deux\nb: c\n", "", ""),
    ("- a : b\n  c : d : e\n    f\n", 'c : "d : e', 'f"'),
    ("- a: b\n  c\n", "", ""),
]


@BOTH
@pytest.mark.parametrize(("typed", "opened", "closed"), WRAPPED)
def test_a_text_of_several_lines_is_quoted_as_a_whole(
    parser: ParserFactory, typed: str, opened: str, closed: str
) -> None:
    finding = read(typed, parser)[1][0]
    assert finding.values.get("opened", "") == opened
    assert finding.values.get("closed", "") == closed
    if opened:
        assert finding.values["fixed"] == ""
        plain = closed.replace("''", "'")[:-1]
        mended = typed.replace(finding.values["line"].lstrip(), opened).replace(plain, closed, 1)
        assert read(mended, parser)[1] == []


def test_after_a_mended_line_the_rest_is_read() -> None:
    node, findings = read("a: b : c\nd: e\nd: f\ng: h : i\n")
    assert node == {"a": "b : c", "d": "e", "g": "h : i"}
    codes = [finding.code for finding in findings]
    assert codes == ["yaml-colon", "yaml-duplicate-key", "yaml-colon"]
    assert findings[1].values == {"key": "d", "first": "2"}


def test_a_text_that_cannot_be_read_to_its_end_has_no_value() -> None:
    assert read("a: 1\nb\nc: 3\n")[0] is None
    assert read("a: [" + "*x, " * 200 + "]")[0] is None
    assert len(read("- *x\n" * 200)[1]) == 100


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a: 'b", "unclosed-quote"),
        ("a: 'b\nc: 'd'", "unclosed-quote"),
        ("a: 'l'été'", "after-quote"),
        ('- "\\q"\n- \'', "escape"),
        ("a:\n  - @b\n  @", "first-character"),
        ("a: - b", "first-character"),
        ("a: 1\nb\nc: 3", "no-colon"),
        ("a: 1\nb:2\nc: 3", "no-space"),
        ("a:\u00a01\nb: 2", "no-space"),
        ("a:\n  -\u00a01\n  - 2", "hard-space"),
        ("a\u00a0: 1", "hard-space"),
        ("a:\n  • 1\n  • 2", "bullet"),
        ("a:\n  * 1\n  * 2", "bullet"),
        ("[a\n", "bracket"),
        ("a: [b, c\nd: e", "bracket"),
        ("a: b\n c: d", "outdent"),
        ("a:\n  - b: c\n  d: e", "indent"),
        ("a: un\n\n deux : trois", "indent"),
        ("a: un # deux\n  trois", "comment"),
        ("%YAML 1.1\n---\na", "directive"),
        ("a: 1\n- b", "list"),
        ("- b\na: 1\n- c", "dash"),
        ("a:\n  - b\n  c", "dash"),
        ("a: |0\n  b", "block"),
    ],
)
@BOTH
def test_a_mistake_of_syntax_has_a_kind(parser: ParserFactory, text: str, kind: str) -> None:
    finding = read(text, parser)[1][0]
    assert (finding.code, finding.values["kind"]) == ("yaml-syntax", kind)
    assert kind in Messages.read().data["findings"]["yaml-syntax"]["cases"]


class Action(BaseModel):
    model_config = ConfigDict(strict=True)
    titre: str
    dates: list[str]
    axes: dict[str, list[dict[str, str]]]


def test_pydantic_takes_the_nodes_as_plain_data() -> None:
    node, _ = read("titre: a\ndates: [2015, 'b']\naxes: {c: [{d: e}]}\n")
    action = Action.model_validate(node)
    assert action.titre == "a"
    assert action.dates == ["2015", "b"]
    assert action.axes == {"c": [{"d": "e"}]}


# Blanks around are plain scalars' to lose; the other signs are those that YAML reads.
WORDS = st.text(
    st.sampled_from("aé😀🎯 '\"\\:#-?,[]{}&*!|>%@`~<=1.\t\u2028\u00a0")
    | st.characters(codec="utf-8"),
    max_size=12,
).filter(lambda text: "\r" not in text and verdict(f"'{text}'").count("control") == 0)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int]]]:
    """A list of texts, each written in one of YAML's ways, with its place: value, line, column."""
    text, expected = "", []
    for words in draw(st.lists(WORDS.filter(lambda words: "\n" not in words), max_size=6)):
        style = draw(st.sampled_from("'\"|"))
        line = text.count("\n") + 1
        if style == "|" and words.strip(" \t"):
            indent = draw(st.integers(1, 4))
            text += f"- |{indent}\n{' ' * indent}{words}\n"
            lead = len(words) - len(words.lstrip(" \t"))
            expected.append((words + "\n", line + 1, indent + lead + 1))
            continue
        body = words.replace("'", "''")
        if style == '"':
            body = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        quote = '"' if style == '"' else "'"
        text += f"- {quote}{body}{quote}\n"
        expected.append((words, line, 3))
    return text, expected


@BOTH
@given(documents())
@settings(max_examples=60)
def test_what_was_written_is_read_where_it_stands(
    parser: ParserFactory, document: tuple[str, list[tuple[str, int, int]]]
) -> None:
    text, expected = document
    node, findings = read(text, parser)
    if not expected:
        assert [finding.code for finding in findings] == ["yaml-empty"]
        return
    assert findings == []
    assert isinstance(node, Sequence)
    scalars = [one for one in node if isinstance(one, Scalar)]
    assert [(str(one), one.span.line, one.span.column) for one in scalars] == expected
    for scalar in scalars:
        follow(text, scalar)


def follow(text: str, scalar: Scalar) -> None:
    """Each visible character of a value stands in the file where `at` says."""
    lines = text.removeprefix("\ufeff").split("\n")
    for offset, char in enumerate(scalar):
        span = scalar.at(offset)
        typed = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        if char not in " \t\n" and not typed.startswith("\\"):
            assert typed in (char, char * 2)
    assert scalar.at(len(scalar)).line == scalar.span.end_line


MENDED = [
    # A line that is not read as it stands, and before it what it needs
    ("", "a: {} : cible"),
    ("", "a: cible : {}"),
    ("", "- a : {} : cible # x"),
    ("", "a: @{} cible"),
    ("", 'a: "{}" et cible'),
    ("", "a: 'l'{} cible'"),
    ("", 'a: "dit "{}" cible"'),
    ("", 'a: "{} cible'),
    ("", "a: [{}, cible"),
    ("x: 1", "a:\u00a0 {} cible"),
    ("- x", "a\u00a0{} cible"),
    ("x: 1", "cle:{} cible"),
    ("x: 1", "cle:cible {}"),
    ("x: 1", "   cible: {}"),
    ("x:\n    y: 1", "  cible: {}"),
    ("x:", "\t- {} cible"),
    ("x:", "  •  {} cible\n  - y"),
    ("x:", "  -\u00a0{} cible"),
    ("x:\n  - y", "  {} cible"),
]


@pytest.mark.parametrize(("above", "line"), MENDED)
@given(
    before=st.lists(st.text("aé🎉\t «»–#'", max_size=9), max_size=3),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    lead=st.text("aé🎉«l", min_size=1, max_size=6),
)
@settings(max_examples=20)
def test_what_stands_on_a_mended_line_is_where_it_was_typed(
    above: str, line: str, before: list[str], end: str, mark: str, lead: str
) -> None:
    typed = line.replace("{}", lead)
    lines = [*(f"# {one}" for one in before), *above.split("\n") * bool(above)]
    text = decode((mark + end.join([*lines, *typed.split("\n"), ""])).encode(), "swot.yaml")
    assert isinstance(text, str)
    node, findings = read(text)
    assert findings[0].values["line"] in text.split("\n")
    (target,) = [
        *(one.at(one.index("cible")) for one in scalars_of(node) if "cible" in one),
        *keys_of(node, "cible"),
    ]
    assert (target.line, target.column) == (len(lines) + 1, typed.index("cible") + 1)


def keys_of(node: Node | None, key: str) -> Iterator[Span]:
    if isinstance(node, Mapping):
        yield from (span for name, span in node.key_spans.items() if name == key)
        for child in node.values():
            yield from keys_of(child, key)


SEMINAR = """\
# Séminaire
titre: Vision 2040 😀
sous-titre: "L'été à\\u00a0Évreux"
horizon: [2030, 2040]
lieu: {ville: Évreux, salle: 'B ''12'''}
participants:
  - nom: Dupont
    tel: 0612345670
  - nom: Martin
    presence:
notes: |
  Du *Markdown* :

    - un
    - deux
resume: >-
  plié sur
  deux lignes

  puis trois
suite: un texte
  sur deux lignes
"""
SIGNS = ("", " ", "\n", "\n  ", "\t", ": ", ":", "- ", ",", *"[]{}\"'%@\\é😀\x00\u2028\ufeff")
PIECES = st.sampled_from([*SIGNS, "|", "> ", " #", "&x ", "*x", "!t ", "---\n", "...\n"])


@st.composite
def mutations(draw: st.DrawFn) -> str:
    text = SEMINAR
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(PIECES) + text[start + draw(st.integers(0, 8)) :]
    return text


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence | Mapping):
        for child in node.values() if isinstance(node, Mapping) else node:
            yield from scalars_of(child)


@given(mutations())
@settings(max_examples=300)
def test_any_text_gives_a_value_or_findings_inside_the_text(text: str) -> None:
    by_engine = []
    for parser in PARSERS.values():
        node, findings = read(text, parser)
        assert node is not None or findings
        assert len(findings) <= 100 + 1
        lines = text.split("\n")
        for finding in findings:
            assert finding.code in CODES
            span = finding.span
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert 1 <= span.line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 2
        if not findings:
            for scalar in scalars_of(node):
                follow(text, scalar)
        by_engine.append((placed(node), findings))
    assert all(one == by_engine[0] for one in by_engine)


def placed(node: Node | None) -> object:
    """A value with the place of all that it is made of."""
    if isinstance(node, Mapping):
        held = [(key, node.key_spans[key], placed(value)) for key, value in node.items()]
        return "mapping", node.span, held
    if isinstance(node, Sequence):
        return "list", node.span, [placed(value) for value in node]
    if isinstance(node, Scalar):
        return str(node), node.span, node.quoted
    return node and node.span


FRAGMENTS = st.sampled_from(
    [
        *(
            "a",
            "é",
            "😀",
            " ",
            "  ",
            "\t",
            "\n",
            "\n  ",
            "\n- ",
            "a: ",
            "\n  b: ",
            "- a: ",
            "c d: ",
        ),
        *(
            ": ",
            ":",
            "- ",
            "-",
            "? ",
            "?",
            ",",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            "''",
            '\\"',
            "#",
            " #",
        ),
        *("%", "%YAML 1.1\n", "%TAG ! x\n", "---", "---\n", "...\n", "<<: ", "~", "=", "@", "`"),
        *("!", "!t ", "!!str ", "!<t>", "!<t,u> ", "!e!t", "&", "&x ", "*", "*x", "*x ", "%41"),
        *("|", "|\n ", "|2", "|-\n", ">", ">+\n", "\\", "\\x", "\\u00e9", "\\q", "\u2028", "\xa0"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
@settings(max_examples=500)
def test_libyaml_and_its_stand_in_never_differ(text: str) -> None:
    """Not in a value, a place, a finding, nor in a word of its advice."""
    (one, its), *others = [read(text, parser) for parser in PARSERS.values()]
    for other, findings in others:
        assert placed(other) == placed(one)
        assert findings == its


class Counted:
    """libyaml's or PyYAML's parsers, and how many events they gave in all."""

    def __init__(self) -> None:
        self.events = 0

    def __call__(self, text: str) -> Parser:
        self.parser = DEFAULT(text)
        return self

    def get_event(self) -> Event | None:
        self.events += 1
        return self.parser.get_event()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "- " * 100_000,
        "- *a\n" * 40_000,
        "a: b: c\n" * 25_000,
        "- !t x\n" * 30_000,
        "a: 1\n" * 40_000,
        '"' + "\\x07" * 50_000 + '"',
        "a: " + "x " * 100_000 + ": y",
        ("a:" + " " * 1000 + "\n") * 200,
        "- - - a: b: c\n" * 10_000,
        "a: b: c\n- d\n" * 10_000,
        "\u2028" * 100_000,
        "\t" * 200_000,
        "[" + "," * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_bomb_is_defused(text: str) -> None:
    """200 KB each: few events are asked for, and the findings repeat little of the text."""
    counted = Counted()
    node, findings = load(Source("bomb.yaml", text), counted)
    assert node is not None or findings
    assert counted.events < 1000
    assert sum(len(value) for one in findings for value in one.values.values()) < 120_000


def test_reading_on_after_mistakes_costs_a_few_readings() -> None:
    text = "".join(f"titre{number}: Vision : {number}\n" for number in range(300))
    counted, once = Counted(), sum(1 for _ in events('a: "b : c"\n' * 300, DEFAULT))
    findings = load(Source("swot.yaml", text), counted)[1]
    assert len(findings) == 21
    assert counted.events < 21 * 2 * once
