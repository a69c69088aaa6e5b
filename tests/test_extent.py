"""How high a cell can be at most: never less than what typst measures in the house's fonts."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, decomposition

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from prospecta.document import text
from prospecta.formats.typst_source.extent import LETTERS, OTHER, extent
from prospecta.places import templates
from prospecta.typst import Job, Typst

FONTS = templates() / "fonts" / "pdf"
UNITS = 1000
MEASURE = """#set document(title: "T")
#set text(font: "Source Sans 3", size: 9.5pt, lang: "fr", hyphenate: {hyphens}, weight: "bold")
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
