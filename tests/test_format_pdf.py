"""The PDF: what a snippet of a document becomes, and what holds for every file."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate
from pikepdf import Dictionary
from PIL import Image

from pdf_reading import Tag, opened, page_words, solid, tags
from prospecta.charts.widths import WIDTHS
from prospecta.document import Document, Entry, Picture, div, para, plain, text, walk
from prospecta.formats.pdf import render
from prospecta.formats.tools import Tools
from prospecta.formats.typst_source.job import MARKS, job
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
        tree: list[Any] = json.loads(json.dumps(blocks).replace('"data-', '"'))
        return tree

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
<figure id="frise"><img src="picture:frise.svg" alt="Deux actions">
<figcaption>Frise</figcaption></figure>
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


def test_a_checker_finds_nothing(report: Layout, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report.pdf)
    assert validate(str(tmp_path / "report.pdf")).findings == ()


def test_letters_are_composed_only_where_there_are_marks(maker: Maker) -> None:
    """The look leaves the search for marks out: that must change no page without any."""
    rows = (row.split() for row in WIDTHS[400].split("\n") if row)
    there = [chr(int(first, 16) + at) for first, *widths in rows for at in range(len(widths))]
    unmarked = [one for one in there if not MARKS.search(one) and one.isprintable()]
    assert len(unmarked) > 300
    pairs = [one + other for one in unmarked[::9] for other in unmarked]
    plainly = job(replace(BARE, body=[para([text(" ".join(pairs))])]), Theme())
    searched = replace(plainly, inputs=plainly.inputs.replace('"marks": false', '"marks": true'))
    pages = []
    for one in (plainly, searched):
        maker.typst.submit(one)
        pages.append(maker.typst.result().pdf)
    assert plainly != searched
    assert pages[0] == pages[1]

    marked = job(replace(BARE, body=[para([text("q\u0303")])]), Theme())
    assert '"marks": true' in marked.inputs


def test_every_font_is_in_the_file(report: Layout) -> None:
    with opened(report.pdf) as document:
        fonts = [
            one for one in document.objects if isinstance(one, Dictionary) and "/FontName" in one
        ]
        names = {str(font.FontName).split("+")[1] for font in fonts}
        assert {
            "ProspectaSans-Regular",
            "ProspectaSans-Bold",
            "ProspectaSans-It",
            "DejaVuSansMono",
        } <= names
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_bookmarks_follow_the_headings(report: Layout) -> None:
    with opened(report.pdf) as document, document.open_outline() as outline:
        found = [(item.title, [kid.title for kid in item.children]) for item in outline.root]
    assert found == [
        ("Table des matières", []),
        ("INTRODUCTION", []),
        ("I. Vision", ["1. Atelier 1"]),
        ("Annexe 1 : PARTICIPANTS", []),
    ]


def test_pages_are_where_the_headings_are(report: Layout) -> None:
    words = page_words(report.pdf)
    assert report.pages == {"intro": 3, "vision": 3, "une": 3, "suite": 4}
    assert words[2].startswith("INTRODUCTION")
    assert words[3].startswith("Annexe1:PARTICIPANTS")


def test_all_the_words_stand_in_their_order(report: Layout) -> None:
    assert page_words(report.pdf) == [
        "Unterritoireaccueillant",
        "TabledesmatièresINTRODUCTION3I.Vision31.Atelier13Annexe1:PARTICIPANTS4",
        "INTRODUCTIONVoirlasuite.I.Vision1.Atelier1FriseActionsN°QuoiA1Agirx=1",
        "Annexe1:PARTICIPANTSFin.",
    ]


def test_the_tags_tell_what_everything_is(report: Layout) -> None:
    top = tags(report.pdf)
    assert [(tag.kind, tag.about["T"]) for tag in top.all("H1", "H2")] == [
        ("H1", "Table des matières"),
        ("H1", "INTRODUCTION"),
        ("H1", "I. Vision"),
        ("H2", "1. Atelier 1"),
        ("H1", "Annexe 1 : PARTICIPANTS"),
    ]
    assert len(top.all("TOCI")) == 4
    assert [tag.about["Alt"] for tag in top.all("Figure")] == ["Deux actions"]
    (table,) = top.all("Table")
    assert table.outline()[:2] == ("Table", ("Caption", "Span"))
    assert [(tag.kind, tag.about.get("Scope")) for tag in table.all("TH", "TD")] == [
        ("TH", "/Column"),
        ("TH", "/Column"),
        ("TH", "/Row"),
        ("TD", None),
    ]


def test_the_same_document_gives_the_same_bytes(maker: Maker, report: Layout) -> None:
    assert maker.layout(REPORT) == report


def test_the_format_is_what_was_laid_out(maker: Maker) -> None:
    tools = maker.tools()
    document = replace(BARE, body=[para([text("Un mot.")])])
    assert render(document, tools) == tools.layout(document).pdf


# Snippets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("snippet", "words"),
    [
        ('<div class="checks"><ul><li>un<ul><li>sous</li></ul></li></ul></div>', "✓un–sous"),
        ('<div class="arrows"><ul><li>un</li><li>deux</li></ul></div>', "⇒un⇒deux"),
        ('<div class="steps"><ol><li>un</li><li>deux</li></ol></div>', "1un2deux"),
        ("<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>", "•a–b◦c"),
        ("<ol><li>un</li></ol><ol><li>encore un</li></ol>", "1.un1.encoreun"),
        ('<ol start="3" type="a"><li>c</li></ol>', "c.c"),
        ("<dl><dt>Terme : x</dt><dd><p>Un.</p><p>Deux.</p></dd></dl>", "Terme:xUn.Deux."),
        ("<p>H<sub>2</sub>O 1<sup>er</sup> <del>non</del></p>", "H2O1ernon"),
        ('<p><span class="family-name">Lion</span> Sophie</p>', "LionSophie"),
        ('<pre><code>a = "b"\n\tc  # d\n</code></pre>', 'a="b"c#d'),
        ("<blockquote><p>Dit.</p></blockquote><hr>", "Dit."),
        ("<p>un<br>deux <q>trois</q></p>", "undeux“trois”"),
        ('<p><a href="#nulle-part">lien</a> <a href="">vide</a></p>', "lienvide"),
    ],
)  # fmt: skip
def test_words_of_a_snippet(maker: Maker, snippet: str, words: str) -> None:
    assert "".join(maker.pages(snippet)) == words


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        '<div class="callout">{}</div>',
        '<div class="question">{}</div>',
        '<div class="definition" lang="en">{}</div>',
        '<div class="note" id="n">{}</div>',
        '<div class="checks">{}</div>',
        '<div class="grid"><div class="cell">{}</div></div>',
        "<blockquote>{}</blockquote>",
        "<ul><li>{}</li></ul>",
        "<table><tr><td>{}</td><td></td></tr></table>",
    ],
)
def test_two_paragraphs_stay_two(maker: Maker, frame: str) -> None:
    found = maker.tags(frame.format("<p>Un.</p><p>Deux.</p>"), cover=[]).all("P")
    assert len(found) == 2


def test_family_names_keep_their_letters_small_only_in_shape(maker: Maker) -> None:
    layout = maker.layout('<p><span class="family-name">Lion</span></p>')
    assert "Lion" in "".join(page_words(layout.pdf))


def test_foreign_words_say_their_language(maker: Maker) -> None:
    layout = maker.layout('<p>la <span lang="en-GB">foresight</span> <span lang="?">x</span></p>')
    with opened(layout.pdf) as document:
        assert b"/Lang(en-GB)" in document.pages[-1].Contents.read_bytes()


@pytest.mark.parametrize(
    ("levels", "depths"),
    [((1, 2, 3), (1, 2, 3)), ((3, 1, 3), (1, 1, 2)), ((2, 4, 3, 1), (1, 2, 3, 1))],
)
def test_no_level_of_heading_is_skipped(
    maker: Maker, levels: Sequence[int], depths: Sequence[int]
) -> None:
    snippet = "".join(f'<h{level} id="h{at}">T</h{level}>' for at, level in enumerate(levels))
    headings = maker.tags(snippet, contents=()).all("H1", "H2", "H3", "H4")
    assert [tag.kind for tag in headings] == [f"H{depth}" for depth in depths]


def test_links_lead_to_what_they_name(maker: Maker) -> None:
    targets = maker.tree(
        '<p><a href="#d">d</a><a href="#s">s</a><a href="#t">t</a><a href="#f">f</a>'
        '<a href="https://example.org/?a=b&amp;c">w</a><a href="mailto:a@b.fr">m</a></p>'
        '<div id="d"><p>x <span id="s">y</span></p></div>'
        '<table id="t"><tr><td>1</td></tr></table>'
        '<figure id="f"><img src="picture:frise.svg" alt="F"></figure>'
    )
    with opened(maker.layout(targets).pdf) as document:
        links = [found for page in document.pages for found in page.get("/Annots", [])]
        uris = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
    assert len(links) == 6
    assert uris == ["https://example.org/?a=b&c", "mailto:a@b.fr"]


def test_tables_in_notes_and_cells_have_their_own_heads(maker: Maker) -> None:
    inner = "<table><tr><th>r</th>{}</tr></table>"
    (noted,) = maker.tree(inner.format("<td>1</td><td>2</td><td>3</td>"))
    outer = maker.tree(f"<table><tr><th>r</th><td>{inner.format('<td>4</td>')}</td></tr></table>")
    body = [para([text("x"), {"t": "Note", "c": [para([text("n")]), noted]}]), *outer]
    tables = [
        [tag.kind for tag in table.all("TH", "TD")] for table in maker.tags(body).all("Table")
    ]
    assert tables == [["TH", "TD", "TD", "TD"], ["TH", "TD", "TH", "TD"], ["TH", "TD"]]


def test_pictures_of_one_figure_stand_side_by_side(maker: Maker) -> None:
    kept = BytesIO()
    Image.new("RGB", (30, 400), "#0f4c5c").save(kept, "PNG")
    pictures = {**BARE.pictures, "haut.png": Picture("haut.png", "png", kept.getvalue(), 160.0)}
    images = '<img src="picture:frise.svg" alt="Un"><img src="picture:haut.png" alt="Deux">'
    top = maker.tags(f"<figure>{images}<figcaption>C</figcaption></figure>", pictures=pictures)
    assert [tag.about["Alt"] for tag in top.all("Figure")] == ["Un", "Deux"]


def test_a_picture_without_words_is_decoration(maker: Maker) -> None:
    assert maker.tags('<p>a <img src="picture:frise.svg" alt=""></p>').all("Figure") == []


def test_a_title_of_any_length_keeps_its_words(maker: Maker) -> None:
    title = "Une vision partagée de l’anticonstitutionnellement intergouvernemental " * 12
    cover = [div([para([text(title)])], "", "title")]
    layout = maker.layout("<p>x</p>", title=title, cover=cover)
    assert page_words(layout.pdf)[0] == solid(title)
    running = "Une vision partagée de l’anticonstitutionnellement intergouvernemental Une…"
    assert page_words(layout.pdf, repeated=True)[-1].startswith(solid(running))


@pytest.mark.parametrize("sign", ["😀", "日", "\U0001d400"])
def test_a_sign_that_the_fonts_of_the_house_lack_is_told(maker: Maker, sign: str) -> None:
    with pytest.raises(MissingGlyphError, match=f"U\\+{ord(sign):04X}") as caught:
        maker.layout(f"<p>Bravo {sign}</p>")
    assert caught.value.characters == (sign,)
    assert maker.pages("<p>Bravo</p>") == ["Bravo"]


# An author's words are never code --------------------------------------------------------------

WORDS = [
    '#panic("x")',
    '"; #panic("x"); #"',
    '\\"; #panic("x"); #"',
    "] #panic() [",
    "= titre",
    "- point",
    "+ point",
    "1. point",
    "/ terme: x",
    "$ x^2 $",
    "@ref <label> *gras* _it_ `code` ~ -- --- ...",
    "// note /* note */ https://x.fr",
    "\\u{41} \\ \\\\ \\#",
    '#{sys.inputs} #read("/etc/passwd")',
    "-?-1 'a' \"b\" ’",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_that_look_like_code_stay_words(maker: Maker, words: str) -> None:
    said = [text(words)]
    cell = [["", [], []], {"t": "AlignDefault"}, 1, 1, [para(said)]]
    frame = maker.tree("<table><tr><td>x</td></tr></table>")
    frame[0]["c"][4][0][3][0][1] = [cell]
    body = [
        {"t": "Header", "c": [1, ["a", [], [["number", words]]], said]},
        para([{"t": "Code", "c": [["", [], []], words]}]),
        {"t": "BulletList", "c": [[para(said)]]},
        *frame,
        para([*said, {"t": "Note", "c": [para(said)]}]),
        {"t": "CodeBlock", "c": [["", [], []], words]},
        div([div([div([para(said)], "", "cell-title"), para(said)], "", "cell")], "", "grid"),
        {"t": "RawBlock", "c": ["typst", "#panic()"]},
    ]
    layout = maker.layout(body, title=words, kind=words, words={**BARE.words, "page": words})
    said_in_all = "".join(page_words(layout.pdf))
    assert said_in_all.count(solid(words)) == 12
    with opened(layout.pdf) as document:
        assert str(document.docinfo["/Title"]) == words


SHOWN = st.text(
    st.sampled_from(
        [chr(code) for code in range(0x20, 0x7F)] + list("éèàùçœŒÉ«»“”’–—…€°✓⇒→½²\u00a0\u202f")
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=25)
@given(st.lists(SHOWN, min_size=10, max_size=60))
def test_any_words_come_out_as_they_went_in(maker: Maker, said: list[str]) -> None:
    body = [para([text(one)]) for one in said]
    assert "".join(maker.pages(body)) == solid("".join(said))


@settings(max_examples=15)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=20, unique=True))
def test_any_identifier_can_be_linked_to(maker: Maker, names: list[str]) -> None:
    link = [{"t": "Link", "c": [["", [], []], [text("x")], [f"#{name}", ""]]} for name in names]
    body = [*(div([para([text("y")])], name) for name in names), para(link)]
    with opened(maker.layout(body).pdf) as document:
        links = [found for page in document.pages for found in page.get("/Annots", [])]
    assert len(links) == len(names)


# Where pages end -------------------------------------------------------------------------------


def numbered(count: int, start: int = 0) -> str:
    return " ".join(f"m{at}x" for at in range(start, start + count))


def filled(lines: int) -> str:
    return "<p>.</p>" * lines


def page_of(pages: list[str], words: str) -> int:
    (found,) = (at for at, page in enumerate(pages) if solid(words) in page)
    return found


@pytest.mark.parametrize("size", [400, 3000])
def test_no_word_of_a_cell_is_lost(maker: Maker, size: int) -> None:
    table = (
        "<table><thead><tr><th>Dimension</th><th>Objectif</th></tr></thead><tbody>"
        f"<tr><th>Projet</th><td>{numbered(size)}</td></tr></tbody></table>"
    )
    pages = maker.pages(filled(20) + table)
    assert solid(numbered(size)) in "".join(pages)
    assert size == 400 or len(pages) > 3


BODY = st.one_of(st.integers(1, 40), st.integers(1, 40), st.integers(300, 1000))  # words in a cell


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(1, 3), st.lists(BODY, min_size=4, max_size=4)), max_size=6))
def test_no_word_of_a_table_is_lost(maker: Maker, groups: list[tuple[int, list[int]]]) -> None:
    """Groups of rows of which the last cell is merged, each cell with so many words."""
    rows, count = "", 0
    for height, sizes in groups:
        for row in range(height):
            span = f'<td rowspan="{height}">' if row == 0 else ""
            cells = sizes if row == 0 else sizes[:row]
            rows += "<tr>"
            for column in range(2 if row else 3):
                size = cells[column % len(cells)]
                opening = "<th>" if column == 0 else span if column == 2 else "<td>"
                rows += f"{opening}{numbered(size, count)}</{opening[1:3]}>"
                count += size
            rows += "</tr>"
        rows += '<tr class="lane"><th colspan="3" scope="rowgroup">voie</th></tr>'
    head = "<thead><tr><th>a</th><th>b</th><th>c</th></tr></thead>"
    pages = maker.pages(f"<table>{head}<tbody>{rows}</tbody></table>" if rows else "<p>.</p>")
    said = "".join(pages)
    assert [at for at in range(count) if f"m{at}x" not in said] == []


@pytest.mark.parametrize("lines", range(24, 40, 3))
def test_a_row_that_fits_on_a_page_stays_whole_and_its_caption_near(
    maker: Maker, lines: int
) -> None:
    table = (
        "<table><caption>Légende</caption><thead><tr><th>Tête</th><th>b</th></tr></thead><tbody>"
        f"<tr><th>un</th><td>{numbered(200)}</td></tr>"
        f"<tr><th>deux</th><td>{numbered(300, 200)}</td></tr></tbody></table>"
    )
    layout = maker.layout(filled(lines) + table, contents=())
    pages = page_words(layout.pdf)
    first, second = page_of(pages, numbered(200)), page_of(pages, numbered(300, 200))
    assert page_of(pages, "Légende") == first
    repeated = page_words(layout.pdf, repeated=True)
    assert all("Tête" in repeated[page] for page in (first, second))


@pytest.mark.parametrize("lines", range(24, 44, 4))
@pytest.mark.parametrize("caption", ["", "<caption>Légende</caption>"])
def test_a_short_table_stays_on_one_page(maker: Maker, lines: int, caption: str) -> None:
    rows = "".join(f"<tr><th>r{at}</th><td>x</td></tr>" for at in range(6))
    pages = maker.pages(filled(lines) + f"<table>{caption}<tbody>{rows}</tbody></table>")
    assert page_of(pages, "r0x") == page_of(pages, "r5x")


def test_the_head_of_a_lane_is_repeated_where_its_rows_go_on(maker: Maker) -> None:
    rows = "".join(f"<tr><th>r{at}</th><td>x</td></tr>" for at in range(60))
    lane = '<tr class="lane"><th colspan="2" scope="rowgroup">Voie</th></tr>'
    layout = maker.layout(f"<table><tbody>{lane}{rows}</tbody></table>", contents=())
    pages = page_words(layout.pdf, repeated=True)[1:]
    assert len(pages) > 1
    assert all("Voie" in page for page in pages)
    assert "".join(page_words(layout.pdf)).count("Voie") == 1


@pytest.mark.parametrize("lines", range(29, 35))
def test_a_caption_stays_in_its_table_at_the_end_of_a_page(maker: Maker, lines: int) -> None:
    table = "<table><caption>Légende</caption><tr><td>a</td><td>b</td></tr></table>"
    snippet = filled(lines) + table + "<h1>Suite</h1><p>x</p>"
    (found,) = maker.tags(snippet, contents=()).all("Table")
    assert found.outline()[1] == ("Caption", "Span")


def swot(*sizes: int) -> str:
    cells = ""
    for at, (title, size) in enumerate(
        zip(("Un!", "Deux!", "Trois!", "Quatre!"), sizes, strict=True)
    ):
        items = "".join(f"<li>p{at}n{item}x {'mot ' * 18}</li>" for item in range(size))
        head = f'<div class="cell-title"><p>{title}</p></div>'
        cells += f'<div class="cell strengths">{head}<ul>{items}</ul></div>'
    return f'<div class="grid swot" data-label="Grille">{cells}</div>'


@pytest.mark.parametrize("lines", range(0, 40, 9))
def test_a_grid_that_fits_on_a_page_stays_whole(maker: Maker, lines: int) -> None:
    pages = maker.pages(filled(lines) + swot(5, 3, 4, 6))
    assert len({page_of(pages, found) for found in ("Un!", "Quatre!", "p0n4x", "p3n5x")}) == 1


@pytest.mark.parametrize("lines", range(32, 40))
def test_a_title_in_a_grid_never_ends_a_page(maker: Maker, lines: int) -> None:
    pages = maker.pages(filled(lines) + swot(30, 1, 1, 1))
    assert page_of(pages, "Un!") == page_of(pages, "p0n0x")


@settings(max_examples=10)
@given(st.integers(0, 40), st.tuples(*[st.integers(1, 30)] * 4))
def test_a_title_in_a_grid_is_never_parted_from_its_list(
    maker: Maker, lines: int, sizes: tuple[int, int, int, int]
) -> None:
    pages = maker.pages(filled(lines) + swot(*sizes))
    for at, title in enumerate(("Un!", "Deux!", "Trois!", "Quatre!")):
        assert page_of(pages, title) == page_of(pages, f"p{at}n0x")
        assert all(f"p{at}n{item}x" in "".join(pages) for item in range(sizes[at]))


@pytest.mark.parametrize("lines", range(26, 40, 2))
def test_a_heading_stays_with_what_follows(maker: Maker, lines: int) -> None:
    question = '<div class="question"><p>Pourquoi?</p></div>'
    pages = maker.pages(
        filled(lines) + "<h1>Titre</h1><h2>Atelier</h2>" + question + swot(2, 2, 2, 2)
    )
    assert len({page_of(pages, found) for found in ("Titre", "Atelier", "Pourquoi?", "Un!")}) == 1


def test_an_annex_begins_a_page(maker: Maker) -> None:
    pages = maker.pages('<p>Avant.</p><h1 class="annex" data-number="Annexe 1 :">Liste</h1>')
    assert pages == ["Avant.", "Annexe1:Liste"]


LONG = "https://example.org/" + "unetreslongueadresse" * 12


def shown(pdf: bytes, folder: Path) -> str:
    """The words within the borders of the pages: pdftotext leaves out what is beyond them."""
    (folder / "made.pdf").write_bytes(pdf)
    command = ["pdftotext", "-f", "2", "-raw", str(folder / "made.pdf"), "-"]
    return solid(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.poppler
@pytest.mark.parametrize(
    "snippet",
    [
        f"<p>{LONG}</p>",
        f"<h1>{LONG}</h1>",
        f"<pre>{LONG}</pre>",
        f"<table><tr><td>a</td><td><code>{LONG}</code></td><td>{LONG}</td></tr></table>",
        f'<div class="grid"><div class="cell"><p>{LONG}</p></div></div>',
    ],
)
def test_no_long_word_runs_off_the_page(maker: Maker, tmp_path: Path, snippet: str) -> None:
    words = shown(maker.layout(snippet, contents=()).pdf, tmp_path)
    assert words.count(LONG) == snippet.count(LONG)


def test_a_word_of_a_cell_is_cut_only_where_one_has_no_room(maker: Maker, tmp_path: Path) -> None:
    columns = '<col style="width: 12%"><col style="width: 12%"><col style="width: 76%">'
    heads = "<th>Calendrier</th><th>Intergénérationnelle</th><th>Et</th>"
    cells = "<td>2015 – 4<sup>e</sup> trimestre 2018</td><td>un développement</td><td>x</td>"
    rows = f"<thead><tr>{heads}</tr></thead><tr>{cells}</tr>"
    made = maker.layout(f"<table><colgroup>{columns}</colgroup>{rows}</table>", contents=()).pdf
    (tmp_path / "made.pdf").write_bytes(made)
    command = ["pdftotext", "-f", "2", "-raw", str(tmp_path / "made.pdf"), "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert (
        "Calendrier Intergé|nération|nelle Et 2015 – 4e trimestre 2018 un déve|loppe|ment x"
        in " ".join(words.replace("\u00ad\n", "|").split())
    )


@pytest.mark.poppler
def test_nothing_large_runs_off_the_page(maker: Maker, tmp_path: Path) -> None:
    items = "".join(f"<li>p9n{at}x {numbered(30)}</li>" for at in range(30))
    box = f'<div class="callout"><ul>{items}</ul></div>'
    words = shown(maker.layout(swot(40, 40, 40, 40) + box, contents=()).pdf, tmp_path)
    wanted = [f"p{part}n{at}x" for part in range(4) for at in range(40)]
    wanted += [f"p9n{at}x" for at in range(30)]
    assert [one for one in wanted if one not in words] == []


@pytest.mark.poppler
def test_a_short_table_below_a_long_caption_loses_no_word(maker: Maker) -> None:
    caption = [f"mot{number:04d}" for number in range(1200)]
    table = f"<table><caption>{' '.join(caption)}</caption><tr><td>bas</td><td>b</td></tr></table>"
    line = ["pdftotext", "-", "-"]
    layout = maker.layout(table)
    shown = subprocess.run(line, input=layout.pdf, capture_output=True, check=True).stdout.decode()
    assert [word for word in [*caption, "bas"] if word not in shown] == [], "all are on a page"
