"""`prospecta doctor`, and the engines that a build refuses."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from folders import SMALL, write
from prospecta import pandoc, typst
from prospecta.doctor.engines import texts
from prospecta.places import templates
from prospecta.shipped import table
from prospecta.versions import Range

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENGINES = json.loads((ROOT / "tools" / "engines.json").read_text(encoding="utf-8"))
SAYS = "#!/bin/sh\necho {}\ncat >/dev/null\n"
"""A pandoc of another version, as far as a build gets to know it."""
TYPST = """\
__version__ = "0.16.0"
class TypstError(Exception): ...
"""
"""A typst of another version, which says so before it fails at all else."""


def run(
    *words: str | Path, site: Path | None = None, **more: str
) -> "subprocess.CompletedProcess[str]":
    """Call prospecta where the packages in `site` hide those that are installed."""
    paths = [str(site) if site else "", os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, "-m", "prospecta", *map(str, words)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))} | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def examined(site: Path | None = None, **more: str) -> tuple[int, Mapping[str, Any]]:
    """The exit code and every part, by its name; a package's begins with `pip `."""
    done = run("doctor", "--format", "json", site=site, **more)
    told = json.loads(done.stdout)
    assert told["ready"] == (done.returncode == 0)
    return done.returncode, {"pip " * one["package"] + one["name"]: one for one in told["parts"]}


def engine(site: Path, script: str | None, mode: int = 0o755) -> Path:
    """A site in which pypandoc holds this script in place of pandoc; None for nothing."""
    write(site, {"pypandoc/__init__.py": ""})
    if script is not None:
        write(site, {"pypandoc/files/pandoc": script})
        (site / "pypandoc/files/pandoc").chmod(mode)
    return site


def test_all_that_a_build_needs_is_there() -> None:
    done = run("doctor", "--lang", "en", COLUMNS="100")
    assert (done.returncode, done.stderr) == (0, "")
    shown = re.sub(" +", " ", done.stdout)
    assert (
        f"\npandoc reads the texts, writes DOCX and HTML {ENGINES['pandoc']['version']} fine"
        in shown
    )
    assert f"\ntypst building {version('typst')} {typst.SUPPORTED} fine" in shown
    assert done.stdout.endswith("\nEverything that a build needs is there.\n")
    french = run("doctor", "--lang", "fr").stdout
    assert french.endswith("\nTout ce qu'il faut pour construire est là.\n")


def test_every_part_is_told_to_programs(tmp_path: Path) -> None:
    code, parts = examined(HOME=str(tmp_path), XDG_CACHE_HOME="")
    assert code == 0
    assert {name for name in parts if not name.startswith("pip ")} == {
        *("prospecta", "python", "pandoc", "typst", "fonts", "cache", "git")
    }
    for need in map(Requirement, PROJECT["dependencies"]):
        name = need.name.replace("_", "-")
        told = parts[f"pip {name}"]
        assert (told["version"], told["state"]) == (version(name), "ok")
        assert SpecifierSet(told["wanted"]) == need.specifier
    # Whose home it is stays out of a report that may be passed on.
    assert parts["cache"]["place"] == "~/.cache/prospecta"
    assert (parts["typst"]["version"], parts["typst"]["wanted"]) == (
        version("typst"),
        str(typst.SUPPORTED),
    )


@pytest.mark.parametrize(
    ("script", "mode", "state", "found"),
    [
        (SAYS.format("3.8.3"), 0o755, "unsupported", "3.8.3"),
        (SAYS.format("3.10"), 0o755, "unsupported", "3.10"),
        (SAYS.format("pandoc?"), 0o755, "unsupported", "pandoc?"),
        ("#!/bin/sh\nexit 64\n", 0o755, "broken", ""),
        ("not a program", 0o644, "broken", ""),
        (None, 0, "missing", ""),
    ],
)
def test_a_pandoc_that_is_not_fit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str | None,
    mode: int,
    state: str,
    found: str,
) -> None:
    monkeypatch.syspath_prepend(engine(tmp_path, script, mode))
    told = texts()
    assert (told.state, told.version, told.blocks) == (state, found, True)
    assert told.remedy.startswith('pip install --force-reinstall "pypandoc-binary>=')


@pytest.mark.parametrize(
    ("command", "language", "told"),
    [
        (
            "build",
            "fr",
            f"pandoc 3.8.3 ne convient pas, il faut {pandoc.SUPPORTED} : voyez",
        ),
        (
            "check",
            "en",
            f"pandoc 3.8.3 is not supported, only {pandoc.SUPPORTED}: see 'prospecta doctor'",
        ),
    ],
)
def test_a_pandoc_out_of_the_range_builds_nothing(
    tmp_path: Path, command: str, language: str, told: str
) -> None:
    site = engine(tmp_path / "site", SAYS.format("3.8.3"))
    folder = write(tmp_path / "jour", {**SMALL, "build/jour.html": "before"})
    done = run(command, folder, "--lang", language, site=site)
    assert done.returncode == 3
    assert told in done.stderr
    assert "engine-refused" not in done.stdout + done.stderr
    assert (folder / "build/jour.html").read_text(encoding="utf-8") == "before"


def test_a_typst_out_of_the_range_builds_nothing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"typst/__init__.py": TYPST})
    folder = write(tmp_path / "jour", SMALL)
    code, parts = examined(site)
    assert (code, parts["typst"]["state"], parts["typst"]["version"]) == (
        3,
        "unsupported",
        "0.16.0",
    )
    done = run("build", folder, "--lang", "en", site=site)
    assert done.returncode == 3
    assert f"typst 0.16.0 is not supported, only {typst.SUPPORTED}" in done.stderr
    assert run("build", folder, "--to", "html", site=site).returncode == 0


def test_a_typst_that_does_not_start(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"typst/__init__.py": "raise ImportError"})
    done = run("doctor", "--lang", "en", site=site)
    assert done.returncode == 3
    assert "Not working: typst (typst ended with exit code 1 before it answered)." in done.stdout
    assert f'  Type: pip install --force-reinstall "typst{typst.SUPPORTED}"' in done.stdout
    assert done.stdout.endswith("\nNothing can be built for now.\n")


def test_fonts_that_are_missing(tmp_path: Path) -> None:
    for name in ("src", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.ttf"))
    code, parts = examined(tmp_path / "src")
    assert (code, parts["fonts"]["state"], parts["typst"]["state"]) == (3, "missing", "ok")


def distribution(site: Path, name: str, *lines: str) -> Path:
    text = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", *lines, ""])
    number = dict(line.split(": ", 1) for line in lines)["Version"]
    return write(site, {f"{name}-{number}.dist-info/METADATA": text})


def test_what_is_missing_is_told_by_its_feature(tmp_path: Path) -> None:
    needs = [
        "Requires-Dist: rich>=13.9",
        "Requires-Dist: nowhere[all]>=0.40; extra == 'preview'",
        'Requires-Dist: nothing>=0.40 ; extra == "preview"',
        "Requires-Dist: nobody<3,>=2; extra == 'else'",
        "Requires-Dist: unheard; extra == 'dev'",
    ]
    site = distribution(tmp_path, "prospecta", "Version: 0.1.0", *needs)
    distribution(site, "nobody", "Version: 1.4")
    done = run("doctor", "--lang", "en", site=site)
    assert done.returncode == 0
    told = done.stdout[done.stdout.index("Unsuitable") :]
    assert (
        told
        == """\
Unsuitable: nobody 1.4 (needed: >=2,<3).
  Without it, prospecta[else] does not work; all the rest does.
  Type: pip install "prospecta[else]"
Missing: nowhere, nothing.
  Without it, prospecta preview does not work; all the rest does.
  Type: pip install "prospecta[preview]"
Everything that a build needs is there.
"""
    )


def test_a_package_out_of_its_range_is_told(tmp_path: Path) -> None:
    site = distribution(tmp_path, "rich", "Version: 1.0")
    code, parts = examined(site)
    assert (code, parts["pip rich"]["state"]) == (3, "unsupported")
    assert parts["pip rich"]["remedy"] == f'pip install "rich{parts["pip rich"]["wanted"]}"'


@pytest.mark.parametrize(
    ("gone", "code", "told"),
    [
        ("prospecta", 0, "was not installed by pip: its packages cannot be compared.\nEverything"),
        (
            "rich",
            3,
            'Missing: rich.\n  Without it, nothing can be built.\n  Type: pip install "rich>=',
        ),
        ("filelock", 3, "\nfilelock"),
    ],
)
def test_where_a_package_is_not_installed(tmp_path: Path, gone: str, code: int, told: str) -> None:
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if gone not in path.name:
            (tmp_path / path.name).symlink_to(path)
    start = "import runpy; runpy.run_module('prospecta', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-S", "-c", start, "doctor", "--lang", "en"],
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert told in done.stdout


def test_what_a_build_can_do_without(tmp_path: Path) -> None:
    nowhere = write(tmp_path, {"file": ""}) / "file"
    done = run("doctor", "--lang", "fr", PATH=str(nowhere), XDG_CACHE_HOME=str(nowhere))
    assert done.returncode == 0
    assert "Il manque : git.\n  Sans cela, un dossier n'a pas d'histoire" in done.stdout
    assert "Le dossier du cache ne peut pas être écrit" in done.stdout


def test_a_format_that_there_is_not() -> None:
    done = run("doctor", "--format", "xml", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "choose among text, json" in done.stderr


def test_the_ranges_are_those_that_pip_keeps() -> None:
    (wanted,) = [one for one in PROJECT["dependencies"] if one.startswith("typst")]
    assert Requirement(wanted).specifier == SpecifierSet(str(typst.SUPPORTED))
    assert pandoc.SUPPORTED.holds(ENGINES["pandoc"]["version"])
    rows = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for need in (Requirement(one) for row in rows for one in row):
        assert {one.operator for one in need.specifier} <= {">=", "<"}, need


NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda n: ".".join(map(str, n)))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_holds_what_pip_says(low: str, high: str, found: str) -> None:
    for spelled in (f">={low}", f"<{high}", f">={low},<{high}", f"<{high}, >={low}"):
        assert Range(spelled).holds(found) == SpecifierSet(spelled).contains(found)


@pytest.mark.parametrize(
    ("spelled", "found", "holds"),
    [
        ("<3.14,>=3.11", "3.13.0rc1", True),
        (">=3.9,<3.10", "3.9.0.2", True),
        (">=3.9,<3.10", "", False),
        ("", "?", False),
        ("", "1", True),
    ],
)
def test_a_range(spelled: str, found: str, *, holds: bool) -> None:
    assert Range(spelled).holds(found) == holds


def test_both_languages_say_the_same() -> None:
    french, english = (table(templates() / "doctor" / f"{one}.yaml") for one in ("fr", "en"))
    assert {key: list(row) for key, row in french.items()} == {
        key: list(row) for key, row in english.items()
    }
