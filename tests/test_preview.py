"""`prospecta preview`: the page of a build at each save, behind a guard, until Ctrl-C."""

import asyncio
import http.client
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folders import SMALL, write
from prospecta.commands import preview as command
from prospecta.findings import ToolError
from prospecta.formats.html import render
from prospecta.pandoc import Pandoc
from prospecta.preview import watching
from prospecta.preview.downloads import Downloads
from prospecta.preview.pages import Page, patch
from prospecta.preview.rendering import Renderer, Wishes
from prospecta.preview.telling import EDITORS
from prospecta.review import Review, Terms, review

if TYPE_CHECKING:
    from prospecta.formats.tools import Tools

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"
THEME = ROOT / "templates" / "themes" / "default"
SECONDS = 20

# --- the page is a build's ------------------------------------------------------------------------

TYPED = (
    "mot",
    "ESSMS",
    "**gras**",
    "« oui : non »",
    "[^1]\n\n[^1]: Une note.\n",
    "[](#actions)",
    "[](#swot-atelier-1)",
    "![](#vision-atelier-1)",
    "::: callout\nEncadré\n\n![](#swot-atelier-2)\n\n:::\n",
    "## Titre {#ici}\n",
    "![sujet](figures/place-du-sujet.svg){width=50%}",
    "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
)


@dataclass
class Author:
    """Somebody who edits a folder and a theme at random, and starts again from what was good."""

    folder: Path
    theme: Path
    random: Random
    _before: dict[Path, str] = field(default_factory=dict)
    _touched: set[Path] = field(default_factory=set)

    def start_again(self) -> None:
        """Take back every edit but, one time in three, the last one."""
        for file, text in list(self._before.items())[: -1 if self.random.random() < 0.3 else None]:
            file.write_text(text, encoding="utf-8")
            self._touched.add(file.resolve())

    def saved(self) -> set[Path]:
        """Change one file, and say which were saved."""
        inside = [one for one in self.folder.rglob("*") if one.suffix in {".yaml", ".md", ".svg"}]
        look = [one for one in self.theme.rglob("*") if one.suffix in {".j2", ".css", ".yaml"}]
        file = self.random.choice([*inside, *inside, *look])
        text = file.read_text(encoding="utf-8")
        self._before.setdefault(file, text)
        file.write_text(self._changed(file, text), encoding="utf-8")
        touched, self._touched = self._touched | {file.resolve()}, set()
        return touched

    def _changed(self, file: Path, text: str) -> str:
        lines, at = text.split("\n"), self.random.randrange(text.count("\n") + 1)
        match file.suffix:
            case ".css":
                return f"{text}\n.x{at} {{ color: red }}\n"
            case ".svg":
                return re.sub("#[0-9a-f]{6}", "#123456", text)
            case ".j2":
                return text.replace("<div", f"<p>mot {at}</p><div", 1)
            case ".md":
                lines.insert(at, f"\n{self.random.choice(TYPED)}\n")
            case _ if self.random.random() < 0.3:
                lines.insert(at, lines[self.random.randrange(len(lines))])
            case _:
                words = list(re.finditer(r"[a-zé]{4,}$", text, re.MULTILINE))
                end = self.random.choice(words).end()
                flat = [one for one in TYPED if "\n" not in one]
                return f"{text[:end]} {self.random.choice(flat)}{text[end:]}"
        return "\n".join(lines)


def built(found: Review, pandoc: Pandoc) -> str:
    """The page that a build writes."""
    assert found.document is not None
    tools = cast("Tools", SimpleNamespace(pandoc=pandoc, theme=found.look))
    return render(found.document, tools).decode()


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_page_and_findings_are_those_of_a_build(tmp_path: Path, seed: int) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    theme = shutil.copytree(THEME, tmp_path / "theme")
    author = Author(folder, theme, Random(seed))  # noqa: S311 - it keeps no secret
    renderer, pandoc = Renderer(folder, Wishes(Terms(theme), (theme,))), Pandoc.start()
    changed, compared = None, 0
    for _ in range(16):
        attempt = renderer.page(changed)
        found = renderer.findings(attempt, lambda: True)
        wanted = review(folder, pandoc, Terms(theme))
        assert found == wanted.findings
        if wanted.document is not None and not wanted.failed:
            assert attempt.page is not None
            assert attempt.page.whole == built(wanted, pandoc)
            compared += 1
        else:
            author.start_again()
        changed = author.saved()
    renderer.close()
    pandoc.close()
    assert compared > 3, "most folders can be built"


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    renderer = Renderer(folder, Wishes())
    first = renderer.page()
    renderer.reader.kill()
    text = folder / "text" / "strategie.md"
    again = renderer.page({text.resolve()})
    assert again.page == first.page, "nothing was asked of pandoc, which is dead"
    renderer.close()


def test_a_grid_keeps_its_name_in_a_sentence(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    text = folder / "text" / "introduction.md"
    first = text.read_text(encoding="utf-8")
    renderer = Renderer(folder, Wishes())
    for words in ("Voir [](#swot-atelier-1).", "Voir donc [](#swot-atelier-1).", "Voir."):
        text.write_text(f"{first}\n\n{words}\n", encoding="utf-8")
        page = renderer.page({text.resolve()}).page
        assert page is not None
        assert ("grille SWOT de l’atelier 1</a>" in page.whole) is ("swot" in words)
    renderer.close()


def test_in_other_colours_it_is_the_page_of_a_build(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    theme = shutil.copytree(THEME, tmp_path / "theme")
    colours, actions = theme / "theme.yaml", folder / "actions.yaml"
    renderer, pandoc = Renderer(folder, Wishes(Terms(theme), (theme,))), Pandoc.start()
    before = renderer.page().page
    for file, old, new in (
        (colours, "#0f4c5c", "#0f4c20"),
        (actions, "La stratégie dans le temps", "Le temps"),
        (colours, "#0f4c20", "#0f4c99"),
    ):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        page = renderer.page({file.resolve()}).page
        assert page is not None
        assert page.whole == built(review(folder, pandoc, Terms(theme)), pandoc)
        if file == colours and before is not None:
            assert page.body == before.body, "the charts have their colours from the sheet"
            assert page.rules != before.rules
        before = page
    renderer.close()
    pandoc.close()


def test_what_stands_beside_a_note_is_as_in_a_build(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    text, identity = folder / "text" / "introduction.md", folder / "seminar.yaml"
    box = "::: callout\nTexte[^1].\n\n![sujet](figures/place-du-sujet.svg){width=50%}\n:::\n"
    first = text.read_text(encoding="utf-8")
    text.write_text(f"{first}\n\n{box}\n[^1]: Une note.\n", encoding="utf-8")
    renderer, pandoc = Renderer(folder, Wishes()), Pandoc.start()
    renderer.page()
    for file, old, new in (
        (text, "width=50%", "width=40%"),
        (identity, "words:", "words:\n  notes: Mes notes"),
    ):
        words = file.read_text(encoding="utf-8")
        assert old in words
        file.write_text(words.replace(old, new, 1), encoding="utf-8")
        page = renderer.page({file.resolve()}).page
        assert page is not None
        assert page.whole == built(review(folder, pandoc), pandoc)
    renderer.close()
    pandoc.close()


PARTS = st.lists(st.sampled_from("abcdef"), max_size=8).map(tuple)


@given(PARTS, PARTS)
def test_the_edits_lead_from_one_body_to_the_next(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    pages = [Page("shell", "", "cover", body, ("",) * len(body)) for body in (old, new)]
    told = patch(pages[0], pages[1], ())
    assert told is not None
    body = list(old)
    for at, gone, parts in told.get("body", ()):
        body[at : at + gone] = parts
    assert tuple(body) == new


# --- the server -----------------------------------------------------------------------------------


@dataclass
class Served:
    """A preview that runs: its folder, and where it is."""

    folder: Path
    process: "subprocess.Popen[str]"
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """The answer to a path after the token."""
        return self.raw(f"{self.path}{path}", method, headers)

    def raw(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        asked.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
        for name, value in (headers or {}).items():
            asked.putheader(name, value)
        asked.endheaders()
        answer = asked.getresponse()
        told = (answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        asked.close()
        return told

    @contextmanager
    def events(self) -> Iterator[Iterator[tuple[str, Any]]]:
        """What is told to a browser, for some seconds."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        asked.request("GET", f"{self.path}events")
        with closing(asked), asked.getresponse() as answer:
            yield _events(answer, time.monotonic() + SECONDS)

    def until(self, name: str, holds: str) -> Any:
        """The first event of a name that holds some words, from now on."""
        with self.events() as events:
            for event, told in events:
                if event == name and holds in json.dumps(told, ensure_ascii=False):
                    return told
        raise AssertionError(holds)

    def shows(self, words: str) -> str:
        """The report, once it has these words."""
        end = time.monotonic() + SECONDS
        while words not in (page := self.ask("report")[2].decode()):
            assert time.monotonic() < end, words
            time.sleep(0.02)
        return page


def _events(answer: http.client.HTTPResponse, end: float) -> Iterator[tuple[str, Any]]:
    name = ""
    while (line := answer.readline().decode()) and time.monotonic() < end:
        if line.startswith("event: "):
            name = line[7:].strip()
        elif line.startswith("data: "):
            yield name, json.loads(line[6:])


def served(folder: Path, *options: str) -> Iterator[Served]:
    line = [sys.executable, "-m", "prospecta", "preview", "--lang", "en", *options, str(folder)]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        try:
            yield Served(folder, process, found[0])
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=SECONDS)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    yield from served(write(tmp_path_factory.mktemp("small") / "seminaire", SMALL))


TIMES = itertools.count()


@pytest.fixture
def small(running: Served) -> Served:
    """A preview of the smallest report, once it has taken back what another test wrote."""
    greeting = f"Bonjour à tous, {next(TIMES)} fois."
    write(running.folder, {**SMALL, "text/accueil.md": f"{greeting}\n"})
    running.shows(greeting)
    return running


def test_a_save_shows_and_a_mistake_leaves_the_last_good_page(small: Served) -> None:
    small.shows("Bonjour à tous")
    text = small.folder / "text" / "accueil.md"
    text.write_text("Bonsoir.\n", encoding="utf-8")
    small.shows("Bonsoir")
    identity = small.folder / "seminar.yaml"
    identity.write_text(SMALL["seminar.yaml"].replace("kind:", "kin d"), encoding="utf-8")
    told = small.until("notes", '"failed": true')
    assert {"path": "seminar.yaml", "line": 2}.items() <= told["findings"][0].items()
    assert "Bonsoir" in small.shows("Bonsoir")
    identity.write_text(SMALL["seminar.yaml"].replace("accueillant", "ouvert"), encoding="utf-8")
    assert "Bonsoir" in small.shows("Un territoire ouvert")


def test_what_only_a_check_forbids_is_shown_and_taken_back(small: Served) -> None:
    small.shows("Bonjour à tous")
    identity = SMALL["seminar.yaml"].replace("accueillant", "fermé") + "  - text/accueil.md\n"
    steps = []
    with small.events() as events:
        (small.folder / "seminar.yaml").write_text(identity, encoding="utf-8")
        for event, told in events:
            if event == "page" and told["patch"]:
                steps.append(told["patch"]["cover"])
            elif "placed-twice" in json.dumps(told):
                break
    assert ["fermé" in steps[0], "accueillant" in steps[1]] == [True, True]
    assert "Un territoire accueillant" in small.shows("Bonjour à tous")


def test_a_save_that_the_system_does_not_tell_is_seen_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "EVERY", 0.01)
    folder = write(tmp_path / "s", SMALL)
    text = folder / "text" / "accueil.md"

    async def seen() -> frozenset[Path]:
        looked = watching.differences(folder, (), ())
        first = asyncio.ensure_future(anext(looked))
        await asyncio.sleep(0.2)
        assert not first.done(), "nothing was saved yet"
        text.write_text("Bonsoir.\n", encoding="utf-8")
        return await first

    assert asyncio.run(asyncio.wait_for(seen(), SECONDS)) == {text}


ELSEWHERE = [
    ("/", {}, "GET", 404),
    ("/report", {}, "GET", 404),
    ("/0000/report", {}, "GET", 404),
    ("{path}..%2f..%2fetc%2fpasswd", {}, "GET", 404),
    ("{path}../../../etc/passwd", {}, "GET", 404),
    ("{path}source?path=seminar.yaml&line=1&last=1", {}, "GET", 404),
    ("{path}source?path=../../etc/passwd&line=1&last=1", {}, "GET", 404),
    ("{path}text/accueil.md", {}, "GET", 404),
    ("{path}report", {"Host": "evil.example"}, "GET", 403),
    ("{path}report", {"Host": "127.0.0.1"}, "GET", 403),
    ("{path}report", {"Host": "evil.example:{port}"}, "GET", 403),
    ("{path}report", {"Origin": "http://evil.example"}, "GET", 403),
    ("{path}report", {"Origin": "null"}, "GET", 403),
    ("{path}report", {"Sec-Fetch-Site": "cross-site"}, "GET", 403),
    ("{path}report", {"Sec-Fetch-Site": "same-site"}, "GET", 403),
    ("{path}report", {}, "POST", 405),
    ("{path}report", {}, "DELETE", 405),
    ("{path}report", {}, "OPTIONS", 405),
    ("{path}report", {"Host": "localhost:{port}"}, "GET", 200),
    ("{path}report", {"Origin": "http://127.0.0.1:{port}"}, "GET", 200),
]


def test_only_its_own_page_is_answered(small: Served) -> None:
    small.shows("Bonjour à tous")
    for path, headers, method, status in ELSEWHERE:
        filled = {name: one.format(port=small.port) for name, one in headers.items()}
        asked = path.format(path=small.path)
        found, told, body = small.raw(asked, method, filled)
        assert found == status, (asked, filled, method)
        assert b"Bonjour" not in body or status == 200
        assert told["x-content-type-options"] == "nosniff"
        assert told["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in told


def test_it_listens_on_loopback_alone_and_its_policies_let_nothing_out(small: Served) -> None:
    own = f"{small.port:04X}"
    rows = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
    listening = [row.split()[1] for row in rows if f":{own} " in row and row.split()[3] == "0A"]
    assert listening == [f"0100007F:{own}"]
    small.shows("Bonjour à tous")
    shell, report = (small.ask(path)[1]["content-security-policy"] for path in ("", "report"))
    assert shell.startswith("default-src 'none'; script-src 'self'; ")
    assert "http" not in shell
    assert report == "sandbox allow-same-origin; frame-ancestors 'self'"
    assert "Content-Security-Policy" in small.ask("report")[2].decode(), "and the report's own"


def test_the_lines_of_a_finding_are_shown_and_no_others(small: Served) -> None:
    small.shows("Bonjour à tous")
    (small.folder / "text" / "accueil.md").write_text("un\n\n![](non.png)\n", encoding="utf-8")
    found = small.until("notes", "picture-missing")["findings"][0]
    asked = f"source?path={found['path']}&line={found['line']}&last={found['last']}"
    status, _, body = small.ask(asked)
    assert status == 200
    assert json.loads(body)["lines"][found["line"] - 1] == "![](non.png)"
    assert small.ask("source?path=seminar.yaml&line=1&last=1")[0] == 404


def test_documents_are_built_only_when_they_are_asked_for(small: Served) -> None:
    small.shows("Bonjour à tous")
    before = sorted(small.folder.rglob("*"))
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        status, headers, body = small.ask(f"report.{form}")
        assert status == 200
        assert body.startswith(begins)
        assert headers["content-disposition"].endswith(f"seminaire.{form}")
    assert sorted(small.folder.rglob("*")) == before, "nothing is left in the folder"
    (small.folder / "seminar.yaml").write_text("title: x\n", encoding="utf-8")
    assert small.ask("report.pdf")[0] == 422


@pytest.mark.parametrize("name", [b"seminaire", b"s\xe9minaire"])
def test_names_that_are_not_in_utf_8_do_not_end_it(tmp_path: Path, name: bytes) -> None:
    folder = write(tmp_path / os.fsdecode(name), SMALL)
    with contextmanager(served)(folder) as shown:
        shown.shows("Bonjour à tous")
        assert shown.ask("")[0] == 200
        odd = folder / "text" / os.fsdecode(b"\xe9t\xe9.md")
        odd.write_text("Un été.\n", encoding="utf-8")
        assert shown.until("notes", "not-placed")["failed"]
        odd.unlink()
        write(folder, {"text/accueil.md": "Bonsoir.\n"})
        shown.shows("Bonsoir")


def test_no_file_of_the_folder_is_taken_for_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, {**SMALL, "prospecta.py": "raise SystemExit(9)\n"})
    monkeypatch.chdir(folder)
    assert asyncio.run(Downloads(folder, ()).build("docx")).startswith(b"PK")


def test_a_theme_is_followed_and_its_mistakes_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", SMALL)
    theme = write(tmp_path / "theme", {"cover.html.j2": '<div class="title"><p>Ma une</p></div>'})
    for one in served(folder, "--theme", str(theme)):
        one.shows("Ma une")
        cover = theme / "cover.html.j2"
        cover.write_text('<div class="title"><p>{{ rien }}</p></div>', encoding="utf-8")
        told = one.until("notes", '"failed": true')
        assert "cover.html.j2, line 1: 'rien' is undefined" in told["count"]
        assert "Ma une" in one.shows("Bonjour à tous")
        cover.write_text('<div class="title"><p>La suite</p></div>', encoding="utf-8")
        one.shows("La suite")
        style = theme / "html" / "style.css"
        style.parent.mkdir()
        style.write_text(".essai { color: red }", encoding="utf-8")
        one.shows(".essai { color: red }")


def test_a_workspace_is_followed(tmp_path: Path) -> None:
    toml = write(tmp_path, {"prospecta.toml": ""}) / "prospecta.toml"
    identity = SMALL["seminar.yaml"].replace("language: fr\n", "")
    folder = write(tmp_path / "s", {**SMALL, "seminar.yaml": identity})
    for one in served(folder):
        one.until("notes", "language")
        toml.with_suffix(".new").write_text('language = "en"\n', encoding="utf-8")
        toml.with_suffix(".new").replace(toml)
        assert '<html lang="en">' in one.shows("Bonjour à tous")
        status, _, body = one.ask("report.docx")
        assert status == 200, "the outputs of a workspace have a folder for each seminar"
        assert body.startswith(b"PK")


def test_ctrl_c_ends_it_and_leaves_nobody_behind(tmp_path: Path) -> None:
    for one in served(write(tmp_path / "s", SMALL)):
        one.shows("Bonjour à tous")
        children = _below(one.process.pid)
        assert children, "pandoc"
        with one.events() as events:
            assert next(events)[0] == "page", "a browser is still there"
            one.process.send_signal(signal.SIGINT)
            _, said = one.process.communicate(timeout=10)
        assert one.process.returncode == 130
        assert said == "prospecta: interrupted; no output was left half written.\n"
        assert [pid for pid in children if Path(f"/proc/{pid}/exe").exists()] == []
        return


def _below(pid: int) -> list[int]:
    found = [int(one) for one in _children(pid)]
    return [*found, *(deeper for one in found for deeper in _below(one))]


def _children(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task")
    return [one for task in tasks.iterdir() for one in (task / "children").read_text().split()]


def test_a_port_that_is_taken_and_a_missing_extra_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "s", SMALL)
    for one in served(folder):
        line = [sys.executable, "-m", "prospecta", "preview", "--port", str(one.port), str(folder)]
        env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "en_US.UTF-8"}
        done = subprocess.run(line, capture_output=True, text=True, check=False, env=env)
        assert done.returncode == 3
        assert done.stderr.startswith(f"prospecta: the port {one.port} cannot be used: ")
    monkeypatch.setattr(command, "EXTRA", ("no_such_module",))
    with pytest.raises(ToolError, match=r'pip install "prospecta\[preview\]"'):
        command._complete()


def test_the_command_knows_every_editor() -> None:
    assert tuple(EDITORS) == command.EDITORS


# --- in a browser ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_browser_keeps_its_place_and_brings_the_edit_into_view(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("build"))
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(path for path in map(shutil.which, names) if path)
    style = {"html/style.css": (THEME / "html" / "style.css").read_text(encoding="utf-8")}
    theme = write(tmp_path / "theme", style)
    for one in served(folder, "--editor", "vscode", "--theme", str(theme)):
        one.shows("Liliane")
        node = ["node", str(ROOT / "tests" / "browser" / "preview.mjs")]
        line = [*node, chromium, one.address, str(folder), str(theme)]
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        link = found.pop("link")
        assert found.pop("refused").startswith("DOCX: the document cannot be built. 1 error, ")
        assert link.startswith(f"vscode://file{folder.resolve()}/text/introduction.md:1:")
        assert found == {
            "moved": 0,
            "kept": True,
            "brought": True,
            "again": True,
            "recoloured": 0,
            "listed": True,
            "equal": True,
            "stays": True,
            "violations": [],
            "outside": [],
            "complaints": [],
        }
