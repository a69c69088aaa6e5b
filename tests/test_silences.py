"""Warnings that an author silences: where, in what words, and what is said when it goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folders import SMALL, write
from prospecta.comments import MAX_COMMENTS, comments, hushed
from prospecta.engines import Engines
from prospecta.findings import Finding, Span
from prospecta.review import review
from prospecta.seminar import read_seminar
from prospecta.silences import silenced
from prospecta.source import Source

SILENCED: list[tuple[str, str, int]] = [
    # file, what it holds, line of a warning `no-date` that is silenced
    ("a.yaml", "a: b  # prospecta: ignore no-date it runs on\n", 1),
    ("a.yaml", "a: b  # prospecta: ignorer no-date sans fin\n", 1),
    ("a.yaml", "a: b  #prospecta : ignorer no-date — sans fin\n", 1),
    ("a.yaml", "# prospecta: ignore no-date it runs on\na: b\n", 2),
    ("a.yaml", "- a\n  # prospecta: ignore no-date it runs on\n- b\n", 3),
    ("a.yaml", "# prospecta: ignore no-owner x\n# prospecta: ignore no-date x\na: b\n", 3),
    ("a.yaml", "# prospecta: ignore no-date of the whole file\na: b\n", 1),
    ("a.yaml", 'a: "b # c"  # prospecta: ignore no-date x\n', 1),
    ("a.yaml", "a: b#c  # prospecta: ignore no-date x\n", 1),
    ("a.yaml", "a: [b,  # prospecta: ignore no-date x\n  c]\n", 1),
    ("a.yaml", "a: |  # prospecta: ignore no-date x\n  b\n\n  c\nd: e\n", 4),
    ("a.yaml", "# prospecta: ignore no-date x\na: >-\n  b\n  c\n", 4),
    ("a.yaml", "# prospecta: ignore no-date x\na: b\n  c\n", 3),
    ("a.yaml", '# prospecta: ignore no-date x\n- "b\n  c"\n', 3),
    ("a.md", "A <!-- prospecta: ignore no-date x -->\n", 1),
    ("a.md", "A <!--prospecta : ignorer no-date x--> b\n", 1),
    ("a.md", "\n<!-- prospecta: ignore no-date x -->\nA\n", 3),
    ("a.md", "<!-- prospecta: ignore no-date x -->\nA\n", 1),
    ("a.md", "```\nA\n```\nB <!-- prospecta: ignore no-date x -->\n", 4),
    ("a.md", "`a` <!-- prospecta: ignore no-date x -->\n", 1),
]
HEARD: list[tuple[str, str, int]] = [
    # the same, that is not silenced
    ("a.yaml", "a: b  # prospecta: ignore no-date x\n\nc: d\n", 3),
    ("a.yaml", "# prospecta: ignore no-date x\na: b\nc: d\n", 3),
    ("a.yaml", "a: b  # prospecta: ignore no-owner x\n", 1),
    ("a.yaml", 'a: "b  # prospecta: ignore no-date x"\n', 1),
    ("a.yaml", "a: 'b\n  # prospecta: ignore no-date x'\n", 2),
    ("a.yaml", "a: |\n  b  # prospecta: ignore no-date x\n", 2),
    ("a.yaml", "a: |\n  # prospecta: ignore no-date x\n  b\n", 3),
    ("a.yaml", "a: b# prospecta: ignore no-date x\n", 1),
    ("a.yaml", "a: b  # see # prospecta: ignore no-date x\n", 1),
    ("a.yaml", "a: b  # prospecta: voir no-date x\n", 1),
    ("a.yaml", "a: [b  # prospecta: ignore no-date x\n", 1),
    ("a.yaml", "a: |  # prospecta: ignore no-date x\n  b\nc: d\n", 3),
    ("a.md", "A # prospecta: ignore no-date x\n", 1),
    ("a.md", "`<!-- prospecta: ignore no-date x -->`\n", 1),
    ("a.md", "~~~\nA <!-- prospecta: ignore no-date x -->\n~~~\n", 2),
    ("a.md", "- ```\n  A <!-- prospecta: ignore no-date x -->\n  ```\n", 2),
    ("a.md", "A <!-- prospecta: ignore no-date\nx -->\n", 1),
]


def left(name: str, held: str, *findings: Finding, whole: bool = False) -> list[Finding]:
    return silenced(findings, [Source(name, held)], whole=whole)


@pytest.mark.parametrize(("name", "held", "line"), SILENCED)
def test_a_warning_is_silenced(name: str, held: str, line: int) -> None:
    warning = Finding("no-date", Span(name, line, 3, line, 4))
    assert warning not in left(name, held, warning)
    elsewhere = Finding("no-date", Span("b.yaml", line, 3, line, 4))
    other = Finding("no-objective", Span(name, line, 3, line, 4))
    assert left(name, held, elsewhere, other)[:2] == [elsewhere, other]


@pytest.mark.parametrize(("name", "held", "line"), HEARD)
def test_a_warning_stays(name: str, held: str, line: int) -> None:
    warning = Finding("no-date", Span(name, line, 3, line, 4))
    assert warning in left(name, held, warning)


COMPLAINTS = [
    # a comment at the end of a line of YAML, the finding about it, its column and its suggestion
    ("ignore unknown-key x", "silence-error", 27, ""),
    ("ignore no-date", "silence-reason", 7, ""),
    ("ignore no-date —", "silence-reason", 7, ""),
    ("ignore no-owner x", "silence-unused", 7, ""),
    ("ignore no-dates x", "silence-unknown", 27, "no-date"),
    ("ignore zzz x", "silence-unknown", 27, ""),
    ("ignore", "silence-unknown", 26, ""),
    ("ingore no-date x", "silence-unknown", 20, "ignore"),
]


@pytest.mark.parametrize(("words", "code", "column", "suggestion"), COMPLAINTS)
def test_a_silence_that_does_not_work_says_so(
    words: str, code: str, column: int, suggestion: str
) -> None:
    warning = Finding("no-date", Span("a.yaml", 1, 1, 1, 2))
    found = left("a.yaml", f"a: b  # prospecta: {words}\n", warning, whole=True)
    (told,) = (one for one in found if one.code.startswith("silence"))
    assert (told.code, told.span.line, told.span.column) == (code, 1, column)
    assert told.values.get("suggestion", "") == suggestion


def test_an_error_stays() -> None:
    error = Finding("unknown-key", Span("a.yaml", 1, 1, 1, 2), {"key": "a"})
    found = left("a.yaml", "a: b  # prospecta: ignore unknown-key x\n", error)
    assert [one.code for one in found] == ["unknown-key", "silence-error"]


def test_of_no_use_is_told_only_when_everything_was_looked_at() -> None:
    assert left("a.yaml", "a: b  # prospecta: ignore no-date x\n") == []


def test_a_file_full_of_comments_costs_no_more_than_a_full_one() -> None:
    many = "a <!-- prospecta: ignore zzz -->\n" * 50_000
    assert len(comments(Source("a.md", many))) == MAX_COMMENTS
    assert hushed(many)[0] == "a\n" * 50_000


HUSHED = [
    # what was typed, what is read
    ("A <!-- prospecta: ignore x y -->\nb\n", "A\nb\n"),
    ("A\n<!-- prospecta: ignore x y -->\nb\n", "A\nb\n"),
    ("- a\n  <!-- prospecta: ignore x y -->\n- b\n", "- a\n- b\n"),
    ("| a |\n|---|\n| b | <!-- prospecta: ignore x y -->\n| c |\n", "| a |\n|---|\n| b |\n| c |\n"),
    ("# T <!-- prospecta: ignore x y -->  \n\nb", "# T\n\nb"),
    ("<!-- prospecta: ignore x y -->\n<!-- prospecta: ignore z y -->\nA\n", "A\n"),
    ("<!-- prospecta: ignore x y --> A\n", "A\n"),
    ("A <!-- prospecta: ignore x y --> b\n", "A  b\n"),
    ("A\n\n<!-- prospecta: ignore x y -->", "A\n"),
    ("<!-- prospecta: n'importe quoi -->\nA\n", "A\n"),
    ("`<!-- prospecta: ignore x y -->`\n", "`<!-- prospecta: ignore x y -->`\n"),
    ("A <!-- autre -->\n", "A <!-- autre -->\n"),
]


@pytest.mark.parametrize(("typed", "words"), HUSHED)
def test_a_comment_is_no_part_of_the_text(typed: str, words: str) -> None:
    assert hushed(typed)[0] == words
    assert len(hushed(typed)[1]) == len(typed)


PIECES = st.sampled_from(
    ["mot", " ", "  ", "\n", "\n\n", "- ", "`", "é", "<!-- prospecta: ignore no-date x -->"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_every_word_keeps_its_place(typed: str) -> None:
    words, written = hushed(typed)
    assert len(written) == len(typed)
    assert "".join(words.split()) == "".join(written.split())
    assert all(char in {there, " "} for char, there in zip(written, typed, strict=True))


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines(pages=False) as begun:
        yield begun


def test_a_link_to_nowhere_is_told_on_its_line_below_a_comment(
    tmp_path: Path, engines: Engines
) -> None:
    text = "<!-- prospecta: ignore x y -->\n\nUn <!-- prospecta: z --> mot\n![](#swto)\n"
    folder = write(tmp_path, {**SMALL, "text/accueil.md": text})
    found = {one.code: one.span for one in review(folder, engines.pandoc).findings}
    assert found["unknown-place"] == Span("text/accueil.md", 4, 6, 4, 10)


def test_a_comment_never_shows_and_parts_nothing(tmp_path: Path, engines: Engines) -> None:
    plain = "Un\ndeux\n\n- trois\n- quatre\n"
    said = (
        "Un <!-- prospecta: ignore no-date x -->\n<!-- prospecta: ignore no-date y -->\ndeux\n\n"
        "- trois\n<!-- prospecta: ignore no-date z -->\n- quatre\n"
    )
    bodies = []
    for text in (plain, said):
        folder = write(tmp_path, {**SMALL, "text/accueil.md": text})
        found = review(folder, engines.pandoc)
        assert found.document is not None
        bodies.append(found.document.body)
    assert bodies[0] == bodies[1]


def test_a_warning_of_a_folder_is_silenced_by_the_one_who_reviews_it(
    tmp_path: Path, engines: Engines
) -> None:
    outline = SMALL["seminar.yaml"] + "  - swot\n"
    swot = "strengths: [a]\nweaknesses: [b]\nopportunities: [c]\n"
    folder = write(tmp_path, {**SMALL, "seminar.yaml": outline, "swot.yaml": swot})
    told = [one.code for one in review(folder, engines.pandoc).findings]
    assert told == ["quadrant-empty"]
    write(folder, {"swot.yaml": f"# prospecta: ignorer quadrant-empty pas le temps\n{swot}"})
    assert review(folder, engines.pandoc).findings == []
    write(folder, {"swot.yaml": f"# prospecta: ignorer quadrant-empty\n{swot}threats: [d]\n"})
    assert [one.code for one in review(folder, engines.pandoc).findings] == ["silence-unused"]


def test_a_file_of_comments_alone_is_an_empty_text(tmp_path: Path) -> None:
    folder = write(tmp_path, {**SMALL, "text/accueil.md": "<!-- prospecta: ignore x y -->"})
    seminar, _ = read_seminar(folder)
    assert seminar is not None
    assert not str(seminar.blocks["text/accueil.md"].text)  # type: ignore[attr-defined]
