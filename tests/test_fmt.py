"""`prospecta fmt`: files in one form, their data, words and comments kept."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import forked
from composing import pandoc
from folders import SMALL, small, write
from prospecta.blocks import BLOCKS
from prospecta.bombs import hopeless
from prospecta.compose.sanitise import sanitise
from prospecta.findings import ToolError
from prospecta.fmt import document
from prospecta.fmt.document import format_yaml
from prospecta.fmt.emitting import emit
from prospecta.fmt.files import chosen, replace
from prospecta.fmt.prose import tidy
from prospecta.fmt.typesetting import Typesetter, skeleton
from prospecta.fmt.work import work
from prospecta.identity import Identity
from prospecta.language import Language
from prospecta.pandoc import MARKDOWN, Pandoc, RefusedTextsError
from prospecta.source import Source
from prospecta.strict_yaml import Node, Scalar, load
from prospecta.strict_yaml.events import PARSERS
from prospecta.text import Text
from prospecta.typography import typeset
from reading import read_html

EXAMPLE = Path(__file__).parents[1] / "examples/seminaire-2015-05-28"


def formatted(text: str, kind: str = "") -> str:
    model = Identity if kind == "seminar" else BLOCKS.get(kind)
    made = format_yaml(Source("x.yaml", text), model)
    assert not made.lost
    assert not made.findings
    return made.text


# --- what changes: input, output -------------------------------------------------------------

FORMS = {
    "two spaces, lists below their key": (
        "a:\n- x\n-   y\nb:\n     c:   d\n",
        "a:\n  - x\n  - y\nb:\n  c: d\n",
    ),
    "quotes only where needed, of one kind": (
        "a: 'mot'\nb: \"l'été\"\nc: 'un : deux'\nd: '14:30'\ne: '2015'\nf: 'oui \"non\"'\n",
        'a: mot\nb: l\'été\nc: "un : deux"\nd: "14:30"\ne: "2015"\nf: \'oui "non"\'\n',
    ),
    "quotes that another reader of YAML needs stay": (
        "a: 'no'\nb: '~'\nc: '1.10'\nd: 'null'\ne: '2015-05-28'\nf: '# x'\ng: \"de l'\"\n",
        'a: "no"\nb: "~"\nc: "1.10"\nd: "null"\ne: "2015-05-28"\nf: "# x"\ng: "de l\'"\n',
    ),
    "an escape stays as it was typed": (
        'a: "\\u00A0»"\nb: "x\\ty"\n',
        'a: "\\u00A0»"\nb: "x\\ty"\n',
    ),
    "empty lines: one at most, none at the ends of a list": (
        "\n\na: 1\n\n\n\nb:\n\n  - x\n\n\n  - y\n\n\nc: 2\n\n\n",
        "a: 1\n\nb:\n  - x\n\n  - y\n\nc: 2\n",
    ),
    "no blanks at the end, one line end": ("a: 1   \nb:\t\n  - x \t\n", "a: 1\nb:\n  - x\n"),
    "a flow list stays on its line while it fits": (
        "a: [x,y ,  'z']\nb: {c: d,e: 'f: g'}\nc: []\n",
        'a: [x, y, z]\nb: {c: d, e: "f: g"}\nc: []\n',
    ),
    "a flow list that does not fit becomes lines": (
        f"a: [{'x' * 60}, {'y' * 60}]\n",
        f"a:\n  - {'x' * 60}\n  - {'y' * 60}\n",
    ),
    "a flow list over several lines is joined, or becomes lines for its comments": (
        "a: [\n  x,\n  y\n]\nb: [ # un\n  x, # deux\n  # trois\n  y,\n  # quatre\n]\n",
        "a: [x, y]\nb:  # un\n  - x  # deux\n  # trois\n  - y\n  # quatre\n",
    ),
    "block scalars keep their kind, their lines and their ends": (
        "a: |\n      x\n        y\n\n      z  \nb: >-\n    un\nc: |+\n  x\n\n\nd: |2-\n    x\n",
        "a: |\n  x\n    y\n\n  z  \nb: >-\n  un\nc: |+\n  x\n\n\nd: |2-\n    x\n",
    ),
    "a block that the end of the file cuts short": ("a: |\n  x", "a: |-\n  x\n"),
    "plain and quoted texts of several lines keep them": (
        "a: un\n    deux\n\n    trois\nb: 'un\n\n  l''été'\nc:\n  un\n  deux\nd:\n  un\n",
        'a: un\n  deux\n\n  trois\nb: "un\n\n  l\'été"\nc:\n  un\n  deux\nd: un\n',
    ),
    "lists in lists, mappings in lists": (
        "-   - a\n    - b: c\n      d:\n      - e\n-\n  f: g\n",
        "- - a\n  - b: c\n    d:\n      - e\n- f: g\n",
    ),
    "signs that say nothing": ("---\n? a\n: b\n...\n", "a: b\n"),
    "rare line ends and marks are characters": ("a: 'x\u2028y'\nb: x\u0085y\n", None),
    "nothing at all": ("a:\nb: ~\n", "a:\nb: ~\n"),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_the_one_form(before: str, after: str | None) -> None:
    after = before.replace("'", '"') if after is None else after
    assert formatted(before) == after
    assert formatted(after) == after


LONG = "x" * 99

COMMENTS = {
    "the head of the file, between keys, at the end of lines, after the last item": (
        (
            "# tête\n\n\n# de a\na: 1    # un\n#de b\nb:   # deux\n    # avant\n    - x # trois\n"
            "    # entre\n    - y\n    # dans b\n# fin\n"
        ),
        (
            "# tête\n\n# de a\na: 1  # un\n#de b\nb:  # deux\n  # avant\n  - x  # trois\n"
            "  # entre\n  - y\n  # dans b\n# fin\n"
        ),
    ),
    "between a key and its value": (
        "a: # un\n    # deux\n    texte\nb:\n    # trois\n    [x, y] # quatre\n",
        "a:  # un\n  # deux\n  texte\nb:\n  # trois\n  [x, y]  # quatre\n",
    ),
    "inside what is empty": (
        "a:\n  # rien\nb: {\n  # rien non plus\n}\nc: 1\n",
        "a:\n  # rien\nb: {}\n  # rien non plus\nc: 1\n",
    ),
    "on a dash, and between a dash and its keys": (
        "- # un\n  a: 1\n-\n  # deux\n  a: 1\n- a: 1\n  # trois\n",
        "-  # un\n  a: 1\n# deux\n- a: 1\n- a: 1\n  # trois\n",
    ),
    "on the head of a block scalar and below it": (
        "a: | # un\n  # texte\n  x\n # deux\nb: >-   # trois\n  x\n",
        "a: |  # un\n  # texte\n  x\n# deux\nb: >-  # trois\n  x\n",
    ),
    "those below each other stay so": (
        "a: 1       # un\nbcd: 'x'   # deux\ne: 1  # trois\n",
        "a: 1    # un\nbcd: x  # deux\ne: 1  # trois\n",
    ),
    "a document's marks": ("--- # un\n# deux\na: 1\n... # trois\n", None),
    "a silence goes with the line below it, however it is indented": (
        "a:\n  - x\n  # dans a\n  # prospecta: ignore x y\nb: 1\n",
        "a:\n  - x\n  # dans a\n# prospecta: ignore x y\nb: 1\n",
    ),
    "what a silence is about stays on its line": (
        f"a: [{LONG}, y] # prospecta: ignore x y\n# prospecta: ignore x y\nb: [{LONG}, y]\n",
        f"a: [{LONG}, y]  # prospecta: ignore x y\n# prospecta: ignore x y\nb: [{LONG}, y]\n",
    ),
    "a silence at the end of a list acts on nothing": (
        "a: [x, # un\n  y,\n  # prospecta: ignore x y\n]\n# prospecta: ignore x y\nb: 1\n",
        ("a:\n  - x  # un\n  - y\n  # prospecta: ignore x y\n\n# prospecta: ignore x y\nb: 1\n"),
    ),
    "a silence that would act on less holds up the whole text": (
        "b:   1\n# prospecta: ignore x y\na: [x, # un\n  y]\n",
        "b:   1\n# prospecta: ignore x y\na: [x, # un\n  y]\n",
    ),
    "a list at the column of its key": (
        "a:\n- x\n# de b\nb:\n- y\n# fin\n",
        "a:\n  - x\n# de b\nb:\n  - y\n# fin\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), COMMENTS.values(), ids=COMMENTS)
def test_comments_stay_where_people_read_them(before: str, after: str | None) -> None:
    after = "# un\n# deux\na: 1  # trois\n" if after is None else after
    assert formatted(before) == after
    assert formatted(after) == after


ORDERS = {
    "keys as the model declares them, with their comments": (
        "seminar",
        "# tête\n\n# plan\noutline:\n  - contents: [x]\n    title: T\n# titre\ntitle: T  # ici\n",
        "# tête\n\n# titre\ntitle: T  # ici\n# plan\noutline:\n  - title: T\n    contents: [x]\n",
    ),
    "the modeline stays first": (
        "seminar",
        "# yaml-language-server: $schema=x.json\nlanguage: fr\ntitle: T\n",
        "# yaml-language-server: $schema=x.json\ntitle: T\nlanguage: fr\n",
    ),
    "an unknown key stays behind the key before it": (
        "swot",
        "threats: [x]\nstrenghts: [y]\nweaknesses: [z]\n",
        "weaknesses: [z]\nthreats: [x]\nstrenghts: [y]\n",
    ),
    "what parted the keys parts them still": (
        "swot",
        "threats: [x]\n\nstrengths: [y]\n",
        "strengths: [y]\n\nthreats: [x]\n",
    ),
    "points in points, and words of the author's own": (
        "vision",
        (
            "dimensions:\n  - characteristics:\n      - items: x\n        # ici\n        text: t\n"
            "    title: T\n"
        ),
        (
            "dimensions:\n  - title: T\n    characteristics:\n      # ici\n      - text: t\n"
            "        items: x\n"
        ),
    ),
    "a silence stays above the key that it stood above": (
        "vision",
        "dimensions:\n  # dims\n  # prospecta: ignore x y\n  - levers: [a]\n    title: T\n",
        "dimensions:\n  # dims\n  - title: T\n    # prospecta: ignore x y\n    levers: [a]\n",
    ),
    "the head below the modeline stays there, too": (
        "seminar",
        "# yaml-language-server: $schema=x.json\n# tête\n# encore\nlanguage: fr\n# de\ntitle: T\n",
        (
            "# yaml-language-server: $schema=x.json\n# tête\n# encore\n\n# de\ntitle: T\n"
            "language: fr\n"
        ),
    ),
    "the first key of a file stays there with its silence, which may be about the file": (
        "swot",
        "# tête\n# prospecta: ignore x y\nopportunities: w\nstrengths: x\nnote: n\n",
        "# tête\n# prospecta: ignore x y\nopportunities: w\nnote: n\nstrengths: x\n",
    ),
    "empty lines that are a value's own are no more when it has moved": (
        "vision",
        "caption: x\n\ndimensions: y\nlevers: |+\n  z\n\n# fin\nnote: |+\n\n",
        "# fin\nnote: |+\n\ncaption: x\nlevers: |+\n  z\n\ndimensions: y\n",
    ),
    "a mapping without keys has nothing to be put in order": (
        "vision",
        "dimensions: [{ }]\n",
        "dimensions: [{}]\n",
    ),
    "words have no order": (
        "seminar",
        "words:\n  b: x\n  a: y\n",
        "words:\n  b: x\n  a: y\n",
    ),
}


SENTENCES = {
    "in a list, with quotes of their own": (
        "swot",
        "strengths:\n- L'accès : non\n- Le mot :  'oui'\n- Le mot: \"oui\"\n",
        "strengths:\n  - L'accès : non\n  - Le mot :  'oui'\n  - Le mot: \"oui\"\n",
    ),
    "in a list on one line": (
        "swot",
        "strengths: ['a',L'accès :  'non']\n",
        "strengths: [a, L'accès :  'non']\n",
    ),
    "for a text, over several lines, with a list behind": (
        "swot",
        "note:\n    L'accès :   non\n    # ici\n    la santé :\n    - 'a'\n",
        "note:\n  L'accès :   non\n  # ici\n  la santé :\n    - a\n",
    ),
    "where nobody knows what is meant": (
        "",
        "- L'accès : 'non'\n- a:   'b'\n",
        "- L'accès : 'non'\n- a: b\n",
    ),
    "but not the keys of the data": (
        "vision",
        "dimensions :\n- title : 'T'\n  characteristics : [{text : 'a'}]\n",
        "dimensions:\n  - title: T\n    characteristics: [{text: a}]\n",
    ),
}


@pytest.mark.parametrize(("kind", "before", "after"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_with_a_colon_stays_as_it_was_typed(kind: str, before: str, after: str) -> None:
    assert formatted(before, kind) == after
    assert formatted(after, kind) == after


@pytest.mark.parametrize(("kind", "before", "after"), ORDERS.values(), ids=ORDERS)
def test_keys_come_in_the_order_of_the_models(kind: str, before: str, after: str) -> None:
    assert formatted(before, kind) == after
    assert formatted(after, kind) == after


# --- what never changes ----------------------------------------------------------------------

MARK = re.compile(r"# [a-z: ]*[cs]\d+")
SCALARS = (
    "w{n}",
    "w{n} l'été, 😀 n° 1",
    "'w{n}: l''été'",
    '"w{n} \\u00A0\\"x\\" \\\\"',
    "'w{n} \"x\"'",
    '"w{n} # dièse"',
    "w{n} suite{nl}de la phrase{nl}{nl}et fin",
    "'w{n} suite{nl}  de l''une{nl}{nl}et fin '",
    '"w{n} suite\\{nl}  \\ d\\te{nl}{nl}  et fin"',
    "|{nl}w{n}{nl}  - a: # x{nl}{nl}fin  ",
    ">-{nl}w{n}{nl}un{nl}{nl}  deux{nl}trois",
    "|+{nl}w{n}{nl}{nl}",
    ">+{nl}{nl}w{n}{nl}{nl}",
    "|2-{nl}  w{n}",
    "[w{n}, 'x', {{a{n}: b, c{n}: [d]}}]",
    "{{a{n}: 'x: y', b{n}: []}}",
    "[w{n}: x, y]",
    "[w{n} : 'x',{nl}y]",
    "[{nl}w{n}, # c9{n}{nl}[x, # c8{n}{nl}{{a{n}: b}}],{nl}{nl}# c7{n}{nl}]",
    "{{a{n}: b,{nl}# prospecta: ignore s9{n}{nl}}}",
    "l'accès {n} : 'x'",
    "{{}}",
    "",
    "~",
    "2015-05-28",
    "*w{n}".replace("*", "«"),
    "w{n}" + " très long" * 40,
)


KNOWN = ("id", "note", "dimensions", "characteristics", "title", "text", "items")


@dataclass
class Writer:
    """Writes a document with a layout that is drawn at random, everything in it numbered."""

    draw: st.DrawFn
    marks: st.SearchStrategy[str]

    def __post_init__(self) -> None:
        self.numbers = count()
        self.above: dict[str, str] = {}
        """The silences, and the word of the line that each is about."""

    def pick(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def gap(self, indent: int, word: str = "") -> str:
        """What may stand above an entry."""
        lines = [""] * self.draw(st.integers(0, 2))
        for _ in range(self.draw(st.integers(0, 2))):
            column = max(0, indent + self.draw(st.sampled_from([0, 0, 0, -2, 1, 2, 4])))
            lines += [
                " " * column + f"# c{next(self.numbers)}",
                *[""] * self.draw(st.integers(0, 1)),
            ]
        if word and self.pick("", "", "", "s"):
            silence = f"# prospecta: ignore s{next(self.numbers)}"
            self.above[silence] = word
            lines.append(" " * indent + silence)
        return "".join(f"{line}\n" for line in lines)

    def eol(self) -> str:
        return f"{self.pick(' ', '   ')}# c{next(self.numbers)}" if self.pick("", "", "e") else ""

    def scalar(self, indent: int) -> str:
        """A value behind `key:` or `-`, with its line end."""
        number = next(self.numbers)
        raw = self.draw(st.sampled_from(SCALARS))
        step = 2 if "2" in raw[:3] else self.draw(st.integers(1, 4))
        text = raw.format(n=number, nl="\n" + " " * (indent + step))
        text = re.sub(r"(?m)^ +$", "", text)
        if raw[:1] in {"|", ">"}:
            return f" {text}{'' if text.endswith(chr(10)) else chr(10)}"
        return f" {text}{self.eol()}".rstrip() + "\n"

    def value(self, indent: int, depth: int) -> str:
        kind = self.pick("scalar", "scalar", "list", "mapping") if depth else "scalar"
        if kind == "scalar":
            return self.scalar(indent)
        step = self.draw(st.integers(1, 4))
        below = self.mapping if kind == "mapping" else self.list
        return f"{self.eol()}\n{below(indent + step, depth - 1)}"

    def mapping(self, indent: int, depth: int) -> str:
        parts = []
        known = list(KNOWN)
        for _ in range(self.draw(st.integers(1, 3))):
            own = f"k{next(self.numbers)}"
            key = self.pick(own, *known)
            known = [one for one in known if one != key]
            colon = self.pick(":", ":", " :")
            above = self.gap(indent, key)
            parts.append(f"{above}{' ' * indent}{key}{colon}{self.value(indent, depth)}")
        return "".join(parts)

    def list(self, indent: int, depth: int) -> str:
        parts = []
        for _ in range(self.draw(st.integers(1, 3))):
            if depth and self.pick("", "compact"):
                # The keys of a mapping that begins on the line of the dash.
                key = f"k{next(self.numbers)}"
                inner = f"{' ' * indent}- {key}:{self.value(indent + 2, depth - 1)}"
                more = self.mapping(indent + 2, depth - 1) if self.pick("", "more") else ""
                parts.append(self.gap(indent, key) + inner + more)
            else:
                parts.append(f"{self.gap(indent)}{' ' * indent}-{self.value(indent, depth)}")
        return "".join(parts)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A YAML text, and for each silence in it the word that it stands above."""
    writer = Writer(draw, st.text())
    root = writer.mapping if draw(st.booleans()) else writer.list
    text = f"{root(0, 3)}{writer.gap(0)}"
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text, writer.above


def data(text: str) -> Node | None:
    value, findings = load(Source("x.yaml", text))
    assume(not findings)
    return value


@settings(max_examples=150)
@given(documents(), st.sampled_from(["", "vision"]))
def test_data_comments_and_silences_are_kept(
    document: tuple[str, dict[str, str]], kind: str
) -> None:
    text, above = document
    value = data(text)
    made = formatted(text, kind)
    assert data(made) == value
    assert formatted(made, kind) == made
    assert sorted(MARK.findall(made)) == sorted(MARK.findall(text))
    lines = made.split("\n")
    for silence, word in above.items():
        at = next(index for index, line in enumerate(lines) if line.strip() == silence)
        assert f"{word}:" in lines[at + 1].replace(" :", ":")


@settings(max_examples=40)
@given(documents())
def test_the_form_is_one_with_and_without_libyaml(document: tuple[str, dict[str, str]]) -> None:
    text, _ = document
    data(text)
    made = {format_yaml(Source("x.yaml", text), None, parser).text for parser in PARSERS.values()}
    assert len(made) == 1
    once = made.pop()
    for parser in PARSERS.values():
        assert format_yaml(Source("x.yaml", once), None, parser).text == once


PIECES = (
    "a", "b: ", "- ", "-", "\n", "\n  ", "\n\n", "\nc: ", "\n  - ", " # x", "\n# y", "\n    # z",
    "'q'", '"d"', '"e\\u00A0\\"f"', "[", "]", "{", "}", ", ", "? ", ": ", "|", "|+", "|2-", ">-",
    ">+", "\t", "\n  text", "\n   text", "é😀", "\u2028", "\ufeff", "~", "no", "---\n", "...\n",
    "#", "\n \n", "'two\n  lines'",
)  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(lambda pieces: "x: " + "".join(pieces)))
def test_any_text_is_formatted_for_good_or_left_alone(text: str) -> None:
    made = format_yaml(Source("x.yaml", text))
    if made.findings or made.lost:
        assert made.text == text
    else:
        assert data(made.text) == data(text)
        assert format_yaml(Source("x.yaml", made.text)).text == made.text


KEYS = ["id", "note", "workshop", "strengths", "weaknesses", "opportunities", "threats"]


@settings(max_examples=100)
@given(st.permutations(KEYS), st.booleans())
def test_a_comment_above_a_key_travels_with_it(keys: list[str], spaced: bool) -> None:
    gap = "\n" if spaced else ""
    text = gap.join(f"# de {key}\n{key}: x  # ici {key}\n" for key in keys)
    made = formatted(text, "swot")
    order = [key for key in BLOCKS["swot"].model_fields if key in KEYS]
    assert made == gap.join(f"# de {key}\n{key}: x  # ici {key}\n" for key in order)


@settings(max_examples=30)
@given(documents(), st.sampled_from(["\r\n", "\r", "\n"]), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_line_ends_and_encodings_are_made_one(
    document: tuple[str, dict[str, str]], end: str, encoding: str
) -> None:
    text, _ = document
    assume("\u2028" not in text)
    data(text)
    done = work("x.yaml", text.replace("\n", end).encode(encoding))
    assert done.new == formatted(text).encode()
    assert done.recoded == (encoding == "utf-16")


FAULTS = {
    "a word": ("mot", "mit"),
    "a comment": ("  # ici", ""),
    "the words of a comment": ("# ici", "# là"),
    "the order of a list": ("- a\n  - b", "- b\n  - a"),
    "a number sign": ("# ici", ""),
    "what can be read": ("mot", "mot: x"),
}


@pytest.mark.parametrize(("typed", "written"), FAULTS.values(), ids=FAULTS)
def test_a_text_that_would_lose_something_is_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, typed: str, written: str
) -> None:
    text = "k: 'mot'  # ici\nl:\n- a\n- b\n"
    monkeypatch.setattr(document, "emit", lambda root: emit(root).replace(typed, written))
    made = format_yaml(Source("x.yaml", text))
    assert made.lost
    assert made.text == text


# --- Markdown --------------------------------------------------------------------------------

TIDY = {
    "blanks after the last word, and the file's end": ("un \n\ndeux\t\n\n\n", "un\n\ndeux\n"),
    "two spaces are a line break before a line": (
        "un  \ndeux  \n\ntrois  \n",
        "un  \ndeux\n\ntrois\n",
    ),
    "code keeps its blanks": (
        "```\nun  \n\n \n```  \n    code  \n~~~\nx \n```\ny ",
        "```\nun  \n\n \n```  \n    code  \n~~~\nx \n```\ny \n",
    ),
    "an escaped space, and code over two lines": ("un\\ \ndeux `a \nb`\n", "un\\ \ndeux `a \nb`\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("before", "after"), TIDY.values(), ids=TIDY)
def test_markdown_loses_blanks_that_say_nothing(before: str, after: str) -> None:
    assert tidy(before) == after
    assert tidy(after) == after


@pytest.fixture(scope="module")
def engine() -> Iterator[Pandoc]:
    with pandoc() as started:
        yield started


MARKDOWN_PIECES = (
    "L'été", " d'ici", " : ", " ;", " !", "?", "...", "20-30 ans", " 10 000 €", "50%", "« a »",
    '"b"', "'c'", "**gras**", "*d'un*", "`l'code : x`", "``a ` b``", "[l'x : y](http://a.b/c'd)",
    " http://x.fr/l'a?b:c ", "<b title=\"l'x : y\">", "</b>", "\n", "\n\n", "\n- ", "\n1. ",
    "\n# ", "\n> ", "\n    l'x : y\n", "\n```\nl'x : y\n```\n", "  \n", " \n", "{.x}", "[^1]",
    "\n[^1]: l'x : y", "\\'", "&nbsp;", " -- ", "|", "$l'x$", "1er", "\u00a0:", "l'", "\n---\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(MARKDOWN_PIECES), min_size=1, max_size=12).map("".join)


def shown(engine: Pandoc, text: str, language: Language) -> bytes:
    try:
        (blocks,) = engine.read([(MARKDOWN, f"{text}\n")])
    except RefusedTextsError:
        return b""
    words = Text(Scalar(text))
    safe = sanitise(blocks, words, lambda image, _: image, [])
    return engine.write(typeset(safe, language.typography, language.code), "html")


@settings(max_examples=80)
@given(text=TEXTS)
def test_tidied_markdown_is_shown_the_same(engine: Pandoc, text: str) -> None:
    assume("<" not in text)  # HTML is shown as it was typed, its blanks, too
    assume(not hopeless(text))  # no engine ever sees it
    french = Language.read("fr")
    before = shown(engine, text, french)
    assume(before or not text.strip())  # pandoc refuses blanks behind a block's attributes
    assert shown(engine, tidy(text), french) == before
    assert tidy(tidy(text)) == tidy(text)


# --- typography ------------------------------------------------------------------------------

SETTER = {
    "spaces and apostrophes": ("L'été : oui !", "L’été\u00a0: oui\u202f!"),
    "marks, code and addresses stay": (
        "**l'un** : `a : 'b'` http://x.fr/l'a?b [l'x](http://a.b/c'd \"l'x : y\"){.y}",
        "**l’un**\u00a0: `a : 'b'` http://x.fr/l'a?b [l’x](http://a.b/c'd \"l'x : y\"){.y}",
    ),
    "HTML stays": ("l'a <!-- l'x : y --> l'x", "l’a <!-- l'x : y --> l’x"),
    "straight quotes stay": ("\"mot\" et 'mot'", "\"mot\" et 'mot'"),
}


@pytest.mark.parametrize(("before", "after"), SETTER.values(), ids=SETTER)
@pytest.mark.parametrize("line", [True, False])
def test_typography(engine: Pandoc, before: str, after: str, line: bool) -> None:
    assert setter(engine).typeset([(before, line)]) == [after]


def setter(engine: Pandoc) -> Typesetter:
    def read(texts: Sequence[str]) -> list[list[dict[str, object]]]:
        return engine.read([(MARKDOWN, words) for words in texts])

    return Typesetter(Language.read("fr"), read)


@settings(max_examples=80)
@given(text=TEXTS)
def test_typeset_texts_are_shown_the_same(engine: Pandoc, text: str) -> None:
    french, (made,) = Language.read("fr"), setter(engine).typeset([(text, False)])
    assert shown(engine, made, french) == shown(engine, text, french)
    assert re.findall(r"[\w*`<>#|\[\]]", made) == re.findall(r"[\w*`<>#|\[\]]", text)


@settings(max_examples=40)
@given(words=TEXTS.map(lambda text: " ".join(text.split())), style=st.sampled_from(["'", '"', "|"]))
def test_typeset_data_stay_the_same_up_to_typography(
    engine: Pandoc, words: str, style: str
) -> None:
    assume(words)
    told = {
        "'": " '" + words.replace("'", "''") + "'",
        '"': ' "' + words.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "|": f" |-\n  {words}",
    }[style]
    text = f"note:{told}\nstrengths:\n  - x  # l'x : y\n"
    done = work("swot.yaml", text.encode(), setter(engine))
    assert not done.lost
    assert skeleton(data(done.after)) == skeleton(data(text))
    assert "# l'x : y" in done.after
    again = work("swot.yaml", done.new, setter(engine))
    assert again.new == done.new


# --- the command -----------------------------------------------------------------------------


def run(*words: str | Path, stdin: bytes = b"") -> "subprocess.CompletedProcess[str]":
    command = [*forked.command(), *map(str, words)]
    done = subprocess.run(command, capture_output=True, input=stdin, check=False, timeout=60)
    told = (done.stdout.decode(), done.stderr.decode())
    return subprocess.CompletedProcess(command, done.returncode, *told)


def states(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_files_that_change_are_named_and_the_others_are_not_written(tmp_path: Path) -> None:
    folder = small(tmp_path, swot_yaml="threats: 'x'  # ici\nstrengths: [y]\n")
    before = states(folder)
    asked = run("fmt", "--check", "--diff", folder, "--lang", "en")
    assert asked.returncode == 1
    assert "+threats: x  # ici" in asked.stdout
    assert states(folder) == before
    done = run("fmt", folder, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"formatted {folder / 'swot.yaml'}"
    after = states(folder)
    assert after.pop("swot.yaml")[0] == b"strengths: [y]\nthreats: x  # ici\n"
    assert after.items() <= before.items()
    again = run("fmt", "--check", folder, "--lang", "fr")
    told = "Aucun fichier à mettre en forme, 3 déjà en ordre.\n"
    assert (again.returncode, again.stdout) == (0, told)


def test_a_file_with_findings_is_left_as_it_is_and_the_others_are_formatted(tmp_path: Path) -> None:
    broken = "caption: Vision : 2040\n"
    folder = small(tmp_path, vision_yaml=broken, swot_yaml="strengths: 'x'\n")
    done = run("fmt", folder)
    assert done.returncode == 1
    assert "vision.yaml:1:" in done.stderr
    assert (folder / "vision.yaml").read_text() == broken
    assert (folder / "swot.yaml").read_text() == "strengths: x\n"


def test_files_may_be_named_one_by_one_as_hooks_do(tmp_path: Path) -> None:
    text = "strengths: 'x'\n"
    folder = write(tmp_path / "a", {**SMALL, "swot/un.yaml": text, "swot/deux.yaml": text})
    stranger = write(tmp_path, {"autre.yaml": "a:   b\n"}) / "autre.yaml"
    done = run("fmt", folder / "swot/un.yaml", stranger, "--lang", "fr")
    assert done.returncode == 0
    assert "autre.yaml : ce fichier n'est pas d'un séminaire" in done.stderr
    assert stranger.read_text() == "a:   b\n"
    assert (folder / "swot/un.yaml").read_text() == "strengths: x\n"
    assert (folder / "swot/deux.yaml").read_text() == text


def test_the_input_goes_to_the_output(tmp_path: Path) -> None:
    text = "threats: 'é'\nstrengths: x\n".encode()
    done = run("fmt", "-", "--stdin-name", tmp_path / "swot.yaml", stdin=text)
    assert (done.returncode, done.stdout) == (0, "strengths: x\nthreats: é\n")
    refused = run("fmt", "-", "--stdin-name", tmp_path / "swot.yaml", stdin=b"a: b: c\n")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "swot.yaml:1:" in refused.stderr


def test_wrong_calls(tmp_path: Path) -> None:
    assert run("fmt", tmp_path / "rien").returncode == 2
    assert run("fmt", tmp_path / ("x" * 300)).returncode == 2
    assert run("fmt", "-", tmp_path).returncode == 2
    assert run("fmt", tmp_path).returncode == 1


def test_another_encoding_is_read_written_as_utf_8_and_said(tmp_path: Path) -> None:
    folder = small(tmp_path, swot_yaml="strengths: é\n".encode("utf-16"))
    done = run("fmt", folder)
    assert "UTF-8" in done.stdout
    assert (folder / "swot.yaml").read_text(encoding="utf-8") == "strengths: é\n"
    (folder / "swot.yaml").write_bytes("strengths: é\n".encode("cp1252"))
    assert "file-encoding" in run("fmt", folder).stderr


def test_the_example_is_shown_the_same_after_as_before(tmp_path: Path) -> None:
    copy = tmp_path / "seminaire"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("build"))
    build: list[str | Path] = ["build", copy, "--to", "html", "--quiet", "--output"]
    run(*build, tmp_path / "avant")
    assert run("fmt", "--typography", copy).returncode == 0
    assert "’" in (copy / "text/introduction.md").read_text()
    assert run("fmt", "--fix", "--check", copy).returncode == 0
    run(*build, tmp_path / "après")
    before, after = (
        (tmp_path / name / "seminaire.html").read_bytes() for name in ("avant", "après")
    )
    assert read_html(after).words == read_html(before).words


# --- files -----------------------------------------------------------------------------------


def test_permissions_and_links_inside_the_folder_stay(tmp_path: Path) -> None:
    folder = small(tmp_path, swot_yaml="a\n")
    path = folder / "swot.yaml"
    path.chmod(0o640)
    (folder / "lien.yaml").symlink_to("swot.yaml")
    replace(folder, "lien.yaml", b"a\n", b"b\n")
    assert path.read_bytes() == b"b\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert (folder / "lien.yaml").is_symlink()


def test_nothing_outside_the_folder_is_written(tmp_path: Path) -> None:
    outside = write(tmp_path, {"dehors.yaml": "threats:   x\n"}) / "dehors.yaml"
    folder = write(tmp_path / "a", SMALL)
    (folder / "swot.yaml").symlink_to(outside)
    done = run("fmt", folder)
    assert done.returncode == 1
    assert "file-unreadable" in done.stderr
    assert outside.read_text() == "threats:   x\n"
    with pytest.raises(ToolError):
        replace(folder, "swot.yaml", outside.read_bytes(), b"x\n")


def test_a_file_that_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    folder = small(tmp_path)
    before = states(folder)
    with pytest.raises(ToolError, match="meanwhile"):
        replace(folder, "seminar.yaml", b"what was read\n", b"new\n")
    assert states(folder) == before


def test_a_disk_that_refuses_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    # No room is left for the name of the file beside it.
    name = f"{'x' * 249}.yaml"
    folder = small(tmp_path)
    write(folder, {name: "a\n"})
    before = states(folder)
    with pytest.raises(ToolError):
        replace(folder, name, b"a\n", b"b\n")
    assert states(folder) == before


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    folder = small(tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write(folder, {f".seminar.yaml.{ended.pid}.part": "half", ".seminar.yaml.1.part": "running"})
    replace(folder, "seminar.yaml", SMALL["seminar.yaml"].encode(), b"new\n")
    names = {path.name for path in folder.iterdir() if path.is_file()}
    assert names == {"seminar.yaml", ".seminar.yaml.1.part"}


def test_what_is_named_is_found_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {**SMALL, "swot/un.yaml": "x: y\n", "figures/x.yaml": "a: b\n"})
    named = [folder / "swot", folder / "swot/un.yaml", folder / "figures/x.yaml", tmp_path]
    found, strangers = chosen(named)
    assert found == {folder: ["swot/un.yaml"]}
    assert strangers == [folder / "figures/x.yaml", tmp_path]
