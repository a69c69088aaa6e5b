"""Words put into another language are still words there: tables of in and out."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from prospecta.compose import slots
from prospecta.compose.slots import SLOT, Slots, fill
from prospecta.discretion import discreet
from prospecta.document import Blocks, Node, attr, div, para, span, text
from prospecta.findings import Finding, Span
from prospecta.formats.ooxml import markup
from prospecta.formats.typst_source import text as typst
from prospecta.strict_yaml import Scalar
from prospecta.text import Authored, Line, Text

ANY = st.text("\\\"'<>&#;[]()${}`\n\t aé\u00a0🎉", max_size=20)
XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Typst ------------------------------------------------------------------------------------------


def scope(width: float = 160.0) -> typst.Scope:
    return typst.Scope(lambda blocks, _: str(blocks), {}, {}, frozenset(), width)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("", '""'),
        ("mot", '"mot"'),
        ('dit "non"', '"dit \\"non\\""'),
        ("a\\b", '"a\\\\b"'),
        ('\\"', '"\\\\\\""'),
        ('"); #panic("', '"\\"); #panic(\\""'),
        ("#panic() $x$ *a* <b> @c", '"#panic() $x$ *a* <b> @c"'),
    ],
)
def test_a_string_of_typst(words: str, source: str) -> None:
    assert typst.literal(words) == source


@given(ANY)
def test_no_words_end_a_string_of_typst(words: str) -> None:
    """Read as typst reads it: a backslash takes the next character, a lone quote ends it."""
    (inside,) = re.fullmatch(r'"((?:[^"\\]|\\[\\"])*)"', typst.literal(words)).groups()  # type: ignore[union-attr]
    assert re.sub(r"\\(.)", r"\1", inside) == words


@pytest.mark.parametrize(("value", "source"), [(1, "true"), ("", "false"), (None, "false")])
def test_a_flag_of_typst(value: object, source: str) -> None:
    assert typst.flag(value) == source


def test_a_label_is_set_once() -> None:
    here = scope()
    asked = ["a", "", "a", 'b"', "b"]
    labels = [typst.label(one, here) for one in asked]
    assert labels == ['label("a")', "none", "none", 'label("b\\"")', 'label("b")']
    assert here.placed == {"a", 'b"', "b"}


@pytest.mark.parametrize(
    ("identifier", "language", "source"),
    [
        ("", None, "mot"),
        ("a", None, '#anchor(label("a"));mot'),
        ("", "en", '#text(lang: "en", region: none)[mot];'),
        ("", "EN-gb", '#text(lang: "en", region: "gb")[mot];'),
        ("", "zh-Hant-TW", '#text(lang: "zh", region: "tw")[mot];'),
        ("", "sr-Latn", '#text(lang: "sr", region: none)[mot];'),
        ("", "es-419", '#text(lang: "es", region: none)[mot];'),
        ("", "long", "mot"),
        ("", '"]#panic()', "mot"),
        ("a", "en", '#text(lang: "en", region: none)[#anchor(label("a"));mot];'),
    ],
)
def test_a_place_and_a_language(identifier: str, language: str | None, source: str) -> None:
    about = attr(identifier, **({"lang": language} if language else {}))
    assert typst.anchored(about, "mot", scope()) == source


@pytest.mark.parametrize(
    ("words", "width", "strings"),
    [
        ("", 160.0, []),
        ("un mot", 160.0, ["un mot"]),
        ("a" * 64, 160.0, ["a" * 64]),
        ("a" * 65, 160.0, ["a" * 32, "a" * 32, "a"]),
        ("x " + "a" * 65 + " y", 160.0, ["x " + "a" * 32, "a" * 32, "a y"]),
        # A word of letters alone is left to hyphenation, up to 30 of them.
        ("a" * 30, 20.0, ["a" * 30]),
        ("a" * 31, 20.0, ["aaaa"] * 7 + ["aaa"]),
        ("a1" * 5, 20.0, ["a1a1", "a1a1", "a1"]),
        # An address is cut after its marks first.
        ("https://exemple.fr/a", 20.0, ["https://", "exemple.", "fr/", "a"]),
        ("//////////", 20.0, ["////", "////", "//"]),
        # However narrow the place, there is room for three; and never less than two at once.
        ("a1b", 0.0, ["a1b"]),
        ("a1b2", 0.0, ["a1", "b2"]),
        ("a1b2", 10.0, ["a1b2"]),
        # An accent and a joined emoji stay with their letter.
        ("a1be\u0301c2", 5.0, ["a1", "be\u0301", "c2"]),
    ],
    ids=str,
)
def test_where_a_long_run_may_be_cut(words: str, width: float, strings: list[str]) -> None:
    source = typst.text(words, scope(width))
    assert source == "#box();".join(f'#"{one}";' for one in strings)


@given(ANY, st.floats(0, 200))
def test_no_character_is_lost_where_a_run_is_cut(words: str, width: float) -> None:
    strings = re.findall(r'#"((?:[^"\\]|\\.)*)";', typst.text(words, scope(width)), re.DOTALL)
    assert re.sub(r"\\(.)", r"\1", "".join(strings)) == words


# Word -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("mot", "mot"),
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("\"a\" 'b'", "&quot;a&quot; &#x27;b&#x27;"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_a_text_of_xml(words: str, code: str) -> None:
    assert markup.escape(words) == code


@given(st.text(max_size=20).map(lambda words: XML.sub("", words).replace("\r", "")))
def test_no_words_end_a_text_or_an_attribute_of_xml(words: str) -> None:
    code = markup.escape(words)
    (read,) = markup.elements(f'<w:t w:val="{code}">{code}</w:t>')
    assert (read.text or "", len(read)) == (words, 0)
    assert read.get(markup.w("val")) == re.sub(r"\s", lambda blank: _blank(blank[0]), words)


def _blank(found: str) -> str:
    """An attribute's tabs and ends of lines are read as spaces."""
    return " " if found in "\t\n" else found


def test_the_nodes_of_word() -> None:
    assert markup.w("p") == f"{{{markup.WORD}}}p"
    assert markup.block("<w:p/>") == {"t": "RawBlock", "c": ["openxml", "<w:p/>"]}
    assert markup.inline("<w:r/>") == {"t": "RawInline", "c": ["openxml", "<w:r/>"]}
    styled = markup.styled([text("mot")], "Titre")
    assert styled == {"t": "Span", "c": [["", [], [["custom-style", "Titre"]]], [text("mot")]]}
    made = markup.elements('<w:p r:id="a"/><w:tbl/>')
    assert [one.tag for one in made] == [markup.w("p"), markup.w("tbl")]
    assert made[0].get(f"{{{markup.OFFICE}}}id") == "a"


@pytest.mark.parametrize("kind", [str, str.encode])
def test_a_part_is_read_without_comments_indents_and_entities(kind: Callable[[str], Any]) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a [<!ENTITY b "vu">]>'
    root = markup.parse(kind(f"{head}<a>\n  <!-- c -->\n  <d>é</d>\n  <e>&b;</e>\n</a>"))
    assert [one.tag for one in root] == ["d", "e"]
    assert (root.text, root[0].text, root[1].text) == (None, "é", None)
    assert markup.serialise(root[0]) == (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<d>é</d>".encode()
    )
    assert isinstance(root, etree._Element)


# Slots ------------------------------------------------------------------------------------------

HERE = Span("a.yaml", 2, 3, 2, 9)


def held(*words: str, inline: bool = True) -> Slots:
    """Texts that each have a line of their own, from 1."""
    made = Slots()
    for line, one in enumerate(words, 1):
        kind = Line if inline else Text
        made.add(kind(Scalar(one, Span("a.yaml", line))), inline=inline)
    return made


def never(texts: list[str]) -> list[Blocks]:
    assert texts == []
    return []


def test_slots_are_numbered_from_none() -> None:
    made = Slots()
    first, second = Line(Scalar("a", HERE)), Text(Scalar("b", HERE))
    assert (made.add(first, inline=True), made.add(second, inline=False)) == (0, 1)
    assert (made.texts, made.inline) == ([first, second], [True, False])


@pytest.mark.parametrize(
    "words",
    ["Un mot", "l’été, « déjà » : 14:30", "A10 (suite)/fin", "«Oui»", "a", "Soit 50 %\u00a0…"],
)
def test_words_without_marks_need_no_parser(words: str) -> None:
    assert held(words).parse(never) == [[text(words)]]
    assert held(words, inline=False).parse(never) == [[para([text(words)])]]


@pytest.mark.parametrize(
    "words",
    [
        *("1. a", "- a", "+ a", "= a", "(a) b", ": a", "# a"),
        *("*a*", "a_b", "[a]", "`a`", "~a~", "$a$", "{a}", "a<b", "a & b", "a\\b", "a@b.c", "a|b"),
        *("a  b", "a\nb", " a", "a ", "\tb"),
    ],
)
def test_words_that_may_be_marks_are_parsed_each_alone(words: str) -> None:
    """A line behind its guard; a text with the end of its last line."""
    asked: list[str] = []

    def read(texts: list[str]) -> list[Blocks]:
        asked.extend(texts)
        return [[para([text(";"), {"t": "Space"}, text("lu"), text("!")])] for _ in texts]

    assert held("mot", words, "mot").parse(read) == [
        [text("mot")],
        [text("lu"), text("!")],
        [text("mot")],
    ]
    whole = held(words, inline=False).parse(read)
    assert whole == [[para([text(";"), {"t": "Space"}, text("lu"), text("!")])]]
    assert asked == [f"; {' '.join(words.split())}", f"{words}\n"]


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [para([])],
        [para([text("autre")])],
        [para([text(";")]), para([text("b")])],
        [{"t": "Plain", "c": [text(";")]}],
    ],
    ids=str,
)
def test_a_line_that_lost_its_guard_is_its_words(blocks: Blocks) -> None:
    assert held("*a*\n b").parse(lambda _: [blocks]) == [[text("*a* b")]]


def test_what_is_parsed_is_kept_by_who_asked() -> None:
    made, seen = held("mot", "*a*", "*b*"), []

    def keep(found: Any, words: Authored) -> str:
        seen.append((found, words))
        return "gardé"

    answers = [[para([text(";"), text(" "), text(one)])] for one in "ab"]
    assert made.parse(lambda _: answers, keep) == [[text("mot")], "gardé", "gardé"]
    assert seen == [([text("a")], made.texts[1]), ([text("b")], made.texts[2])]
    with pytest.raises(ValueError, match="zip"):
        made.parse(lambda _: answers[:1])


def too_large(line: int) -> Finding:
    return Finding("report-too-large", Span("a.yaml", line), {"path": "a.yaml"})


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["x" * 10] * 3, None),
        (["x" * 10] * 4, 4),
        (["x" * 10] * 2 + ["x" * 9, "x", "x"], 5),
        (["a", "b", "c", "d", "e"], None),
        (["a", "b", "c", "d", "e", "f"], 6),
        (["a", "x " * 5 + "x" * 10, "b"], None),
        (["a", "x" * 11, "b"], 2),
        (["a", "x " * 5 + "x" * 11, "b"], 2),
        (["a", "| |\n|\nbcd"], None),
        (["a", "|||\n|\nbcdef\n"], None),
        (["a", "|||||\n|\nbcdef\n"], 2),
        (["a", "||\n|\n|\n|\nbcdef"], 2),
        (["a", "|||||||"], None),
    ],
    ids=str,
)
def test_the_text_with_which_a_report_is_too_large(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], line: int | None
) -> None:
    """Thirty characters, five texts, words of ten, tables of seven cells."""
    monkeypatch.setattr(slots, "MAX_CHARACTERS", 30)
    monkeypatch.setattr(slots, "MAX_TEXTS", 5)
    monkeypatch.setattr(slots, "MAX_WORD", 10)
    monkeypatch.setattr(slots, "MAX_CELLS", 7)
    monkeypatch.setattr(slots, "LONG_WORD", re.compile(r"\S{11}"))
    assert held(*texts).excess([]) == (too_large(line) if line else None)


def test_a_table_with_too_many_rows_is_told_at_its_first_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slots, "MAX_ROWS", 2)
    row = '<tr><td><span data-slot="{}"></span></td></tr>'
    made = held("a", "b", "c", "d")
    few = row.format(0) * 2
    assert made.excess([few, few]) is None
    assert made.excess([few, "<tr></tr>" * 3, "<p>" + row.format(2) * 2 + row.format(3)]) == (
        too_large(3)
    )


# A frame and what fills it ----------------------------------------------------------------------


def slot(number: int, *, inline: bool = False) -> Node:
    pairs = {SLOT: str(number)}
    return span([], **pairs) if inline else div([], **pairs)


def bullets(*items: Blocks) -> Node:
    return {"t": "BulletList", "c": list(items)}


def tight(*inlines: Node) -> Node:
    return {"t": "Plain", "c": list(inlines)}


A, B = text("a"), text("b")
ONE, TWO = [para([A])], [para([A]), para([B])]
LIST = [para([A]), bullets([tight(B)])]


@pytest.mark.parametrize(
    ("frame", "filled"),
    [
        ([slot(0)], ONE),
        ([para([slot(4, inline=True), B])], [para([A, B, B])]),
        ([slot(0), slot(1)], ONE + TWO),
        ([div([slot(0)], "x", "note")], [div(ONE, "x", "note")]),
        ([{"t": "Span", "c": [attr(lang="fr"), []]}], [{"t": "Span", "c": [attr(lang="fr"), []]}]),
        ([{"t": "Space"}, text("x"), []], [{"t": "Space"}, text("x"), []]),
        # In a list a lone paragraph is tight, with what follows it; several are not.
        ([bullets([slot(0)], [slot(1)])], [bullets([tight(A)], TWO)]),
        ([bullets([slot(2)], [slot(3)])], [bullets([tight(A), LIST[1]], [])]),
        (
            [{"t": "DefinitionList", "c": [[[B], [[slot(0)]]]]}],
            [{"t": "DefinitionList", "c": [[[B], [[tight(A)]]]]}],
        ),
        # Until something in it has room again, and only there.
        ([bullets([div([slot(0)])])], [bullets([div(ONE)])]),
        (
            [bullets([{"t": "BlockQuote", "c": [slot(0)]}, slot(0)])],
            [bullets([{"t": "BlockQuote", "c": ONE}, tight(A)])],
        ),
        ([bullets([para([slot(4, inline=True)])])], [bullets([para([A, B])])]),
        (
            [bullets([tight(B), bullets([slot(0)])]), slot(0)],
            [bullets([tight(B), bullets([tight(A)])]), *ONE],
        ),
    ],
    ids=lambda tree: str(tree)[:60],
)
def test_a_frame_is_filled(frame: Any, filled: Any) -> None:
    """In its place: each run has a frame of its own."""
    assert fill(deepcopy(frame), [ONE, TWO, LIST, [], [A, B]], lambda _: None) == filled


# Privacy ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Le 28 mai 2015 : 1 000 habitants", "Le 28 mai 2015 : 1 000 habitants"),
        ("a@b.fr", "•@•.••"),
        ("écrire à jean.dupont@maison.fr.", "écrire à ••••.••••••@••••••.••."),
        ("06 12 34 56 78, le soir", "•• •• •• •• ••, le soir"),
        ("+33 (0)6 12 34 56 78", "+•• (•)• •• •• •• ••"),
        ("{family: A, téléphone: deux}", "{family: A, téléphone: ••••}"),
        ("Adresse : 3 rue_du Puits, ici", "Adresse : • •••_•• •••••, ici"),
        ('"e-mail": x', '"e-mail": •'),
        ("mailing: x", "mailing: x"),
        ("a@b.fr et courriel: y", "•@•.•• et courriel: •"),
        # A number however it is spaced, and no number that is longer or shorter.
        ("0612345678 06.12.34.56.78", "•••••••••• ••.••.••.••.••"),
        ("06-12-34-56-78 +262 6 12 34 56 78", "••-••-••-••-•• +••• • •• •• •• ••"),
        ("+33612345678, +33(0)612345678", "+•••••••••••, +••(•)•••••••••"),
        ("061234567 06123456789", "061234567 06123456789"),
        ("x06 12 34 56 78 1.06 12 34 56 78", "x06 12 34 56 78 1.06 12 34 56 78"),
        ("le 28/05/2015, 16 12 34 56 78", "le 28/05/2015, 16 12 34 56 78"),
        # An address whole, with all that may stand in it.
        ("a.b_c-d+e@f-g.h-i.fr", "•.•_•-•+•@•-•.•-•.••"),
        ("a@b @b.fr a@.fr", "a@b @b.fr a@.fr"),
        # A value to its end: a comma, a bracket or the end of the line.
        ("[age: 12] fax: 3}", "[age: ••] fax: •}"),
        ("age:12\nville: x", "age:••\nville: x"),
        ("'age' : 1 2, 3", "'age' : • •, 3"),
        ("{age: 12} dit", "{age: ••} dit"),
        ("age: , x} mail: } y] fax: ] z", "age: , x} mail: } y] fax: ] z"),
        ("image: x, e-age: x, _age: x", "image: x, e-age: x, _age: x"),
    ],
)
def test_what_is_private_is_dots(said: str, shown: str) -> None:
    assert discreet(said) == shown


@pytest.mark.parametrize(
    "key",
    [
        *("mail", "email", "e-mail", "courriel", "Courriel", "MOBILE", "portable", "fax"),
        *("tel", "tél", "telephone", "téléphone", "phone", "adresse", "address", "domicile"),
        *("naissance", "birth", "birthday", "birthdate", "age", "âge", "signature"),
        *("sante", "santé", "health", "consent", "consentement", "iban", "nir"),
    ],
)
def test_the_value_behind_a_private_key_is_dots(key: str) -> None:
    assert discreet(f"{key}: a1, b") == f"{key}: ••, b"
