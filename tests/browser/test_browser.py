"""The page in a real browser, judged by axe-core (WCAG 2.2 AA) and by the Nu HTML checker."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

import nu
from prospecta.charts.look import Look
from prospecta.charts.steps import Step, Steps, steps
from prospecta.document import Document, Entry, Node, Picture, pairs_of, plain
from prospecta.formats.html import render
from prospecta.pandoc import HTML, MARKDOWN, Pandoc
from prospecta.theme import Theme

if TYPE_CHECKING:
    from prospecta.formats.tools import Tools

HERE = Path(__file__).parent
COVER = """
<div class="series"><p>Deuxième séminaire</p></div>
<div class="title"><p>Des politiques de bien-être sur les territoires</p></div>
<div class="kind"><p>Compte-rendu</p></div>
<div class="facts"><dl><dt>Date</dt><dd>28 mai 2015</dd><dt>Horizon</dt><dd>15 ans</dd></dl></div>
"""
NOTES = "Deux notes[^1] suivies[^2].\n\n[^1]: Une.\n\n[^2]: Deux.\n\n    - une liste\n"
CIRCLES = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
)

APPROACH = Steps((Step("1", "Explorer", "un diagnostic"), Step("2", "Choisir", "une vision")))
FAULTY = """<!DOCTYPE html><title>x</title><style>p { color: #999; width: 99rem }</style>
<h2>x</h2><p>pâle</p><img src="http://127.0.0.1:9/x.png">"""


def entry(node: Node) -> Entry:
    level, attributes, inlines = node["c"]
    return Entry(attributes[0], level, pairs_of(attributes).get("number", ""), plain(inlines))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that has everything a page can show."""
    theme, pandoc = Theme(), Pandoc.start()
    frame = (HERE / "body.html").read_text(encoding="utf-8")
    cover, body, notes = pandoc.read([(HTML, COVER), (HTML, frame), (MARKDOWN, NOTES)])
    drawn = steps(APPROACH, Look(theme.colours))
    document = Document(
        title="Des politiques de bien-être sur les territoires",
        kind="Compte-rendu",
        authors=("IFEN",),
        language="fr",
        date=date(2015, 5, 28),
        cover=cover,
        body=[*body, *notes],
        contents=tuple(entry(node) for node in body if node["t"] == "Header"),
        pictures={
            "frise": Picture("frise", "svg", drawn.encode(), 160.0, drawn=True),
            "place": Picture("place", "svg", CIRCLES, 10.0),
        },
        words={
            "contents": "Table des matières",
            "skip": "Aller au contenu",
            "back": "Retour au texte",
            "notes": "Notes",
            "scroll": "Tableau défilant",
        },
    )
    file = tmp_path_factory.mktemp("page") / "page.html"
    tools = cast("Tools", SimpleNamespace(pandoc=pandoc, theme=theme))
    file.write_bytes(render(document, tools))
    pandoc.close()
    return file


@pytest.fixture(scope="module")
def views(page: Path) -> dict[str, list[dict[str, Any]]]:
    """What `audit.mjs` finds in each view of the page, and of one with known faults."""
    faulty = page.with_name("faulty.html")
    faulty.write_text(FAULTY, encoding="utf-8")
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(path for path in map(shutil.which, names) if path)
    command = ["node", str(HERE / "audit.mjs"), chromium, str(page), str(faulty)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {
        name: [view for view in found if view["file"] == str(page.with_name(name))]
        for name in ("page.html", "faulty.html")
    }


@pytest.mark.browser
def test_the_page_is_accessible_and_whole_at_every_width_by_day_and_by_night(
    views: dict[str, list[dict[str, Any]]],
) -> None:
    judged = [view for view in views["page.html"] if "violations" in view]
    assert (len(views["page.html"]), len(judged)) == (4, 3)
    for view in judged:
        assert view["violations"] == [], view["view"]
        assert view["passes"] > (40 if view["view"].endswith("light") else 0), "axe looked"
    for view in views["page.html"]:
        assert view["outside"] == [], "nothing is asked of a network"
        assert view["complaints"] == [], "the policy refuses nothing that the page needs"
        assert view["overflow"] == 0, f"the page scrolls sideways at {view['view']}"
        assert view["fonts"], "its own letters"
        assert view["broken"] == []
        assert view["first"] == "Aller au contenu"


@pytest.mark.browser
def test_the_audit_sees_faults(views: dict[str, list[dict[str, Any]]]) -> None:
    for view in [view for view in views["faulty.html"] if "violations" in view]:
        found = {told.partition(":")[0] for told in view["violations"]}
        by_day = {"html-has-lang", "image-alt", "landmark-one-main"}
        assert found >= {"color-contrast"} | (by_day if view["view"].endswith("light") else set())
        assert view["outside"] == ["http://127.0.0.1:9/x.png"]
        assert view["overflow"] > 0
        assert view["broken"] == [""]


@pytest.mark.java
def test_the_html_is_valid(page: Path) -> None:
    faulty = page.with_name("invalid.html")
    faulty.write_text(FAULTY, encoding="utf-8")
    told = nu.errors([page, faulty]).splitlines()
    assert told, "the checker sees faults"
    assert [line for line in told if faulty.name not in line] == []
