"""The Word document: what a snippet becomes in the package, and what holds for every package."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from prospecta.document import Document, Entry, Picture, attr, div, pairs_of, para, plain, text
from prospecta.findings import ToolError
from prospecta.formats.docx import render
from prospecta.formats.ooxml.counting import FORMATS
from prospecta.formats.ooxml.heading_numbers import Level, infer
from prospecta.formats.ooxml.names import LONGEST, Names
from prospecta.formats.ooxml.pictures import fitted, pixels
from prospecta.formats.ooxml.widths import column_widths
from prospecta.pandoc import HTML, MARKDOWN, Pandoc
from prospecta.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prospecta.document import Blocks, Node
    from prospecta.formats.tools import Tools

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
W = f"{{{SPACES['w']}}}"
GOLDEN = Path(__file__).parent / "golden" / "docx.txt"
TEXT_WIDTH = 9071
"""160 mm in twips."""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400"><rect width="9"/></svg>'


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


PICTURES = {
    "frise": Picture("frise", "svg", SVG, 160.0),
    "photo": Picture("photo", "png", png(300, 200), 60.0),
    "haute": Picture("haute", "png", png(10, 90), 160.0),
}
BARE = Document(
    title="Un territoire accueillant",
    kind="Compte-rendu",
    authors=("IFEN", "FR Consultants"),
    language="fr",
    date=date(2015, 5, 28),
    cover=[],
    body=[],
    contents=(),
    pictures=PICTURES,
    words={"contents": "Table des matières", "page": "Page"},
)
COVER = """
<div class="series"><p>Deuxième séminaire</p></div>
<div class="title"><p>Un territoire accueillant</p></div>
<div class="kind"><p>Compte-rendu</p></div>
<div class="facts"><dl><dt>Date</dt><dd>28 mai 2015</dd><dt>Horizon</dt><dd>15 ans</dd></dl></div>
"""
SWOT = """
<div class="grid swot" id="swot-1" label="Grille de l’atelier 1">
<div class="cell strengths"><div class="cell-title"><p>Forces</p></div>
<ul><li>Une<ul><li>sous-point</li></ul></li></ul></div>
<div class="cell weaknesses"><div class="cell-title"><p>Faiblesses</p></div><p>Deux</p></div>
<div class="cell opportunities"><div class="cell-title"><p>Opportunités</p></div><p>Trois</p></div>
<div class="cell threats"><div class="cell-title"><p>Menaces</p></div>
<div class="none"><p>Rien de relevé.</p></div></div></div>
"""
VISION = """
<table class="vision" id="tableau-vision">
<caption><span class="caption-label">Tableau 1</span> – La vision</caption>
<colgroup><col style="width: 22%"><col style="width: 50%"><col style="width: 28%"></colgroup>
<thead><tr><th>Dimension</th><th>Objectifs</th><th>Leviers</th></tr></thead>
<tbody><tr><th>Le projet</th><td><ul><li>Un<ul><li>Deux</li></ul></li></ul></td>
<td rowspan="2">Créativité</td></tr><tr><th>Les pratiques</th><td>Une phrase</td></tr></tbody>
</table>
"""
ACTIONS = """
<table class="actions"><thead><tr><th>N°</th><th>Action</th></tr></thead>
<tbody><tr class="lane"><th colspan="2" scope="rowgroup">Le projet</th></tr>
<tr><th scope="row">A1</th><td>Agir</td></tr></tbody></table>
"""
FIGURE = """
<figure id="frise"><img src="picture:frise" alt="Deux actions de 2015 à 2030."><figcaption>
<span class="caption-label">Figure 1</span> – La frise</figcaption></figure>
"""
EVERYTHING = f"""
<h1 id="introduction" class="unnumbered">Introduction</h1>
<p>Voir le <a href="#tableau-vision">tableau 1</a> et <a href="https://example.org/a?b&amp;c">un
site</a>, le <span lang="en">foresight</span>, <code>a  b</code>, H<sub>2</sub>O.</p>
<ul><li>un<ul><li>deux<ul><li>trois</li></ul></li></ul></li></ul>
<div class="checks"><ul><li>coché</li></ul></div><div class="arrows"><ul><li>fléché</li></ul></div>
<div class="steps"><ol><li>premier</li></ol></div><ol start="3" type="a"><li>c</li></ol>
<div class="callout"><p>Encadré</p><ul><li>point</li></ul></div>
<div class="definition" id="d"><p>Défini</p></div><div class="question"><p>Pourquoi ?</p></div>
<blockquote><p>Cité</p></blockquote><dl><dt>Terme</dt><dd>Sens</dd></dl>
<pre><code>ligne 1
  ligne 2</code></pre><hr>
<h1 id="un" class="numbered" number="I.">Un</h1><h2 id="deux" class="numbered" number="1.">Deux</h2>
<h3 id="trois">Trois</h3>{SWOT}{VISION}{ACTIONS}<div class="note"><p>Petit</p></div>{FIGURE}
<h1 id="annexe" class="annex" number="Annexe 1 :">Liste</h1>
<p><span class="family-name">Andrieux</span> Bernard</p>
"""
NOTES = "Une note[^n].\n\n[^n]: Le **texte** de la note.\n\n    - liste en note\n"


class Maker:
    """Makes packages of snippets with the engine and the theme that a build uses."""

    def __init__(self, pandoc: Pandoc) -> None:
        self.pandoc = pandoc

    def read(self, source: str, reader: str = HTML) -> Blocks:
        return self.pandoc.read([(reader, source)])[0]

    def write(self, document: Document, theme: Theme | None = None) -> bytes:
        pages = {
            entry.identifier: number for number, entry in enumerate(document.contents, start=3)
        }
        layout = SimpleNamespace(pages=pages, pngs={"frise": png(80, 40)})
        tools = SimpleNamespace(pandoc=self.pandoc, theme=theme or Theme(), layout=lambda _: layout)
        return render(document, cast("Tools", tools))

    def package(self, body: str = "", reader: str = HTML, **changed: Any) -> Package:
        blocks = self.read(body, reader)
        changed.setdefault("contents", entries(blocks))
        return Package(self.write(replace(BARE, body=blocks, **changed)))

    def everything(self) -> Package:
        blocks = [*self.read(EVERYTHING), *self.read(NOTES, MARKDOWN)]
        cover = self.read(COVER)
        document = replace(BARE, body=blocks, cover=cover, contents=entries(blocks))
        return Package(self.write(document))


def entries(blocks: Blocks) -> tuple[Entry, ...]:
    headers = [node["c"] for node in blocks if node["t"] == "Header"]
    return tuple(
        Entry(attributes[0], level, pairs_of(attributes).get("number", ""), plain(title))
        for level, attributes, title in headers
    )


class Package:
    """A package as a reader of Word's sees it; each question is an XPath on a part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.parts: dict[str, Any] = {
            name: etree.fromstring(self.zip.read(name))
            for name in self.zip.namelist()
            if name.endswith((".xml", ".rels"))
        }

    def all(self, path: str, part: str = "word/document.xml") -> list[Any]:
        return cast("list[Any]", self.parts[part].xpath(path, namespaces=SPACES))

    def paragraphs(self, path: str = "//w:body//w:p") -> list[tuple[str, str]]:
        return [(style_of(found), words_of(found)) for found in self.all(path)]

    def numbering(self, path: str) -> list[Any]:
        return self.all(path, "word/numbering.xml")

    def level(self, paragraph: Any) -> Any:
        """The level of the list definition that a paragraph's direct properties name."""
        [number] = paragraph.xpath("w:pPr/w:numPr/w:numId/@w:val", namespaces=SPACES)
        [level] = paragraph.xpath("w:pPr/w:numPr/w:ilvl/@w:val", namespaces=SPACES)
        [num] = self.numbering(f"//w:num[@w:numId='{number}']")
        path = f"w:lvlOverride[@w:ilvl='{level}']/w:lvl"
        if own := num.xpath(path, namespaces=SPACES):
            return own[0]
        [model] = num.xpath("w:abstractNumId/@w:val", namespaces=SPACES)
        path = f"//w:abstractNum[@w:abstractNumId='{model}']/w:lvl[@w:ilvl='{level}']"
        return self.numbering(path)[0]


def words_of(element: Any) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=SPACES))


def style_of(paragraph: Any) -> str:
    return "".join(paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces=SPACES))


def value(element: Any, path: str) -> str:
    return "".join(element.xpath(path, namespaces=SPACES))


@pytest.fixture(scope="module")
def make() -> Iterator[Maker]:
    pandoc = Pandoc.start()
    yield Maker(pandoc)
    pandoc.close()


@pytest.fixture(scope="module")
def everything(make: Maker) -> Package:
    return make.everything()


# The package -------------------------------------------------------------------------------------


def test_the_audit_finds_nothing(everything: Package, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(everything.data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_audit_would_find_something(everything: Package, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as broken:
        for name in everything.zip.namelist():
            data = everything.zip.read(name)
            # The properties of a row in the wrong place, and a style that is not there.
            data = data.replace(b"<w:cantSplit/>", b"<w:tcW/>").replace(b'"GridTitle"', b'"None"')
            broken.writestr(name, data)
    assert OpenXmlValidator().validate(path).errors


def test_the_same_document_gives_the_same_bytes(make: Maker, everything: Package) -> None:
    assert make.everything().data == everything.data


def test_the_zip_is_in_order_and_out_of_time(everything: Package) -> None:
    entries = everything.zip.infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert len(names) == len(set(names))
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    stored = {entry.filename.rpartition(".")[2] for entry in entries if not entry.compress_type}
    assert stored == {"odttf", "png"}
    left = {"docProps/custom.xml", "word/comments.xml", "word/webSettings.xml"} & set(names)
    assert not left, "pandoc's leftovers"


def test_every_part_has_a_type_and_every_relation_a_target(everything: Package) -> None:
    types = everything.parts["[Content_Types].xml"]
    known = set(types.xpath("t:Default/@Extension", namespaces=SPACES))
    named = set(types.xpath("t:Override/@PartName", namespaces=SPACES))
    names = set(everything.zip.namelist())
    assert named <= {f"/{name}" for name in names}
    assert {name.rpartition(".")[2] for name in names} <= known
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for target in everything.all("p:Relationship[not(@TargetMode)]/@Target", name):
            assert f"{folder}/{target}".lstrip("/") in names


def test_nothing_asks_to_be_updated(everything: Package) -> None:
    for part in everything.parts.values():
        assert part.xpath("//@w:dirty | //w:updateFields", namespaces=SPACES) == []


def test_what_is_named_is_there(everything: Package) -> None:
    check_references(everything)


def check_references(package: Package) -> None:
    """Styles, lists, bookmarks and relations that the text names exist, once where it matters."""
    styles = set(package.all("//w:style/@w:styleId", "word/styles.xml"))
    numbers = set(package.numbering("//w:num/@w:numId"))
    for part in ("word/document.xml", "word/footnotes.xml", "word/header.xml", "word/footer.xml"):
        used = package.all("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", part)
        assert set(used) <= styles
        assert set(package.all("//w:numId/@w:val", part)) <= numbers
        rels = part.replace("word/", "word/_rels/") + ".rels"
        known = package.all("//@Id", rels) if rels in package.parts else []
        assert len(known) == len(set(known))
        assert set(package.all("//@r:id | //@r:embed", part)) <= set(known)
    names = package.all("//w:bookmarkStart/@w:name")
    assert len({name.casefold() for name in names}) == len(names)
    assert set(package.all("//w:hyperlink/@w:anchor")) <= set(names)
    starts, ends = (package.all(f"//w:bookmark{end}/@w:id") for end in ("Start", "End"))
    assert Counter(starts) == Counter(ends)
    assert max(Counter(starts).values(), default=1) == 1
    drawings = package.all("//wp:docPr/@id")
    assert len(drawings) == len(set(drawings))
    for cell in package.all("//w:tc"):
        assert cell[-1].tag == f"{W}p", "Word repairs a cell that ends with anything else"


def test_properties_are_the_documents(everything: Package) -> None:
    core = everything.parts["docProps/core.xml"]
    assert {element.tag.rpartition("}")[2]: element.text for element in core} == {
        "title": "Un territoire accueillant",
        "subject": "Compte-rendu",
        "creator": "IFEN; FR Consultants",
        "language": "fr",
        "created": "2015-05-28T12:00:00Z",
        "modified": "2015-05-28T12:00:00Z",
    }


def test_the_settings_are_those_of_a_new_document(everything: Package) -> None:
    mode = "//w:compatSetting[@w:name='compatibilityMode']/@w:val"
    assert everything.all(mode, "word/settings.xml") == ["15"]
    assert everything.all("//w:rPrDefault//w:lang/@w:val", "word/styles.xml") == ["fr-FR"]


def test_fonts_are_embedded_with_their_keys(everything: Package) -> None:
    fonts = everything.parts["word/fontTable.xml"]
    embedded = fonts.xpath("//w:font[@w:name='Prospecta Sans']/*[@r:id]", namespaces=SPACES)
    assert len(embedded) == 4
    for face in embedded:
        identifier, key = face.get(f"{{{SPACES['r']}}}id"), face.get(f"{W}fontKey")
        path = f"//p:Relationship[@Id='{identifier}']/@Target"
        [target] = everything.all(path, "word/_rels/fontTable.xml.rels")
        data = everything.zip.read(f"word/{target}")
        mask = bytes.fromhex(re.sub(r"\W", "", key))[::-1]
        plain_start = bytes(a ^ b for a, b in zip(data, mask, strict=False))
        assert plain_start[:4] == b"\0\1\0\0", "a TrueType face after ECMA-376 part 1, 17.8.1"


def test_a_dump_of_a_small_document(make: Maker) -> None:
    package = make.package(EVERYTHING, cover=make.read(COVER))
    assert dump(package.parts["word/document.xml"]) == GOLDEN.read_text("utf-8")


def dump(root: Any) -> str:
    """A line a paragraph: where it stands, its properties, its words; a line for what holds it."""
    lines = []
    for element in root.iter():
        name = etree.QName(element).localname
        depth = "  " * len(list(element.iterancestors(f"{W}tc", f"{W}sdt")))
        if name == "p":
            lines.append(f"{depth}{properties(element)}: {words_of(element)}".rstrip())
        elif name in {"tbl", "tr", "tc", "sdt"}:
            lines.append(f"{depth}<{name}>{properties(element)}")
    return "\n".join(lines) + "\n"


def properties(element: Any) -> str:
    """The style, then each property with its values, but for widths, pages and borders."""
    skipped = {"tblStyle", "pStyle", "tcW", "tblW", "pgSz", "pgMar", "cols"}
    marks = [value(element, "*/w:pStyle/@w:val | */w:tblStyle/@w:val")]
    for one in element.xpath("*[contains(name(), 'Pr')]//*[not(*)]", namespaces=SPACES):
        name = etree.QName(one).localname
        if name not in skipped and not any("Borders" in up.tag for up in one.iterancestors()):
            marks.append("-".join([name, *one.attrib.values()]))
    return " ".join(filter(None, marks))


# Headings and contents ---------------------------------------------------------------------------


def test_contents_are_filled(make: Maker) -> None:
    package = make.package(EVERYTHING)
    [contents] = package.all(
        "//w:sdt[.//w:docPartGallery/@w:val='Table of Contents']//w:sdtContent"
    )
    assert [(style_of(line), tabbed(line)) for line in contents] == [
        ("TOCHeading", "Table des matières"),
        ("TOC1", "Introduction→3"),
        ("TOC1", "I.→Un→4"),
        ("TOC2", "1.→Deux→5"),
        ("TOC3", "Trois→6"),
        ("TOC1", "Annexe 1 : Liste→7"),
    ]
    codes = "".join(contents.xpath(".//w:instrText/text()", namespaces=SPACES))
    assert codes.startswith(r' TOC \o "1-3" \h \z \u  PAGEREF introduction \h ')
    marks = contents.xpath(".//w:fldChar/@w:fldCharType", namespaces=SPACES)
    assert Counter(marks) == {"begin": 6, "separate": 6, "end": 6}
    assert set(package.all("//w:sdt//w:hyperlink/@w:anchor")) <= set(
        package.all("//w:bookmarkStart/@w:name")
    )


def tabbed(paragraph: Any) -> str:
    found = paragraph.xpath(".//w:t | .//w:r/w:tab", namespaces=SPACES)
    return "".join("→" if one.tag == f"{W}tab" else one.text or "" for one in found)


def test_a_page_that_nobody_knows_is_left_out(make: Maker) -> None:
    blocks = make.read('<h1 id="a">Un</h1>')
    layout = SimpleNamespace(pages={}, pngs={})
    tools = SimpleNamespace(pandoc=make.pandoc, theme=Theme(), layout=lambda _: layout)
    document = replace(BARE, body=blocks, contents=entries(blocks))
    package = Package(render(document, cast("Tools", tools)))
    assert [tabbed(line) for line in package.all("//w:sdtContent/w:p")][1:] == ["Un→"]


NUMBERS = """
<h1 class="numbered" number="I.">a</h1><h2 class="numbered" number="1.">b</h2>
<h2 class="numbered" number="2.">c</h2><h1 class="unnumbered">d</h1>
<h1 class="numbered" number="II.">e</h1><h2 class="numbered" number="1.">f</h2><h3>g</h3>
<h1 class="annex" number="Annexe A –">h</h1><h1 class="annex" number="Annexe B –">i</h1>
"""


def test_word_counts_the_headings(make: Maker) -> None:
    package = make.package(NUMBERS)
    assert package.paragraphs("//w:body/w:p[w:r]") == [
        ("Heading1", "a"),
        ("Heading2", "b"),
        ("Heading2", "c"),
        ("Heading1Unnumbered", "d"),
        ("Heading1", "e"),
        ("Heading2", "f"),
        ("Heading3", "g"),
        ("AnnexHeading", "h"),
        ("AnnexHeading", "i"),
    ]
    assert counted(package) == ["I.", "1.", "2.", "", "II.", "1.", "", "Annexe A –", "Annexe B –"]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        pytest.param([(1, "I."), (1, "III.")], "typed", id="a number left out"),
        pytest.param([(1, "Un"), (1, "Deux")], "typed", id="words"),
        pytest.param([(1, "I."), (2, "I.1."), (2, "I.2.")], "counted", id="mixed formats"),
        pytest.param([(1, "I."), (2, "1.1"), (1, "II."), (2, "2.1")], "counted", id="legal"),
        pytest.param([(1, "1"), (2, "1.1"), (3, "1.1.1"), (3, "1.1.2")], "counted", id="decimal"),
        pytest.param([(1, "A)"), (2, "a)"), (3, "i)"), (3, "ii)")], "counted", id="letters"),
        pytest.param([(2, "1."), (1, "I."), (2, "1.")], "counted", id="no parent"),
        pytest.param([(1, "Partie 1 :"), (1, "Partie 2 :")], "counted", id="a word before"),
    ],
)
def test_a_number_that_word_would_not_show_is_typed(
    make: Maker, numbers: list[tuple[int, str]], shown: str
) -> None:
    source = "".join(f'<h{n} class="numbered" number="{number}">x</h{n}>' for n, number in numbers)
    package = make.package(source, contents=())
    headings = package.all("//w:body/w:p[w:r]")
    typed = [words_of(heading).removesuffix("x").strip() for heading in headings]
    expected = [number for _, number in numbers]
    if shown == "typed":
        assert typed == expected
        assert counted(package) == [""] * len(numbers)
    else:
        assert set(typed) == {""}
        assert counted(package) == expected


def counted(package: Package) -> list[str]:
    """What Word shows before each heading, counted from the definitions in the package."""
    counts: Counter[tuple[str, int]] = Counter()
    return [next_number(package, heading, counts) for heading in package.all("//w:body/w:p[w:r]")]


def next_number(package: Package, heading: Any, counts: Counter[tuple[str, int]]) -> str:
    style = package.all(f"//w:style[@w:styleId='{style_of(heading)}']", "word/styles.xml")[0]
    number = value(heading, "w:pPr/w:numPr/w:numId/@w:val") or value(
        style, "w:pPr/w:numPr/w:numId/@w:val"
    )
    if number in {"", "0"}:
        return ""
    level = int(
        value(heading, "w:pPr/w:numPr/w:ilvl/@w:val")
        or value(style, "w:pPr/w:numPr/w:ilvl/@w:val")
        or 0
    )
    [model] = package.numbering(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    levels = package.numbering(f"//w:abstractNum[@w:abstractNumId='{model}']/w:lvl")
    counts[model, level] += 1
    for deeper in range(level + 1, 9):
        counts[model, deeper] = 0
    legal = bool(levels[level].xpath("w:isLgl", namespaces=SPACES))

    def one(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = "decimal" if legal else value(levels[at], "w:numFmt/@w:val")
        return FORMATS[form](counts[model, at])

    return re.sub(r"%(\d)", one, value(levels[level], "w:lvlText/@w:val"))


SHAPES = (
    {1: Level("upperRoman", "%1."), 2: Level("decimal", "%2."), 3: Level("lowerLetter", "%3)")},
    {1: Level("decimal", "%1"), 2: Level("decimal", "%1.%2"), 3: Level("decimal", "%1.%2.%3")},
    {1: Level("upperLetter", "%1."), 2: Level("decimal", "%1.%2.", legal=True)},
)


def shown(levels: dict[int, Level], headings: list[int]) -> list[tuple[int, str]]:
    """What a list of these levels shows before headings of such levels."""
    counts = [0] * 7
    numbers = []
    for level in headings:
        counts[level] += 1
        counts[level + 1 :] = [0] * (6 - level)
        own = levels[level]
        forms = {at: "decimal" if own.legal else levels[at].form for at in levels}
        number = own.text
        for at in levels:
            number = number.replace(f"%{at}", FORMATS[forms[at]](counts[at]))
        numbers.append((level, number))
    return numbers


@settings(max_examples=200)
@given(st.data(), st.sampled_from(SHAPES))
def test_every_usual_numbering_is_counted(data: st.DataObject, levels: dict[int, Level]) -> None:
    steps = data.draw(st.lists(st.integers(-2, 1), max_size=20))
    headings = [1]
    for step in steps:
        headings.append(min(max(headings[-1] + step, 1), len(levels)))
    numbers = shown(levels, headings)
    found = infer(numbers)
    assert found is not None
    assert shown(found, headings) == numbers


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["1", "2", "I", "A.", "1.1", "x"]))))
def test_nothing_else_is(numbers: list[tuple[int, str]]) -> None:
    found = infer(numbers)
    assert found is None or shown(found, [level for level, _ in numbers]) == numbers


def test_word_counts_in_the_ways_it_has() -> None:
    assert [FORMATS["upperRoman"](count) for count in (1, 4, 9, 40, 1999)] == [
        "I", "IV", "IX", "XL", "MCMXCIX",
    ]  # fmt: skip
    assert [FORMATS["lowerLetter"](count) for count in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]


# Sections, header and footer ---------------------------------------------------------------------


def test_the_cover_is_a_section_of_its_own(everything: Package) -> None:
    cover, contents, body = everything.all("//w:sectPr")
    assert cover.xpath("w:titlePg", namespaces=SPACES)
    first = "w:headerReference[@w:type='first'] | w:footerReference[@w:type='first']"
    assert not cover.xpath(first, namespaces=SPACES), "no header on the cover"
    for section in (contents, body):
        assert not section.xpath("w:titlePg", namespaces=SPACES)
        assert value(section, "w:type/@w:val") == "nextPage"
        assert value(section, "w:footerReference/@r:id") == "footer"
    assert everything.paragraphs("(//w:sectPr)[1]/preceding::w:p") == [
        ("Gap", ""),
        ("CoverSeries", "Deuxième séminaire"),
        ("Title", "Un territoire accueillant"),
        ("Subtitle", "Compte-rendu"),
        ("CoverFact", "Date28 mai 2015"),
        ("CoverFact", "Horizon15 ans"),
    ]


def test_a_document_without_cover_has_no_ornament(make: Maker) -> None:
    package = make.package('<h1 id="a">Un</h1>')
    assert package.all("//w:titlePg | //wp:anchor") == []


def test_the_ornament_is_made_of_the_themes_colours(everything: Package) -> None:
    shown = everything.all("//wp:anchor//a:blip/@r:embed")
    assert shown[:2] == ["colour-accent", "colour-signal"]
    pixel = everything.zip.read("word/media/colour-signal.png")
    data = zlib.decompress(pixel[pixel.index(b"IDAT") + 4 :])
    assert data[1:4].hex() == Theme().colours["signal"].lstrip("#")
    marked = everything.all("//wp:anchor/wp:docPr[.//@val = '1'][not(@descr)]")
    assert len(marked) == len(shown), "decoration, for those who do not see it"


def test_header_and_footer(everything: Package) -> None:
    header, footer = (everything.parts[f"word/{name}.xml"] for name in ("header", "footer"))
    assert words_of(header) == "Un territoire accueillant"
    assert words_of(footer) == "Compte-renduPage 1 / 7"
    fields = footer.xpath("//w:fldSimple/@w:instr", namespaces=SPACES)
    assert [code.strip() for code in fields] == ["PAGE", "NUMPAGES"]


# Text --------------------------------------------------------------------------------------------


def test_blocks_have_real_styles(make: Maker) -> None:
    package = make.package("""
    <p>a</p><p>b</p><div class="callout"><p>c</p><ul><li>d</li></ul></div>
    <div class="definition"><p>e</p></div><div class="question"><p>f</p></div>
    <div class="note"><p>g</p></div><blockquote><p>h</p></blockquote>
    <dl><dt>i</dt><dd>j</dd></dl><pre><code>k</code></pre><hr><p>l</p>
    <div class="none"><p>m</p></div><div class="detail"><p>n</p></div>""")
    assert package.paragraphs("//w:body/w:p") == [
        ("FirstParagraph", "a"),
        ("BodyText", "b"),
        ("Callout", "c"),
        ("CalloutBullet", "d"),
        ("DefinitionBox", "e"),
        ("Question", "f"),
        ("Note", "g"),
        ("BlockText", "h"),
        ("DefinitionTerm", "i"),
        ("Definition", "j"),
        ("SourceCode", "k"),
        ("HorizontalRule", ""),
        ("FirstParagraph", "l"),
        ("NothingNoted", "m"),
        ("Detail", "n"),
    ]


def test_characters_have_real_styles(make: Maker) -> None:
    package = make.package(
        '<p><span class="family-name">Lion</span> <code>b</code> <a href="https://e.org/">c</a></p>'
    )
    assert [
        (value(run, "w:rPr/w:rStyle/@w:val"), words_of(run)) for run in package.all("//w:r")
    ] == [
        ("FamilyName", "Lion"),
        ("", " "),
        ("VerbatimChar", "b"),
        ("", " "),
        ("Hyperlink", "c"),
    ]
    family = "//w:style[@w:styleId='FamilyName']/w:rPr/w:smallCaps"
    assert package.all(family, "word/styles.xml"), "small capitals are a style over real letters"


def test_words_are_not_cut_into_runs(make: Maker) -> None:
    [run, _] = make.package("Un texte de\nplusieurs mots **gras**.", MARKDOWN).all("//w:r")[:2]
    assert words_of(run) == "Un texte de plusieurs mots "


def test_foreign_passages_say_their_language(make: Maker) -> None:
    package = make.package('<p>a <span lang="en">b</span></p><div lang="de"><p>c</p></div>')
    tongues = [(value(run, "w:rPr/w:lang/@w:val"), words_of(run)) for run in package.all("//w:r")]
    assert tongues == [("", "a "), ("en-GB", "b"), ("de-DE", "c")]


def test_links_lead_to_addresses_and_places(make: Maker) -> None:
    package = make.package(
        '<p><a href="https://example.org/?a=1&amp;b=2">a</a> <a href="mailto:a@b.fr">b</a> '
        '<a href="#là-bas">c</a> <span id="là-bas">ici</span></p>'
    )
    targets = package.all("//p:Relationship[@TargetMode]/@Target", "word/_rels/document.xml.rels")
    assert set(targets) == {"https://example.org/?a=1&b=2", "mailto:a@b.fr"}
    [anchor] = package.all("//w:hyperlink/@w:anchor")
    [place] = package.all("//w:bookmarkStart/@w:name")
    assert anchor == place == "l__bas"


@settings(max_examples=200)
@given(st.lists(st.text(min_size=1, max_size=60), unique=True))
def test_bookmark_names_are_words_own(identifiers: list[str]) -> None:
    names = Names()
    given_names = [names.of(identifier) for identifier in identifiers]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in given_names)
    assert all(len(name) <= LONGEST for name in given_names)
    assert len({name.casefold() for name in given_names}) == len(identifiers)
    assert [names.of(identifier) for identifier in identifiers] == given_names


def test_footnotes(make: Maker) -> None:
    package = make.package(NOTES, MARKDOWN)
    notes = package.all("//w:footnote[not(@w:type)]//w:p", "word/footnotes.xml")
    assert [(style_of(note), words_of(note).strip()) for note in notes] == [
        ("FootnoteText", "Le texte de la note."),
        ("ListBullet", "liste en note"),
    ]
    assert len(package.all("//w:footnoteReference")) == 1
    check_references(package)


def test_a_picture_in_a_footnote_is_found_there(make: Maker) -> None:
    note: Node = {"t": "Note", "c": [para([image("photo", "Une photo")])]}
    package = Package(make.write(replace(BARE, body=[para([text("a"), note])])))
    check_references(package)
    assert package.all("//@r:embed", "word/footnotes.xml") == ["picture1"]


def test_a_note_in_a_note_stands_in_brackets(make: Maker) -> None:
    inner: Node = {"t": "Note", "c": [para([text("dedans")])]}
    outer: Node = {"t": "Note", "c": [para([text("dehors"), inner])]}
    package = Package(make.write(replace(BARE, body=[para([text("a"), outer])])))
    assert words_of(package.parts["word/footnotes.xml"]).strip() == "dehors (dedans)"


def test_raw_code_is_left_out(make: Maker) -> None:
    raw: Blocks = [
        {"t": "RawBlock", "c": ["openxml", "<w:p><w:r><w:t>bloc</w:t></w:r></w:p>"]},
        para([{"t": "RawInline", "c": ["openxml", "<w:r><w:t>mot</w:t></w:r>"]}, text("reste")]),
    ]
    package = Package(make.write(replace(BARE, body=raw)))
    assert words_of(package.parts["word/document.xml"]) == "reste"


# Lists -------------------------------------------------------------------------------------------


def test_markers_are_list_definitions(make: Maker) -> None:
    package = make.package("""
    <ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>
    <div class="checks"><ul><li>d<ul><li>e</li></ul></li></ul></div>
    <div class="arrows"><ul><li>f</li></ul></div><div class="steps"><ol><li>g</li></ol></div>
    <ul><li>h<div class="arrows"><ul><li>i</li></ul></div></li></ul>""")
    found = [
        (style_of(item), value(package.level(item), "w:lvlText/@w:val"), words_of(item))
        for item in package.all("//w:body/w:p")
    ]
    assert found == [
        ("ListBullet", "•", "a"),
        ("ListBullet", "–", "b"),
        ("ListBullet", "▪", "c"),
        ("ListCheck", "✓", "d"),
        ("ListBullet", "–", "e"),
        ("ListArrow", "⇒", "f"),
        ("ListStep", "%1.", "g"),
        ("ListBullet", "•", "h"),
        ("ListArrow", "⇒", "i"),
    ]


def test_tasks_have_their_box_and_no_bullet(make: Maker) -> None:
    package = make.package("<ul><li>☐ à faire</li><li>☒ fait</li></ul>")
    assert package.paragraphs("//w:body/w:p") == [("ListTask", "☐ à faire"), ("ListTask", "☒ fait")]
    shown = [value(package.level(item), "w:lvlText/@w:val") for item in package.all("//w:body/w:p")]
    assert shown == ["", ""]


def test_each_ordered_list_counts_on_its_own(make: Maker) -> None:
    package = make.package(
        '<ol><li>a</li><li>b</li></ol><ol start="4"><li>c</li></ol><ol type="a"><li>d'
        '<ol type="I"><li>e</li></ol></li></ol>'
    )
    found = []
    for item in package.all("//w:body/w:p"):
        level = package.level(item)
        number, depth = (value(item, f".//w:{name}/@w:val") for name in ("numId", "ilvl"))
        [num] = package.numbering(f"//w:num[@w:numId='{number}']")
        start = value(num, f"w:lvlOverride[@w:ilvl='{depth}']/w:startOverride/@w:val")
        shape = value(level, "w:numFmt/@w:val") + value(level, "w:lvlText/@w:val")
        found.append((words_of(item), number, start, shape))
    first = int(found[0][1])
    assert found == [
        ("a", str(first), "1", "decimal%1."),
        ("b", str(first), "1", "decimal%1."),
        ("c", str(first + 1), "4", "decimal%1."),
        ("d", str(first + 2), "1", "lowerLetter%1."),
        ("e", str(first + 3), "1", "upperRoman%2."),
    ]


def test_what_follows_in_an_item_stands_below_its_words(make: Maker) -> None:
    package = make.package("<ul><li><p>a</p><p>b</p></li></ul>")
    item, after = package.all("//w:body/w:p")
    assert style_of(after) == "ListContinue"
    assert value(after, ".//w:ind/@w:left") == value(package.level(item), ".//w:ind/@w:left")


def test_a_list_as_deep_as_an_author_likes(make: Maker) -> None:
    package = make.package("<ul><li>x" * 12 + "</li></ul>" * 12)
    levels = [value(item, ".//w:ilvl/@w:val") for item in package.all("//w:body/w:p")]
    assert levels == [*map(str, range(9)), "8", "8", "8"]
    indents = [int(one) for one in package.numbering("//w:abstractNum[3]//w:ind/@w:left")]
    assert indents == sorted(set(indents))


def test_lists_in_a_box_hang_from_its_edge(make: Maker) -> None:
    package = make.package('<div class="callout"><ul><li>a<ul><li>b</li></ul></li></ul></div>')
    edges = set()
    for item in package.all("//w:body/w:p"):
        level = package.level(item)
        left, hanging = (value(level, f".//w:ind/@w:{side}") for side in ("left", "hanging"))
        edges.add(int(left) - int(hanging))
    [box] = package.all("//w:style[@w:styleId='Callout']//w:ind/@w:left", "word/styles.xml")
    assert edges == {int(box)}


# Tables ------------------------------------------------------------------------------------------


def test_a_table_repeats_its_head_and_keeps_its_rows(make: Maker) -> None:
    package = make.package(VISION)
    [table] = package.all("//w:tbl")
    assert value(table, "w:tblPr/w:tblStyle/@w:val") == "VisionTable"
    assert value(table, "w:tblPr/w:tblCaption/@w:val") == "Tableau 1 – La vision"
    assert value(table, "w:tblPr/w:tblDescription/@w:val") == "Dimension, Objectifs, Leviers"
    assert value(table, "w:tblPr/w:tblLook/@w:firstRow") == "1"
    assert value(table, "w:tblPr/w:tblLook/@w:firstColumn") == "1"
    rows = table.xpath("w:tr", namespaces=SPACES)
    assert [bool(row.xpath("w:trPr/w:tblHeader", namespaces=SPACES)) for row in rows] == [
        True, False, False,
    ]  # fmt: skip
    assert all(row.xpath("w:trPr/w:cantSplit", namespaces=SPACES) for row in rows)


@pytest.mark.parametrize(("count", "glued"), [(1, 0), (5, 4), (40, 0)])
def test_the_rows_of_a_short_table_are_glued(make: Maker, count: int, glued: int) -> None:
    rows = "".join(f"<tr><td>r{at}</td><td>x</td></tr>" for at in range(count))
    package = make.package(f"<table><tbody>{rows}</tbody></table>")
    cells = package.all("//w:tc/w:p")
    styles = package.all("//w:style[.//w:keepNext]/@w:styleId", "word/styles.xml")
    kept = [bool(cell.xpath("w:pPr/w:keepNext", namespaces=SPACES)) or style_of(cell) in styles
            for cell in cells]  # fmt: skip
    assert kept == [True] * 2 * glued + [False] * 2 * (count - glued)


def test_widths_are_the_documents_in_twips(make: Maker) -> None:
    [table] = make.package(VISION).all("//w:tbl")
    grid = [int(one) for one in table.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=SPACES)]
    assert grid == [1996, 4535, 2540]
    assert sum(grid) == TEXT_WIDTH == int(value(table, "w:tblPr/w:tblW/@w:w"))
    for row in table.xpath("w:tr", namespaces=SPACES):
        widths = row.xpath("w:tc/w:tcPr/w:tcW/@w:w", namespaces=SPACES)
        assert [int(width) for width in widths] == grid


def test_a_lever_for_several_rows_is_one_cell(make: Maker) -> None:
    package = make.package(VISION)
    cells = package.all("//w:tr/w:tc[3]")
    merged = [(value(cell, "w:tcPr/w:vMerge/@w:val"), words_of(cell)) for cell in cells]
    assert merged == [("", "Leviers"), ("restart", "Créativité"), ("continue", "")]


def test_cells_that_span_both_ways(make: Maker) -> None:
    package = make.package("""<table><tbody><tr><td>a</td><td rowspan="2" colspan="2">b</td></tr>
    <tr><td>c</td></tr><tr><td colspan="3">d</td></tr></tbody></table>""")
    rows = [
        [
            (words_of(cell), value(cell, ".//w:gridSpan/@w:val"), value(cell, ".//w:vMerge/@w:val"))
            for cell in row.xpath("w:tc", namespaces=SPACES)
        ]
        for row in package.all("//w:tr")
    ]
    assert rows == [
        [("a", "", ""), ("b", "2", "restart")],
        [("c", "", ""), ("", "2", "continue")],
        [("d", "3", "")],
    ]


def test_heads_and_lanes_are_styles(make: Maker) -> None:
    package = make.package(ACTIONS)
    assert package.paragraphs("//w:tc/w:p") == [
        ("TableHeader", "N°"),
        ("TableHeader", "Action"),
        ("TableLane", "Le projet"),
        ("TableRowHead", "A1"),
        ("TableText", "Agir"),
    ]
    [ground] = package.all("//w:tc/w:tcPr/w:shd/@w:fill")
    assert ground == Theme().colours["accent-soft"].lstrip("#").upper()
    keeps = package.all("//w:style[@w:styleId='TableHeader']//w:keepNext", "word/styles.xml")
    assert keeps, "a head or a lane at the foot of a page heads nothing"


def test_lists_in_cells_are_three_deep(make: Maker) -> None:
    package = make.package(
        "<table><tbody><tr><td><ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul></td></tr>"
        "</tbody></table>"
    )
    items = package.all("//w:tc/w:p")
    assert {style_of(item) for item in items} == {"TableBullet"}
    lefts = [int(value(package.level(item), ".//w:ind/@w:left")) for item in items]
    assert lefts == [227, 454, 681], "narrow cells leave no room for the indents of text"


def test_tables_never_touch(make: Maker) -> None:
    package = make.package(ACTIONS + ACTIONS + "<div class='grid'><div class='cell'></div></div>")
    tags = [etree.QName(one).localname for one in package.all("//w:body/*")]
    assert tags == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=12),
    st.integers(500, 12000),
)
def test_columns_fill_no_more_than_their_place(shares: list[float | None], width: int) -> None:
    specs = [
        [
            {"t": "AlignDefault"},
            {"t": "ColWidthDefault"} if s is None else {"t": "ColWidth", "c": s},
        ]
        for s in shares
    ]
    widths = column_widths(specs, lambda column: ["mot" * column], width)
    assert len(widths) == len(shares)
    assert sum(widths) <= width
    assert all(one > 0 for one in widths)


# Grids -------------------------------------------------------------------------------------------


def test_a_grid_is_two_by_two_with_titles_inside(make: Maker) -> None:
    package = make.package(SWOT)
    [table] = package.all("//w:tbl")
    assert value(table, "w:tblPr/w:tblCaption/@w:val") == "Grille de l’atelier 1"
    assert [len(row.xpath("w:tc", namespaces=SPACES)) for row in package.all("//w:tr")] == [2, 2]
    colours = Theme().colours
    tones = ("strengths", "weaknesses", "opportunities", "threats")
    for cell, tone in zip(package.all("//w:tc"), tones, strict=True):
        assert value(cell, "w:tcPr/w:shd/@w:fill") == colours[f"{tone}-soft"][1:].upper()
        assert value(cell, "w:tcPr/w:tcBorders/w:left/@w:color") == colours[tone][1:].upper()
        title = cell.xpath("w:p", namespaces=SPACES)[0]
        assert style_of(title) == f"SWOT{tone.capitalize()}"
    assert package.paragraphs("(//w:tc)[1]/w:p") == [
        ("SWOTStrengths", "Forces"),
        ("TableBullet", "Une"),
        ("TableBullet", "sous-point"),
    ]


def test_a_grid_stays_whole_and_a_title_with_its_list(make: Maker) -> None:
    package = make.package(SWOT)
    first, last = package.all("//w:tr")
    for row in (first, last):
        assert row.xpath("w:trPr/w:cantSplit", namespaces=SPACES)
    glued = [bool(p.xpath("w:pPr/w:keepNext", namespaces=SPACES)) for p in first.iter(f"{W}p")]
    assert all(glued), "the first row with the second"
    in_last = [
        (words_of(p), bool(p.xpath("w:pPr/w:keepNext", namespaces=SPACES)))
        for p in last.iter(f"{W}p")
    ]
    assert in_last == [
        ("Opportunités", True), ("Trois", False), ("Menaces", True), ("Rien de relevé.", False),
    ]  # fmt: skip


def test_a_grid_of_any_number_and_tone(make: Maker) -> None:
    cells = "".join(f'<div class="cell tone{n}"><p>{n}</p></div>' for n in range(5))
    package = make.package(f'<div class="grid"><p>avant</p>{cells}</div>')
    rows = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in package.all("//w:tr")]
    assert rows == [["0", "1"], ["2", "3"], ["4"]]
    assert value(package.all("(//w:tc)[5]")[0], ".//w:gridSpan/@w:val") == "2"
    neutral = Theme().colours["accent-soft"][1:].upper()
    assert set(package.all("//w:tc/w:tcPr/w:shd/@w:fill")) == {neutral}
    assert package.paragraphs("//w:body/w:p")[0] == ("FirstParagraph", "avant")


# Figures and captions ----------------------------------------------------------------------------


def image(name: str, words: str) -> Node:
    return {"t": "Image", "c": [attr(), [text(words)], [f"picture:{name}", ""]]}


def test_a_drawing_is_an_svg_with_a_png_beside_it(make: Maker) -> None:
    package = make.package(FIGURE)
    assert package.all("//wp:docPr/@descr") == ["Deux actions de 2015 à 2030."]
    rels = "word/_rels/document.xml.rels"
    targets = [
        package.all(f"//p:Relationship[@Id='{identifier}']/@Target", rels)[0]
        for identifier in package.all("//a:blip/@r:embed | //asvg:svgBlip/@r:embed")
    ]
    assert targets == ["media/picture1.png", "media/svg1.svg"]
    assert package.zip.read("word/media/svg1.svg") == SVG
    assert package.zip.read("word/media/picture1.png") == png(80, 40)
    [extent] = package.all("//wp:extent")
    assert (extent.get("cx"), extent.get("cy")) == (str(160 * 36_000), str(80 * 36_000))


@pytest.mark.parametrize(
    ("name", "place", "size"),
    [
        pytest.param("photo", (160, 240), (60, 40), id="as asked"),
        pytest.param("photo", (30, 240), (30, 20), id="in a narrow cell"),
        pytest.param("haute", (160, 225), (25, 225), id="no higher than a page"),
    ],
)
def test_pictures_fit_their_place(
    name: str, place: tuple[float, float], size: tuple[float, float]
) -> None:
    width, height = fitted(PICTURES[name], *place)
    assert (width / 36_000, height / 36_000) == size


@pytest.mark.parametrize(
    ("kind", "data", "size"),
    [
        ("svg", b"<svg width='30mm' height=\"20mm\"/>", (30, 20)),
        ("svg", b'<?xml version="1.0"?><svg viewBox="0,0, 4 3">', (4, 3)),
        ("png", png(7, 5), (7, 5)),
        ("jpeg", b"\xff\xd8\xff\xe0\0\4ab\xff\xc2\0\x0b\x08\0\x05\0\x07", (7, 5)),
    ],
)
def test_the_shape_of_a_picture(kind: str, data: bytes, size: tuple[float, float]) -> None:
    assert pixels(Picture("x", kind, data, 10.0)) == size


def test_one_picture_shown_twice_is_there_once(make: Maker) -> None:
    body = [para([image("photo", "Une"), image("photo", "Deux")])]
    package = Package(make.write(replace(BARE, body=body)))
    assert package.all("//wp:docPr/@descr") == ["Une", "Deux"]
    assert [name for name in package.zip.namelist() if "picture" in name] == [
        "word/media/picture1.png"
    ]


def test_a_picture_without_words_is_decoration(make: Maker) -> None:
    package = Package(make.write(replace(BARE, body=[para([image("photo", "")])])))
    assert package.all("//*[local-name() = 'decorative']/@val") == ["1"]


def test_captions_are_counted_by_word_and_quoted_by_links(make: Maker) -> None:
    package = make.package(f'<p><a href="#tableau-vision">t</a></p>{VISION}{FIGURE}')
    table, figure = package.all("//w:p[w:fldSimple]")
    assert [(style_of(one), words_of(one)) for one in (table, figure)] == [
        ("TableCaption", "Tableau 1 – La vision"),
        ("ImageCaption", "Figure 1 – La frise"),
    ]
    codes = package.all("//w:fldSimple/@w:instr")
    assert [code.strip() for code in codes] == [r"SEQ Tableau \* ARABIC", r"SEQ Figure \* ARABIC"]
    [anchor] = package.all("//w:hyperlink/@w:anchor")
    start = f"//w:bookmarkStart[@w:name='{anchor}']"
    assert words_of(package.all(f"{start}/..")[0]) == "Tableau 1 – La vision"
    inside = f"{start}/following-sibling::*[following-sibling::w:bookmarkEnd]"
    assert "".join(map(words_of, package.all(inside))) == "Tableau 1"


def test_a_number_out_of_order_is_told_to_word(make: Maker) -> None:
    captions = "".join(
        f'<table><caption><span class="caption-label">{label}</span></caption><tbody><tr><td>x</td>'
        "</tr></tbody></table>"
        for label in ("Tableau 1", "Tableau 4", "Tableau 5", "Table B")
    )
    package = make.package(captions)
    codes = [code.split(r"\* ARABIC")[1].strip() for code in package.all("//w:fldSimple/@w:instr")]
    assert codes == ["", r"\r 4", ""]
    assert package.paragraphs("//w:body/w:p[w:r]")[-1] == ("TableCaption", "Table B")


# All words, in order -----------------------------------------------------------------------------


def words_of_tree(blocks: Any, *, notes: bool) -> str:
    """The words of a tree without spaces, in order; those of notes alone, or all the others."""
    parts: list[str] = []

    def visit(value: Any, *, inside: bool) -> None:
        if isinstance(value, list):
            for one in value:
                visit(one, inside=inside)
        elif isinstance(value, dict) and value.get("t") in {"Str", "Code", "CodeBlock"}:
            if inside == notes:
                parts.append(value["c"] if value["t"] == "Str" else value["c"][1])
        elif isinstance(value, dict) and value.get("t") == "Figure":
            visit([value["c"][2], value["c"][1]], inside=inside)
        elif isinstance(value, dict) and value.get("t") != "Image":
            visit(list(value.values()), inside=inside or value.get("t") == "Note")

    visit(blocks, inside=False)
    return re.sub(r"\s+", "", "".join(parts))


def words_of_part(package: Package, part: str) -> str:
    found = package.all("//w:t[not(ancestor::w:sdt)]/text()", part)
    return re.sub(r"\s+", "", "".join(found))


def check_words(package: Package, blocks: Blocks) -> None:
    assert words_of_part(package, "word/document.xml") == words_of_tree(blocks, notes=False)
    assert words_of_part(package, "word/footnotes.xml") == words_of_tree(blocks, notes=True)


def test_every_word_is_there_in_order(make: Maker, everything: Package) -> None:
    blocks = [*make.read(COVER), *make.read(EVERYTHING), *make.read(NOTES, MARKDOWN)]
    check_words(everything, blocks)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
INLINES = st.recursive(
    WORDS.map(text)
    | st.just({"t": "Space"})
    | WORDS.map(lambda w: {"t": "Code", "c": [attr(), w]}),
    lambda inner: (
        st.builds(
            lambda kind, held: {"t": kind, "c": held},
            st.sampled_from(["Emph", "Strong", "Superscript", "Strikeout"]),
            st.lists(inner, max_size=3),
        )
        | st.builds(
            lambda held, name: {"t": "Span", "c": [["", [name], []], held]},
            st.lists(inner, max_size=3),
            st.sampled_from(["family-name", "caption-label", "visually-hidden"]),
        )
    ),
    max_leaves=6,
)
NOTED = st.lists(INLINES, min_size=1, max_size=3).map(lambda i: {"t": "Note", "c": [para(i)]})
PARAGRAPHS = st.lists(INLINES | NOTED, max_size=4).map(para)


def table(rows: list[list[tuple[int, int, Blocks]]]) -> Node:
    def row(cells: list[tuple[int, int, Blocks]]) -> list[Any]:
        held = [
            [attr(), {"t": "AlignDefault"}, down, across, blocks] for down, across, blocks in cells
        ]
        return [attr(), held]

    columns = sum(across for _, across, _ in rows[0])
    specs = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns
    bodies = [[attr(), 1, [], [row(cells) for cells in rows]]]
    return {"t": "Table", "c": [attr(), [None, []], specs, [attr(), []], bodies, [attr(), []]]}


BLOCKS = st.recursive(
    PARAGRAPHS
    | st.builds(lambda n, c: {"t": "Header", "c": [n, attr(), [c]]}, st.integers(1, 6), INLINES),
    lambda inner: st.one_of(
        st.lists(st.lists(inner, max_size=2), min_size=1, max_size=3).map(
            lambda items: {"t": "BulletList", "c": items}
        ),
        st.lists(st.lists(inner, max_size=2), min_size=1, max_size=3).map(
            lambda items: {
                "t": "OrderedList",
                "c": [[2, {"t": "LowerRoman"}, {"t": "OneParen"}], items],
            }
        ),
        st.builds(
            lambda held, name: div(held, "", name),
            st.lists(inner, max_size=3),
            st.sampled_from(["callout", "definition", "checks", "steps", "grid", "cell", "none"]),
        ),
        st.lists(inner, max_size=2).map(lambda held: {"t": "BlockQuote", "c": held}),
        st.lists(
            st.tuples(st.integers(1, 2), st.integers(1, 2), st.lists(inner, max_size=2)),
            min_size=1,
            max_size=3,
        ).map(lambda cells: table([cells])),
    ),
    max_leaves=8,
)


@settings(max_examples=40)
@given(blocks=st.lists(BLOCKS, max_size=4))
def test_no_tree_loses_a_word_or_breaks_the_package(make: Maker, blocks: Blocks) -> None:
    package = Package(make.write(replace(BARE, body=blocks)))
    check_words(package, blocks)
    check_references(package)


HOSTILE = "\"><w:p/>&amp;]]>'{{ title }}%1"


def test_signs_of_xml_are_only_signs(make: Maker) -> None:
    heading: Node = {
        "t": "Header",
        "c": [1, ["a", ["numbered"], [["number", HOSTILE]]], [text("x")]],
    }
    label: Node = {"t": "Span", "c": [["", ["caption-label"], []], [text(HOSTILE + " 1")]]}
    figure: Node = {
        "t": "Figure",
        "c": [["f", [], []], [None, [para([label])]], [para([image("photo", HOSTILE)])]],
    }
    grid = div([div([para([text(HOSTILE)])], "", "cell")], "", "grid", label=HOSTILE)
    document = replace(
        BARE,
        title=HOSTILE,
        kind=HOSTILE,
        authors=(HOSTILE,),
        body=[heading, figure, grid],
        contents=(Entry("a", 1, HOSTILE, HOSTILE),),
        words={"contents": HOSTILE, "page": HOSTILE},
    )
    package = Package(make.write(document))
    assert package.all("//wp:docPr/@descr") == [HOSTILE]
    assert package.all("//w:tblCaption/@w:val") == [HOSTILE]
    assert package.all("//dc:title/text()", "docProps/core.xml") == [HOSTILE]
    assert words_of(package.parts["word/header.xml"]) == HOSTILE
    check_references(package)


# Themes ------------------------------------------------------------------------------------------


def test_a_theme_replaces_one_part_and_one_colour(make: Maker, tmp_path: Path) -> None:
    (tmp_path / "docx").mkdir()
    (tmp_path / "theme.yaml").write_text('colours:\n  accent: "#123456"\n', "utf-8")
    footer = (
        f'<w:ftr xmlns:w="{SPACES["w"]}"><w:p><w:r><w:t>{{{{ page }}}}</w:t></w:r></w:p></w:ftr>'
    )
    (tmp_path / "docx" / "footer.xml").write_text(footer, "utf-8")
    package = Package(make.write(BARE, Theme(tmp_path)))
    assert words_of(package.parts["word/footer.xml"]) == "Page"
    colour = "//w:style[@w:styleId='Heading1']//w:color/@w:val"
    assert package.all(colour, "word/styles.xml") == ["123456"]


def test_a_part_that_asks_for_what_there_is_not(make: Maker, tmp_path: Path) -> None:
    (tmp_path / "docx").mkdir()
    (tmp_path / "docx" / "header.xml").write_text("<x>{{ colours.mauve }}</x>", "utf-8")
    with pytest.raises(ToolError, match=r"header\.xml asks for colours\.mauve"):
        make.write(BARE, Theme(tmp_path))


# LibreOffice -------------------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_libreoffice_shows_every_page(everything: Package, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(everything.data)
    office = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "pdf", "report.docx"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout.split("\f")  # fmt: skip
    cover, contents, *body = pages
    assert "Horizon" in cover
    assert re.search(r"I\.\s+Un\.{5,}\s?4", contents)
    assert any(re.search(r"^I\.\s+Un$", page, re.MULTILINE) for page in body)
    annex = next(page for page in body if "Annexe 1 : Liste" in page)
    assert "Andrieux" in annex.title()
    assert re.search(r"Page 3 / \d+", body[0])
