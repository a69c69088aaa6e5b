"""What an engine refuses is told where its author wrote it, and the next folder is built."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import pytest

from folders import SMALL, small, write
from prospecta.blame import _smallest
from prospecta.bombs import MAX_WRITTEN, endless
from prospecta.build import Wishes, build
from prospecta.checks.signs import BOUNDS
from prospecta.engines import Engines
from prospecta.findings import Finding
from prospecta.typst import Job, MissingGlyphError, Typst

IDENTITY = SMALL["seminar.yaml"]
START = """#set document(title: "T")
#set text(font: ("Prospecta Sans", "DejaVu Sans Mono"), fallback: false)
#metadata((("a", 1),))<pages>
"""
LONG = "a" * 9_990
SHOW = "Vu.\n\n![Plan](x.svg)\n"


def svg(held: str, size: str = 'width="16" height="9"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{held}</svg>'


REFUSED = [
    # the file, what it holds, the code, its line and column
    ("text/accueil.md", "Un.\n\nUn 日 deux.\n", "glyph-missing", 3, 4),
    ("text/accueil.md", "Un &#x65E5; deux.\n", "glyph-missing", 1, 4),
    ("text/accueil.md", "\uf0b7\tUn\n\uf0b7\tDeux\n", "glyph-missing", 1, 1),
    ("text/accueil.md", "[日](https://例え.jp)\n", "glyph-missing", 1, 2),
    ("seminar.yaml", IDENTITY.replace("accueillant", "😀"), "glyph-missing", 1, 22),
    ("text/accueil.md", "a\u0301" + "\u0301" * 31 + "\n", "marks-piled", 1, 2),
    ("text/accueil.md", "x[^1]\n\n[^1]: a [^1]\n", "note-endless", 3, 1),
    ("text/accueil.md", "Un.\n\n" + ">" * 3000 + " a\n", "engine-refused", 1, 1),
    ("text/accueil.md", f"Un.\n\nDeux `{LONG}`.\n", "engine-refused", 3, 7),
    ("text/accueil.md", f"Un.\n\n```\n{LONG}\n```\n", "engine-refused", 4, 1),
    ("seminar.yaml", IDENTITY.replace("Un terr", f"'`{LONG}`' #"), "engine-refused", 1, 10),
]
PICTURES = [
    (svg("", 'width="16" height="-9"'), "picture-unreadable"),
    (svg("<text>日</text>"), "glyph-missing"),
]
READ = [
    "[x](https://例え.jp)\n",
    "Deux fois[^1].\n\n[^1]: a\n\nEncore[^1].\n",
    "✓\ufe0f et e\u0301\n",
    f"{LONG}\n\n- {LONG}\n\n| {LONG} | b |\n|---|---|\n| a | b |\n\nx[^1]\n\n[^1]: {LONG}\n",
    "> # A\n\n- ## B\n\n### C\n\na[^1]\n\n[^1]: # D\n",
]


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines() as begun:
        yield begun


def found(folder: Path, engines: Engines) -> list[Finding]:
    return build(folder, Wishes(), engines).findings


@pytest.mark.parametrize(("file", "held", "code", "line", "column"), REFUSED)
def test_a_refusal_is_told_on_the_author_s_line(
    tmp_path: Path, engines: Engines, file: str, held: str, code: str, line: int, column: int
) -> None:
    (finding,) = found(write(tmp_path, {**SMALL, file: held}), engines)
    at = finding.span
    assert (finding.code, at.path, at.line, at.column) == (code, file, line, column)
    assert found(small(tmp_path / "next"), engines) == []


@pytest.mark.parametrize(("held", "code"), PICTURES)
def test_a_picture_is_told_where_it_is_shown(
    tmp_path: Path, engines: Engines, held: str, code: str
) -> None:
    files = {"text/accueil.md": SHOW, "text/x.svg": held}
    (finding,) = found(write(tmp_path, {**SMALL, **files}), engines)
    at = finding.span
    assert (finding.code, at.path, at.line, at.column) == (code, "text/accueil.md", 3, 9)


@pytest.mark.parametrize("words", READ)
def test_what_looks_like_a_bomb_and_is_none_is_built(
    tmp_path: Path, engines: Engines, words: str
) -> None:
    assert found(small(tmp_path, text__accueil_md=words), engines) == []


def test_every_passage_that_is_refused_is_told_in_one_build(
    tmp_path: Path, engines: Engines
) -> None:
    other = LONG.replace("a", "b")
    text = f"Un `{LONG}`.\n\nDeux.\n\nTrois `{other}`.\n"
    told = found(small(tmp_path, text__accueil_md=text), engines)
    assert [(one.code, one.span.line, one.span.column) for one in told] == [
        ("engine-refused", 1, 5),
        ("engine-refused", 5, 8),
    ]


def test_every_sign_that_no_font_has_is_told_once(tmp_path: Path, engines: Engines) -> None:
    seminar = IDENTITY.replace("accueillant", "日")
    folder = small(tmp_path, seminar_yaml=seminar, text__accueil_md="日 😀 日 <本>\n")
    told = [(one.values["character"], one.span.path) for one in found(folder, engines)]
    assert sorted(told) == sorted(
        [("日", "seminar.yaml"), ("😀", "text/accueil.md"), ("本", "text/accueil.md")]
    )


def test_a_folder_that_takes_too_long_is_told_to_be_divided(
    tmp_path: Path, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospecta.pandoc.SECONDS", 0)
    monkeypatch.setattr("prospecta.pandoc.ALONE", 20)
    monkeypatch.setattr("prospecta.pandoc.SEARCH", 20)
    words = "".join(f"Un *mot* {number}.\n\n" for number in range(2000))
    (finding,) = found(small(tmp_path, text__accueil_md=words), engines)
    assert (finding.code, finding.span.path) == ("report-too-large", "text/accueil.md")


@pytest.mark.parametrize(
    ("notes", "refused"),
    [("[^1]: a\n[^1]: b[^1]\n", False), ("[^1]: b[^1]\n[^1]: a\n", True)],
)
def test_of_two_notes_of_one_name_the_first_is_read(notes: str, refused: bool) -> None:
    assert (endless(f"x[^1]\n\n{notes}") is not None) is refused


@pytest.mark.parametrize(
    ("calls", "refused"), [(MAX_WRITTEN // 100 - 50, False), (MAX_WRITTEN // 100 + 50, True)]
)
def test_notes_come_to_so_much_and_no_more(calls: int, refused: bool) -> None:
    note = "b" * 99
    assert (endless("x[^n]" * calls + f"\n\n[^n]:{note}\n") is not None) is refused


@pytest.mark.parametrize(
    ("bad", "found"),
    [({7}, [7]), ({0}, [0]), ({2, 9}, [9]), (set(), []), ({4, 5}, [5])],
)
def test_the_smallest_part_that_is_refused_is_found(bad: set[int], found: list[int]) -> None:
    assert _smallest(range(10), lambda kept: bool(bad.intersection(kept))) == _range(found)


def test_parts_that_are_refused_only_together_stay_together() -> None:
    assert list(_smallest(range(8), lambda kept: {1, 6} <= set(kept))) == list(range(8))


def _range(found: list[int]) -> object:
    return range(found[0], found[0] + 1) if found else []


def test_the_table_of_signs_is_what_typst_shows() -> None:
    """At both ends of each run, where a mistake would be."""
    ends = [end for end in BOUNDS if end < 0xE000 or 0xF900 <= end < 0xFE00]
    near = {code for end in ends for code in (end - 1, end) if not 0xE000 <= code < 0xF900}
    shown = sorted(code for code in near if bisect_right(BOUNDS, code) % 2)
    lost = sorted(near - set(shown))
    engine = Typst.start()
    try:
        engine.submit(Job("", START + page(shown), "{}", 0))
        assert engine.result().pages == {"a": 1}
        engine.submit(Job("", START + page(lost), "{}", 0))
        with pytest.raises(MissingGlyphError) as caught:
            engine.result()
    finally:
        engine.close()
    assert set("".join(caught.value.characters)) <= set(map(chr, lost))


def page(codes: list[int]) -> str:
    return "\n".join(f'#"\\u{{{code:x}}}";\\' for code in codes)
