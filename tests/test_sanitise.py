"""What of an author's words, pictures and markup may stand in a document: tables of in and out."""

import io
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from folders import write
from prospecta.compose.markup import MarkupError, safe
from prospecta.compose.sanitise import figures, sanitise, span_of
from prospecta.document import (
    Attr,
    Node,
    Picture,
    attr,
    div,
    para,
    raw_block,
    raw_inline,
    span,
    text,
)
from prospecta.drawings import PIXEL, SVG, cleaned, fitting
from prospecta.findings import Finding, Span
from prospecta.pictures import MAX_BYTES, read_picture, too_large
from prospecta.strict_yaml import Scalar
from prospecta.text import Text

HERE = Span("text/a.md", 1, 1, 1, 40)
NONE: Attr = ["", [], []]


def typed(words: str) -> Text:
    return Text(Scalar(words, HERE).written_in(words, 0))


def cleansed(found: Any, words: str = "mot") -> tuple[Any, list[Finding]]:
    findings: list[Finding] = []
    return sanitise(found, typed(words), lambda image, _: image, findings), findings


def link(target: str, title: str = "") -> Node:
    return {"t": "Link", "c": [attr(), [text("ici")], [target, title]]}


def image(target: str, title: str = "", **pairs: str) -> Node:
    return {"t": "Image", "c": [attr("rond", "a", **pairs), [text("Un rond")], [target, title]]}


# The tree of a text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "kept"),
    [
        (text("mot"), text("mot")),
        ({"t": "Space"}, {"t": "Space"}),
        ({"t": "Strong", "c": [text("mot")]}, {"t": "Strong", "c": [text("mot")]}),
        (raw_inline("html", "<b>"), text("<b>")),
        (raw_block("typst", "#panic()"), para([text("#panic()")])),
        (para([raw_inline("openxml", "<w:p>")]), para([text("<w:p>")])),
        ({"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}, text("x^2")),
        ({"t": "Quoted", "c": [{"t": "DoubleQuote"}, [text("dit")]]}, text("dit")),
        ({"t": "Cite", "c": [[{"citationId": "a"}], [text("@a")]]}, text("@a")),
        ({"t": "Inconnu", "c": [text("mot")]}, text("mot")),
    ],
    ids=lambda node: str(node)[:40],
)
def test_what_may_not_stand_is_the_text_that_was_typed(node: Node, kept: Node) -> None:
    assert cleansed([node]) == ([kept], [])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["a", ["callout", "note"], []], ["a", ["callout", "note"], []]),
        (["atelier-1.b", [], []], ["atelier-1.b", [], []]),
        (["Majuscule", [], []], NONE),
        (["a b", [], []], NONE),
        (["", ["danger", "steps", "numbered"], []], ["", ["steps"], []]),
        (
            ["", [], [["lang", "fr"], ["width", "50%"]]],
            ["", [], [["lang", "fr"], ["width", "50%"]]],
        ),
        (["", [], [["lang", "zh-Hant-TW"]]], ["", [], [["lang", "zh-Hant-TW"]]]),
        (["", [], [["lang", 'fr" x="']]], NONE),
        (["", [], [["lang", "français"]]], NONE),
        (["", [], [["width", "100%"]]], ["", [], [["width", "100%"]]]),
        (["", [], [["width", "101%"]]], NONE),
        (["", [], [["width", "5cm"]]], NONE),
        (["", [], [["onclick", "y"], ["custom-style", "Z"], ["data-slot", "0"]]], NONE),
        (["", [], [["style", "position: fixed"], ["number", "9"]]], NONE),
    ],
    ids=str,
)
def test_attributes_are_a_short_list(given: Attr, kept: Attr) -> None:
    assert cleansed([{"t": "Span", "c": [given, []]}]) == ([{"t": "Span", "c": [kept, []]}], [])


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("Code", [], ["x"]),
        ("CodeBlock", [], ["x"]),
        ("Link", [], [[], ["#a", ""]]),
        ("Image", [], [[], ["picture:a", ""]]),
        ("Span", [], [[]]),
        ("Div", [], [[]]),
        ("Figure", [], [[None, []], []]),
        ("Header", [2], [[]]),
        ("Table", [], [[None, []], [], [NONE, []], [], [NONE, []]]),
    ],
)
def test_whatever_has_attributes_loses_them(kind: str, before: Any, after: Any) -> None:
    dirty: Attr = ["A B", ["danger"], [["onclick", "y"]]]
    node = {"t": kind, "c": [*before, dirty, *after]}
    assert cleansed([node]) == ([{"t": kind, "c": [*before, NONE, *after]}], [])


def test_rows_and_cells_are_bare() -> None:
    dirty: Attr = ["a", ["callout"], [["onclick", "y"]]]

    def cell(word: str, about: Attr) -> Any:
        return [about, {"t": "AlignLeft"}, 1, 1, [para([text(word)])]]

    def table(about: Attr) -> Node:
        head, first, second, foot = ([[about, [cell(word, about)]]] for word in "abcd")
        parts = [[NONE, head], [[NONE, 0, first, second]], [NONE, foot]]
        return {"t": "Table", "c": [NONE, [None, []], [], *parts]}

    assert cleansed([table(dirty)]) == ([table(NONE)], [])


@pytest.mark.parametrize(
    "target",
    [
        "http://a.b",
        "https://a.b/c?d=e&f#g",
        "HTTPS://a.b",
        "mailto:a@b.c",
        "#atelier-1",
    ],
)
def test_a_link_leads_to_a_page_an_address_or_an_anchor(target: str) -> None:
    """The title, which nobody reads on paper, is left out."""
    assert cleansed([link(target, "titre")]) == ([link(target)], [])


@pytest.mark.parametrize(
    ("target", "code", "values"),
    [
        ("", "link-empty", {}),
        ("#", "link-empty", {}),
        ("javascript:alert(1)", "link-refused", {"target": "javascript:alert(1)"}),
        ("file:///etc/passwd", "link-refused", {"target": "file:///etc/passwd"}),
        ("data:text/html,a", "link-refused", {"target": "data:text/html,a"}),
        ("../a.pdf", "link-refused", {"target": "../a.pdf"}),
        ("//a.b", "link-refused", {"target": "//a.b"}),
        ("https://", "link-refused", {"target": "https://"}),
        ("https://a b", "link-refused", {"target": "https://a b"}),
    ],
)
def test_a_link_that_leads_elsewhere_keeps_its_words(
    target: str, code: str, values: dict[str, str]
) -> None:
    words = f"Voir [ici]({target})."
    told = target if code == "link-refused" else f"]({target})"
    column = words.index(told) + 1
    place = Span("text/a.md", 1, column, 1, column + len(told))
    assert cleansed([link(target)], words) == ([text("ici")], [Finding(code, place, values)])


def test_a_picture_is_the_handler_s_with_the_words_it_stands_in() -> None:
    words, seen = typed("![Un rond](a.png)"), []

    def handle(node: Node, around: Any) -> Node:
        seen.append((node, around))
        return text("image")

    tree = [image("a.png", "titre", width="50%", onclick="y")]
    assert sanitise(tree, words, handle, []) == [text("image")]
    about = ["rond", [], [["width", "50%"]]]
    kept = {"t": "Image", "c": [about, [text("Un rond")], ["a.png", "titre"]]}
    assert seen == [(kept, words)]


@pytest.mark.parametrize(("before", "column"), [(0, 1), (1, 7), (19, 115), (20, 1)])
def test_the_place_of_one_of_the_same_links(before: int, column: int) -> None:
    """Some are told apart; from the twenty-first on, it is the first."""
    words = typed("[](#b)" * 30)
    assert span_of(words, "#b", before).column == column + 3


def test_of_a_link_that_is_everywhere_only_some_places_are_looked_at() -> None:
    words = typed("[a](#bc)" * 150 + "[a](#b)")
    assert span_of(words, "#b").column == 5


@pytest.mark.parametrize("end", [")", " 'titre')", "\t)", "\n)", ">)"])
def test_a_link_is_found_whatever_ends_its_target(end: str) -> None:
    opened = "<" if end.startswith(">") else ""
    words = f"#bc, [a](#bc) [a]({opened}#b{end}"
    assert span_of(typed(words), "#b").column == words.index(f"({opened}#b{end}") + 2 + len(opened)


@pytest.mark.parametrize(
    ("part", "column"), [("Voir", 1), ("a", 6), ("absent", None), ("", 1)], ids=str
)
def test_the_place_of_a_part(part: str, column: int | None) -> None:
    place = Span("text/a.md", 1, column, 1, column + max(len(part), 1)) if column else HERE
    assert span_of(typed("Voir a, a"), part) == place


def test_a_picture_alone_is_a_figure_and_its_title_the_caption() -> None:
    shown = {"t": "Image", "c": [["", [], [["width", "50%"]]], [text("Un rond")], ["a.png", ""]]}
    body = [{"t": "Plain", "c": [shown]}]
    caption = [{"t": "Plain", "c": [text("Le titre")]}]
    made = figures([para([image("a.png", "Le titre", width="50%")])])
    assert made == [{"t": "Figure", "c": [["rond", [], []], [None, caption], body]}]
    made = figures([div([para([image("a.png", width="50%")])])])
    assert made == [div([{"t": "Figure", "c": [["rond", [], []], [None, []], body]}])]


@pytest.mark.parametrize(
    "block",
    [
        para([text("a"), image("a.png")]),
        para([text("a")]),
        para([]),
        {"t": "Plain", "c": [image("a.png")]},
        {"t": "Header", "c": [1, NONE, [span([image("a.png")])]]},
    ],
    ids=lambda block: str(block)[:40],
)
def test_a_picture_in_a_line_stays_there(block: Node) -> None:
    assert figures([block]) == [block]


# The markup of a folder's own templates ---------------------------------------------------------

INLINE_THEN_BLOCK = [True, False]
FIELDS = "a field is printed once at a time, and not written by hand"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p class="a b-c" id="d.e">f</p>', '<p class="a b-c" id="d.e">f</p>'),
        ("a &lt; b &amp; c > \"d\" 'e'", "a &lt; b &amp; c &gt; \"d\" 'e'"),
        ('<img alt="&quot;a&quot; &lt; b" src="chart:c">',) * 2,
        ("<img alt>", '<img alt="">'),
        ("<p/>a", "<p></p>a"),
        ("a<br/>b</br>c<hr>", "a<br>bc<hr>"),
        ("a<!-- b -->c<!doctype html>d", "acd"),
        ("<td rowspan='100' colspan=99>a</td>", '<td rowspan="100" colspan="99">a</td>'),
        ('<a href="mailto:a@b.c">d</a><a href="#e">f</a>',) * 2,
        ('<div data-slot="1"></div><span data-slot="0"></span>',) * 2,
        ("<ul><li><em>a</em></li></ul>",) * 2,
    ],
)
def test_a_frame_is_written_anew(html: str, kept: str) -> None:
    assert safe(html, INLINE_THEN_BLOCK) == kept


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<script>a</script>", "<script> is not allowed"),
        ("<div><p><em>", "<em> is left open"),
        ("</p>", "</p> closes nothing"),
        ("<p></div>", "</div> closes nothing"),
        ('<p onclick="a">', 'onclick="a" is not allowed'),
        ("<p onclick>", 'onclick="" is not allowed'),
        (f'<p class="{"A" * 50}">', f'class="{"A" * 40}" is not allowed'),
        ('<a href="javascript:a">', 'href="javascript:a" is not allowed'),
        ('<p class="a\n">', 'class="a\n" is not allowed'),
        ('<div data-slot="0"></div>', FIELDS),
        ('<span data-slot="1"></span>', FIELDS),
        ('<p data-slot="1"></p>', FIELDS),
        ('<div data-slot="2"></div>', FIELDS),
        ('<div data-slot="a"></div>', FIELDS),
        ('<div data-slot="\u0661"></div>', FIELDS),
        ("<div data-slot></div>", FIELDS),
        ('<div data-slot="1"></div><div data-slot="1"></div>', FIELDS),
    ],
)
def test_a_frame_is_refused_with_a_reason(html: str, reason: str) -> None:
    with pytest.raises(MarkupError) as refused:
        safe(html, INLINE_THEN_BLOCK)
    assert str(refused.value) == reason


# Drawings ---------------------------------------------------------------------------------------

XLINK = "http://www.w3.org/1999/xlink"
FRAME = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:h="http://a.b" width="9" height="9">'


def drawn(inside: str) -> str:
    """What is left of the inside of a drawing."""
    data, _ = cleaned(f"{FRAME}{inside}<title/></svg>".encode())
    return data.decode().removeprefix(FRAME).removesuffix("<title/></svg>")


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("a<style>b</style>c", "ac"),
        ("<style>b</style>c", "c"),
        ("a<style>b</style>", "a"),
        ("<g/>a<style>b</style>c", "<g/>ac"),
        ("<g/><style>b</style>c<style>d</style>e", "<g/>ce"),
        ("<g/><path/><style>b</style>c", "<g/><path/>c"),
        ("a<!-- b -->c<?d?>e", "ace"),
        ("<style><a>b</a></style><h:g>c</h:g><g><h:g/>d</g>", "<g>d</g>"),
        ("a<a href='b'>c<g/>d<path/>e</a>f", "ac<g/>d<path/>ef"),
        ("<g/>a<a>b</a>c<g/>", "<g/>abc<g/>"),
        ("<g/><a>b</a>c", "<g/>bc"),
        ("<a><a>b<g/></a>c</a>d", "b<g/>cd"),
        ("<a><script>b</script>c</a>d", "cd"),
        ("<linearGradient/><textPath>a</textPath>", "<linearGradient/><textPath>a</textPath>"),
        ("<foreignObject>a</foreignObject><animate/><set/><filter/>", ""),
    ],
)
def test_elements_that_draw_and_words_in_their_order(inside: str, left: str) -> None:
    assert drawn(inside) == left


@pytest.mark.parametrize(
    "attribute",
    [
        'fill="red"',
        'fill="url(#a)"',
        "fill=\"url('#a')\"",
        "fill=\"url( '#a')\"",
        'xml:space="preserve"',
        'href="#a"',
        'xlink:href="#a"',
        'href="data:image/png;base64,AAAA="',
        'style="fill: blue"',
        'd="M 0 0 L 9 9"',
    ],
)
def test_attributes_that_draw(attribute: str) -> None:
    assert drawn(f"<use {attribute}/>x") == f"<use {attribute}/>x"


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="a"',
        'ONLOAD="a"',
        'h:fill="red"',
        'xml:base="a"',
        'src="a"',
        'PING="a"',
        'filter="url(#a)"',
        'fill="url(http://a.b)"',
        'fill="url(a.svg#b)"',
        'href="a.svg#b"',
        'HREF="http://a.b"',
        'xlink:href="http://a.b"',
        'xlink:title="a"',
        'href="data:image/svg+xml;base64,AAAA"',
        'href="data:image/png;base64,AAAA#&lt;"',
        r'style="\66ill: blue"',
        'style="@import a"',
        'style="FILTER : blur(9px)"',
        'style="background: image-set(a)"',
    ],
)
def test_attributes_that_act_or_lead_outside(attribute: str) -> None:
    """The next one, which draws, is kept."""
    assert drawn(f'<use {attribute} x="1"/>y') == '<use x="1"/>y'


@pytest.mark.parametrize(
    ("about", "width"),
    [
        ("", 160.0),
        ('width="40mm"', 40.0),
        ('width="40mm" height="20mm"', 40.0),
        ('width=" 40MM " height="80mm"', 40.0),
        ('width="96" height="96px"', 25.4),
        ('width="9.6e1px" height="96"', 25.4),
        ('width="400mm" height="100mm"', 160.0),
        ('width="100mm" height="460mm"', 50.0),
        ('width="40mm" viewBox="0 0 10 100"', 23.0),
        ('height="40mm" viewBox="0 0 10 100"', 23.0),
        ('width="100%" height="100%" viewBox="0 0 10 20"', 115.0),
        ('viewBox=" -5,-5 , 10\n10 "', 160.0),
        ('viewBox="0 0 1 1"', 160.0),
        ('viewBox="0 0 1 200"', 1.15),
        ('viewBox="0 0 200 1"', 160.0),
        ('width="4mm" height="20mm" viewBox="0 0 1 1000"', 4.0),
    ],
)
def test_the_width_of_a_drawing(about: str, width: float) -> None:
    assert cleaned(f'<svg xmlns="{SVG}" {about}/>'.encode())[1] == pytest.approx(width)


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ('viewBox="0 0 10"', "a viewBox without extent"),
        ('viewBox="0 0 10 10 10"', "a viewBox without extent"),
        ('viewBox="0 0 0 10"', "a viewBox without extent"),
        ('viewBox="0 0 10 0"', "a viewBox without extent"),
        ('viewBox="0 0 10 -10"', "a viewBox without extent"),
        ('viewBox="0 0 inf 10"', "a viewBox without extent"),
        ('viewBox="nan 0 10 10"', "a viewBox without extent"),
        ('width="0"', "a drawing without extent"),
        ('height="1e999"', "a drawing without extent"),
        ('viewBox="0 0 1 201"', "too long or too wide"),
        ('viewBox="0 0 201 1"', "too long or too wide"),
        ('width="300mm" height="1mm"', "too long or too wide"),
    ],
)
def test_a_drawing_without_extent(about: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        cleaned(f'<svg xmlns="{SVG}" {about}/>'.encode())


@pytest.mark.parametrize(
    ("inside", "refused"),
    [
        ("<g/>" * 19_998, False),
        ("<g/>" * 19_999, True),
        ("<g>" * 62 + "<g/>" + "</g>" * 62, False),
        ("<g>" * 63 + "<g/>" + "</g>" * 63, True),
        ("<g><g/></g>" * 10_000, True),
    ],
    ids=lambda value: str(value)[:12],
)
def test_the_elements_of_a_drawing(inside: str, *, refused: bool) -> None:
    """The frame has two of its own, on the first level and the second."""
    if not refused:
        assert drawn(inside) == inside
        return
    with pytest.raises(ValueError, match=r"^too many elements$"):
        drawn(inside)


def test_what_is_no_drawing() -> None:
    with pytest.raises(ValueError, match=r"^not an SVG$"):
        cleaned(b"<svg/>")
    with pytest.raises(etree.XMLSyntaxError):
        cleaned(b"GIF89a")


def test_no_entity_is_replaced() -> None:
    """An entity could hold a file or, with others in it, gigabytes."""
    kinds = '<!DOCTYPE svg [<!ENTITY a "vu"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    data, _ = cleaned(f'{kinds}<svg xmlns="{SVG}"><text>&a;&b;lu</text></svg>'.encode())
    assert etree.fromstring(data).xpath("string()") == "lu"


def test_a_description_from_outside_is_not_read(tmp_path: Path) -> None:
    """It would be refused, for it is no description of anything."""
    write(tmp_path, {"a.dtd": "<!ELEMENT"})
    kinds = f'<!DOCTYPE svg SYSTEM "{(tmp_path / "a.dtd").as_uri()}">'
    assert cleaned(f'{kinds}<svg xmlns="{SVG}"/>'.encode()) == (
        b'<svg xmlns="%b"/>' % SVG.encode(),
        160.0,
    )


# Pictures ---------------------------------------------------------------------------------------

DRAWING = f'<svg xmlns="{SVG}" width="40mm" height="20mm"/>'.encode()


def raster(form: str, size: tuple[int, int] = (20, 10), mode: str = "RGB", **about: Any) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new(mode, size).save(made, form, **about)
    return made.getvalue()


def pictured(folder: Path, target: str, *, beside: str = "text/a.md") -> Picture | Finding:
    return read_picture(folder, target, beside, HERE)


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("rond.svg", "text/rond.svg"),
        ("./rond.svg", "text/rond.svg"),
        ("figures/rond.svg", "figures/rond.svg"),
        ("../figures/rond.svg", "figures/rond.svg"),
        ("figures/../figures/rond.svg", "figures/rond.svg"),
        ("figures/un%20rond.SVG", "figures/un rond.SVG"),
    ],
)
def test_a_picture_is_found_beside_the_text_or_from_the_folder(
    tmp_path: Path, target: str, name: str
) -> None:
    names = ("text/rond.svg", "rond.svg", "figures/rond.svg", "figures/un rond.SVG")
    write(tmp_path, dict.fromkeys(names, DRAWING))
    found = pictured(tmp_path, target)
    assert isinstance(found, Picture), found
    assert (found.name, found.kind, found.data, found.width) == (name, "svg", DRAWING, 40.0)
    assert not found.drawn


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://a.b/c.png", "picture-remote"),
        ("HTTPS://a.b/c.png", "picture-remote"),
        ("Z39.50+r-a:b.png", "picture-remote"),
        ("data:image/png;base64,AAAA", "picture-remote"),
        ("//a.b/c.png", "picture-remote"),
        ("absent.png", "picture-missing"),
        ("figures", "picture-missing"),
        ("a" * 300 + ".png", "picture-missing"),
        ("../../rond.svg", "picture-outside"),
        ("..%2f..%2frond.svg", "picture-outside"),
        ("/etc/hostname", "picture-outside"),
        ("%2f%2fetc/hostname", "picture-outside"),
        ("figures\\rond.svg", "picture-outside"),
        ("rond%00.svg", "picture-outside"),
        ("build/rond.svg", "picture-outside"),
        ("figures/.rond.svg", "picture-outside"),
        (".figures/rond.svg", "picture-outside"),
        ("figures/node_modules/rond.svg", "picture-outside"),
        ("figures/rond.gif", "picture-kind"),
        ("figures/rond", "picture-kind"),
    ],
)
def test_a_picture_that_is_not_read(tmp_path: Path, target: str, code: str) -> None:
    here = write(tmp_path, {"a/figures/rond.gif": b"", "a/figures/rond": b"", "rond.svg": DRAWING})
    aside = ("build/rond", "figures/.rond", ".figures/rond", "figures/node_modules/rond")
    write(here / "a", {f"{name}.svg": DRAWING for name in aside})
    assert pictured(here / "a", target) == Finding(code, HERE, {"path": target})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.svg", b"GIF89a", "XMLSyntaxError"),
        ("a.svg", b"<svg/>", "ValueError"),
        ("a.png", b"", "UnidentifiedImageError"),
        ("a.png", raster("JPEG"), "UnidentifiedImageError"),
        ("a.png", raster("PNG", (2000, 2)), "ValueError"),
    ],
)
def test_a_picture_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    found = pictured(write(tmp_path, {name: data}), name)
    assert found == Finding("picture-unreadable", HERE, {"path": name, "reason": reason})


def test_a_link_out_of_the_folder_is_no_picture(tmp_path: Path) -> None:
    write(tmp_path, {"rond.svg": DRAWING, "a/b": ""})
    (tmp_path / "a" / "rond.svg").symlink_to(tmp_path / "rond.svg")
    found = pictured(tmp_path / "a", "rond.svg")
    values = {"path": "rond.svg", "reason": "file-unreadable"}
    assert found == Finding("picture-unreadable", HERE, values)


@pytest.mark.parametrize(("limit", "pixels"), [("MAX_BYTES", 3), ("MAX_PIXELS", 200)])
def test_a_picture_too_large_is_told_with_the_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, pixels: int
) -> None:
    data = raster("PNG", (20, 10))
    write(tmp_path, {"a.png": data, "b.png": raster("PNG", (67, 3)) + bytes(9)})
    most = {"bytes": "16", "pixels": "50"}
    whole = Finding("picture-too-large", HERE, {"path": "b.png", **most})
    assert too_large("b.png", HERE, MAX_BYTES) == whole
    monkeypatch.setattr(f"prospecta.pictures.{limit}", len(data) if pixels == 3 else pixels)
    assert isinstance(pictured(tmp_path, "a.png"), Picture)
    found = pictured(tmp_path, "b.png")
    assert isinstance(found, Finding)
    told = ("picture-too-large", HERE, "b.png")
    assert (found.code, found.span, found.values["path"]) == told


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("PNG", "1", "RGB"),
        ("PNG", "L", "L"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "P", "RGBA"),
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "I;16", "RGB"),
        ("JPEG", "L", "RGB"),
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "CMYK", "RGB"),
    ],
)
def test_a_raster_is_encoded_anew(tmp_path: Path, form: str, mode: str, kept: str) -> None:
    from PIL import Image

    name = "a.PNG" if form == "PNG" else "a.jpeg"
    found = pictured(write(tmp_path, {name: raster(form, mode=mode)}), name)
    assert isinstance(found, Picture), found
    assert (found.name, found.kind) == (name, form.lower())
    assert found.width == pytest.approx(20 * PIXEL)
    with Image.open(io.BytesIO(found.data)) as opened:
        assert (opened.format, opened.mode, opened.size) == (form, kept, (20, 10))


def test_a_photograph_is_upright_small_and_says_nothing_of_its_place(tmp_path: Path) -> None:
    from PIL import Image

    about = Image.Exif()
    about[0x010E], about[0x0112] = "le lieu", 6
    here = write(tmp_path, {"a.jpg": raster("JPEG", (8000, 80), exif=about, comment=b"le lieu")})
    found = pictured(here, "a.jpg")
    assert isinstance(found, Picture), found
    assert b"le lieu" not in found.data
    tables = Image.open(io.BytesIO(raster("JPEG", quality=90))).quantization  # type: ignore[attr-defined]
    with Image.open(io.BytesIO(found.data)) as opened:
        assert opened.size == (40, 4000)
        assert opened.quantization == tables  # type: ignore[attr-defined]
        assert not {"exif", "comment"} & set(opened.info)
    assert found.width == pytest.approx(2.3)


@pytest.mark.parametrize(
    ("width", "ratio", "fits"),
    [(40.0, 1.0, 40.0), (400.0, 1.0, 160.0), (400.0, 2.0, 115.0), (1.0, 200.0, 1.0), (1, 0.005, 1)],
)
def test_the_width_on_a_page(width: float, ratio: float, fits: float) -> None:
    assert fitting(width, ratio) == fits
