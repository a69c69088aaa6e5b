"""An output is rebuilt when, and only when, something that shapes it changed."""

import os
import random
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from folders import SMALL, write
from prospecta.build import Wishes, build
from prospecta.engines import Engines
from prospecta.workspace import fingerprint
from prospecta.workspace import plan as planning
from prospecta.workspace.fingerprint import program
from prospecta.workspace.ledger import GRAIN
from prospecta.workspace.plan import Order, plan
from prospecta.workspace.pool import alone
from prospecta.workspace.run import noted
from prospecta.workspace.settings import settings
from prospecta.workspace.walk import members
from prospecta.workspace.work import BUILT, KEPT, RESTORED, Outcome

ALL = ("html", "docx", "pdf")
GRID = "strengths: [Un centre vivant]\nweaknesses: [Peu de bus]\n"
GRID += "opportunities: [Une gare]\nthreats: [Le climat]\n"
SETTLED = 2 * GRAIN / 1e9
"""Seconds after which a file shows by its times that it is as it was."""
TOWNS = ("arles", "brest", "calais")


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines() as begun:
        yield begun


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def workspace(root: Path) -> Path:
    write(root, {"prospecta.toml": 'language = "fr"\n'})
    for town in TOWNS:
        identity = SMALL["seminar.yaml"].replace("accueillant", f"accueillant : {town}")
        identity = identity.replace("title: ", 'title: "').replace(town, f'{town}"')
        files = {"seminar.yaml": identity + "  - swot\n", "swot.yaml": GRID}
        write(root / town, {**SMALL, **files, "README.md": "Notes de travail.\n"})
    return root


def brought(
    root: Path, engines: Engines, formats: tuple[str, ...] = ALL, **more: object
) -> dict[str, Outcome]:
    """What became of each seminar that had to be looked at."""
    more = {"cache": root.parent / "store", **more}
    order = Order(settings(root)[0], formats, **more)  # type: ignore[arg-type]
    todo = plan(order, members(root))
    outcomes = alone(todo.tasks, lambda: engines, lambda *_: None)
    return {one.member: one for one in noted(order, todo, outcomes)}


def outputs(root: Path) -> dict[str, bytes]:
    found = sorted(root.glob("*/build/*.*"))
    return {path.name: path.read_bytes() for path in found if not path.name.startswith(".")}


@dataclass
class Clean:
    """What a build of one seminar from nothing makes, without any cache; for each content once."""

    root: Path
    scratch: Path
    engines: Engines
    formats: tuple[str, ...]
    made: dict[tuple[object, ...], dict[str, bytes]] = field(default_factory=dict)

    def build(self, town: str) -> dict[str, bytes]:
        held = (path for path in (self.root / town).rglob("*") if path.is_file())
        sources = ((path, path.read_bytes()) for path in held if path.parent.name != "build")
        key = (town, *sorted(sources))
        if key not in self.made:
            self.made[key] = self._built(town)
        return self.made[key]

    def _built(self, town: str) -> dict[str, bytes]:
        shutil.rmtree(self.scratch, ignore_errors=True)
        copied = self.scratch / town
        shutil.copytree(self.root / town, copied, ignore=shutil.ignore_patterns("build"))
        given = {"language": settings(self.root)[0].language}
        built = build(copied, Wishes(self.formats, given=given), self.engines)
        return {path.name: path.read_bytes() for path in built.written}


def all_are(outcome: Outcome, state: str) -> bool:
    return set(outcome.states.values()) == {state}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for all that begin with the same workspace: only the first has to build it."""
    return tmp_path_factory.mktemp("shared") / "store"


@pytest.mark.parametrize(
    ("edit", "states"),
    [
        ({}, {}),
        ({"brest/text/accueil.md": "Bonsoir à tous.\n"}, {"brest": BUILT}),
        ({"brest/README.md": "Autre chose.\n"}, {"brest": KEPT}),
        ({"brest/swot.yaml": f"# remarque\n{GRID}"}, {"brest": KEPT}),
        ({"brest/figures/inutile.png": b"\x89PNG"}, {"brest": KEPT}),
        ({"arles/build/arles.pdf": b"%PDF-1.7"}, {"arles": {"pdf": RESTORED}}),
        ({"arles/.notes": "rien"}, {}),
        ({"prospecta.toml": "[cache]\nlimit = 9\n"}, dict.fromkeys(TOWNS, KEPT)),
    ],
)
def test_an_edit_rebuilds_what_it_shapes(
    tmp_path: Path,
    engines: Engines,
    shared: Path,
    edit: Mapping[str, str | bytes],
    states: Mapping[str, object],
) -> None:
    root = workspace(tmp_path / "ws")
    time.sleep(SETTLED)
    begun = brought(root, engines, cache=shared).values()
    assert all(all_are(one, BUILT) or all_are(one, RESTORED) for one in begun)
    write(root, edit)
    time.sleep(SETTLED)
    found = brought(root, engines, cache=shared)
    assert set(found) == set(states)
    for member, state in states.items():
        kept = dict.fromkeys(ALL, KEPT)
        wanted = {**kept, **state} if isinstance(state, dict) else dict.fromkeys(ALL, state)
        assert found[member].states == wanted
    assert brought(root, engines, cache=shared) == {}


def test_what_stands_behind_a_link_is_looked_at(tmp_path: Path, engines: Engines) -> None:
    """A linked folder of pictures, a pipe, and a text that gives way to a link with its words."""
    root = workspace(tmp_path / "ws")
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 {}h9"/></svg>'
    shown = {"text/accueil.md": "![Un trait](figures/trait.svg)\n"}
    write(root / "brest", {**shown, ".traits/trait.svg": drawn.format(1)})
    (root / "brest/figures").symlink_to(".traits")
    os.mkfifo(root / "calais/tube")
    time.sleep(SETTLED)
    assert all(all_are(one, BUILT) for one in brought(root, engines, ("html",)).values())
    write(root / "brest", {".traits/trait.svg": drawn.format(2)})
    kept = (root / "arles/text/accueil.md").rename(tmp_path / "accueil.md")
    (root / "arles/text/accueil.md").symlink_to(kept)
    found = brought(root, engines, ("html",))
    assert {town: one.states for town, one in found.items()} == {
        "brest": {"html": BUILT},
        "arles": {},
    }
    assert [one.code for one in found["arles"].findings] == ["file-unreadable"]


def test_a_linked_part_of_a_theme_is_looked_at(tmp_path: Path, engines: Engines) -> None:
    root, theme = workspace(tmp_path / "ws"), write(tmp_path / "theme", {"README.md": ""})
    blocks = write(tmp_path / "shared", {"cover.html.j2": "<p>Un</p>"})
    (theme / "cover.html.j2").symlink_to(blocks / "cover.html.j2")
    (theme / "blocks").symlink_to(blocks)
    os.mkfifo(theme / "tube")
    time.sleep(SETTLED)
    brought(root, engines, ("html",), theme=theme)
    assert brought(root, engines, ("html",), theme=theme) == {}
    write(blocks, {"swot.html.j2": "<p>Deux</p>"})
    found = brought(root, engines, ("html",), theme=theme)
    assert all(all_are(one, BUILT) for one in found.values())


@pytest.mark.parametrize(
    ("edit", "rebuilt"),
    [
        ({"html/style.css": "body { color: #111 }\n"}, {"html"}),
        ({"typst/report.typ": "// rien\n"}, {"docx", "pdf"}),
        ({"docx/footer.xml": "<!-- rien -->\n"}, {"docx"}),
        ({"theme.yaml": "# rien\n"}, set(ALL)),
    ],
)
def test_a_part_of_a_theme_rebuilds_the_formats_that_read_it(
    tmp_path: Path, engines: Engines, edit: Mapping[str, str], rebuilt: set[str]
) -> None:
    root, theme = workspace(tmp_path / "ws"), tmp_path / "theme"
    default = Path(__file__).parents[1] / "templates" / "themes" / "default"
    shutil.copytree(default, theme)
    brought(root, engines, theme=theme)
    for name, added in edit.items():
        (theme / name).write_text((theme / name).read_text("utf-8") + added, "utf-8")
    found = brought(root, engines, theme=theme)
    assert set(found) == set(TOWNS)
    for one in found.values():
        assert {form for form, state in one.states.items() if state == BUILT} == rebuilt


def test_the_program_is_hashed_once_for_all_workspaces_until_it_changes(
    tmp_path: Path, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    hashed: list[Mapping[str, str]] = []

    def noticed() -> dict[str, str]:
        hashed.append(found := program())
        return found

    monkeypatch.setattr(planning, "program", noticed)
    one, two = workspace(tmp_path / "one"), workspace(tmp_path / "two")
    brought(one, engines, ("html",))
    brought(two, engines, ("html",))
    assert len(hashed) == 1
    changed = write(tmp_path / "templates", {"words.yaml": "a: b\n"})
    monkeypatch.setattr(fingerprint, "templates", lambda: changed)
    assert set(brought(two, engines, ("html",))) == set(TOWNS)
    assert len({its["program"] for its in hashed}) == 2


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_workspace_equals_a_clean_build(
    tmp_path: Path, engines: Engines, seed: int
) -> None:
    """Five hundred edits, in four courses."""
    mutated(tmp_path, engines, ("html",), rounds=125, seed=seed)


def test_a_mutated_workspace_equals_a_clean_build_in_every_format(
    tmp_path: Path, engines: Engines
) -> None:
    mutated(tmp_path, engines, ALL, rounds=20, seed=4)


def mutated(
    tmp_path: Path, engines: Engines, formats: tuple[str, ...], *, rounds: int, seed: int
) -> None:
    """After each edit, only what it shapes is written, and all is what a clean build makes."""
    root, draw = workspace(tmp_path / "ws"), random.Random(seed)  # noqa: S311 - a fixed course
    brought(root, engines, formats)
    expected = outputs(root)
    clean = Clean(root, tmp_path / "clean", engines, formats)
    for number in range(rounds):
        town = edit(root, draw, number)
        made, before = dict(expected), stamps(root)
        told = brought(root, engines, formats)
        expected |= clean.build(town)
        assert outputs(root) == expected, (number, town)
        assert {member for member, one in told.items() if not all_are(one, KEPT)} <= {town}
        written = {name for name, stamp in stamps(root).items() if stamp != before.get(name)}
        assert {name for name in expected if made[name] != expected[name]} <= written
        assert written <= {f"{town}.{form}" for form in formats}, (number, town)


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    found = {path.name: path.stat() for path in root.glob("*/build/[!.]*")}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}


def edit(root: Path, draw: random.Random, number: int) -> str:
    """Change one thing somewhere, and name the seminar that it belongs to."""
    town = draw.choice(TOWNS)
    folder = root / town
    kind = draw.randrange(8)
    if kind == 0:
        write(folder, {"text/accueil.md": f"Bonjour {draw.randrange(9)} fois.\n"})
    elif kind == 1:
        write(folder, {"swot.yaml": GRID.replace("bus", f"bus le {draw.randrange(9)}")})
    elif kind == 2:
        write(folder, {"README.md": f"Notes {number}.\n"})
    elif kind == 3:
        with (folder / "swot.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# remarque {number}\n")
    elif kind == 4:
        shutil.rmtree(folder / "build")
    elif kind == 5:
        output = draw.choice(sorted((folder / "build").glob("[!.]*")))
        output.write_bytes(draw.randbytes(64))
    elif kind == 6:
        identity = (folder / "seminar.yaml").read_text("utf-8")
        day = f"2026-05-{draw.randrange(10, 29)}"
        lines = [
            f"dates: {day}" if line.startswith("dates") else line for line in identity.split("\n")
        ]
        write(folder, {"seminar.yaml": "\n".join(lines)})
    else:
        (folder / "text" / "accueil.md").touch()
    return town
