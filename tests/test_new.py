"""`prospecta new`: what it makes has no finding and builds; what is there stays as it is."""

import json
import os
import re
import resource
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import forked
from folders import write
from prospecta.engines import Engines
from prospecta.new import content, languages, new, tooling
from prospecta.review import review
from prospecta.schemas import FILES, schema

ROOT = Path(__file__).resolve().parents[1]
PROSPECTA = [sys.executable, "-m", "prospecta"]
KINDS = [(language, example) for language in ("fr", "en") for example in (False, True)]
COMMENTED = re.compile(r"^( *)#(?=\S|  )", re.MULTILINE)
"""A key that only waits for its `#` to be taken away; after that of a comment stands one space."""


def run(*words: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [*forked.command(), *map(str, words)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=cwd, check=False, timeout=60
    )


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines(pages=False) as begun:
        yield begun


def test_there_is_a_folder_for_each_language_that_is_spoken() -> None:
    assert languages() == sorted(path.stem for path in (ROOT / "templates/findings").glob("*.yaml"))


@pytest.mark.parametrize(("language", "example"), KINDS)
def test_a_new_folder_has_no_finding_at_all(
    engines: Engines, tmp_path: Path, language: str, *, example: bool
) -> None:
    new(tmp_path, language, example=example)
    assert review(tmp_path, engines.pandoc).findings == []


@pytest.mark.parametrize("language", languages())
def test_what_is_commented_out_has_no_finding_either(
    engines: Engines, tmp_path: Path, language: str
) -> None:
    new(tmp_path, language)
    waiting = 0
    for path in tmp_path.glob("*.yaml"):
        text, changed = COMMENTED.subn(r"\1", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
        waiting += changed
    assert waiting > 30
    assert review(tmp_path, engines.pandoc).findings == []


@pytest.mark.parametrize("language", languages())
def test_the_skeleton_shows_every_key_of_a_block_and_the_example_every_kind(language: str) -> None:
    skeleton = {name: COMMENTED.sub(r"\1", text) for name, text in content(language).items()}
    for kind in FILES:
        text, root = skeleton[f"{kind}.yaml"], schema(kind, language)
        keys = {*root["properties"], *(key for one in OBJECTS for key in keys_of(root, one))}
        shown = set(re.findall(r"([a-z_]+):(?: |$)", text, re.MULTILINE))
        assert keys - shown <= LEFT_OUT, kind
    example = {
        name.removesuffix(".yaml").partition("/")[0] for name in content(language, example=True)
    }
    assert set(FILES) <= example


OBJECTS = ("Person", "Workshop", "Dimension", "Action", "FollowUp", "Step", "Organisation")
LEFT_OUT = {"id", "caption", "note", "theme", "sort", "represented_by", "code", "characteristics"}
"""What a beginner can do without; docs/data.md has it."""


def keys_of(root: dict[str, dict[str, dict[str, dict[str, object]]]], model: str) -> list[str]:
    return list(root["$defs"].get(model, {}).get("properties", {}))


@pytest.mark.parametrize("name", ["séminaire d'été", "-a/b", '10 $HOME "x"'])
def test_the_two_commands_that_it_prints_work(tmp_path: Path, name: str) -> None:
    made = run("new", "--lang", "fr", "--", name, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    *_, check, build = made.stdout.splitlines()
    environment = os.environ | {"PATH": f"{shim(tmp_path)}:{os.environ['PATH']}"}
    for command in (check, f"{build} --quiet --to html"):
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b""), command
    assert list((tmp_path / name / "build").glob("*.html"))


def shim(folder: Path) -> Path:
    """A folder for the PATH, with a `prospecta` in it."""
    path = folder / "bin" / "prospecta"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.join(forked.command())} "$@"\n')
    path.chmod(0o755)
    return path.parent


def test_they_build_in_every_format_and_are_in_order(tmp_path: Path) -> None:
    folders = {
        tmp_path / f"{language}-{example}": (language, example) for language, example in KINDS
    }
    for folder, (language, example) in folders.items():
        new(folder, language, example=example)
    done = run("build", *folders, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run("fmt", "--check", "--quiet", *folders).returncode == 0
    for folder in folders:
        written = {path.suffix for path in (folder / "build").glob(f"{folder.name}.*")}
        assert written == {".docx", ".html", ".pdf"}


def test_every_data_file_leads_its_editor_to_its_schema(tmp_path: Path) -> None:
    new(tmp_path, "fr", example=True)
    found = [path for path in tmp_path.rglob("*.yaml") if path.name[0] != "."]
    assert len(found) == len(FILES) + 1
    for path in found:
        first = path.read_text("utf-8").partition("\n")[0]
        target = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        kind = path.relative_to(tmp_path).with_suffix("").parts[0]
        assert json.loads(target.read_text("utf-8")) == schema(kind, "fr")


def test_the_settings_lead_there_too(tmp_path: Path) -> None:
    new(tmp_path, "en")
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text("utf-8"))
    for path, globs in settings["yaml.schemas"].items():
        kind = json.loads((tmp_path / path).read_text("utf-8"))["$id"].rpartition(":")[2]
        assert globs == [f"/{kind}.yaml", f"/{kind}/*.yaml"][: 1 + (kind != "seminar")]
    assert len(settings["yaml.schemas"]) == len(FILES)


def test_git_leaves_out_what_is_built_and_keeps_the_ends_of_lines(tmp_path: Path) -> None:
    new(tmp_path, "fr")
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    asked = ["build/jour.pdf", "~$compte-rendu.docx", "swot.yaml", ".prospecta/schemas/x.json"]
    ignored = subprocess.run(
        [*git, "check-ignore", *asked], capture_output=True, text=True, check=False
    )
    assert ignored.stdout.splitlines() == asked[:2]
    ends = subprocess.run(
        [*git, "check-attr", "eol", "--", "swot.yaml"], capture_output=True, text=True, check=True
    )
    assert ends.stdout == "swot.yaml: eol: lf\n"
    assert not any(b"\r" in data for name, data in held(tmp_path).items() if name[:4] != ".git/")


def test_what_is_there_is_kept_and_named(tmp_path: Path) -> None:
    mine = {"README.md": "moi\n", "swot.yaml": "strengths: [a]\n", ".gitignore": "*.tmp\n"}
    write(tmp_path, mine)
    (tmp_path / "actions.yaml").symlink_to(tmp_path / "nowhere")
    done = run("new", tmp_path, "--lang", "fr")
    assert done.returncode == 0
    kept = re.findall(r"^gardé tel quel (.*)$", done.stdout, re.MULTILINE)
    assert sorted(kept) == sorted(
        str(tmp_path / name) for name in (".gitignore", "actions.yaml", "swot.yaml")
    )
    after = held(tmp_path)
    assert {name: after[name].decode() for name in mine} == mine
    assert not (tmp_path / "nowhere").exists()
    again = run("new", tmp_path, "--lang", "fr", "--example")
    assert "écrit" not in again.stdout
    assert held(tmp_path) == after


def test_a_seminar_that_is_begun_only_gets_its_tools(tmp_path: Path) -> None:
    write(tmp_path, {"seminar.yaml": "title: Le mien\n"})
    done = run("new", tmp_path, "--lang", "fr", "--example")
    assert "gardé tel quel" in done.stdout
    assert "Ce dossier est déjà un séminaire" in done.stdout
    assert sorted(held(tmp_path)) == sorted(["seminar.yaml", *tooling("fr")])
    assert (tmp_path / "seminar.yaml").read_text() == "title: Le mien\n"


def test_a_file_in_the_way_is_said_and_kept(tmp_path: Path) -> None:
    write(tmp_path, {"jour": "a file", "other/text": "a file"})
    done = run("new", tmp_path / "jour")
    assert done.returncode == 2
    done = run("new", tmp_path / "other")
    assert done.returncode == 3
    assert "other/text" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(held(tmp_path / "other")) == ["text"]
    (tmp_path / "link").symlink_to("nowhere")
    assert run("new", tmp_path / "link").returncode == 2
    assert run("new", tmp_path / ("x" * 300)).returncode == 3
    assert (tmp_path / "jour").read_text() == (tmp_path / "other" / "text").read_text() == "a file"


def test_a_full_disk_leaves_no_half_file_and_a_second_call_goes_on(tmp_path: Path) -> None:
    def short() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2200, 2200))

    done = subprocess.run(
        [*PROSPECTA, "new", tmp_path / "jour", "--lang", "fr"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=short,
    )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    whole = content("fr") | tooling("fr")
    left = held(tmp_path / "jour")
    assert left
    assert {name: data.decode() for name, data in left.items()}.items() <= whole.items()
    assert run("new", tmp_path / "jour", "--lang", "fr").returncode == 0
    assert {name: data.decode() for name, data in held(tmp_path / "jour").items()} == whole


@pytest.mark.skipif(sys.platform == "darwin", reason="names are text there")
def test_a_name_that_is_no_text_is_a_name(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    done = subprocess.run([*PROSPECTA, "new", folder], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert os.path.isfile(folder + b"/seminar.yaml")  # noqa: PTH113 - a path of bytes


def test_the_language_is_that_of_the_call_or_the_locale(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a", "--lang", "pt").returncode == 2
    assert not (tmp_path / "a").exists()
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8"}
    command = [*PROSPECTA, "new", str(tmp_path / "b")]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "wrote" in told.stdout
    assert "language: en" in (tmp_path / "b" / "seminar.yaml").read_text("utf-8")


@pytest.mark.parametrize("language", languages())
def test_pre_commit_takes_the_hooks_and_the_config(tmp_path: Path, language: str) -> None:
    pre_commit = [sys.executable, "-m", "pre_commit"]
    new(tmp_path, language)
    config = tmp_path / ".pre-commit-config.yaml"
    hooks = ROOT / ".pre-commit-hooks.yaml"
    for command, path in (("validate-config", config), ("validate-manifest", hooks)):
        subprocess.run([*pre_commit, command, path], check=True)
    named = re.compile(r"- id: (\S+)")
    assert named.findall(config.read_text("utf-8")) == named.findall(hooks.read_text("utf-8"))
