"""A release that can be trusted: the same bytes twice, what is inside, and under which licences."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from referencing import Registry, Resource

from prospecta import __version__
from prospecta.pandoc import binary

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = Path(__file__).parent / "schemas"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NODE = (ROOT / "package-lock.json").read_text(encoding="utf-8")
ENGINES = json.loads((ROOT / "tools" / "engines.json").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*words: str | Path, cwd: Path = ROOT, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*map(str, words)],
        cwd=cwd,
        env=os.environ | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tool(name: str, *words: str, root: Path = ROOT, **more: str) -> tuple[int, str]:
    """The exit code of a tool, and what it says."""
    done = run(sys.executable, root / "tools" / name, *words, cwd=root, **more)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of its own, whose only commit holds this tree."""
    copy = tmp_path_factory.mktemp("release") / "prospecta"
    left = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "build", "dist")
    shutil.copytree(ROOT, copy, ignore=left)
    shutil.copy(ROOT / ".gitignore", copy)
    author = ["-c", "user.name=Anne", "-c", "user.email=anne@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*author, "commit", "-q", "-m", "All of it"]):
        done = run("git", *words, cwd=copy, GIT_COMMITTER_DATE="2026-05-28T09:30:00+02:00")
        assert done.returncode == 0, done.stderr
    return copy


@pytest.fixture(scope="module")
def sbom() -> Any:
    return json.loads((ROOT / "sboms" / "prospecta.cdx.json").read_text(encoding="utf-8"))


def test_make_a_release(repository: Path) -> None:
    code, told = tool("make_release.py", root=repository)
    assert code == 0, told
    dist = repository / "dist"
    assert sorted(path.name for path in dist.iterdir()) == [
        "SHA256SUMS",
        f"prospecta-{__version__}-py3-none-any.whl",
        f"prospecta-{__version__}.cdx.json",
        f"prospecta-{__version__}.tar.gz",
    ]
    sums = (dist / "SHA256SUMS").read_text(encoding="utf-8")
    assert told.startswith(sums)
    for digest, name in (line.split("  ") for line in sums.splitlines()):
        assert sha256((dist / name).read_bytes()).hexdigest() == digest
    assert sums.count("\n") == 3
    with zipfile.ZipFile(dist / f"prospecta-{__version__}-py3-none-any.whl") as wheel:
        inside = wheel.read(f"prospecta-{__version__}.dist-info/sboms/prospecta.cdx.json")
        assert {one.date_time for one in wheel.infolist()} == {(2026, 5, 28, 7, 30, 0)}
    assert inside == (dist / f"prospecta-{__version__}.cdx.json").read_bytes()


def test_a_release_whose_builds_differ_is_refused(repository: Path, tmp_path: Path) -> None:
    copy = tmp_path / "prospecta"
    shutil.copytree(repository, copy, ignore=shutil.ignore_patterns("dist"))
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n[tool.hatch.build.targets.wheel.hooks.custom]\n")
    hook = """\
import os
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

class Where(BuildHookInterface):
    def initialize(self, version, build_data):
        path = os.path.join(self.root, "src", "prospecta", "where.py")
        open(path, "w").write(f"WHERE = {self.root!r}")
"""
    (copy / "hatch_build.py").write_text(hook, encoding="utf-8")
    author = ["-c", "user.name=Anne", "-c", "user.email=anne@example.org"]
    run("git", "add", "-A", cwd=copy)
    assert run("git", *author, "commit", "-q", "-m", "Where", cwd=copy).returncode == 0
    code, told = tool("make_release.py", root=copy)
    assert code == 1
    assert f"two builds of HEAD differ in prospecta-{__version__}-py3-none-any.whl" in told
    assert not (copy / "dist").exists()


def test_the_steps_of_a_release_name_what_there_is() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (recipe,) = [part for part in text.split("\n## ") if part.startswith("Make a release\n")]
    steps = [line for line in recipe.splitlines() if line[:1].isdigit()]
    assert len(steps) == 6
    for named in ("make_sbom.py", "make_release.py"):
        assert f"python tools/{named}" in recipe
        assert (ROOT / "tools" / named).is_file()


def test_the_sbom_is_that_of_the_lock() -> None:
    assert tool("make_sbom.py", "--check") == (0, "")


def test_an_old_sbom_is_told(repository: Path, tmp_path: Path) -> None:
    copy = tmp_path / "prospecta"
    shutil.copytree(repository, copy, ignore=shutil.ignore_patterns(".git", "dist"))
    lock = copy / "requirements.lock"
    lock.write_text(LOCK.replace("typer==", "typer==9.", 1), encoding="utf-8")
    source = {"PYTHONPATH": str(copy / "src")}
    code, told = tool("make_sbom.py", "--check", root=copy, **source)
    assert (code, told) == (1, "sboms/prospecta.cdx.json is old: python tools/make_sbom.py\n")
    assert tool("make_sbom.py", root=copy, **source) == (0, "")
    assert tool("make_sbom.py", "--check", root=copy, **source) == (0, "")


def test_the_sbom_keeps_the_official_schema(sbom: Any) -> None:
    read = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in SCHEMAS.glob("*.SNAPSHOT.schema.json")
    }
    registry: Any = Registry().with_resources(
        (schema["$id"].rsplit("/", 1)[0] + "/" + name, Resource.from_contents(schema))
        for name, schema in read.items()
    )
    validator = Draft7Validator(read["bom-1.6.SNAPSHOT.schema.json"], registry=registry)
    assert [error.message for error in validator.iter_errors(sbom)] == []
    sbom_of_a_stranger = sbom | {"components": [{"name": "pandoc"}]}
    assert [error.message for error in validator.iter_errors(sbom_of_a_stranger)] == [
        "'type' is a required property"
    ]


def test_every_reference_of_the_sbom_leads_somewhere(sbom: Any) -> None:
    known = [sbom["metadata"]["component"]["bom-ref"]]
    known += [part["bom-ref"] for part in sbom["components"]]
    links = {row["ref"]: row["dependsOn"] for row in sbom["dependencies"]}
    assert sorted(links) == sorted(known)
    assert {one for row in links.values() for one in row} == set(known[1:])


def test_the_sbom_names_the_engines_that_are_installed(sbom: Any) -> None:
    named = {part["name"]: part for part in sbom["components"] if part["type"] == "application"}
    licences = {name: part["licenses"] for name, part in named.items()}
    assert licences == {
        "pandoc": [{"license": {"id": "GPL-2.0-or-later"}}],
        "typst": [{"license": {"id": "Apache-2.0"}}],
    }
    told = run(binary(), "--version").stdout.split()
    assert told[:2] == ["pandoc", named["pandoc"]["version"]]
    typst = distribution("typst")
    (listed,) = (one for one in typst.files or () if one.match("sboms/typst-py.cyclonedx.json"))
    crates = json.loads(listed.read_text())["components"]
    assert [one["version"] for one in crates if one["name"] == "typst"] == [
        named["typst"]["version"]
    ]
    (library,) = (one for one in typst.files or () if one.name.startswith("_typst."))
    for name, path in (("pandoc", binary()), ("typst", Path(str(library.locate())))):
        files = [one for one in named[name]["components"] if one["type"] == "file"]
        digests = {one["hashes"][0]["content"] for one in files}
        assert sha256(path.read_bytes()).hexdigest() in digests


def test_the_sbom_names_the_typeface_that_ships(sbom: Any) -> None:
    (font,) = sbom["metadata"]["component"]["components"]
    assert font["licenses"] == [{"license": {"id": "OFL-1.1"}}]
    for face in font["components"]:
        data = (ROOT / face["name"]).read_bytes()
        assert [one["content"] for one in face["hashes"]] == [sha256(data).hexdigest()]
    assert len(font["components"]) == 14


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engines_are_weighed_in_the_wheels_of_the_lock(engine: str) -> None:
    (entry,) = [
        part for part in LOCK.split("\n") if part.startswith(f"{ENGINES[engine]['package']}==")
    ]
    version = entry.partition("==")[2].split()[0]
    for program in ENGINES[engine]["programs"]:
        assert f"--hash=sha256:{program['wheel_sha256']}" in LOCK
        assert program["wheel"].split("-")[1] == version
    platforms = [program["platform"] for program in ENGINES[engine]["programs"]]
    assert len(platforms) == len(set(platforms)) == 5


def test_every_package_of_the_locks_has_a_licence_that_is_allowed() -> None:
    assert tool("licences.py") == (0, "")


STRANGER = "Metadata-Version: 2.4\nName: stranger\nVersion: 1.0\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("License-Expression: MIT", ""),
        ("License-Expression: Apache-2.0 OR (MIT AND ISC)", ""),
        ("License: BSD 2-Clause License\n        All rights reserved", ""),
        ("Classifier: License :: OSI Approved :: MIT License", ""),
        ("License-Expression: MIT OR AGPL-3.0-only", "AGPL-3.0-only is not allowed"),
        ("License-Expression: MPL-2.0", "MPL-2.0 is not allowed"),
        ("Classifier: License :: OSI Approved :: BSD License", "nobody can tell its licence"),
        ("Summary: Says nothing", "nobody can tell its licence"),
    ],
)
def test_a_licence_is_held_to_the_list(tmp_path: Path, said: str, told: str) -> None:
    lock = LOCK + "stranger==1.0 \\\n    --hash=sha256:00\n"
    problems = held(tmp_path, lock, NODE, STRANGER + said + "\n")
    assert [problem.partition(": ")[0] for problem in problems] == ["stranger"] * bool(told)
    assert told in "".join(problems)


def test_what_the_table_argues_for_in_vain_is_told(tmp_path: Path) -> None:
    lock = LOCK.replace("jinja2==3.1.6", "jinja2==3.1.7").replace("hypothesis==", "hypotheses==")
    node = NODE.replace('"MPL-2.0"', '"MIT"')
    assert held(tmp_path, lock, node) == [
        "hypotheses: nobody can tell its licence from its metadata",
        "jinja2: the version read was 3.1.6: read its licence again",
        "axe-core: there is no such package under MPL-2.0 to argue for",
        "hypothesis: there is no such package under MPL-2.0 to argue for",
    ]


def held(folder: Path, lock: str, node: str, stranger: str = STRANGER) -> list[str]:
    """What is said of two locks, where a package of a stranger is installed beside ours."""
    site = folder / "site" / "stranger-1.0.dist-info"
    site.mkdir(parents=True)
    (site / "METADATA").write_text(stranger, encoding="utf-8")
    for name, text in (("requirements.lock", lock), ("package-lock.json", node)):
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "tools", folder / "tools")
    code, told = tool("licences.py", root=folder, PYTHONPATH=str(site.parent))
    assert code == (1 if told else 0)
    return told.splitlines()


def test_the_lock_holds_all_that_is_needed_with_hashes() -> None:
    """Everything that any extra needs here is pinned; pip refuses a file that has another hash."""
    pinned = {
        entry.partition("==")[0]: entry.count("--hash=sha256:")
        for entry in LOCK.replace("\\\n", "").splitlines()
        if "==" in entry
    }
    assert all(pinned.values())
    rows = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    waiting = [(Requirement(one), [""]) for row in rows for one in row]
    known: set[str] = set()
    while waiting:
        wanted, asked = waiting.pop()
        if wanted.marker and not any(wanted.marker.evaluate({"extra": one}) for one in asked):
            continue
        assert canonicalize_name(wanted.name) in pinned, wanted.name
        if str(wanted) not in known:
            known.add(str(wanted))
            needs = distribution(wanted.name).requires or []
            waiting += [(Requirement(one), ["", *wanted.extras]) for one in needs]
