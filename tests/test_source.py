"""The bytes of a folder, read as text or refused with the place and the reason."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospecta.encodings import decode
from prospecta.findings import CODES, Finding, Span, ToolError
from prospecta.source import MAX_BYTES, Source, read, read_bytes

FRENCH = "été à Évreux – l’« œuvre »\n" * 3


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a: 1\n", "a: 1\n"),
        (b"", ""),
        ("é😀\n".encode(), "é😀\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\n", "a\n"),
        (b"\xff\xfe" + "é😀\n".encode("utf-16-le"), "é😀\n"),
        (b"\xfe\xff" + "é😀\n".encode("utf-16-be"), "é😀\n"),
        (b"\xff\xfe\x00\x00" + "é😀\n".encode("utf-32-le"), "é😀\n"),
        (b"\x00\x00\xfe\xff" + "é😀\n".encode("utf-32-be"), "é😀\n"),
        (b"a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd"),
        (b"\xff\xfe" + "abc".encode("utf-16-le"), "abc"),
        (b"Xa", "Xa"),
        ("e\u0301 \u00e9\u2028\x85\t\ufeff\n".encode(), "e\u0301 \u00e9\u2028\x85\t\ufeff\n"),
    ],
)
def test_a_text_comes_as_it_was_typed_with_line_feeds(
    tmp_path: Path, data: bytes, text: str
) -> None:
    (tmp_path / "notes.md").write_bytes(data)
    assert read(tmp_path, "notes.md") == Source("notes.md", text)


@pytest.mark.parametrize(
    ("data", "line", "column", "byte", "encoding"),
    [
        (b"a: 1\nlieu: \xc9vreux, l'\xe9t\xe9\n", 2, 7, "C9", "windows-1252"),
        (FRENCH.encode("cp1252"), 1, 1, "E9", "windows-1252"),
        (FRENCH.encode("mac-roman"), 1, 1, "8E", "mac-roman"),
        ("été, déjà\n".encode("cp850"), 1, 1, "82", "cp850"),
        (b"a\r\nb\rc\xe9", 3, 2, "E9", "windows-1252"),
        (b" X\xe9", 1, 3, "E9", "windows-1252"),
        (b"X\xe9", 1, 2, "E9", "windows-1252"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\xe9", 1, 2, "E9", "windows-1252"),
        ("é😀é😀".encode() + b"\xe9", 1, 5, "E9", ""),
        ("é😀é😀".encode()[:-1], 1, 4, "F0", ""),
        ("\ufeffété".encode() + b"\xe9", 1, 4, "E9", ""),
        (b"\xff\xfea\x00\n\x00\x00\xd8", 2, 1, "00", "utf-16-le"),
        ("été\n".encode("utf-16-le"), 1, 1, "00", "utf-16-le"),
        ("a: 1\n".encode("utf-16-be"), 1, 1, "00", "utf-16-be"),
        (b"a\xed\xa0\x80", 1, 2, "ED", "windows-1252"),
        (b"a\xc0\xaf", 1, 2, "C0", "windows-1252"),
    ],
)
def test_the_first_byte_that_is_no_text_is_shown(
    tmp_path: Path, data: bytes, line: int, column: int, byte: str, encoding: str
) -> None:
    (tmp_path / "notes.md").write_bytes(data)
    span = Span("notes.md", line, column, line, column + 1)
    expected = Finding("file-encoding", span, {"encoding": encoding, "byte": byte})
    assert read(tmp_path, "notes.md") == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", (1, 1, 1, 13)),
        ("a: b\n>>>>>>> relecture\n", (2, 1, 2, 18)),
        ("a\n=======\n\n <<<<<<< b\n<<<<<<<\n>>>>>>>> c\n", None),
    ],
)
def test_two_versions_that_git_left_are_shown(
    tmp_path: Path, text: str, place: tuple[int, int, int, int] | None
) -> None:
    (tmp_path / "notes.md").write_text(text, encoding="utf-8")
    told = Finding("file-conflict", Span("notes.md", *place)) if place else None
    assert read(tmp_path, "notes.md") == (told or Source("notes.md", text))


@pytest.mark.parametrize(
    ("text", "line", "column", "character"),
    [
        ("a\nbc\x00d", 2, 3, "U+0000"),
        ("\nb\x00", 2, 2, "U+0000"),
        ("a\x0bb", 1, 2, "U+000B"),
        ("\r\n\r\x1b", 3, 1, "U+001B"),
        ("é😀\x7f", 1, 3, "U+007F"),
        ("\ufeffa\x80", 1, 2, "U+0080"),
        ("a\ufffe", 1, 2, "U+FFFE"),
        ("a\ufdd0", 1, 2, "U+FDD0"),
    ],
)
def test_a_control_character_is_refused_at_its_place(
    tmp_path: Path, text: str, line: int, column: int, character: str
) -> None:
    (tmp_path / "notes.md").write_bytes(text.encode())
    span = Span("notes.md", line, column, line, column + 1)
    expected = Finding("file-control-character", span, {"character": character})
    assert read(tmp_path, "notes.md") == expected


def refusal(folder: Path, relative: str) -> tuple[str, str]:
    found = read(folder, relative)
    assert isinstance(found, Finding)
    assert found.span == Span(relative)
    assert found.values["path"] == relative
    return found.code, found.values.get("reason", "")


def test_a_file_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "seminar"
    (folder / "text").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret")
    (folder / "in.md").write_text("in")
    (folder / "text" / "near.md").symlink_to("../in.md")
    (folder / "far.md").symlink_to("../secret.md")
    (folder / "up").symlink_to("..")
    (folder / "round.md").symlink_to("round.md")
    (folder / "lost.md").symlink_to("nowhere.md")
    assert read(folder, "text/near.md") == Source("text/near.md", "in")
    assert read(folder, "text/../in.md") == Source("text/../in.md", "in")
    for far in ("../secret.md", str(tmp_path / "secret.md"), "far.md", "up/secret.md"):
        assert refusal(folder, far) == ("file-unreadable", "outside")
    assert refusal(folder, "round.md") == ("file-unreadable", "link")
    assert refusal(folder, "lost.md") == ("file-unreadable", "missing")


def test_a_folder_that_is_a_link_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("a")
    (tmp_path / "link").symlink_to("real")
    assert read(tmp_path / "link", "a.md") == Source("a.md", "a")


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "a.md").write_text("a")
    assert refusal(tmp_path, "pipe.md") == ("file-unreadable", "special")
    assert refusal(tmp_path, "folder.md") == ("file-unreadable", "directory")
    assert refusal(tmp_path, "missing.md") == ("file-unreadable", "missing")
    assert refusal(tmp_path, "a.md/b.md") == ("file-unreadable", "missing")
    assert refusal(tmp_path, "a\x00.md") == ("file-unreadable", "name")
    assert refusal(tmp_path, "a" * 5000) == ("file-unreadable", "name")
    assert refusal(Path("/"), "dev/null") == ("file-unreadable", "special")


def test_a_pipe_put_in_the_place_of_the_file_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    answers = iter([True, False])
    monkeypatch.setattr("prospecta.source.stat.S_ISREG", lambda _: next(answers))
    assert refusal(tmp_path, "pipe.md") == ("file-unreadable", "special")


def test_a_file_of_the_limit_is_read_and_not_one_byte_more(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a" * 10)
    assert read(tmp_path, "a.md", limit=10) == Source("a.md", "a" * 10)
    expected = {"path": "a.md", "size": "10", "limit": "9"}
    assert read(tmp_path, "a.md", limit=9) == Finding("file-too-large", Span("a.md"), expected)


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(1 << 40)
    found = read(tmp_path, "huge.md")
    assert isinstance(found, Finding)
    assert found.values == {"path": "huge.md", "size": str(1 << 40), "limit": str(MAX_BYTES)}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs files without a size")
def test_a_file_that_hides_its_size_is_read_up_to_the_limit() -> None:
    found = read_bytes(Path("/proc"), "self/status", 10)
    assert isinstance(found, Finding)
    assert found.values["size"] == "11"


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, "denied"), (errno.EPERM, "denied"), (errno.ESTALE, "other")],
)
def test_what_the_author_may_not_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    (tmp_path / "a.md").write_text("a")
    monkeypatch.setattr("prospecta.source.os.open", failing(number))
    assert refusal(tmp_path, "a.md") == ("file-unreadable", reason)


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE, errno.ENOMEM])
def test_a_fault_of_the_machine_is_not_the_author_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "a.md").write_text("a")
    monkeypatch.setattr("prospecta.source.os.open", failing(number))
    with pytest.raises(ToolError, match=r"^a\.md: "):
        read(tmp_path, "a.md")


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@given(st.binary(max_size=200) | st.text(max_size=40).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_text_or_a_finding_inside_it(data: bytes) -> None:
    found = decode(data, "notes.md")
    if isinstance(found, str):
        assert "\r" not in found
        return
    assert found.code in CODES
    assert 1 <= found.span.line <= data.count(b"\n") + data.count(b"\r") + 1
    assert 1 <= found.span.column <= len(data) + 1


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")))
def test_every_encoding_with_a_mark_gives_the_same_text(text: str) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding), "notes.md") == text
