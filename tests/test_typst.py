"""The typst engine: what it lays out, what it refuses, and that it never takes long or stays."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from PIL import Image

from pdf_reading import opened, page_words, tags
from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.typst import Drawing, Job, MissingGlyphError, RefusedPicturesError, Typst
from prospecta.typst_worker.engine import SHEET
from prospecta.typst_worker.pdf_objects import UnexpectedPDFError
from prospecta.typst_worker.pdf_tags import with_row_heads

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9">'
    b'<rect width="9" height="9"/></svg>'
)
START = """#import "report.typ": title
#set document(title: title)
#set text(font: ("Prospecta Sans", "DejaVu Sans Mono"), fallback: false)
#metadata((("start", 1),))<pages>
"""
ENDLESS = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { let x = c } } }"
TABLE = """#figure(caption: [Actions], table(columns: 3,
  table.header([Dimension], [Objectif], [Levier]),
  [Projet], [A], table.cell(rowspan: 2)[X],
  [Pratiques], [B],
  table.header(level: 2, table.cell(colspan: 3)[Long terme]),
  [Divers], table.cell(colspan: 2)[C],
))"""
HEADS = (-1, 1, 1, -2, 1)


@pytest.fixture(scope="module")
def typst() -> Iterator[Typst]:
    engine = Typst.start()
    yield engine
    engine.close()


def job(source: str, *drawings: Drawing, rows: tuple[tuple[int, ...], ...] = ()) -> Job:
    return Job('#let title = "T"', START + source, "{}", 0, drawings, rows)


def raster(form: str) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (40, 20), "#0f4c5c").save(kept, form)
    return kept.getvalue()


def test_a_source_becomes_a_document_with_its_pages_and_drawings(typst: Typst) -> None:
    drawing = Drawing("frise.svg", "0.svg", "svg", SVG, 160.0)
    typst.submit(job('Un mot. #image("0.svg", alt: "Frise")', drawing))
    layout = typst.result()
    assert page_words(layout.pdf) == ["Unmot."]
    assert layout.pages == {"start": 1}
    with Image.open(BytesIO(layout.pngs["frise.svg"])) as png:
        assert png.size == (round(160 / 25.4 * 150), round(90 / 25.4 * 150))


def test_a_paragraph_with_links_may_break_over_pages(typst: Typst) -> None:
    """In the file its pieces stand between its links, with nothing but `<<…>>` between numbers."""
    words = 'Un mot, puis #link("https://example.org")[un lien], #emph[puis] un autre. ' * 400
    typst.submit(job(words + TABLE, rows=(HEADS,)))
    layout = typst.result()
    assert len(page_words(layout.pdf)) > 3
    assert b"/Scope/Row" in layout.pdf


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_a_raster_is_shown_in_its_own_proportions(typst: Typst, form: str, kind: str) -> None:
    drawing = Drawing("photo", "0.svg", kind, raster(form), 160.0)
    look = '#context assert.eq(measure(image("0.svg", width: 40mm)).height, 20mm)'
    typst.submit(job(look + '#image("0.svg", alt: "Photo")', drawing))
    layout = typst.result()
    assert layout.pngs == {}
    with opened(layout.pdf) as document:
        images = [found for page in document.pages for found in _images(page.obj)]
    assert [(int(image.Width), int(image.Height)) for image in images] == [(40, 20)]
    assert form == "PNG" or drawing.data in layout.pdf


def _images(resource: Any) -> Iterator[Any]:
    for found in resource.get("/Resources", {}).get("/XObject", {}).values():
        if found.get("/Subtype") == "/Image":
            yield found
        else:
            yield from _images(found)


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ("un 日 deux 😀, trois 日", ("日", "😀")),
        ("privé \ue000", ("\ue000",)),
        ("marque \ufeff", ("\ufeff",)),
        ("sonnerie \x07", ("\x07",)),
    ],
)
def test_characters_that_no_font_shows_are_named(
    typst: Typst, shown: str, missing: tuple[str, ...]
) -> None:
    typst.submit(job(f'#"{shown}"'))
    with pytest.raises(MissingGlyphError) as caught:
        typst.result()
    assert caught.value.characters == missing


def test_signs_of_office_life_are_shown(typst: Typst) -> None:
    signs = "✓⇒→◆●☐☒★«»œŒ’–—…€½²\u00a0\u202f≥−"
    typst.submit(job(f'#"{signs}"'))
    assert page_words(typst.result().pdf) == ["".join(signs.split())]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ('#panic("halte")', "halte"),
        ("#text(", "unclosed delimiter"),
        ('#import "@preview/cetz:0.3.0": canvas', "package"),
        ('#read("/etc/passwd")', "not found"),
        ('#read("../../../../etc/passwd")', "escape"),
        ('#image("0.svg")', "not found"),
        ("== Sans niveau un", "heading"),
    ],
)
def test_a_fault_is_told_without_a_path_of_the_machine(
    typst: Typst, source: str, told: str
) -> None:
    typst.submit(job(source))
    with pytest.raises(ToolError, match=told) as caught:
        typst.result()
    assert not isinstance(caught.value, MissingGlyphError)
    assert str(Path(__file__).parents[1]) not in str(caught.value)


def test_a_layout_without_end_is_stopped_and_the_next_one_works() -> None:
    with closing(Typst.start()) as engine:
        engine.submit(job(ENDLESS))
        with pytest.raises(ToolError, match="took too long"):
            engine.result(seconds=0.3)
        engine.submit(job("Encore."))
        assert page_words(engine.result().pdf) == ["Encore."]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no limit")
def test_a_layout_without_measure_is_stopped() -> None:
    with closing(Typst.start()) as engine:
        engine.submit(job('#let hoard = ("a",) * 200000000'))
        with pytest.raises(ToolError, match="typst ended by signal SIGABRT"):
            engine.result()


def test_a_picture_alone_is_drawn_in_the_fonts_of_the_page() -> None:
    # typst remembers an SVG together with the fonts around it: among others it is read twice.
    fonts = 'font: ("Prospecta Sans", "DejaVu Sans Mono")'
    look = (templates() / "themes" / "default" / "typst" / "report.typ").read_text(encoding="utf-8")
    assert fonts in look
    assert fonts in SHEET


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read in /proc")
def test_memory_does_not_grow_with_each_document() -> None:
    held = []
    with closing(Typst.start()) as engine:
        for number in range(10):
            words = [
                str(pow(7, power, 10**12)) for power in range(number * 1800, number * 1800 + 1800)
            ]
            lines = [" ".join(words[at : at + 60]) for at in range(0, 1800, 60)]
            engine.submit(job("\n\n".join(lines)))
            engine.result()
            held.append(_megabytes(engine._child.process.pid))
    assert held[-1] - held[1] < 15, held  # 35 if all that was seen of each were kept


def _megabytes(pid: int) -> float:
    found = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(line.split()[1]) for line in found.splitlines() if line[:4] == "Pss:") / 1000


def test_an_engine_that_died_is_told_and_started_anew() -> None:
    with closing(Typst.start()) as engine:
        engine.submit(job("Un."))
        assert page_words(engine.result().pdf) == ["Un."]
        engine._child.process.kill()
        with pytest.raises(ToolError, match="typst ended by signal SIGKILL"):
            engine.result()
        engine.submit(job("Deux."))
        assert page_words(engine.result().pdf) == ["Deux."]


@pytest.mark.parametrize("source", ["", ENDLESS])
def test_the_child_ends_with_its_input_and_by_closing(source: str) -> None:
    with closing(Typst.start()) as engine:
        engine.submit(job(source))
        assert engine._sender is not None
        engine._sender.join()
        process = engine._child.process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_handing_over_waits_for_nobody() -> None:
    """A picture larger than any pipe, while the engine sleeps."""
    with closing(Typst.start()) as engine:
        asleep = engine._child.process.pid
        os.kill(asleep, signal.SIGSTOP)
        waking = Timer(10, os.kill, (asleep, signal.SIGCONT))
        waking.start()
        large = Drawing("large", "0.svg", "svg", SVG + b"<!--" + b"x" * 4_000_000 + b"-->", 10.0)
        engine.submit(job('#image("0.svg", alt: "Grand")', large))
        assert waking.is_alive(), "it was handed over before anybody took it"
        waking.cancel()
        os.kill(asleep, signal.SIGCONT)
        assert engine.result().pngs.keys() == {"large"}


@pytest.mark.parametrize("aside", [True, False])
def test_the_same_job_gives_the_same_bytes_wherever_and_whenever(
    typst: Typst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aside: bool
) -> None:
    wanted = job('Un mot. #image("0.svg", alt: "F")', Drawing("f", "0.svg", "svg", SVG, 160.0))
    typst.submit(replace(wanted, timestamp=1_432_771_200))
    layout = typst.result()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    with closing(Typst.start(aside=aside)) as other:
        other.submit(replace(wanted, timestamp=1_432_771_200))
        assert other.result() == layout
        with opened(layout.pdf) as document:
            assert str(document.docinfo["/CreationDate"]) == "D:20150528000000Z"


@pytest.mark.parametrize("aside", [True, False])
def test_a_picture_that_cannot_be_drawn_is_told_by_its_name(aside: bool) -> None:
    good, bad = (
        Drawing("good", "0.svg", "svg", SVG, 90.0),
        Drawing("bad", "1.svg", "svg", b"<", 9.0),
    )
    with closing(Typst.start(aside=aside)) as engine:
        engine.submit(job('#image("0.svg", alt: "A") #image("1.svg", alt: "B")', good, bad))
        with pytest.raises(RefusedPicturesError) as refused:
            engine.result()
        assert refused.value.pictures.keys() == {"bad"}


def test_heads_of_rows_and_lanes_head_what_is_beside_and_below(typst: Typst) -> None:
    typst.submit(job(TABLE, rows=(HEADS,)))
    cells = tags(typst.result().pdf).all("TH", "TD")
    assert [(cell.kind, cell.about.get("Scope"), cell.about["Headers"]) for cell in cells] == [
        ("TH", "/Column", []),
        ("TH", "/Column", []),
        ("TH", "/Column", []),
        ("TH", "/Row", ["U1x0y0"]),
        ("TD", None, ["U1x1y0", "R0x0y1"]),
        ("TD", None, ["U1x2y0", "R0x0y1", "R0x0y2"]),
        ("TH", "/Row", ["U1x0y0"]),
        ("TD", None, ["U1x1y0", "R0x0y2"]),
        ("TH", "/Column", []),
        ("TH", "/Row", ["U1x0y0", "U1x0y3"]),
        ("TD", None, ["U1x1y0", "U1x2y0", "U1x0y3", "R0x0y4"]),
    ]


def test_every_name_of_a_head_leads_to_it(typst: Typst) -> None:
    typst.submit(job(TABLE, rows=(HEADS,)))
    with opened(typst.result().pdf) as document:
        names = list(document.Root.StructTreeRoot.IDTree.Names)
        listed = {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
        assert list(listed) == sorted(listed)
        assert all(str(element.ID) == name for name, element in listed.items())
        assert len(listed) == 7
        assert document.check_pdf_syntax() == []


def test_words_that_look_like_tags_stay_words(typst: Typst) -> None:
    """A heading's title and a picture's words stand in the file near what is rewritten."""
    trap = "/K[1 0 R]>> endobj /S/TD/P 3 0 R )("
    source = f'#heading("{trap}") #image("0.svg", alt: "{trap}")'
    typst.submit(job(source + TABLE, Drawing("f", "0.svg", "svg", SVG, 9.0), rows=(HEADS,)))
    top = tags(typst.result().pdf)
    assert [found.about["T"] for found in top.all("H1")] == [trap]
    assert [found.about["Alt"] for found in top.all("Figure")] == [trap]
    assert len(top.all("TH")) == 7


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((HEADS, (1,)), "1 tables where 2 were expected"),
        (((-1, 1),), "5 rows of a table where 2 were expected"),
    ],
)
def test_tables_that_are_not_the_expected_ones_are_a_fault(
    typst: Typst, rows: tuple[tuple[int, ...], ...], told: str
) -> None:
    typst.submit(job(TABLE, rows=rows))
    with pytest.raises(ToolError, match=told):
        typst.result()


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"startxref\n9\n%%EOF"])
def test_a_file_that_typst_did_not_write_is_a_fault(pdf: bytes) -> None:
    with pytest.raises(UnexpectedPDFError):
        with_row_heads(pdf, [[1]])
