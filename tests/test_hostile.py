"""A folder of a stranger's: nothing in it runs, reads outside, connects, hangs, kills or leaks."""

import base64
import io
import os
import re
import string
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from folders import SMALL, write
from hostile_tables import everywhere, held, named, rows, with_file
from oracle import CANARY, run, world
from prospecta import drawings, folder, pictures
from prospecta.blame import review_of_refused
from prospecta.bombs import hopeless
from prospecta.checks import check
from prospecta.compose import parsing, slots
from prospecta.compose.parsing import MAX_DEPTH
from prospecta.discretion import discreet
from prospecta.document import Document, plain, walk
from prospecta.findings import Finding, Severity, Span
from prospecta.pandoc import Pandoc, RefusedTextsError
from prospecta.pictures import read_picture
from prospecta.review import SHOWN, Review, review
from prospecta.seminar import read_seminar
from prospecta.source import MAX_BYTES, Source
from prospecta.strict_yaml import MAX_DEPTH as MAX_LEVELS
from prospecta.strict_yaml import Scalar, builder, load
from prospecta.text import Line

LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
DRAWN = {"svg", "g", "path", "rect", "text", "tspan", "line", "circle", "polygon", "title", "desc"}
DRAWN |= {"a", "defs", "pattern", "polyline", "style"}


@pytest.fixture(scope="module")
def engine() -> Iterator[Pandoc]:
    started = Pandoc.start()
    yield started
    started.close()


def judged(files: Mapping[str, str | bytes], root: Path, engine: Pandoc) -> Review:
    """What `check` finds in a folder, without its warnings."""
    place = write(root / "seminaire", files)
    try:
        found = review(place, engine)
    except RefusedTextsError as error:
        found = review_of_refused(place, error)
    found.findings = [one for one in found.findings if one.severity is Severity.ERROR]
    return found


def places(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.code, f"{one.span.line}:{one.span.column}") for one in findings]


def assert_ends_as(row: Mapping[str, Any], found: Review) -> None:
    """In the finding of the row, on its place, and in no other; or in a document."""
    if "code" not in row:
        assert places(found.findings) == []
        return
    assert {one.code for one in found.findings} >= {row["code"]}, found.findings
    assert found.document is None
    if "at" in row:
        assert (row["code"], row["at"]) in places(found.findings)


def words(document: Document) -> str:
    return plain([*document.cover, *document.body])


def assert_inert(document: Document) -> None:
    """No node that a format would hand on as code; no attribute, link or picture from outside."""
    for node in walk([*document.cover, *document.body]):
        assert node["t"] not in {"RawInline", "RawBlock", "Math", "Cite"}
        if node["t"] in {"Span", "Div", "Code", "CodeBlock", "Link", "Image"}:
            keys = {key for key, _ in node["c"][0][2]}
            assert keys <= {"lang", "width", "label", "number"}, keys
        if node["t"] == "Link":
            assert LINK.match(node["c"][2][0])
        if node["t"] == "Image":
            assert node["c"][2][0].startswith("picture:")
    for picture in document.pictures.values():
        if picture.drawn:
            names = {etree.QName(one).localname for one in etree.fromstring(picture.data).iter()}
            assert names <= DRAWN, names


# In every field -------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "said"), named("names"))
def test_a_name_is_words_in_every_field(
    tmp_path: Path, engine: Pandoc, typed: str, said: str | dict[str, str]
) -> None:
    found = judged(everywhere(typed), tmp_path, engine)
    if isinstance(said, dict):
        assert {one.code for one in found.findings} == {said["code"]}
        return
    assert found.document is not None, found.findings
    assert words(found.document).count(said) >= 30
    assert_inert(found.document)


@pytest.mark.parametrize("row", rows("prose"), ids=lambda row: str(row["markdown"])[:40])
def test_a_text_is_prose_or_a_finding(
    tmp_path: Path, engine: Pandoc, row: Mapping[str, Any]
) -> None:
    files = {**SMALL, "text/accueil.md": held(row, "markdown") + "\n"}
    found = judged(files, tmp_path, engine)
    assert_ends_as(row, found)
    if found.document is not None:
        assert row["says"] in words(found.document)
        assert_inert(found.document)


@pytest.mark.parametrize("row", rows("files"), ids=lambda row: str(row)[:60])
def test_a_file_is_data_or_a_finding(
    tmp_path: Path, engine: Pandoc, row: Mapping[str, Any]
) -> None:
    content = bytes.fromhex(row["hex"]) if "hex" in row else held(row, "holds")
    assert_ends_as(row, judged(with_file(row["file"], content), tmp_path, engine))


@pytest.mark.parametrize("row", rows("places"), ids=lambda row: str(row)[:60])
def test_a_name_never_becomes_a_path(
    tmp_path: Path, engine: Pandoc, row: Mapping[str, Any]
) -> None:
    here = write(tmp_path / "seminaire", SMALL)
    write(tmp_path / "dehors", {"secret.yaml": f"note: {CANARY}\n", "secret.md": CANARY})
    for name in row.get("names", ()):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).touch()
    if "folder" in row:
        (here / row["folder"]).mkdir()
    if "pipe" in row:
        os.mkfifo(here / row["pipe"])
    if "link" in row:
        (here / row["link"]).unlink(missing_ok=True)
        (here / row["link"]).symlink_to(row["to"])
    found = judged({}, tmp_path, engine)
    assert [one.code for one in found.findings] == row["codes"]
    assert CANARY not in str(found.document)


@pytest.mark.parametrize("row", rows("drawings"), ids=lambda row: str(row)[:70])
def test_a_drawing_keeps_what_it_draws_alone(tmp_path: Path, row: Mapping[str, Any]) -> None:
    frame = '<svg xmlns="{0}" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    drawing = row.get("whole", frame.format(drawings.SVG) + row.get("svg", "") + "</svg>")
    found = picture(tmp_path, "a.svg", drawing.encode())
    if "code" in row:
        assert isinstance(found, Finding)
        assert found.code == row["code"]
        return
    assert not isinstance(found, Finding), found
    assert row["gone"] not in found.data.decode()
    assert row.get("drawn", "") in found.data.decode()


def picture(root: Path, name: str, data: bytes) -> Any:
    here = write(root, {f"figures/{name}": data})
    return read_picture(here, f"figures/{name}", "text/a.md", Span("text/a.md"))


# Rasters --------------------------------------------------------------------------------------


def raster(form: str, size: tuple[int, int] = (20, 10), mode: str = "RGB", **about: Any) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new(mode, size).save(made, form, **about)
    return made.getvalue()


def exif() -> Any:
    from PIL import Image

    about = Image.Exif()
    about[0x010E] = CANARY
    about[0x0112] = 6
    return about


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vide.png", b""),
        ("page.png", b"<html><script>alert(1)</script>"),
        ("coupe.png", raster("PNG")[:40]),
        ("autre.png", raster("JPEG")),
        ("anime.png", raster("GIF", mode="P")),
        ("ligne.png", raster("PNG", (2000, 2))),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    found = picture(tmp_path, name, data)
    assert isinstance(found, Finding)
    assert found.code == "picture-unreadable"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lieu.jpg", raster("JPEG", exif=exif(), comment=CANARY.encode(), xmp=CANARY.encode())),
        ("lieu.png", raster("PNG", exif=exif())),
        ("page.png", raster("PNG") + b"<script>" + CANARY.encode()),
        ("archive.jpg", raster("JPEG") + b"PK\x03\x04" + CANARY.encode()),
        ("gris.png", raster("PNG", mode="LA")),
        ("profond.png", raster("PNG", mode="I;16")),
        ("encre.jpg", raster("JPEG", mode="CMYK")),
    ],
)
def test_a_photograph_is_its_pixels_alone(tmp_path: Path, name: str, data: bytes) -> None:
    from PIL import Image

    found = picture(tmp_path, name, data)
    assert not isinstance(found, Finding), found
    assert CANARY.encode() not in found.data
    turned = name.startswith("lieu")
    with Image.open(io.BytesIO(found.data)) as opened:
        assert opened.size == ((10, 20) if turned else (20, 10))
        assert not opened.getexif()


# Budgets: at the limit, and one past it --------------------------------------------------------


def slotted(*texts: str) -> slots.Slots:
    made = slots.Slots()
    for one in texts:
        made.add(Line(Scalar(one, Span("a.md"))), inline=True)
    return made


def test_the_characters_of_a_report() -> None:
    full = ["x" * 1000] * (slots.MAX_CHARACTERS // 1000)
    assert slotted(*full).excess([]) is None
    found = slotted(*full, "x").excess([])
    assert found is not None
    assert found.code == "report-too-large"


def test_the_texts_of_a_report() -> None:
    full = ["x"] * slots.MAX_TEXTS
    assert slotted(*full).excess([]) is None
    assert slotted(*full, "x").excess([]) is not None


def test_the_characters_of_a_word() -> None:
    assert slotted("un " + "x" * slots.MAX_WORD).excess([]) is None
    assert slotted("un " + "x" * (slots.MAX_WORD + 1)).excess([]) is not None


def test_the_cells_of_a_text() -> None:
    table = "|" * 40 + "\n"
    assert slotted(table * (slots.MAX_CELLS // 40)).excess([]) is None
    assert slotted(table * (slots.MAX_CELLS // 40 + 1)).excess([]) is not None


@pytest.mark.parametrize(("limit", "codes"), [(10**6, []), (0, ["picture-too-large"])])
def test_the_bytes_of_all_pictures(
    tmp_path: Path, engine: Pandoc, monkeypatch: pytest.MonkeyPatch, limit: int, codes: list[str]
) -> None:
    monkeypatch.setattr(parsing, "MAX_ALL", limit)
    files: dict[str, str | bytes] = {f"figures/{name}.png": raster("PNG") for name in "ab"}
    text = "![a](../figures/a.png)\n\n![b](../figures/b.png)\n"
    found = judged({**SMALL, **files, "text/accueil.md": text}, tmp_path, engine)
    assert [one.code for one in found.findings] == codes


def test_the_rows_of_a_table() -> None:
    row = '<tr><td><span data-slot="0"></span></td></tr>'
    assert slotted("x").excess([row * slots.MAX_ROWS] * 2) is None
    assert slotted("x").excess([row * (slots.MAX_ROWS + 1)]) is not None


@pytest.mark.parametrize(
    ("levels", "codes"), [(MAX_DEPTH - 2, []), (MAX_DEPTH - 1, ["text-depth"])]
)
def test_the_levels_of_a_text(
    tmp_path: Path, engine: Pandoc, levels: int, codes: list[str]
) -> None:
    files = {**SMALL, "text/accueil.md": "> " * levels + "a\n"}
    assert [one.code for one in judged(files, tmp_path, engine).findings] == codes


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["file-too-large"])])
def test_the_bytes_of_a_file(tmp_path: Path, more: int, codes: list[str]) -> None:
    head = "# "
    files = {
        **SMALL,
        "swot.yaml": head + "x" * (MAX_BYTES - len(head) - 10 + more) + "\nnote: a\n\n",
    }
    _, findings = read_seminar(write(tmp_path, files))
    assert [one.code for one in findings] == codes


@pytest.mark.parametrize(("nodes", "codes"), [(500, []), (501, ["yaml-nodes"])])
def test_the_values_of_a_file(
    monkeypatch: pytest.MonkeyPatch, nodes: int, codes: list[str]
) -> None:
    monkeypatch.setattr(builder, "MAX_NODES", 500)
    _, findings = load(Source("a.yaml", "[" + "a," * (nodes - 1) + "]"))
    assert [one.code for one in findings] == codes


@pytest.mark.parametrize(("levels", "codes"), [(MAX_LEVELS, []), (MAX_LEVELS + 1, ["yaml-depth"])])
def test_the_levels_of_a_file(levels: int, codes: list[str]) -> None:
    _, findings = load(Source("a.yaml", "[" * levels + "]" * levels))
    assert [one.code for one in findings] == codes


def test_the_files_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_FILES", 3)
    for name in "abcdef":
        write(tmp_path, {f"{name}/{number}.yaml": "" for number in range(2)})
    assert len(folder.files(tmp_path)) == 4


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["report-too-large"])])
def test_the_files_of_a_seminar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Pandoc, more: int, codes: list[str]
) -> None:
    monkeypatch.setattr(folder, "MAX_READ", 3)
    texts = {f"text/{name}.md": "[x](javascript:a)\n" for name in "b"[:more]}
    found = judged({**SMALL, "text/accueil.md": "a\n", "swot.yaml": "", **texts}, tmp_path, engine)
    told = [one.code for one in found.findings]
    assert told == (codes or ["yaml-empty"]), "of too many, none is read"


def test_the_folders_in_one_another(tmp_path: Path) -> None:
    deep = "/".join("a" * folder.MAX_LEVELS)
    write(tmp_path, {f"{deep}/b.yaml": ""})
    assert folder.files(tmp_path) == [f"{deep}/b.yaml"]
    write(tmp_path, {f"{deep}/c/{'d/' * 900}b.yaml": ""})
    assert folder.files(tmp_path) == [f"{deep}/c", f"{deep}/b.yaml"]


@pytest.mark.parametrize(
    ("budget", "limit", "code"),
    [
        ("MAX_ALL", 2 * len(raster("PNG")), ""),
        ("MAX_ALL", 2 * len(raster("PNG")) - 1, "picture-too-large"),
        ("MAX_AREA", 400, ""),
        ("MAX_AREA", 399, "picture-too-large"),
    ],
)
def test_what_all_pictures_weigh_is_told_before_one_is_decoded(
    tmp_path: Path,
    engine: Pandoc,
    monkeypatch: pytest.MonkeyPatch,
    budget: str,
    limit: int,
    code: str,
) -> None:
    decoded: list[str] = []
    monkeypatch.setattr(pictures, "_raster", lambda path, *_: decoded.append(path))
    monkeypatch.setattr(pictures, budget, limit)
    files: dict[str, str | bytes] = {f"figures/{name}.png": raster("PNG") for name in "ab"}
    text = "![a](../figures/a.png) ![a](../figures/a.png)\n\n![!b [c]](figures/b.png)\n"
    here = write(tmp_path, {**SMALL, **files, "text/accueil.md": text})
    if not code:
        with pytest.raises(AttributeError):  # the stand-in gives no picture
            review(here, engine)
        return
    (found,) = review(here, engine).findings
    assert (found.code, found.span) == (code, Span("text/accueil.md", 3, 11, 3, 24))
    assert decoded == []


def test_the_characters_of_all_texts_are_told_before_they_are_checked(
    tmp_path: Path, engine: Pandoc
) -> None:
    text = "ESSMS " * (slots.MAX_CHARACTERS // 6)
    files = {**SMALL, "text/accueil.md": text + " [x](javascript:a)\n"}
    assert places(judged(files, tmp_path, engine).findings) == [("report-too-large", "1:1")]


@pytest.mark.parametrize("sign", ["[^", "![", "<!-- prospecta: ", "](", "<!-- prospecta: a -"])
def test_no_sign_is_sought_again_and_again(tmp_path: Path, sign: str) -> None:
    """What begins a hundred thousand times and never ends is looked through once."""
    text = "[^1]: a\n\n](#a) " + sign * 100_000
    start = time.process_time()
    seminar, _ = read_seminar(write(tmp_path, {**SMALL, "text/accueil.md": text}))
    assert seminar is not None
    assert len(seminar.placements) == 1
    assert len(list(SHOWN.finditer(text))) < 1000
    assert not hopeless(text)
    assert time.process_time() - start < 2


def test_a_long_name_is_not_sought_at_every_word(tmp_path: Path) -> None:
    seminar, _ = read_seminar(write(tmp_path, everywhere(("l'été " * 833).strip())))
    assert seminar is not None
    start = time.process_time()
    assert "name-spelling" not in {one.code for one in check(seminar)}
    assert time.process_time() - start < 3


def test_the_bytes_of_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = raster("PNG")
    monkeypatch.setattr(pictures, "MAX_BYTES", len(data))
    assert not isinstance(picture(tmp_path, "a.png", data), Finding)
    assert isinstance(picture(tmp_path, "a.png", data + b"x"), Finding)


def test_the_pixels_of_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 200)
    assert not isinstance(picture(tmp_path, "a.png", raster("PNG", (20, 10))), Finding)
    assert isinstance(picture(tmp_path, "a.png", raster("PNG", (67, 3))), Finding)


@pytest.mark.parametrize(("longer", "width"), [(0, pictures.MAX_SIDE), (8, pictures.MAX_SIDE)])
def test_the_side_of_a_picture(tmp_path: Path, longer: int, width: int) -> None:
    from PIL import Image

    found = picture(tmp_path, "a.png", raster("PNG", (pictures.MAX_SIDE + longer, 100), "L"))
    with Image.open(io.BytesIO(found.data)) as opened:
        assert opened.width == width


@cache
def inside(mode: str, height: int) -> str:
    """A raster in a drawing, 8,000 pixels wide."""
    data = base64.b64encode(raster("PNG", (8000, height), mode)).decode()
    return f'<image width="9" height="9" href="data:image/png;base64,{data}"/>'


@pytest.mark.parametrize(
    ("inside", "refused"),
    [
        ("<g/>" * (drawings.MAX_NODES - 1), False),
        ("<g/>" * drawings.MAX_NODES, True),
        (f"<text>{'a' * drawings.MAX_WORDS}</text>", False),
        (f"<text>{'a' * drawings.MAX_WORDS}</text>b", True),
        (inside("P", 6250), False),
        (inside("P", 6250) + inside("1", 1), True),
        ("<g>" * (drawings.MAX_LEVELS - 1) + "</g>" * (drawings.MAX_LEVELS - 1), False),
        ("<g>" * drawings.MAX_LEVELS + "</g>" * drawings.MAX_LEVELS, True),
    ],
    ids=[
        f"{what}{more}" for what in ("elements", "words", "pixels", "levels") for more in ("", "+1")
    ],
)
def test_the_elements_of_a_drawing(tmp_path: Path, inside: str, *, refused: bool) -> None:
    svg = f'<svg xmlns="{drawings.SVG}" width="9" height="9">{inside}</svg>'
    assert isinstance(picture(tmp_path, "a.svg", svg.encode()), Finding) is refused


@pytest.mark.parametrize(("height", "refused"), [(drawings.MAX_RATIO, False), (201, True)])
def test_the_shape_of_a_picture(tmp_path: Path, height: float, *, refused: bool) -> None:
    svg = f'<svg xmlns="{drawings.SVG}" viewBox="0 0 1 {height}"/>'
    assert isinstance(picture(tmp_path, "a.svg", svg.encode()), Finding) is refused


def test_no_picture_is_taller_than_a_page(tmp_path: Path) -> None:
    found = picture(tmp_path, "a.png", raster("PNG", (600, 6000)))
    assert found.width == drawings.TEXT_HEIGHT / 10


# Properties -----------------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)
PLANTED = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
ESCAPED = re.compile(f"([{re.escape(string.punctuation)}])")


@PLANTED
@given(
    before=st.lists(st.text("aé🎉\t «»–#'", max_size=9), max_size=4),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    lead=st.text("é🎉a ", max_size=6),
)
def test_a_planted_error_is_where_it_was_planted(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[str],
    end: str,
    mark: str,
    lead: str,
) -> None:
    comments = "".join(f"# {line}{end}" for line in before)
    line = f'strengths: [ "{lead}", {{txt: a}}]'
    content = mark + comments + "id: grille" + end + line + end
    here = write(
        tmp_path_factory.getbasetemp() / "plante", {**SMALL, "swot.yaml": content.encode()}
    )
    _, findings = read_seminar(here)
    (found,) = [one for one in findings if one.code == "unknown-key"]
    assert (found.span.line, found.span.column) == (len(before) + 2, line.index("txt") + 1)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_words_in_are_words_out_in_every_field(
    tmp_path_factory: pytest.TempPathFactory, engine: Pandoc, typed: str
) -> None:
    """Escaped, any text is itself in every field: not a letter lost, not one executed."""
    escaped = "vu" + ESCAPED.sub(r"\\\1", typed) + "lu"
    found = judged(everywhere(escaped), tmp_path_factory.getbasetemp() / "partout", engine)
    if found.document is None:
        assert {one.code for one in found.findings} <= {"glyph-missing", "marks-piled"}
        return
    assert_inert(found.document)
    said = re.findall("vu(.*?)lu", words(found.document), re.DOTALL)
    assert len(said) >= 30
    letters = [char for char in unicodedata.normalize("NFC", typed) if char.isalnum()]
    for one in said:
        kept = unicodedata.normalize("NFC", one)
        assert [char for char in kept if char.isalnum()] == letters


# The command, held to everything ----------------------------------------------------------------

SVG_OUT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}"/></svg>'
SVG_ENTITY = """\
<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>
"""
THREE = "".join(f"![a](../figures/{number}.png)\n\n" for number in range(3))


def texts(*held: str, more: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """The smallest folder with these texts, each in a file of its own, and what else is given."""
    named = {f"text/{number}.md": text for number, text in enumerate(held)}
    outline = SMALL["seminar.yaml"] + "".join(f"  - {name}\n" for name in named)
    return {**SMALL, "seminar.yaml": outline, **named, **(more or {})}


COMMANDED: Mapping[str, tuple[Callable[[], Mapping[str, str | bytes]], int]] = {
    # what the folder holds, and how many findings refuse it: none where it is built
    "every mark in every field": (
        lambda: everywhere("|*vu*|<script>`x`{=openxml}{{ a }}[b]{onclick=c}"),
        0,
    ),
    "formulas and typst in every field": (
        lambda: everywhere(
            '=HYPERLINK("http://a.b") +1 @SUM(A1) #read("/etc/passwd") $x$ @preview <a>'
        ),
        0,
    ),
    "texts that are code": (
        lambda: texts(
            "```{=typst}\n#panic()\n```\n\n`a`{=html}\n",
            '#import "@preview/cetz:0.3.4"\n',
            "{{ 7*7 }}{% for a in b %}{{ a.__class__ }}\n",
            "::: a\n```\n[[[[**_`<div>\n",
            more={"sitecustomize.py": "raise SystemExit(9)\n", "json.py": "raise SystemExit(9)\n"},
        ),
        0,
    ),
    "pictures that are more": (
        lambda: texts(
            *(f"![a](../figures/{name})\n" for name in ("out.svg", "entity.svg", "zip.png")),
            more={
                "figures/out.svg": SVG_OUT.format("../../dehors/secret.svg"),
                "figures/entity.svg": SVG_ENTITY,
                "figures/zip.png": raster("PNG") + b"PK\x03\x04" + b"<script>",
            },
        ),
        0,
    ),
    "the largest picture": (
        lambda: texts(
            "![a](../figures/a.png)\n", more={"figures/a.png": raster("PNG", (7071, 7071), "P")}
        ),
        0,
    ),
    "right to left": (lambda: everywhere("vu \u202egpj.exe"), 1),
    "pictures from elsewhere": (
        lambda: texts(
            "![a](http://127.0.0.1:9/a.png)\n",
            "![a](file:///etc/passwd)\n",
            "![a](../../dehors/secret.svg)\n",
        ),
        3,
    ),
    "a bomb of pixels": (
        lambda: texts(
            "![a](../figures/a.png)\n", more={"figures/a.png": raster("PNG", (9000, 9000), "1")}
        ),
        1,
    ),
    "pictures that weigh too much together": (
        lambda: texts(
            THREE,
            more={
                f"figures/{n}.png": raster("PNG", (2200, 2200), compress_level=0) for n in range(3)
            },
        ),
        1,
    ),
    "too many files": (
        lambda: {**SMALL, **{f"swot/{n}.yaml": "note: a\n" for n in range(1100)}},
        1,
    ),
    "a bomb of aliases, and a deep file": (
        lambda: {
            **SMALL,
            "swot.yaml": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
            "vision.yaml": "[" * 60_000,
        },
        2,
    ),
    "100,000 participants": (
        lambda: {**SMALL, "participants.yaml": "people:\n" + "- family: A\n" * 100_000},
        1,
    ),
    "a deep text": (lambda: {**SMALL, "text/accueil.md": "> " * 5000 + "a\n"}, 1),
    "notes in a circle": (
        lambda: {**SMALL, "text/accueil.md": "[^1]: [^2]\n\n[^2]: [^1]\n\na[^1]\n"},
        1,
    ),
    "a long text": (lambda: {**SMALL, "text/accueil.md": "mot " * 150_001}, 1),
}


@pytest.mark.parametrize("what", COMMANDED)
def test_the_command_holds_to_everything(tmp_path: Path, what: str) -> None:
    files, refusals = COMMANDED[what]
    here = world(tmp_path / "monde", files())
    ran = run(here, "build", codes={1 if refusals else 0})
    assert len(set(ran.findings)) >= refusals, ran.err
    written = {path.suffix for path in here.output.glob("seminaire.*")}
    assert written == (set() if refusals else {".docx", ".html", ".pdf"})


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    here = world(tmp_path / "monde", SMALL)
    (here.folder / "swot.yaml").symlink_to("../dehors/secret.yaml")
    (here.folder / "text" / "autre.md").symlink_to("../../dehors/secret.md")
    (here.folder / "figures").symlink_to("../dehors")
    write(here.folder, {"text/accueil.md": "![a](figures/secret.svg)\n"})
    ran = run(here, "build", codes={1})
    assert set(ran.codes) >= {"file-unreadable", "picture-unreadable"}


def test_no_output_goes_where_the_folder_leads_it(tmp_path: Path) -> None:
    here = world(tmp_path / "monde", {**SMALL, "seminaire.html": "à garder"})
    aside = here.root / "ailleurs"
    aside.mkdir()
    here.output.symlink_to("../ailleurs")
    run(here, "build", "--to", "html", codes={3}, trace=False)
    assert list(aside.iterdir()) == []
    run(here, "build", "--to", "html", "--output", aside, codes={0}, extra=[aside], trace=False)
    here.output.unlink()
    here.output.mkdir()
    (here.output / "seminaire.html").symlink_to("../seminaire.html")
    os.link(here.folder / "seminar.yaml", here.output / "seminaire.docx")
    os.mkfifo(here.output / "seminaire.pdf")
    run(here, "build", codes={0}, trace=False)


PRIVATE = {
    "{family: A, email: jean.secret@maison.fr}": "jean.secret@maison.fr",
    "{family: A, telephone: 06 12 34 56 78}": "06 12 34 56 78",
    "{family: A, téléphone: '+33 (0)6 12 34 56 78'}": "12 34 56 78",
    "{family: A, adresse: 3 rue du Puits}": "rue du Puits",
    "{family: A, date-de-naissance: 1970-01-01, naissance: 1970-01-02}": "1970-01-02",
    "{family: A, santé: en arrêt}": "arrêt",
    "{family: A, consent: non merci}": "merci",
    "{family: A, presence: absent jean.secret@maison.fr}": "jean.secret",
    "{family: A, id: jean.secret@maison.fr}": "secret@maison",
    "{family: A, mail: a@maison.fr: oui}": "a@maison.fr",
    "{family: A, workshops: 0612345678}": "0612345678",
}
"""What an author may write of a person that no report asks for, and what no log may then show."""


@pytest.mark.parametrize("person", PRIVATE)
def test_nothing_private_is_said(person: str) -> None:
    line = f"people: [{person}]"
    shown = discreet(line)
    assert PRIVATE[person] not in shown
    assert len(shown) == len(line)
    assert discreet("Le 28 mai 2015 : 1 000 habitants, 14:30, A10") == (
        "Le 28 mai 2015 : 1 000 habitants, 14:30, A10"
    )


@pytest.mark.parametrize("form", ["text", "json", "github", "junit"])
def test_nothing_private_is_in_a_report(tmp_path: Path, form: str) -> None:
    people = "people:\n" + "".join(
        f"  - {person}\n" for person in PRIVATE if "@" not in person[-9:]
    )
    here = world(tmp_path / "monde", {**SMALL, "participants.yaml": people})
    run(here, "check", "--format", form, codes={1}, private=PRIVATE.values(), trace=False)


def test_on_a_failure_the_earlier_outputs_stay(tmp_path: Path) -> None:
    here = world(tmp_path / "monde", SMALL)
    run(here, "build", codes={0})
    write(here.folder, {"swot.yaml": "id: ../../evil\n"})
    run(here, "build", codes={1})


@pytest.mark.parametrize("row", rows("environment"), ids=str)
def test_the_environment_has_no_say(tmp_path: Path, row: Mapping[str, str]) -> None:
    said = {
        key: value.replace("dehors", str(tmp_path / "monde" / "dehors"))
        for key, value in row.items()
    }
    here = world(tmp_path / "monde", SMALL)
    write(here.bait, {"pandoc/defaults.yaml": "css: a", "templates/default.html5": CANARY})
    run(here, "build", "--to", "docx,html", codes={0}, environment=said, trace=False)
    assert outputs_of(here.output) == plain_outputs(tmp_path)


def outputs_of(output: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in output.glob("seminaire.*")}


PLAIN: dict[str, bytes] = {}


def plain_outputs(root: Path) -> dict[str, bytes]:
    """What the smallest folder gives where the environment says nothing."""
    if not PLAIN:
        here = world(root / "simple", SMALL)
        run(here, "build", "--to", "docx,html", codes={0}, trace=False)
        PLAIN.update(outputs_of(here.output))
    return PLAIN


def test_a_document_has_no_trace_of_the_machine(tmp_path: Path) -> None:
    here = world(tmp_path / "monde", everywhere("vu"))
    run(here, "build", codes={0})
    with zipfile.ZipFile(here.output / "seminaire.docx") as package:
        parts = [package.read(name) for name in package.namelist()]
    for data in [*parts, *(path.read_bytes() for path in here.output.glob("seminaire.*"))]:
        assert str(tmp_path).encode() not in data
        assert os.uname().nodename.encode() not in data or len(os.uname().nodename) < 6


def test_there_are_two_hundred_of_them() -> None:
    tables = ("names", "prose", "files", "places", "drawings", "environment")
    assert sum(len(rows(table)) for table in tables) + len(COMMANDED) >= 200


def test_checks_do_not_read_what_reading_left_out(tmp_path: Path) -> None:
    files = {**SMALL, "swot.yaml": "[" * 100, "text/accueil.md": "![](#swot)\n"}
    seminar, findings = read_seminar(write(tmp_path, files))
    assert seminar is not None
    assert [one.code for one in [*findings, *check(seminar)]] == ["yaml-depth"]


def test_a_picture_that_is_shown_often_is_decoded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = picture(tmp_path, "a.png", raster("PNG"))
    monkeypatch.setattr(pictures, "_raster", lambda *_: pytest.fail("decoded again"))
    target, beside = "../figures/a.png", "text/a.md"
    assert read_picture(tmp_path, target, beside, Span(beside)) is shown
