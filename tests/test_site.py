"""The site of a workspace: what it holds, what it leaves out, and what a browser makes of it."""

import json
import multiprocessing
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

import forked
import nu
from folders import SMALL, write
from prospecta.findings import ToolError
from prospecta.language import Language, shipped_languages
from prospecta.places import SITE
from prospecta.site.ahead import Wanted, entries
from prospecta.site.cards import Card
from prospecta.site.entry import Action, Entry
from prospecta.site.folding import words
from prospecta.site.index import FULL, Index
from prospecta.site.lists import lists
from prospecta.site.mark import HEAD, mark
from prospecta.site.pages import Pages
from prospecta.site.pages import Site as SiteFacts
from prospecta.site.reading import Reader
from prospecta.site.report import sections
from prospecta.site.tables import ROWS, pages, rows_of
from prospecta.site.words import size
from prospecta.site.words import words as site_words
from prospecta.site.writing import foreign, put
from prospecta.workspace.about import About
from prospecta.workspace.ledger import GRAIN
from prospecta.workspace.plan import Order
from prospecta.workspace.settings import settings
from prospecta.workspace.store import Store

HERE = Path(__file__).parent
URL = "https://example.org/nos-seminaires/"
TOML = f"""\
language = "fr"
[site]
title = "Nos séminaires"
url = "{URL.rstrip("/")}"
"""
PEOPLE = """\
organisations:
  - {id: mairie, name: Mairie d'Arles, acronym: MA}
people:
  - {id: helene, given: Hélène, family: Roux}
"""
ACTIONS = """\
lanes:
  - {id: eau, title: L'eau}
actions:
  - {id: a, title: Planter des haies, lane: eau, lead: helene, start: 2025, end: 2027-06,
     status: late}
  - {id: b, title: "Ouvrir un guichet : santé", lane: eau, lead: mairie}
"""
FOLLOW_UPS = """\
follow_ups:
  - {text: Envoyer le **relevé**, who: helene, due: 2024-T4, status: done}
  - Fixer la date
"""


def seminar(title: str, dates: str, *more: str, outline: str = "text/accueil.md") -> str:
    keys = "".join(f"{key}\n" for key in more)
    head = f"title: {title}\nkind: Compte-rendu\ndates: {dates}\n"
    return f"{head}{keys}outline:\n  - title: Introduction\n    contents: [{outline}]\n"


FULL_SEMINAR = "text/accueil.md, actions, follow-ups, participants"
FILES: Mapping[str, str] = {
    "prospecta.toml": TOML,
    "2024/arles/seminar.yaml": seminar(
        "L'équité dans la ville",
        "2024-05-28",
        "place: Arles",
        "territory: Pays d'Arles",
        "series: {name: Avenir, number: 1}",
        "topics: [équité, eau]",
        "status: validated",
        outline=FULL_SEMINAR,
    ),
    "2024/arles/text/accueil.md": "Bonjour à tous : l'**équité** avant tout.\n\nDes œuvres.\n",
    "2024/arles/participants.yaml": PEOPLE,
    "2024/arles/actions.yaml": ACTIONS,
    "2024/arles/follow-ups.yaml": FOLLOW_UPS,
    "2025/arles/seminar.yaml": seminar(
        "La suite",
        "[2025-05-27, 2025-05-28]",
        "territory: Pays d'Arles",
        "series: {name: avenir, number: 2}",
        "topics: Eau",
    ),
    "2025/arles/text/accueil.md": "Les inégalités demeurent.\n",
    "2025/île #1 & co/seminar.yaml": seminar(
        '"<script>alert(1)</script> \\"& co\\""',
        "2025-09-01",
        'topics: ["<b>mer</b>", Équité]',
        'place: "</title><img src=x>"',
    ),
    "2025/île #1 & co/text/accueil.md": "Des mots \u2028 rares : `</script><script>alert(1)`.\n",
    "2026/leeds/seminar.yaml": seminar("A fair city", "2026-01-15", "language: en", "place: Leeds"),
    "2026/leeds/text/accueil.md": "Fairness first.\n",
    "2026/projet/seminar.yaml": seminar("Un projet tenu secret", "2026-03-01", "status: draft"),
    "2026/projet/text/accueil.md": "Confidentiellement.\n",
}
ARLES = "seminars/2024/arles/index.html"
SPECIAL = "seminars/2025/île #1 & co/"


class Command:
    def __init__(self, cache: Path) -> None:
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8"}

    def __call__(self, *words: str, cwd: Path) -> tuple[int, str, str]:
        done = subprocess.run(
            [*forked.command(), "site", *words],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def prospecta(tmp_path_factory: pytest.TempPathFactory) -> Command:
    return Command(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, prospecta: Command) -> Path:
    root = write(tmp_path_factory.mktemp("workspace"), FILES)
    code, out, err = prospecta(cwd=root)
    assert (code, err) == (0, "")
    *_, done, drafts = out.splitlines()
    assert done.startswith("écrit public : 4 séminaires")
    assert drafts.startswith("1 brouillon n'est pas publié")
    return root


@pytest.fixture(scope="module")
def site(workspace: Path) -> "Site":
    return Site(workspace / "public")


class Site:
    """The files of a site, its pages as a browser's parser sees them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, bytes]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    @cached_property
    def pages(self) -> dict[str, Any]:
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        return {
            path: etree.fromstring(data, parser)
            for path, data in self.files.items()
            if path.endswith(".html")
        }

    @property
    def own(self) -> dict[str, Any]:
        """The pages that are not reports."""
        reports = {
            path for path in self.pages if re.fullmatch(r"seminars/.*(?<!/index)\.html", path)
        }
        return {path: page for path, page in self.pages.items() if path not in reports}

    def all(self, path: str, question: str) -> list[Any]:
        return cast("list[Any]", self.pages[path].xpath(question))

    def words(self, path: str, question: str) -> list[str]:
        return [" ".join("".join(node.itertext()).split(" ")) for node in self.all(path, question)]


def handed(script: bytes) -> Any:
    """The value that a file of data hands over."""
    found = re.fullmatch(r"prospecta\.loaded\((.*)\);\n", script.decode(), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_what_a_site_holds(site: Site) -> None:
    index = {path for path in site.files if path.startswith("data/index/")}
    arles = "seminars/2024/arles"
    assert {path for path in site.files if not path.startswith("seminars/")} - index == {
        SITE,
        "404.html",
        "actions.html",
        "assets/actions.js",
        "assets/search.js",
        "assets/site.js",
        "assets/style.css",
        "data/actions-1.js",
        "data/seminars.js",
        "feed.atom",
        "index.html",
        "search.html",
        "series.html",
        "sitemap.xml",
        "territories.html",
        "topics.html",
    }
    assert {path for path in site.files if path.startswith(arles)} == {
        f"{arles}/index.html",
        f"{arles}/text.js",
        f"{arles}/arles.docx",
        f"{arles}/arles.html",
        f"{arles}/arles.pdf",
    }


def test_the_lists(site: Site) -> None:
    hostile = "<script>alert(1)</script> «\u00a0& co\u00a0»"
    assert site.words("index.html", "//section/h2 | //section//h3") == [
        *("2026", "A fair city"),
        *("2025", hostile, "La suite"),
        *("2024", "L’équité dans la ville"),
    ]
    assert site.words("series.html", "//section/h2 | //section//h3") == [
        *("Avenir", "L’équité dans la ville", "La suite"),
        *("Hors série", "A fair city", hostile),
    ]
    assert site.words("territories.html", "//section/h2 | //section//h3")[:3] == [
        *("Pays d’Arles", "La suite", "L’équité dans la ville")
    ]
    assert site.words("topics.html", "//section/h2")[-3:] == ["Eau", "Équité", "Sans thème"]
    about = site.words("index.html", "//section[3]//p")
    assert about == ["28\u00a0mai 2024ArlesPays d’ArlesAvenir, n°\u00a01"]
    assert site.words("index.html", "//*[@class='lead']")[0].startswith("4 séminaires · 1 série · ")


def test_the_page_of_a_seminar(site: Site) -> None:
    facts = dict(
        zip(site.words(ARLES, "//dl//dt"), site.words(ARLES, "//dl//dd"), strict=True),
    )
    assert facts == {
        "Date": "28\u00a0mai 2024",
        "Lieu": "Arles",
        "Territoire": "Pays d’Arles",
        "Série": "Avenir, n°\u00a01",
        "Thèmes": "équité, eau",
        "Statut": "Validé",
    }
    files = site.all(ARLES, "//*[@class='downloads']//a")
    assert [unquote(link.get("href")).rpartition("/")[2] for link in files] == [
        *("arles.pdf", "arles.docx", "arles.html")
    ]
    for link, shown in zip(files, site.words(ARLES, "//*[@class='size']"), strict=True):
        name = link.get("href").rpartition("/")[2]
        assert shown == size(site_words("fr"), len(site.files[f"seminars/2024/arles/{name}"]))
    assert site.words(ARLES, "//*[@class='neighbours']//a") == ["La suite"]
    assert site.words(ARLES, "//*[@class='contents']//a") == ["I. Introduction"]
    english = "seminars/2026/leeds/index.html"
    assert site.all(english, "//h1/@lang") == ["en"]
    assert site.all(ARLES, "//h1/@lang") == []


def test_the_report_tells_the_territory_beside_the_place(site: Site) -> None:
    report = "seminars/2024/arles/arles.html"
    labels = [label.strip() for label in site.words(report, "//dl/dt")]
    assert labels == ["Date", "Lieu", "Territoire", "Série", "Thèmes", "Statut"]
    values = [value.strip() for value in site.words(report, "//dl/dd")]
    assert values[2::2] == ["Pays d’Arles", "équité, eau"]


def test_the_actions_of_all_seminars(site: Site) -> None:
    late = "late"
    rows = [
        [" ".join(cell.itertext()).strip() for cell in row]
        for row in site.all("actions.html", "//tbody/tr")
    ]
    name, follow = "L’équité dans la ville", "Suites à donner"
    until = "4e trimestre 2024 au plus tard"
    assert rows == [
        ["Planter des haies", "Hélène Roux", "2025 – juin 2027", "En retard", "L’eau", name],
        ["Ouvrir un guichet\u00a0: santé", "MA", "", "", "L’eau", name],
        ["Envoyer le relevé", "Hélène Roux", until, "Réalisé", follow, name],
        ["Fixer la date", "", "", "", follow, name],
    ]
    spelt = handed(site.files["data/actions-1.js"])
    assert [row[4:6] for row in spelt] == [
        *(["2027-06-30", late], ["", ""], ["2024-12-31", "done"], ["", ""])
    ]
    assert site.words("actions.html", "//select[@name='due']/option") == [
        *("Indifférent", "2024", "2027", "Sans échéance")
    ]


def test_what_is_not_in_the_report_is_not_in_the_site(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    hidden = "# Mutuellement\n"
    files = {**SMALL, "seminar.yaml": hidden + SMALL["seminar.yaml"]}
    write(root / "a", {**files, "README.md": "Mutuellement\n", "figures/mutuellement.svg": "x"})
    code, _, err = prospecta(cwd=root)
    assert (code, err) == (0, "")
    assert not [path for path in (root / "public").rglob("*") if b"utuellement" in held(path)]
    assert not list((root / "public").rglob("*utuellement*"))


def held(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_drafts_are_left_out_everywhere_unless_they_are_wanted(
    site: Site, workspace: Path, prospecta: Command, tmp_path: Path
) -> None:
    marks = (b"projet tenu secret", b"Confidentiellement", b"confidentiellement", b"2026/projet")
    assert not [path for path, data in site.files.items() if any(mark in data for mark in marks)]
    code, out, _ = prospecta("--drafts", "--output", str(tmp_path / "tout"), cwd=workspace)
    assert code == 0
    assert "brouillon n'est pas" not in out
    whole = Site(tmp_path / "tout")
    assert whole.words("index.html", "//section[1]//h3")[0] == "Un projet tenu secret"
    assert whole.words("index.html", "//*[contains(@class, 'draft')]") == ["Brouillon"]


def test_every_page_has_a_strict_policy_and_no_script_of_its_own(site: Site) -> None:
    for path, page in site.own.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        scripted = path in {"search.html", "actions.html"}
        assert parts.pop("script-src", "") == ("'self'" if scripted else ""), path
        assert parts == {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "'self'",
            "font-src": "data:",
            "base-uri": "'none'",
            "form-action": "'self'",
        }
        assert not page.xpath("//script[not(@src)] | //style | //img | //iframe"), path
        assert not page.xpath("//@*[starts-with(name(), 'on') or name() = 'style']"), path
    code = b"".join(data for path, data in site.files.items() if path.startswith("assets/"))
    assert not re.search(
        rb"\beval\b|innerHTML|insertAdjacentHTML|\bFunction\(|WebAssembly|fetch\(", code
    )


def links(page: Any) -> Iterator[str]:
    yield from page.xpath("//@href | //@src | //form/@action")


def test_every_link_leads_somewhere(site: Site) -> None:
    """Inside the site, to the anchor: pages, reports, what scripts load, the feed, the sitemap."""
    ids = {path: set(page.xpath("//@id")) for path, page in site.pages.items()}
    checked = 0
    for path, page in site.pages.items():
        base = URL if path == "404.html" else f"site:/{path}"
        for link in links(page):
            where, anchor = followed(base, link)
            if where is None:
                continue
            assert where in site.files, (path, link)
            assert not anchor or anchor in ids[where], (path, link)
            checked += 1
    assert checked > 100
    table = handed(site.files["data/seminars.js"])
    for row in table["seminars"]:
        assert all(unquote(one) in site.files for one in row[:3])
    assert all(f"data/index/i-{name}.js" in site.files for name in table["parts"])
    for name in ("feed.atom", "sitemap.xml"):
        found: Any = etree.fromstring(site.files[name])
        told = [*found.xpath("//@href"), *found.xpath("//*[local-name() = 'loc']/text()")]
        assert len(told) > 5
        for link in told:
            assert link.startswith(URL)
            assert (unquote(link.removeprefix(URL)) or "index.html") in site.files


def followed(base: str, link: str) -> tuple[str | None, str]:
    """The file of the site that a link leads to, and the anchor in it; None if it leads outside."""
    parts = urlsplit(link)
    if parts.scheme:
        assert parts.scheme in {"http", "https", "mailto", "data"}
        return None, ""
    if base == URL:
        if not parts.path:
            return "404.html", unquote(parts.fragment)
        assert parts.path.startswith(urlsplit(URL).path)
        return unquote(parts.path.removeprefix(urlsplit(URL).path)), unquote(parts.fragment)
    here = base.removeprefix("site:/")
    if not parts.path:
        return here, unquote(parts.fragment)
    path = os.path.normpath(os.path.join(os.path.dirname(here), unquote(parts.path)))  # noqa: PTH118, PTH120
    return path, unquote(parts.fragment)


def test_the_link_checker_sees_what_is_broken(site: Site) -> None:
    assert followed("site:/a/b.html", "../c%20d.html#e%20f") == ("c d.html", "e f")
    assert followed("site:/a/b.html", "#x") == ("a/b.html", "x")
    assert followed("site:/a/b.html", "nowhere.html")[0] not in site.files
    assert followed(URL, f"{urlsplit(URL).path}index.html") == ("index.html", "")


def test_hostile_words_stay_words(site: Site) -> None:
    page = f"{SPECIAL}index.html"
    title = "<script>alert(1)</script> «\u00a0& co\u00a0»"
    assert site.words(page, "//h1") == [title]
    assert site.words(page, "//title")[0].startswith(title)
    for path, data in site.files.items():
        if path.endswith(".js") and not path.startswith("assets/"):
            assert b"<" not in data, path
            assert "\u2028".encode() not in data, path
    assert "<b>mer</b>" in site.words("topics.html", "//section/h2")


def test_the_feed(site: Site) -> None:
    feed: Any = etree.fromstring(site.files["feed.atom"])
    schema = etree.RelaxNG(etree.parse(HERE / "schemas" / "atom.rng"))
    assert schema.validate(feed), schema.error_log
    names = {"a": "http://www.w3.org/2005/Atom"}
    updated = feed.xpath("//a:updated/text()", namespaces=names)
    days = ["2026-01-15", "2026-01-15", "2025-09-01", "2025-05-28", "2024-05-28"]
    assert updated == [f"{day}T00:00:00Z" for day in days]
    ids = feed.xpath("//a:id/text()", namespaces=names)
    assert len(set(ids)) == len(ids)
    assert ids[2] == f"{URL}seminars/2025/%C3%AEle%20%231%20%26%20co/index.html"
    terms = feed.xpath("a:entry[4]/a:category/@term", namespaces=names)
    assert terms == ["équité", "eau"]
    broken = site.files["feed.atom"].replace(b"<updated>2026-01-15T00:00:00Z", b"<updated>hier")
    assert not schema.validate(etree.fromstring(broken))


def test_without_an_address_there_is_no_feed(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "index", SMALL)
    code, out, _ = prospecta(cwd=root)
    assert code == 0
    assert "ni fil Atom ni plan du site" in out
    found = Site(root / "public")
    assert not {"feed.atom", "sitemap.xml"} & set(found.files)
    assert {"series.html", "territories.html", "topics.html", "actions.html"}.isdisjoint(
        found.files
    )
    assert not [page for page in found.pages.values() if page.xpath("//link[@rel='alternate']")]
    report = "seminars/index/index-index.html"
    assert found.words(report, "//main//p") == ["Bonjour à tous."]
    assert found.all("seminars/index/index.html", "//a[@class='button']/@href") == [
        f"../../{report}"
    ]


def test_the_same_workspace_gives_the_same_bytes(
    workspace: Path, site: Site, prospecta: Command, tmp_path: Path
) -> None:
    """From the cache, from another cache, in another folder."""
    assert prospecta("--output", str(tmp_path / "again"), cwd=workspace)[0] == 0
    assert Site(tmp_path / "again").files == site.files
    there = write(tmp_path / "there", FILES)
    assert Command(tmp_path / "cache")("--output", str(tmp_path / "anew"), cwd=there)[0] == 0
    assert Site(tmp_path / "anew").files == site.files


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_workers_read_what_one_process_reads(
    workspace: Path, site: Site, prospecta: Command, tmp_path: Path, jobs: str
) -> None:
    cache = Path(prospecta.environment["XDG_CACHE_HOME"], "prospecta", "outputs")
    for path in cache.glob("records/*/*"):
        if "sections" in Store(cache).record(path.name):
            path.unlink()
    assert prospecta("--output", str(tmp_path / "anew"), "--jobs", jobs, cwd=workspace)[0] == 0
    assert Site(tmp_path / "anew").files == site.files


class Busy(Reader):
    """A reader that says in which process it was; one member is too much for a worker."""

    here = os.getpid()
    trouble: Callable[[], object]

    def entry(self, member: str, about: About, page: bytes) -> Entry:
        where = "here" if os.getpid() == self.here else "worker"
        if (member, where) == ("b", "worker"):
            self.trouble()
        return replace(super().entry(member, about, page), place=where)


def busy(root: Path, trouble: Callable[[], object] = int) -> tuple[Busy, list[Wanted]]:
    write(root, {"prospecta.toml": "", **{f"{name}.html": "<main>a</main>" for name in "abcd"}})
    reader = Busy(Order(settings(root)[0], ("html",)), None, {})
    reader.trouble = trouble
    return reader, [Wanted(name, About(title=name), root / f"{name}.html") for name in "dcba"]


@pytest.mark.parametrize(
    ("trouble", "where"),
    [(int, "worker"), (lambda: os.kill(os.getpid(), 9), "here"), (lambda: 1 / 0, "here")],
)
def test_what_a_worker_cannot_read_is_read_without_it(
    tmp_path: Path, trouble: Callable[[], object], where: str
) -> None:
    found = list(entries(*busy(tmp_path, trouble), jobs=2))
    assert [member for member, _, _ in found] == ["d", "c", "b", "a"]
    assert {entry.title: entry.place for _, entry, _ in found} == {
        **dict.fromkeys("acd", "worker"),
        "b": where,
    }


def test_an_interruption_leaves_neither_half_a_site_nor_workers(tmp_path: Path) -> None:
    def interrupted(read: Iterator[Any]) -> Iterator[tuple[str, bytes]]:
        yield "page.html", next(read)[2]
        raise KeyboardInterrupt

    root = tmp_path / "w"
    with (
        pytest.raises(KeyboardInterrupt),
        closing(entries(*busy(root, lambda: time.sleep(60)), jobs=2)) as read,
    ):
        put(tmp_path / "site", interrupted(read))
    assert [path.name for path in tmp_path.iterdir()] == ["w"]
    assert multiprocessing.active_children() == []


def test_nothing_is_left_of_a_seminar_that_is_gone(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "a", SMALL)
    write(root / "b", {**SMALL, "text/accueil.md": "Passagèrement.\n"})
    assert prospecta(cwd=root)[0] == 0
    assert "data/index/i-p.js" in Site(root / "public").files
    shutil.rmtree(root / "b")
    assert prospecta(cwd=root)[0] == 0
    files = Site(root / "public").files
    assert not [path for path, data in files.items() if b"assag" in data or "/b/" in path]
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_what_changed_in_a_seminar_changes_in_the_site(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    outline = seminar("Bilan", "2026-01-01", "language: fr", outline="text/accueil.md, follow-ups")
    files = {**SMALL, "seminar.yaml": outline, "follow-ups.yaml": "follow_ups: [Avant]\n"}
    write(root / "a", files)
    write(root / "b", SMALL)
    assert prospecta(cwd=root)[0] == 0
    assert Site(root / "public").words("actions.html", "//tbody/tr/th") == ["Avant"]
    write(root / "a", {"follow-ups.yaml": "follow_ups: [Après]\n"})
    assert prospecta(cwd=root)[0] == 0
    assert Site(root / "public").words("actions.html", "//tbody/tr/th") == ["Après"]


def test_what_was_read_of_a_seminar_is_kept_with_its_build(
    tmp_path: Path, prospecta: Command
) -> None:
    root = write(tmp_path / "w", {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "a", SMALL)
    cache = tmp_path / "cache"
    time.sleep(GRAIN / 10**9)
    assert prospecta("--cache", str(cache), cwd=root)[0] == 0
    store = Store(cache)
    names = [path.name for path in cache.glob("records/*/*")]
    (kept,) = (name for name in names if "sections" in store.record(name))
    store.keep_record(kept, {**store.record(kept), "title": "Pris dans le cache"})
    assert prospecta("--cache", str(cache), cwd=root)[0] == 0
    assert Site(root / "public").words("index.html", "//h3") == ["Pris dans le cache"]
    store.keep_record(kept, {"title": "D'une autre version"})
    assert prospecta("--cache", str(cache), cwd=root)[0] == 0
    assert Site(root / "public").words("index.html", "//h3") == ["Un territoire accueillant"]


def test_a_seminar_that_fails_leaves_the_site_as_it_was(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "a", SMALL)
    assert prospecta(cwd=root)[0] == 0
    before = Site(root / "public").files
    write(root / "b", {**SMALL, "text/accueil.md": "[](#rien)\n"})
    code, out, err = prospecta(cwd=root)
    assert code == 1
    assert "text/accueil.md:1:" in err
    assert "public reste ce qu'il était" in out
    assert Site(root / "public").files == before


def test_no_other_folder_is_ever_replaced(tmp_path: Path, prospecta: Command) -> None:
    root = write(
        tmp_path / "w", {"prospecta.toml": 'formats = ["html"]\n', "public/mien.txt": "à moi"}
    )
    write(root / "a", SMALL)
    code, _, err = prospecta(cwd=root)
    assert code == 2
    assert "contient autre chose qu'un site d'avant" in err
    assert [path.name for path in (root / "public").iterdir()] == ["mien.txt"]
    for asked in (["--output", "."], ["--output", ".."], ["--output", "a/site"], ["--output", "a"]):
        code, _, err = prospecta(*asked, cwd=root)
        assert code == 2, asked
    (root / "public" / "mien.txt").unlink()
    write(root / "public", {SITE: mark({}), "à-moi.txt": ""})
    code, _, err = prospecta(cwd=root)
    assert code == 2
    assert "« à-moi.txt » n'y est pas tel que prospecta l'a écrit" in err.replace("\u00a0", " ")
    shutil.rmtree(root / "public")
    for source in ("b/seminar.yaml", "prospecta.toml", ".git/HEAD"):
        forged = write(tmp_path / "forged", {SITE: "", f"work/{source}": "à moi"})
        assert prospecta("--output", str(forged), cwd=root)[0] == 2, source
        shutil.rmtree(forged)
    (root / "public").mkdir()
    assert prospecta(cwd=root)[0] == 0, "an empty folder may be taken"
    shutil.rmtree(root / "public")
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (root / "public").symlink_to(elsewhere)
    code, _, err = prospecta(cwd=root)
    assert code == 2
    assert "un raccourci" in err
    assert prospecta("--output", "public", cwd=root)[0] == 0, (
        "who names a link means what is behind"
    )
    assert (elsewhere / SITE).is_file()


def _alter(site: Path) -> None:
    page = site / "index.html"
    kept = page.stat().st_mtime_ns
    page.write_text("à moi")
    os.utime(page, ns=(kept, kept))


def _copy(site: Path) -> None:
    shutil.copytree(site, site.with_name("copie"))
    shutil.rmtree(site)
    site.with_name("copie").rename(site)


def _both(site: Path) -> None:
    _copy(site)
    _alter(site)


def _link(site: Path) -> None:
    (site / "index.html").rename(site.with_name("ailleurs"))
    (site / "index.html").symlink_to("../ailleurs")


def _forge(text: str) -> Callable[[Path], object]:
    return lambda site: write(site, {SITE: text, "mien.txt": "à moi"})


TOUCHES: Mapping[str, tuple[Callable[[Path], object], str | None]] = {
    "nothing": (lambda _: None, None),
    "a copy": (_copy, None),
    "less": (lambda site: (site / "index.html").unlink(), None),
    "litter of the system": (lambda site: write(site, {".DS_Store": "", "a/Thumbs.db": ""}), None),
    "a page altered": (_alter, "index.html"),
    "a page altered in a copy": (_both, "index.html"),
    "a file more": (lambda site: write(site, {"a/CNAME": "example.org"}), "a/CNAME"),
    "a hidden file": (lambda site: write(site, {".htaccess": ""}), ".htaccess"),
    "a link to a page": (_link, "index.html"),
    "no mark": (lambda site: (site / SITE).unlink(), ""),
    "a mark that is none": (_forge(""), "a/page.html"),
    "a mark of another": (_forge(mark({"mien.txt": sha256(b"x").hexdigest()})), "a/page.html"),
    "a mark too deep": (_forge(HEAD + "[" * 10_000), "a/page.html"),
    "a mark of nothing": (_forge(HEAD + "[]"), "a/page.html"),
}


@pytest.mark.parametrize(("touch", "found"), TOUCHES.values(), ids=TOUCHES)
def test_a_site_is_replaced_only_as_it_was_written(
    tmp_path: Path, touch: Callable[[Path], object], found: str | None
) -> None:
    site = tmp_path / "site"
    put(site, [("index.html", b"Bonjour"), ("a/page.html", b"Un")])
    touch(site)
    before = Site(site).files
    assert foreign(site) == found
    if found is None:
        put(site, [("index.html", b"Bonsoir")])
        assert Site(site).files.keys() == {SITE, "index.html"}
        return
    with pytest.raises(ToolError, match="something else than an earlier site"):
        put(site, [("index.html", b"Bonsoir")])
    assert Site(site).files == before


def test_the_mark_holds_the_hash_of_every_file(site: Site) -> None:
    hashes = {path: sha256(data).hexdigest() for path, data in site.files.items() if path != SITE}
    assert site.files[SITE].decode() == mark(hashes)


def test_a_mark_vouches_for_no_sources(tmp_path: Path) -> None:
    for source in ("b/seminar.yaml", "prospecta.toml", ".git/config"):
        text = mark({source: sha256(b"x").hexdigest()})
        forged = write(tmp_path / "forged", {SITE: text, source: "x"})
        assert foreign(forged) == source
        shutil.rmtree(forged)
    fine = write(tmp_path / "HEAD", {SITE: mark({"a": sha256(b"x").hexdigest()}), "a": "x"})
    assert foreign(fine) is None


def test_a_workspace_that_is_one_seminar(tmp_path: Path, prospecta: Command) -> None:
    toml = 'formats = ["html"]\n'
    root = write(tmp_path / "seul", {**SMALL, "prospecta.toml": toml})
    code, _, err = prospecta(cwd=root)
    assert code == 2
    assert "par exemple build/site" in err
    write(root, {"prospecta.toml": f'{toml}[site]\nfolder = "build/site"\n'})
    assert prospecta(cwd=root)[0] == 0
    assert "seminars/seul/seul.html" in Site(root / "build/site").files


def test_two_at_once(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "a", SMALL)
    with ThreadPoolExecutor() as both:
        codes = [one.result()[0] for one in [both.submit(prospecta, cwd=root) for _ in range(2)]]
    assert codes == [0, 0]
    assert "seminars/a/a.html" in Site(root / "public").files
    assert not list(root.glob(".public*"))


def test_the_colours_are_those_of_a_theme_that_is_trusted(
    tmp_path: Path, prospecta: Command
) -> None:
    theme = {"maison/theme.yaml": 'colours:\n  accent: "#6a1b4d"\n'}
    root = write(tmp_path, {"prospecta.toml": 'theme = "maison"\nformats = ["html"]\n', **theme})
    write(root / "a", SMALL)
    assert prospecta("--trust-templates", cwd=root)[0] == 0
    assert b"--accent:#6a1b4d" in Site(root / "public").files["assets/style.css"]


def test_a_run_that_was_killed_leaves_nothing_in_the_end(
    tmp_path: Path, prospecta: Command
) -> None:
    root = write(tmp_path, {"prospecta.toml": 'formats = ["html"]\n'})
    write(root / "a", SMALL)
    assert prospecta(cwd=root)[0] == 0
    before = Site(root / "public").files
    write(root / ".public.4711.part", {SITE: "", "index.html": "la moitié"})
    (root / "public").rename(root / ".public.4711.old")
    write(root / ".public.4712.part", {"autre.txt": "à quelqu'un"})
    assert prospecta(cwd=root)[0] == 0
    assert Site(root / "public").files == before
    assert [path.name for path in root.glob(".public*")] == [".public.4712.part"]


def test_a_workspace_of_drafts_has_an_empty_site(tmp_path: Path, prospecta: Command) -> None:
    root = write(tmp_path, {"prospecta.toml": '[site]\nurl = "https://example.org"\n'})
    draft = SMALL["seminar.yaml"].replace("dates:", "status: draft\ndates:")
    write(root / "a", {**SMALL, "seminar.yaml": draft})
    assert prospecta(cwd=root)[0] == 0
    found = Site(root / "public")
    assert found.words("index.html", "//main/p") == ["Aucun compte-rendu n’est publié."]
    assert etree.fromstring(found.files["feed.atom"]) is not None


def test_the_words_are_the_same_in_every_language() -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: shape(one) for key, one in value.items()}
        return sorted(re.findall(r"\{\w+\}", value))

    french, *others = (shape(site_words(code)) for code in ("fr", *shipped_languages()))
    assert all(other == french for other in others)


def test_the_table_goes_on_over_several_pages() -> None:
    """Each action once, with a way to every page; the filters look at all of them."""
    done = tuple(Action(f"n{number}", "", "", "", "", "") for number in range(ROWS * 2 + 1))
    entry = Entry("fr", "Un", "", "", actions=done)
    card = Card("a", entry, "seminars/a/index.html", "2026-01-01", (), ())
    said = site_words("fr")
    kept = lists([card], {"a": About(title="Un", dates=("2026-01-01",))}, said)
    site = SiteFacts("Un site", "fr", "", said, kept.menu(said), "Projet")
    made = dict(pages(Pages(site), site, kept, rows_of(card, Language.read("fr"))))
    assert list(made) == ["actions.html", "actions-2.html", "actions-3.html"]
    names = []
    for path, page in made.items():
        tree: Any = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
        names += tree.xpath("//tbody/tr/th/text()")
        assert tree.xpath("//nav[@id='pages']//a/@href") == list(made)
        assert tree.xpath("//nav[@id='pages']//a[@aria-current]/@href") == [path]
        assert tree.xpath("//form/@data-files") == ["actions-1"]
    assert names == [action.title for action in done]


def test_a_part_of_the_index_that_is_full_is_divided() -> None:
    index = Index()
    long = {f"ab{first}{second}{'x' * 30}": 1 for first in "klmno" for second in range(1000)}
    index.add(Entry("fr", "", "", "", terms={**long, "ab": 2, "cd": 26}))
    index.add(Entry("fr", "", "", "", terms={"ab": 1, "cd": 3}))
    parts = dict(index.parts())
    assert set(parts) == {"ab_", "abk", "abl", "abm", "abn", "abo", "c"}
    assert handed(parts["ab_"].encode()) == "ab 0B1A"
    assert handed(parts["c"].encode()) == "cd 0Z1C"
    assert all(len(part) < FULL for part in parts.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'Équité, l’équité", ["equite", "equite"]),
        ("Des œuvres", ["des", "oeuvre"]),
        ("choix bus os T2 2040", ["choi", "bus", "os", "t2", "2040"]),
        ("snake_case a-b-cd", ["snake", "case", "cd"]),
    ],
)
def test_words_are_compared_without_accents_capitals_and_plurals(
    text: str, found: list[str]
) -> None:
    assert list(words(text)) == found


@pytest.mark.java
def test_the_html_of_the_pages_is_valid(site: Site) -> None:
    assert nu.errors(site.folder / path for path in site.own) == ""


FOLDED = [
    "Équité œuvre ŒUVRE straße Æ ﬁn ½ x² T2 l’équité aujourd'hui santés choix bus os",
    "e\u0301te\u0301 ÉTÉ Ⅻ 2\u202f040 snake_case ab Σίσυφος Ωmega",
]


@pytest.fixture(scope="module")
def walked(site: Site) -> dict[str, Any]:
    """What `site.mjs` met."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(path for path in map(shutil.which, names) if path)
    script = str(HERE / "browser" / "site.mjs")
    command = ["node", script, chromium, str(site.folder), URL, ARLES, "equite"]
    done = subprocess.run(
        command,
        input=json.dumps(FOLDED),
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return cast("dict[str, Any]", json.loads(done.stdout))


@pytest.mark.browser
def test_every_kind_of_page_is_accessible_at_every_width_by_day_and_by_night(
    walked: dict[str, Any],
) -> None:
    assert len(walked["audits"]) == 8
    for page in walked["audits"]:
        assert len(page["views"]) == 4
        for view in page["views"]:
            assert view["violations"] == [], view["view"]
            assert view["overflow"] == 0, view["view"]
            assert view["passes"] > (30 if view["view"].endswith("light") else 0), "axe looked"
        assert page["overflow"] == 0, f"{page['name']} scrolls sideways at 320 px"
        assert page["fonts"], "its own letters"
        assert page["outside"] == [], "nothing is asked of a network"
        missing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
        assert page["complaints"] == (missing if page["name"] == "not found" else [])


@pytest.mark.browser
def test_the_search_works_with_the_keyboard_from_a_disk_and_from_a_server(
    walked: dict[str, Any],
) -> None:
    for search in walked["searches"]:
        assert search["complaints"] == search["outside"] == []
        assert search["path"][0] == "A Aller au contenu"
        assert search["path"][-1] == "q"
        first = search["first"]
        assert first["told"] == "2 séminaires trouvés"
        assert first["titles"][0] == "L’équité dans la ville"
        assert first["titles"][1].startswith("<script>")
        assert first["marks"] == ["équité"]
        assert first["hrefs"][0].endswith(ARLES)
        assert first["hrefs"][1].endswith("seminars/2024/arles/arles.html#introduction")
        assert search["none"]["told"] == "Aucun séminaire ne contient tous ces mots."
        assert search["none"]["titles"] == []
        assert search["begun"]["titles"] == first["titles"]
        assert search["link"] == "A L’équité dans la ville"
        assert search["title"].startswith("L’équité dans la ville")


@pytest.mark.browser
def test_the_filters_work_with_the_keyboard_from_a_disk_and_from_a_server(
    walked: dict[str, Any],
) -> None:
    for found in walked["filters"]:
        assert found["complaints"] == found["outside"] == []
        assert found["path"][-2:] == ["f-words", "f-owner"]
        assert len(found["whole"]["rows"]) == 4
        assert found["owner"]["told"] == "2 actions trouvées"
        assert found["owner"]["rows"] == [found["whole"]["rows"][at] for at in (0, 2)]
        assert found["both"]["told"] == "Aucune action ne correspond."
        assert found["linked"] == found["both"]
        assert found["cleared"] == found["whole"]


@pytest.mark.browser
def test_without_scripts_the_table_is_whole_and_the_search_says_so(walked: dict[str, Any]) -> None:
    seen = walked["unscripted"]
    assert (seen["rows"], seen["form"]) == (4, False)
    assert seen["said"].startswith("La recherche a besoin de JavaScript.")


@pytest.mark.browser
def test_the_scripts_fold_words_as_the_index_does(walked: dict[str, Any]) -> None:
    assert walked["folded"] == [list(words(text)) for text in FOLDED]


def test_what_is_searched_keeps_apart_what_stands_on_lines_of_its_own() -> None:
    page = (
        "<html><body><main><h2 id=a>Titre</h2><p>Bonjour <b>à</b> tous.</p>"
        "<ul><li>un</li><li><p>deux :</p><ul><li>x</li></ul></li></ul>"
        "<table><tr><td>a</td><td></td><td>b</td></tr></table> <p> z </p></main>"
    )
    (section,) = sections(page.encode())
    assert section.text == "Bonjour à tous. un · deux : x · a · b · z"
