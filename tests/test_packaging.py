"""What a user installs: the wheel holds everything, and works far from the tree that made it."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PIP = (sys.executable, "-m", "pip")
ALONE = ("--quiet", "--no-deps", "--no-index")
DATED = {"SOURCE_DATE_EPOCH": "1432771200"}

SEMINAR = {
    "seminar.yaml": """\
title: Vivre ici en 2040
kind: Compte-rendu
language: fr
dates: 2015-05-28
outline:
  - title: Constats
    contents:
      - text/constats.md
      - swot-ville
""",
    "text/constats.md": "La ville *change* : on y vit mieux.\n",
    "swot/ville.yaml": "strengths:\n  - Un centre vivant\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    hatchling(folder, "wheel", "sdist")
    return folder


def hatchling(folder: Path, *targets: str) -> None:
    """Build as pip would, less its empty environment: hatchling is installed here already."""
    wanted = [option for target in targets for option in ("-t", target)]
    run([sys.executable, "-m", "hatchling", "build", *wanted, "-d", str(folder)], ROOT, **DATED)


def run(command: list[str], cwd: Path, **environment: str) -> str:
    """The output of a command in an environment that names no tree of ours."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=inherited | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}"
    return done.stdout


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def sources(folder: Path) -> set[str]:
    """The files below a folder, less what tools leave behind."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    left_behind = re.compile(r"__pycache__|\..*")
    return {file.as_posix() for file in files if not any(map(left_behind.fullmatch, file.parts))}


def test_the_wheel_holds_every_module_template_word_and_font(made: Path) -> None:
    with zipfile.ZipFile(only(made, "*.whl")) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    code = {f"prospecta/{name}" for name in sources(ROOT / "src" / "prospecta")}
    templates = {f"prospecta/templates/{name}" for name in sources(ROOT / "templates")}
    assert {"prospecta/driver.lua", "prospecta/py.typed"} <= code
    assert names == code | templates


def test_the_wheel_states_its_licences(made: Path) -> None:
    with zipfile.ZipFile(only(made, "*.whl")) as wheel:
        licences = {name.partition("/licenses/")[2] for name in wheel.namelist()}
    assert licences == {"", "LICENSE", "THIRD-PARTY.md", "templates/fonts/OFL.txt"}


def test_pip_makes_the_same_wheel_of_the_source_archive(made: Path, tmp_path: Path) -> None:
    archive = str(only(made, "*.tar.gz"))
    run([*PIP, "wheel", *ALONE, "--no-build-isolation", archive], tmp_path, **DATED)
    assert only(tmp_path, "*.whl").read_bytes() == only(made, "*.whl").read_bytes()


def test_an_editable_install_reads_the_templates_of_the_tree(tmp_path: Path) -> None:
    hatchling(tmp_path, "wheel:editable")
    with zipfile.ZipFile(only(tmp_path, "*.whl")) as wheel:
        files = [name for name in wheel.namelist() if ".dist-info/" not in name]
        assert files == ["_prospecta.pth"]
        assert wheel.read("_prospecta.pth").decode() == str(ROOT / "src")


def test_the_installed_wheel_builds_a_report_from_anywhere(made: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    wheel = str(only(made, "*.whl"))
    elsewhere.mkdir()
    run([*PIP, "install", *ALONE, "--no-compile", "--target", str(site), wheel], elsewhere)
    for name, text in SEMINAR.items():
        path = tmp_path / "2040" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    # The dependencies are this interpreter's; prospecta itself comes first, from `site`.
    asked = "from prospecta.theme import templates; print(templates())"
    found = run([sys.executable, "-c", asked], elsewhere, PYTHONPATH=str(site)).strip()
    assert Path(found) == site / "prospecta" / "templates"

    run([str(site / "bin" / "prospecta"), "build", "../2040"], elsewhere, PYTHONPATH=str(site))
    built = {path.suffix: path.read_bytes() for path in (tmp_path / "2040/build").glob("2040.*")}
    assert sorted(built) == [".docx", ".html", ".pdf"]
    assert built[".pdf"].startswith(b"%PDF-1.7")
    assert built[".docx"].startswith(b"PK\x03\x04")
    assert "Un centre vivant" in built[".html"].decode()


def imported() -> Iterator[str]:
    """The packages that the code imports anywhere, late imports included."""
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.ImportFrom):
                yield str(node.module).partition(".")[0]
            elif isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)


def test_what_is_declared_is_what_is_imported() -> None:
    homes = packages_distributions()
    foreign = set(imported()) - sys.stdlib_module_names - {"prospecta"}
    found: set[str] = {canonicalize_name(homes[name][0]) for name in foreign}
    # pandoc is started, not imported; pydantic pins the one core that it goes with.
    found = found - {"pydantic-core"} | {"pypandoc-binary"}
    extras = [row for extra, row in PROJECT["optional-dependencies"].items() if extra != "dev"]
    declared = [one for row in (PROJECT["dependencies"], *extras) for one in row]
    assert {canonicalize_name(Requirement(one).name) for one in declared} == found


def test_the_lock_pins_every_dependency_within_its_range() -> None:
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK, flags=re.MULTILINE))
    extras = PROJECT["optional-dependencies"]["dev"]
    for wanted in map(Requirement, [*PROJECT["dependencies"], *extras]):
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), wanted


def test_the_lock_names_no_index_and_no_machine() -> None:
    allowed = re.compile(
        r"[a-z0-9-]+==[^ ]+( ; [^/]+)? \\"
        r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
        r"|    #( via|  ) ?[a-z0-9-]*( \(pyproject\.toml\))?"
    )
    assert [line for line in LOCK.splitlines() if not allowed.fullmatch(line)] == []


def needed(names: list[str]) -> Iterator[Distribution]:
    """The distributions that `names` need on this machine, themselves included."""
    known: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        if wanted.name in known or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        known.add(wanted.name)
        found = distribution(wanted.name)
        yield found
        waiting += map(Requirement, found.requires or [])


def test_every_package_that_is_needed_is_named_with_its_licence() -> None:
    page = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \|", page, flags=re.MULTILINE))
    for package in needed(PROJECT["dependencies"]):
        stated = rows.get(canonicalize_name(package.name), "")
        metadata = package.metadata.json
        assert stated, f"{package.name} is not named"
        assert str(metadata.get("license_expression", "")) in stated, package.name
