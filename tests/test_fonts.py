"""The faces of the PDF kern as those of the DOCX do, whose tables are the typeface's own."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from prospecta.places import templates
from prospecta.typst import Job, Typst

FONTS = templates() / "fonts"
LETTERS = "AÀÇEFLOPRTVWYÿabceéfgijkloœrstuvwxyz.,;:!?’«»“”()-–/'\"&0147ΔΩДЖ"
WIDTHS = """#set document(title: "T")
#set text(font: "Prospecta Sans", style: "{style}", weight: "{weight}")
#let letters = "{letters}".clusters()
#let width(first) = letters.map(second => measure(first + second).width.pt())
#context [#metadata(letters.map(first => (first, width(first))))<pages>]
"""


@pytest.mark.parametrize(
    ("name", "style", "weight"),
    [("regular", "normal", "regular"), ("boldItalic", "italic", "bold")],
)
def test_two_letters_are_as_wide_in_a_pdf_as_in_a_docx(
    name: str, style: str, weight: str, tmp_path: Path
) -> None:
    face = json.loads((FONTS / "docx" / "fonts.json").read_text())["faces"][name]
    data = (FONTS / "docx" / face["file"]).read_bytes()
    mask = UUID(face["guid"]).bytes[::-1] * 2
    (tmp_path / "face.ttf").write_bytes(
        bytes(one ^ other for one, other in zip(data, mask, strict=False)) + data[len(mask) :]
    )
    letters = LETTERS.replace('"', '\\"')
    source = WIDTHS.format(style=style, weight=weight, letters=letters)
    widths: list[Any] = []
    for fonts in (FONTS / "pdf", tmp_path):
        engine = Typst.start(fonts)
        engine.submit(Job("", source, "{}", 0))
        widths.append(engine.result().pages)
        engine.close()
    kerned, plain = widths
    latin = LETTERS[: LETTERS.index("Δ")]
    assert {one: kerned[one][: len(latin)] for one in latin} == {
        one: plain[one][: len(latin)] for one in latin
    }
    at_a, at_v = LETTERS.index("A"), LETTERS.index("V")
    assert kerned["A"][at_v] < (kerned["A"][at_a] + kerned["V"][at_v]) / 2
