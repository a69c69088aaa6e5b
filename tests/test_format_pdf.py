"""The PDF: what a snippet of a document becomes, and what holds for every file."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate
from PIL import Image

from pdf_reading import Tag, opened, page_words, solid, tags
from prospecta.document import Document, Entry, Picture, div, para, plain, text, walk
from prospecta.formats.pdf import render
from prospecta.formats.tools import Tools
from prospecta.pandoc import HTML, Pandoc
from prospecta.theme import Theme
from prospecta.typst import Layout, MissingGlyphError, Typst

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"><path d="M0 0h9v9z"/></svg>'
TITLE = "Un territoire accueillant"
BARE = Document(
    title=TITLE,
    kind="Compte-rendu",
    authors=("IFEN", "FR Consultants"),
    language="fr",
    date=date(2015, 5, 28),
    cover=[div([para([text(TITLE)])], "", "title")],
    body=[],
    contents=(),
    pictures={"frise.svg": Picture("frise.svg", "svg", SVG, 160.0, drawn=True)},
    words={"contents": "Table des matières", "page": "Page"},
)


class Maker:
    """Makes PDFs of snippets with the engines and the theme that a build uses."""

    def __init__(self, pandoc: Pandoc, typst: Typst) -> None:
        self.pandoc, self.typst = pandoc, typst

    def tree(self, snippet: str) -> list[Any]:
        (blocks,) = self.pandoc.read([(HTML, snippet)])
        return json.loads(json.dumps(blocks).replace('"data-', '"'))

    def layout(self, snippet: str | list[Any], **changes: Any) -> Layout:
        body = self.tree(snippet) if isinstance(snippet, str) else snippet
        document = replace(BARE, body=body, contents=_contents(body))
        return self.tools().layout(replace(document, **changes))

    def tools(self) -> Tools:
        return Tools(self.pandoc, self.typst, Theme())

    def pages(self, snippet: str | list[Any], **changes: Any) -> list[str]:
        """The words of each page after the cover and the contents."""
        layout = self.layout(snippet, contents=(), **changes)
        return page_words(layout.pdf)[1:]

    def tags(self, snippet: str | list[Any], **changes: Any) -> Tag:
        return tags(self.layout(snippet, **changes).pdf)


def _contents(body: list[Any]) -> tuple[Entry, ...]:
    headers = [node["c"] for node in walk(body) if node["t"] == "Header"]
    return tuple(
        Entry(about[0], level, dict(about[2]).get("number", ""), plain(title))
        for level, about, title in headers
    )


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    with closing(Pandoc.start()) as pandoc, closing(Typst.start()) as typst:
        yield Maker(pandoc, typst)


# What every file is ----------------------------------------------------------------------------

REPORT = """
<h1 id="intro" class="unnumbered">INTRODUCTION</h1><p>Voir <a href="#suite">la suite</a>.</p>
<h1 id="vision" class="numbered" data-number="I.">Vision</h1>
<h2 id="une" class="numbered" data-number="1.">Atelier 1</h2>
<figure id="frise"><img src="picture:frise.svg" alt="Deux actions"><figcaption>Frise</figcaption></figure>
<table id="t"><caption>Actions</caption><thead><tr><th>N°</th><th>Quoi</th></tr></thead>
<tbody><tr><th>A1</th><td>Agir <code>x = 1</code></td></tr></tbody></table>
<h1 id="suite" class="annex" data-number="Annexe 1 :">PARTICIPANTS</h1><p><em>Fin.</em></p>
"""


@pytest.fixture(scope="module")
def report(maker: Maker) -> Layout:
    return maker.layout(REPORT)


def test_the_file_says_what_it_is(report: Layout) -> None:
    with opened(report.pdf) as document:
        root = document.Root
        assert str(root.Lang) == "fr"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.MarkInfo.Marked
        assert document.docinfo["/Title"] == TITLE
        assert document.docinfo["/Author"] == "IFEN, FR Consultants"
        assert str(document.docinfo["/CreationDate"]) == "D:20150528000000Z"
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLE
            assert metadata["dc:description"] == "Compte-rendu"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
        assert document.check_pdf_syntax() == []


def test_a_checker_finds_nothing(report: Layout, tmp_path: Any) -> None:
    (tmp_path / "report.pdf").write_bytes(report.pdf)
    assert validate(tmp_path / "report.pdf").findings == []


def test_every_font_is_in_the_file(report: Layout) -> None:
    with opened(report.pdf) as document:
        fonts = [one for one in document.objects if isinstance(one, Dictionary) and "/FontName" in one]
        names = {str(font.FontName).split("+")[1] for font in fonts}
        assert {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-It", "DejaVuSansMono"} <= names
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
