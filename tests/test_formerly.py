"""Outputs of an earlier name: what is surely the program's own goes, nothing else does."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from folders import small
from prospecta.build import Wishes, build
from prospecta.engines import Engines
from prospecta.formerly import NOTE, cleared


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """A folder `brest` that was `arles` when its page was written, and is to be written anew."""
    page = tmp_path / "arles/build/arles.html"
    page.parent.mkdir(parents=True)
    page.write_text("Bonjour")
    assert cleared(tmp_path / "arles", [page], [page]) == []
    time.sleep(0.02)
    (tmp_path / "arles").rename(tmp_path / "brest")
    return tmp_path / "brest"


def again(folder: Path, form: str = "html") -> list[str]:
    page = folder / f"build/{folder.name}.{form}"
    page.write_text("Bonjour")
    return [path.name for path in cleared(folder, [page], [page])]


def test_a_page_under_the_earlier_name_goes_when_there_is_a_new_one(renamed: Path) -> None:
    assert again(renamed, "pdf") == []
    assert again(renamed) == ["arles.html"]
    assert again(renamed) == []
    assert sorted(path.name for path in (renamed / "build").glob("[!.]*")) == [
        *("brest.html", "brest.pdf")
    ]


def _copy(page: Path) -> None:
    shutil.copy2(page, page.with_name("copie"))
    page.with_name("copie").replace(page)


def _link(page: Path) -> None:
    page.rename(page.with_name("ailleurs"))
    page.symlink_to("ailleurs")


def _folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


TOUCHES: dict[str, Callable[[Path], object]] = {
    "written again, though the same": lambda page: page.write_text("Bonjour"),
    "altered, with its time set back": lambda page: os.utime(page, ns=(0, page.stat().st_mtime_ns)),
    "a copy": _copy,
    "named otherwise": lambda page: page.rename(page.with_name("à garder.html")),
    "put behind a link": _link,
    "a folder in its place": _folder,
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_what_somebody_touched_stays(renamed: Path, touch: Callable[[Path], object]) -> None:
    touch(renamed / "build/arles.html")
    before = set((renamed / "build").iterdir())
    assert again(renamed) == []
    assert set((renamed / "build").iterdir()) == {*before, renamed / "build/brest.html"}


def test_where_the_outputs_of_many_go_none_is_removed(tmp_path: Path) -> None:
    pages = [tmp_path / f"{name}.html" for name in ("arles", "brest")]
    for page in pages:
        page.write_text("Bonjour")
        assert cleared(tmp_path / page.stem, [page], [page]) == []
    assert sorted(tmp_path.iterdir()) == pages


def test_another_name_of_the_very_output_is_no_earlier_one(renamed: Path) -> None:
    """As `Arles.html` and `arles.html` are where capitals do not count."""
    old, new = (renamed / f"build/{name}.html" for name in ("arles", "brest"))
    new.hardlink_to(old)
    assert cleared(renamed, [old], [old]) == []
    assert cleared(renamed, [new], []) == []
    assert old.exists()


def _row(path: Path) -> list[int]:
    found = path.lstat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def test_a_note_of_a_stranger_does_no_harm(renamed: Path) -> None:
    build, outside = renamed / "build", renamed / "outside.html"
    outside.write_text("à garder")
    mine = build / "mien.txt"
    mine.write_text("à garder")
    rows = {"../outside.html": _row(outside), str(outside): _row(outside), "mien.txt": _row(mine)}
    unknown = {"arles.html": [7, 0, 0, 1], "": [], "\0.html": [], "x.html": {}}
    for text in (json.dumps({**rows, **unknown}), "[" * 10_000, "[1]", '{"a.html": null}', "é"):
        (build / NOTE).write_text(text, encoding="latin-1")
        assert again(renamed) == []
    (build / NOTE).unlink()
    (build / NOTE).symlink_to("../outside.html")
    assert again(renamed) == []
    (build / NOTE).unlink()
    os.mkfifo(build / NOTE)
    assert again(renamed) == []
    (build / NOTE).unlink()
    (build / NOTE).mkdir()
    assert again(renamed) == []
    assert outside.read_text(encoding="utf-8") == mine.read_text(encoding="utf-8") == "à garder"
    assert (build / "arles.html").exists()


def test_a_build_that_fails_removes_nothing(tmp_path: Path) -> None:
    wishes = Wishes(["html"])
    with Engines(pages=False) as engines:
        assert build(small(tmp_path / "arles"), wishes, engines).removed == []
        folder = (tmp_path / "arles").rename(tmp_path / "brest")
        small(folder, text__accueil_md="[](#rien)\n")
        assert build(folder, wishes, engines).failed
        assert (folder / "build/arles.html").exists()
        small(folder)
        assert build(folder, wishes, engines).removed == [folder / "build/arles.html"]
        assert (folder / "build/brest.html").exists()
