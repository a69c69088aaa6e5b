"""The HTML page: what a snippet of a document becomes, and what holds for every page."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from prospecta.document import Document, Entry, Picture, div, para, text
from prospecta.formats.html import render
from prospecta.formats.html.colours import contrast, dark
from prospecta.pandoc import HTML, MARKDOWN, Pandoc
from prospecta.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prospecta.document import Blocks
    from prospecta.formats.tools import Tools

WORDS = {
    "contents": "Table des matières",
    "skip": "Aller au contenu",
    "back": "Retour au texte",
    "notes": "Notes",
    "scroll": "Tableau défilant",
}
BARE = Document(
    title="Un territoire accueillant",
    kind="Compte-rendu",
    authors=("IFEN", "FR Consultants"),
    language="fr",
    date=date(2015, 5, 28),
    cover=[div([para([text("Un territoire accueillant")])], "", "title")],
    body=[],
    contents=(),
    pictures={},
    words=WORDS,
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" aria-labelledby="t" width="160mm">'
)
DRAWING = SVG + b'<title id="t">Frise</title><rect width="9" height="9" fill="#0f4c5c"/></svg>'


class Maker:
    """Makes pages of snippets with the engine and the theme that a build uses."""

    def __init__(self, pandoc: Pandoc) -> None:
        self.pandoc = pandoc
        self.tools = cast("Tools", SimpleNamespace(pandoc=pandoc, theme=Theme()))

    def read(self, source: str, reader: str = HTML) -> Blocks:
        return self.pandoc.read([(reader, source)])[0]

    def source(self, body: str = "", reader: str = HTML, **changed: Any) -> str:
        document = replace(BARE, body=self.read(body, reader), **changed)
        return render(document, self.tools).decode()

    def page(self, body: str = "", reader: str = HTML, **changed: Any) -> Page:
        return Page(self.source(body, reader, **changed))


class Page:
    """A page as a browser's parser sees it; each question is an XPath."""

    def __init__(self, source: str) -> None:
        self.root = etree.fromstring(source, etree.HTMLParser())

    def all(self, path: str) -> list[Any]:
        return cast("list[Any]", self.root.xpath(path))

    def words(self, path: str) -> list[str]:
        return [" ".join("".join(found.itertext()).split()) for found in self.all(path)]


@pytest.fixture(scope="module")
def make() -> Iterator[Maker]:
    pandoc = Pandoc.start()
    yield Maker(pandoc)
    pandoc.close()


# The file ----------------------------------------------------------------------------------------


def test_the_policy_allows_this_sheet_and_nothing_from_outside(make: Maker) -> None:
    page = make.page('<p><a href="https://example.org/">un lien</a></p>')
    sheet = page.all("//style")[0].text
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    [policy] = page.all("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.all("//script | //link | //@style | //@onclick | //iframe | //form") == []
    assert not re.search(r"url\((?!\"data:font/woff2;base64,)|@import", sheet)


def test_the_page_says_what_it_is(make: Maker) -> None:
    page = make.page()
    assert page.all("/html/@lang") == ["fr"]
    assert page.words("//title") == ["Un territoire accueillant"]
    assert page.all("//meta[@name='author']/@content") == ["IFEN", "FR Consultants"]
    assert page.all("//meta[@name='dcterms.date']/@content") == ["2015-05-28"]
    assert page.all("//meta[@name='description']/@content") == ["Compte-rendu"]


def test_the_same_document_gives_the_same_bytes(make: Maker) -> None:
    source = "<p>Note<span lang='en'>foresight</span></p><table><tr><td>1</td></tr></table>"
    assert make.source(source) == make.source(source)


def test_landmarks_and_a_way_past_the_contents(make: Maker) -> None:
    entries = (Entry("main", 1, "", "Un titre"), Entry("contents", 1, "", "Un autre"))
    page = make.page('<h1 id="main">Un titre</h1><h1 id="contents">Un autre</h1>', contents=entries)
    landmarks = page.all("//body/*[not(@class='skip')] | //nav | //main")
    assert [one.tag for one in landmarks] == ["header", "div", "nav", "main"]
    [target] = page.all("//a[@class='skip']/@href")
    assert page.all("//main/@id") == [target[1:]]
    identifiers = page.all("//@id")
    assert len(identifiers) == len(set(identifiers)), "an author's ids are not the page's"


# Headings and contents ---------------------------------------------------------------------------


def test_the_title_is_the_only_first_heading(make: Maker) -> None:
    page = make.page(
        '<h1 id="a" class="numbered" number="I.">Repères</h1><h2 class="unnumbered">Suite</h2>'
        '<h6 id="f">Six</h6>'
    )
    assert page.words("//h1") == ["Un territoire accueillant"]
    assert page.words("//main/h2") == ["I. Repères"]
    assert page.words("//main/h2/span[@class='number']") == ["I."]
    assert page.words("//main/h3") == ["Suite"]
    assert page.words("//*[@role='heading'][@aria-level='7'][@id='f']") == ["Six"]
    assert page.all("//main//@number | //main//@data-number") == []


def test_a_cover_without_a_title_gets_the_documents(make: Maker) -> None:
    page = make.page(cover=[div([para([text("Deuxième séminaire")])], "", "series")])
    assert page.words("//header//*[self::h1 or self::p]") == [BARE.title, "Deuxième séminaire"]


def test_compound_words_of_a_heading_stay_whole(make: Maker) -> None:
    page = make.page("<h1>Le «\u00a0bien-vivre\u00a0» ici – là - et après</h1>")
    assert [whole.text for whole in page.all("//h2/span[@class='whole']")] == [
        "«\u00a0bien-vivre\u00a0»"
    ]


def test_the_contents_are_nested_lists_of_links(make: Maker) -> None:
    entries = (
        Entry("a", 1, "I.", "Vision"),
        Entry("b", 2, "1.", "Atelier & suite"),
        Entry("c", 1, "", "Suites"),
        Entry("d", 3, "", "Plus bas"),
    )
    page = make.page(contents=entries)
    assert page.words("//nav/h2") == ["Table des matières"]
    assert page.words("//nav/ol/li/a") == ["I. Vision", "Suites"]
    assert page.words("//nav/ol/li/ol/li/a") == ["1. Atelier & suite", "Plus bas"]
    assert page.all("//nav//a/@href") == ["#a", "#b", "#c", "#d"]
    assert make.page().all("//nav") == []


# Tables ------------------------------------------------------------------------------------------

LANES = """
<table><caption>Les actions</caption>
<colgroup><col style="width:10%"><col style="width:60%"><col style="width:30%"></colgroup>
<thead><tr><th>N°</th><th>Action</th><th></th></tr></thead>
<tbody><tr class="lane"><th scope="rowgroup" colspan="3">Axe un</th></tr>
<tr><th scope="row">A1</th><td>Former</td><td rowspan="2">2026</td></tr>
<tr><th scope="row">A2</th><td>Ouvrir</td></tr>
<tr class="lane"><th scope="rowgroup" colspan="3">Axe deux</th></tr>
<tr><th scope="row">B1</th><td>Écouter</td><td>2027</td></tr></tbody></table>"""


def test_each_head_says_what_it_heads(make: Maker) -> None:
    page = make.page(LANES)
    assert page.words("//th[@scope='col']") == ["N°", "Action"]
    assert page.words("//th[@scope='row']") == ["A1", "A2", "B1"]
    assert page.words("//tbody/tr[1]/th[@scope='rowgroup']") == ["Axe un", "Axe deux"]
    assert page.words("//td[@rowspan='2']") == ["2026"]
    assert page.all("//th[not(@scope)] | //td[@scope]") == []
    assert page.words("//thead/tr/td") == [""], "an empty head heads nothing"


def test_a_head_above_several_columns_or_rows_heads_the_group(make: Maker) -> None:
    page = make.page(
        "<table><thead><tr><th></th><th colspan='2'>2026</th></tr></thead><tbody>"
        "<tr><th rowspan='2'>A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
        "<tr><th>B</th><td>5</td><td>6</td></tr></tbody></table>"
    )
    assert page.words("//th[@scope='colgroup']") == ["2026"]
    assert page.words("//th[@scope='rowgroup']") == ["A"]
    assert page.words("//th[@scope='row']") == ["B"]
    assert page.words("//td") == ["", "1", "2", "3", "4", "5", "6"]


def test_a_wide_table_scrolls_in_a_region_with_a_name_of_its_own(make: Maker) -> None:
    narrow = "<table><caption>Étroit</caption><tr><td>1</td><td>2</td></tr></table>"
    bare = "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    page = make.page(LANES + LANES + narrow + bare)
    labels = page.all("//div[@role='region'][@tabindex='0']/@aria-label")
    assert labels == ["Les actions", "Les actions 2", "Tableau défilant"]
    assert page.words("//main/table/caption") == ["Étroit"]


def test_widths_and_alignments_are_the_style_sheets(make: Maker) -> None:
    page = make.page(LANES)
    assert page.all("//col/@class") == ["w10", "w60", "w30"]
    assert page.all("//style")[0].text.endswith(".w10{width:10%}\n.w30{width:30%}\n.w60{width:60%}")
    aligned = make.page("| a | b |\n|:--|--:|\n| 1 | 2 |\n", MARKDOWN)
    assert aligned.all("//td/@data-align") == ["left", "right"]


# Lists, boxes and notes --------------------------------------------------------------------------


def test_a_grid_is_a_group_with_a_name(make: Maker) -> None:
    page = make.page(
        '<div class="grid swot" label="Grille de l’atelier 1"><div class="cell strengths">'
        '<div class="cell-title"><p>Forces</p></div><ul><li>Un</li></ul></div></div>'
    )
    [grid] = page.all("//div[@role='group']")
    assert grid.get("aria-label") == "Grille de l’atelier 1"
    assert page.words("//div[@class='cell strengths']/*") == ["Forces", "Un"]
    assert ".cell.strengths{--tone:var(--strengths)" in page.all("//style")[0].text


def test_checks_are_a_list_and_no_typed_sign(make: Maker) -> None:
    page = make.page('<div class="checks"><ul><li>décrire</li></ul></div>')
    assert page.words("//div[@class='checks']/ul/li") == ["décrire"]
    assert '.checks > ul { list-style: "✓' in page.all("//style")[0].text


def test_tasks_are_words_and_no_form(make: Maker) -> None:
    page = make.page("<ul><li>☐ à faire</li><li>☒ fait</li></ul>")
    assert page.words("//div[@class='tasks']/ul/li") == ["☐ à faire", "☒ fait"]
    assert page.all("//input") == []


def test_notes_lead_back_with_words(make: Maker) -> None:
    page = make.page("Un[^1] et deux[^2].\n\n[^1]: note\n\n[^2]: autre\n", MARKDOWN)
    assert page.words("//section[@aria-label='Notes'][@role='doc-endnotes']//li") == [
        "note",
        "autre",
    ]
    assert page.all("//a[@role='doc-backlink']/@aria-label") == [
        "Retour au texte (1)",
        "Retour au texte (2)",
    ]
    for link in page.all("//main//a/@href"):
        assert page.all(f"//*[@id='{link[1:]}']"), "a note and its mark name each other"


def test_code_has_neither_colours_nor_identifiers(make: Maker) -> None:
    page = make.page("~~~python\nprint(1)\n~~~\n", MARKDOWN)
    assert page.words("//main/pre/code") == ["print(1)"]
    assert page.all("//main//span | //main//a") == []


def test_what_means_nothing_in_a_page_is_left_out(make: Maker) -> None:
    page = make.page(
        '<div custom-style="Callout" class="callout" lang="en" typst:text:fill="red"><p>Foresight'
        '</p></div><p><span docx="1" class="family-name">Lion</span></p>'
    )
    [box] = page.all("//main/div")
    assert dict(box.attrib) == {"class": "callout", "lang": "en"}
    assert [dict(span.attrib) for span in page.all("//main/p/span")] == [{"class": "family-name"}]


# Pictures ----------------------------------------------------------------------------------------


def pictures(**kinds: tuple[str, bytes, float, bool]) -> dict[str, Picture]:
    return {name: Picture(name, *rest) for name, rest in kinds.items()}


def test_a_drawing_is_inline_and_told_once(make: Maker) -> None:
    source = (
        '<figure><img src="picture:frise" alt="Frise &quot;2030&quot; &lt;x&gt;">'
        '<img src="picture:frise" alt="Frise &quot;2030&quot; &lt;x&gt;">'
        "<figcaption>Figure 1</figcaption></figure>"
    )
    page = make.page(source, pictures=pictures(frise=("svg", DRAWING, 160.0, True)))
    first, second = page.all("//figure/div[@class='scroll'][@aria-label='Figure 1']/svg")
    assert dict(first.attrib) == {
        "class": "drawing",
        "viewbox": "0 0 16 9",
        "width": "846",
        "role": "img",
        "aria-label": 'Frise "2030" <x>',
    }
    assert second.get("aria-hidden") == "true"
    assert page.all("//svg//title | //svg//@id") == []
    assert page.all("//svg/rect/@fill") == ["var(--accent)"] * 2, "the page's, by day and by night"


def test_a_drawing_keeps_the_words_that_look_like_a_colour_of_its_own(make: Maker) -> None:
    words = 'fill="#0f4c5c" et stroke="#0F4C5C"'
    drawing = SVG + f'<text fill="#0F4C5C" stroke="#123456">{words}</text></svg>'.encode()
    page = make.page(
        '<p><img src="picture:x"></p>', pictures=pictures(x=("svg", drawing, 160, True))
    )
    (text,) = page.all("//svg/text")
    assert text.text == words
    assert dict(text.attrib) == {"fill": "var(--accent)", "stroke": "#123456"}


def test_an_authors_picture_is_an_image_that_runs_nothing(make: Maker) -> None:
    own = {"a b & é.png": Picture("a b & é.png", "png", b"PNG", 80.0)}
    own |= pictures(place=("svg", DRAWING, 40.0, False))
    body: Blocks = [
        para([{"t": "Image", "c": [["", [], []], [text("Une place")], [f"picture:{name}", ""]]}])
        for name in own
    ]
    page = Page(render(replace(BARE, body=body, pictures=own), make.tools).decode())
    png, svg = page.all("//main//img")
    assert (png.get("width"), png.get("alt")) == ("423", "Une place")
    assert png.get("src") == "data:image/png;base64," + b64encode(b"PNG").decode()
    kind, _, data = svg.get("src").partition(";base64,")
    assert (kind, b64decode(data)) == ("data:image/svg+xml", DRAWING)


def test_a_picture_may_ask_for_a_share_of_the_column(make: Maker) -> None:
    own = pictures(place=("png", b"PNG", 160.0, False))
    page = make.page('<p><img src="picture:place" width="50%" alt="x"></p>', pictures=own)
    assert page.all("//main//img/@width") == ["423"]


# Whatever is written -----------------------------------------------------------------------------

MARKUP = st.sampled_from(
    (
        '<col style="width: 5%">',
        '<td style="text-align: left;">',
        '<img src="picture:0" alt="x">',
        '<a href="#fnref1" class="footnote-back">',
        "<th></th>",
        "<!-- body -->",
        " />",
        "↩︎",
        "&amp;",
        "{{ policy }}",
    )
)
SENTENCES = st.lists(
    MARKUP | st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(SENTENCES, SENTENCES)
@example('x style="color:red"', '" alt="y"')
def test_no_word_is_lost_or_changed(make: Maker, one: str, other: str) -> None:
    cell = [["", [], []], {"t": "AlignRight"}, 1, 1, [{"t": "Plain", "c": [text(one)]}]]
    width = [{"t": "AlignDefault"}, {"t": "ColWidth", "c": 0.5}]
    bodies = [[["", [], []], 0, [], [[["", [], []], [cell]]]]]
    bare: list[Any] = [["", [], []], []]
    table = {"t": "Table", "c": [["", [], []], [None, []], [width], bare, bodies, bare]}
    heading = {"t": "Header", "c": [1, ["h", [], [["number", other]]], [text(one)]]}
    body = [heading, para([text(one), {"t": "Code", "c": [["", [], []], other]}]), table]
    entry = Entry("h", 1, other, one)
    document = replace(BARE, title=one, body=body, contents=(entry,))
    page = Page(render(document, make.tools).decode())
    told = " ".join
    assert page.words("//main/h2 | //main/p | //main/table") == [
        told(f"{other} {one}".split()),
        told(f"{one}{other}".split()),
        told(one.split()),
    ]
    assert page.words("//title | //nav//a") == [told(one.split()), told(f"{other} {one}".split())]
    assert page.all("//main//img | //main//@style") == []


# Colours -----------------------------------------------------------------------------------------

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_every_text_of_the_theme_is_readable_by_day_and_by_night() -> None:
    colours = Theme().colours
    grounds = ["paper", *(name for name in colours if name.endswith("-soft"))]
    for ground in grounds:
        tone = ground.removesuffix("-soft")
        for written in {"ink", "muted", "accent"} | ({tone} - {"paper"}):
            day = colours[written], colours[ground]
            night = [dark(value, colours["accent"]) for value in day]
            assert contrast(*day) >= 4.5, (written, ground)
            assert contrast(*night) >= 4.5, (written, ground)


@given(COLOURS, COLOURS, COLOURS)
def test_what_is_readable_on_pale_paper_by_day_is_so_by_night(
    ink: str, paper: str, tint: str
) -> None:
    night = [dark(colour, tint) for colour in (ink, paper)]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in night)
    if contrast(ink, "#ffffff") >= 4.5 and contrast(paper, "#ffffff") <= 1.3:
        assert contrast(*night) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#0f4c5c", "#0f4c5c", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
