"""The same folder gives the same bytes: elsewhere, as another, in another time zone, much later."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "prospecta", "build", "--quiet", str(folder)]
    subprocess.run(command, env={**os.environ, **environment}, cwd=folder, check=True, timeout=60)
    build = folder / "build"
    return {path.suffix: path.read_bytes() for path in build.iterdir() if path.name[0] != "."}


def copied(place: Path) -> Path:
    return shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("build"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder of the machine, and what a build made in it."""
    place = copied(tmp_path_factory.mktemp("ici") / EXAMPLE.name)
    said = {"TZ": "Europe/Paris", "LANG": "fr_FR.UTF-8", "USER": "anne", "PYTHONHASHSEED": "1"}
    return place, built(place, **said)


def test_two_builds_give_the_same_bytes(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    there = copied(tmp_path / "là-bas" / "très loin" / EXAMPLE.name)
    for path in there.rglob("*"):
        os.utime(path, (0, 0))
    second = built(
        there,
        TZ="Pacific/Kiritimati",
        LANG="C",
        USER="zoé",
        HOME=str(tmp_path),
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
    )
    _, made = first
    assert sorted(made) == [".docx", ".html", ".pdf"]
    for suffix, data in made.items():
        assert second[suffix] == data, suffix


def test_no_output_names_the_machine(first: tuple[Path, dict[str, bytes]]) -> None:
    place, made = first
    for suffix, data in made.items():
        assert str(place.parent).encode() not in data, suffix
        assert str(ROOT).encode() not in data, suffix
