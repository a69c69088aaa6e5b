"""Publishing: whole or not at all."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from prospecta import output
from prospecta.findings import ToolError
from prospecta.output import OLD, PART, publish


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def test_outputs_replace_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    publish({tmp_path / "a.pdf": b"new", tmp_path / "a.html": b"page"})
    assert files(tmp_path) == {"a.pdf": b"new", "a.html": b"page"}


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        publish({tmp_path / "a.pdf": b"new"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o644


def test_a_disk_that_refuses_leaves_every_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.pdf", "b.html"):
        (tmp_path / name).write_bytes(b"old")
    write = output._write

    def full(path: Path, data: bytes) -> None:
        write(path, data[:1])
        if "b.html" in path.name:
            raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(output, "_write", full)
    with pytest.raises(ToolError, match="No space left"):
        publish({tmp_path / "a.pdf": b"new", tmp_path / "b.html": b"new"})
    assert files(tmp_path) == {"a.pdf": b"old", "b.html": b"old"}


@pytest.mark.parametrize("links", [True, False])
def test_a_rename_that_fails_brings_the_earlier_outputs_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """Without second names for files, what has been replaced stays: it is whole."""
    (tmp_path / "a.pdf").write_bytes(b"old")
    replace, done = Path.replace, []

    def third(self: Path, target: Path) -> Path:
        if target.name == "c.html":
            raise OSError(5, "Input/output error", str(target))
        done.append(target.name)
        return replace(self, target)

    def unlinked(_path: Path, _old: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "replace", third)
    if not links:
        monkeypatch.setattr(os, "link", unlinked)
    with pytest.raises(ToolError, match="Input/output error"):
        publish({tmp_path / name: b"new" for name in ("a.pdf", "b.docx", "c.html")})
    assert done[:2] == ["a.pdf", "b.docx"]
    assert files(tmp_path) == {"a.pdf": b"old" if links else b"new"}


def test_what_a_killed_build_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f".a.pdf.4711{PART}").write_bytes(b"half")
    (tmp_path / f".a.pdf.4711{OLD}").write_bytes(b"before")
    (tmp_path / f".a.pdf.4712{PART}").mkdir()
    (tmp_path / f".download{PART}").write_bytes(b"somebody's")
    publish({tmp_path / "a.pdf": b"new"})
    (tmp_path / f".a.pdf.4712{PART}").rmdir()
    assert files(tmp_path) == {"a.pdf": b"new", f".download{PART}": b"somebody's"}


def _killed(folder: Path) -> None:
    """A build that ends when its first part should get its place."""
    Path.replace = lambda _part, _path: os._exit(9)  # type: ignore[assignment,method-assign]
    publish({folder / "a": b"new", folder / "b": b"new"})


def test_the_next_build_clears_whatever_a_killed_one_leaves(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    builder = multiprocessing.get_context("spawn").Process(target=_killed, args=(tmp_path,))
    builder.start()
    builder.join(30)
    assert builder.exitcode == 9
    left = files(tmp_path)
    assert left.pop("a") == b"old"
    assert sorted(left.values()) == [b"new", b"new", b"old"]
    publish({tmp_path / "a": b"newer", tmp_path / "b": b"newer"})
    assert files(tmp_path) == {"a": b"newer", "b": b"newer"}


def test_a_folder_in_the_place_of_one_output_replaces_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"old")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(ToolError) as failed:
        publish({tmp_path / "a.html": b"new", tmp_path / "b.pdf": b"new"})
    assert str(failed.value) == f"{tmp_path / 'b.pdf'}: a folder stands where the output goes"
    assert (tmp_path / "a.html").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "a: No space left on device"),
        (OSError(5, "Input/output error", "ailleurs"), "ailleurs: Input/output error"),
        (OSError("the disk is gone"), "a: the disk is gone"),
    ],
    ids=str,
)
def test_an_error_names_its_file_or_the_first_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise error

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ToolError) as failed:
        publish({Path("b/b.pdf"): b"new", Path("a/a.pdf"): b"new"})
    assert str(failed.value) == said
    assert (files(tmp_path / "a"), files(tmp_path / "b")) == ({}, {})


def test_folders_are_made_and_kept(tmp_path: Path) -> None:
    targets = [tmp_path / "a" / "b" / "c.pdf", tmp_path / "a" / "b" / "c.html"]
    for data in (b"old", b"new"):
        publish(dict.fromkeys(targets, data))
    assert [target.read_bytes() for target in targets] == [b"new", b"new"]


def test_a_folder_that_is_a_file_is_the_machine_s_failure(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("no folder")
    with pytest.raises(ToolError) as failed:
        publish({tmp_path / "build" / "a.pdf": b"new"})
    assert str(failed.value) == f"{tmp_path / 'build'}: File exists"


def test_a_link_in_the_place_of_a_part_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / f".a.pdf.{os.getpid()}{PART}").symlink_to(tmp_path / "ailleurs")
    with pytest.raises(ToolError, match="File exists"):
        publish({tmp_path / "a.pdf": b"new"})
    assert not (tmp_path / "ailleurs").exists()


@pytest.mark.parametrize(("system", "synced"), [("posix", ["a", "b"]), ("other", [])])
def test_names_are_on_the_disk_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, synced: list[str]
) -> None:
    """Where a folder can be asked to; the bytes of every file are, before it has its name."""
    folders, contents = {}, []
    for name in "ab":
        (tmp_path / name).mkdir()
        folders[(tmp_path / name).stat().st_ino] = name

    def sync(descriptor: int) -> None:
        asked = os.fstat(descriptor)
        contents.append(folders.get(asked.st_ino, asked.st_size))

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "name", system)
    publish({tmp_path / "a" / "c": b"12", tmp_path / "b" / "c": b"123", tmp_path / "b" / "d": b""})
    assert contents[:3] == [2, 3, 0]
    assert sorted(map(str, contents[3:])) == synced


def _many(folder: Path, mark: bytes) -> None:
    for _ in range(20):
        publish({folder / "a": mark * 1000, folder / "b": mark * 1000})


def test_builds_of_one_folder_take_turns(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=_many, args=(tmp_path, mark)) for mark in (b"x", b"y")]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(30)
        assert builder.exitcode == 0
    found = files(tmp_path)
    assert set(found) == {"a", "b"}
    assert found["a"] == found["b"]


def test_a_lock_that_is_held_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(output, "LOCK_SECONDS", 0.05)
    with FileLock(tmp_path / output.LOCK), pytest.raises(ToolError) as failed:
        publish({tmp_path / "a": b""})
    assert str(failed.value) == f"another build has held {tmp_path} for 0.05 seconds"
    assert files(tmp_path) == {}


def test_a_name_as_long_as_a_disk_takes_is_published(tmp_path: Path) -> None:
    """What stands beside the output while it is written has a longer name, and is cleared."""
    outputs = {tmp_path / f"{'é' * 125}.{form}": form.encode() for form in ("html", "docx")}
    (tmp_path / f".{'é' * 110}.html.4711{PART}").write_bytes(b"half")
    publish(outputs)
    publish(outputs)
    assert files(tmp_path) == {path.name: data for path, data in outputs.items()}


def test_only_a_file_is_looked_into_for_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    os.mkfifo(tmp_path / "b")
    wanted = {tmp_path / name: b"same" for name in "abc"}
    assert sorted(path.name for path in output.changed(wanted)) == ["b", "c"]


@pytest.mark.parametrize("name", ["é" * 120 + ".pdf", "a" + "é" * 119 + ".pdf"])
def test_a_long_name_is_not_cut_inside_a_letter(tmp_path: Path, name: str) -> None:
    publish({tmp_path / name: b"un"})
    publish({tmp_path / name: b"deux"})
    assert (tmp_path / name).read_bytes() == b"deux"
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == [name]
