"""How high a cell can be at most: never less than what typst measures in the house's fonts."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, decomposition

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from prospecta.document import text
from prospecta.formats.extent import LETTERS, OTHER, extent
from prospecta.formats.typst_source.breadth import breadth
from prospecta.places import templates
from prospecta.typst import Job, Typst

FONTS = templates() / "fonts" / "pdf"
UNITS = 1000
MEASURE = """#set document(title: "T")
#set text(font: "Prospecta Sans", size: 9.5pt, lang: "fr", hyphenate: {hyphens}, weight: "bold")
#set par(justify: false, leading: 0.58em, spacing: 0.8em)
#set list(indent: 1mm, body-indent: 2.6mm, spacing: 0.85em)
#context [#metadata((("high", measure({words}, width: {width}mm).height.mm()),))<pages>]
"""


ABSENT = "\u1400"


def held(face: Path) -> Iterator[str]:
    """What a font can show, and marks: all else is as wide as its sign for what it lacks."""
    simple = ImageFont.truetype(face, UNITS, layout_engine=ImageFont.Layout.BASIC)
    for one in filter(str.isprintable, map(chr, range(0x20, 0x2E60))):
        marked = category(one).startswith("M") or decomposition(one)
        if marked or simple.getlength(one) != simple.getlength(ABSENT):
            yield one


@pytest.mark.parametrize("face", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
@pytest.mark.parametrize("features", [[], ["smcp"]], ids=["letters", "small capitals"])
def test_no_letter_is_wider_than_the_bound_says(face: Path, features: list[str]) -> None:
    font = ImageFont.truetype(face, UNITS)
    codes = [*held(face), ABSENT, *map(chr, LETTERS)]
    wide = {ord(one): font.getlength(one, features=features) / UNITS for one in codes}
    assert [chr(at) for at, width in wide.items() if width > LETTERS.get(at, OTHER)] == []


@pytest.fixture(scope="module")
def typst() -> Iterator[Typst]:
    engine = Typst.start()
    yield engine
    engine.close()


WORDS = st.text("abceilmnrstWMQ’é-iœ0", min_size=1, max_size=24)


@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(st.lists(WORDS, min_size=1, max_size=30), min_size=1, max_size=4),
    width=st.integers(25, 120),
    hyphens=st.booleans(),
)
def test_nothing_is_higher_than_its_bound(
    typst: Typst, items: list[list[str]], width: int, hyphens: bool
) -> None:
    lines = [" ".join(words) for words in items]
    tree = [{"t": "BulletList", "c": [[{"t": "Plain", "c": [text(line)]}] for line in lines]}]
    words = "list(" + ", ".join(f'"{line}"' for line in lines) + ")"
    source = MEASURE.format(words=words, width=width, hyphens=str(hyphens).lower())
    typst.submit(Job("", source, "{}", 0))
    assert typst.result().pages["high"] <= extent(tree, width)


FACES = {
    "Str": "",
    "Emph": 'style: "italic"',
    "Strong": 'weight: "bold"',
    "Head": 'weight: "semibold"',
    "SmallCaps": 'features: ("smcp",)',
}
WIDEST = """#set document(title: "T")
#set text(font: "Prospecta Sans", size: 9.5pt, lang: "fr", number-width: "tabular", {face})
#context [#metadata((("wide", calc.max(..({words}).map(one => measure(one).width.mm()))),))<pages>]
"""


NINE = st.lists(WORDS.map(lambda word: word[:9]), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(words=NINE, face=st.sampled_from(sorted(FACES)))
def test_no_word_is_broader_than_is_said(typst: Typst, words: list[str], face: str) -> None:
    said = text(" ".join(words))
    held = {"t": face, "c": [said]} if face in {"Emph", "Strong", "SmallCaps"} else said
    quoted = "".join(f'"{word}", ' for word in words)
    typst.submit(Job("", WIDEST.format(face=FACES[face], words=quoted), "{}", 0))
    wide = breadth([{"t": "Plain", "c": [held]}], 24.0, head=face == "Head")
    assert typst.result().pages["wide"] <= wide


@pytest.mark.parametrize(
    ("words", "room", "low", "high"),
    [
        ("1er trimestre 2016", 16.0, 13.0, 13.8),
        ("4e\u00a0trimestre 2016", 20.0, 16.0, 17.8),
        ("Un an", 40.0, 0.0, 10.0),
        # What the emitter parts itself needs no hyphens.
        ("https://exemple.org/une/adresse", 16.0, 8.0, 16.0),
        ("anticonstitutionnellement", 16.0, 36.0, 40.0),
    ],
)
def test_the_breadth_of_some_words(words: str, room: float, low: float, high: float) -> None:
    assert low < breadth([{"t": "Plain", "c": [text(words)]}], room, head=False) < high
