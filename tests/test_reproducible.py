"""The same folder gives the same bytes: elsewhere, as another, in another time zone, much later."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"


def built(folder: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "prospecta", "build", "--quiet", str(folder)]
    subprocess.run(command, env={**os.environ, **environment}, cwd=folder, check=True, timeout=60)
    build = folder / "build"
    return {path.suffix: path.read_bytes() for path in build.iterdir() if path.suffix != ".lock"}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "ici" / EXAMPLE.name, tmp_path / "là-bas" / "très loin" / EXAMPLE.name
    for place in (here, there):
        shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("build"))
    for path in there.rglob("*"):
        os.utime(path, (0, 0))
    first = built(here, TZ="Europe/Paris", LANG="fr_FR.UTF-8", USER="anne", PYTHONHASHSEED="1")
    second = built(
        there,
        TZ="Pacific/Kiritimati",
        LANG="C",
        USER="zoé",
        HOME=str(tmp_path),
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
    )
    assert sorted(first) == [".docx", ".html", ".pdf"]
    for suffix, data in first.items():
        assert second[suffix] == data, suffix


def test_no_output_names_the_machine(tmp_path: Path) -> None:
    place = tmp_path / EXAMPLE.name
    shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("build"))
    for suffix, data in built(place).items():
        assert str(tmp_path).encode() not in data, suffix
        assert str(ROOT).encode() not in data, suffix
