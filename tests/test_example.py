"""The report of 28 May 2015, as its readers get it: whole, accessible, archivable, in order."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from pdf_reading import Tag, opened, tags
from prospecta.build import Built, Wishes, build
from prospecta.engines import Engines
from prospecta.seminar import read_seminar
from reading import Reading, read_all

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"
FORMS = ("html", "docx", "pdf")
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with Engines() as engines:
        return build(EXAMPLE, Wishes(output=tmp_path_factory.mktemp("example")), engines)


@pytest.fixture(scope="module")
def paths(built: Built) -> dict[str, Path]:
    return {path.suffix[1:]: path for path in built.written}


@pytest.fixture(scope="module")
def readings(paths: Mapping[str, Path]) -> dict[str, Reading]:
    return read_all({form: path.read_bytes() for form, path in paths.items()})


@pytest.fixture(scope="module")
def page(paths: Mapping[str, Path]) -> Any:
    return html.document_fromstring(paths["html"].read_bytes().decode("utf-8"))


@pytest.fixture(scope="module")
def word(paths: Mapping[str, Path]) -> Any:
    with zipfile.ZipFile(paths["docx"]) as package:
        return etree.fromstring(package.read("word/document.xml"))


def test_it_builds_for_all_the_flaws_of_its_words(built: Built) -> None:
    assert not built.failed
    assert sorted(path.name for path in built.written) == [
        f"{EXAMPLE.name}.{form}" for form in sorted(FORMS)
    ]


# The words --------------------------------------------------------------------------------------

TELLING = (
    "2e séminaire, après celui du 27 novembre 2014",
    "DES POLITIQUES DE BIEN-ETRE SUR LES TERRITOIRES ET DANS LES ETABLISSEMENTS SOCIAUX",
    "INTRODUCTION",
    "conclure que la mise en œuvre de politiques de Bien-Etre passait par un changement",
    "cesser de raisonner en termes de publics cibles pour s’adresser avant tout à l’habitant",
    "co-construire une stratégie d’atteinte de cette vision cible",
    "Quelles actions et initiatives pour aller vers cet horizon cible ?",
    "« La santé est un état complet de Bien-Etre physique, mental et social »",
    "Figure 1 – Place du sujet dans la construction et les interactions avec son environnement",
    "la prospective a été initiée par Gaston BERGER (1958)",
    "penser l’Homme (construire une vision commune des besoins de l’Homme",
    "Elle implique une démarche participative avec une « égalité » entre participants",
    "La Prospective est un « bain d’intelligence collective »",
    "Prospective normative : Une vision cible à 15–20 ans",
    "Atelier 1 : Des territoires vecteurs d’innovation sur le « bien-vivre ensemble »",
    "Intérêt partagé sur les questions de santé entre entreprises et territoires",
    "Manque de formation des élus : participation conçue comme un contre-pouvoir",
    "Passage du financier à l’économique",
    "Contrôle social",
    "Contrats Educatifs de territoire, ABS des CCAS…",
    "Prise en compte insuffisante des politiques de prévention notamment sur la parentalité",
    "« Accueil » étant entendu comme :",
    "Dé-professionnaliser le politique – déconnexion au mandat",
    "Un projet de de-stigmatisation et d’inclusion capable de mobilité",
    "Veiller à préserver la liberté individuelle, le « libre choix » des personnes",
    "LES OBJECTIF POURSUIVIS A 15–20 ANS",
    "Créativité, innovation",
    "L’évaluation et la construction des cohérences in itinere",
    "Co-construction de la stratégie et des pistes pour un plan d’actions",
    "Corps de propositions formalisé (décembre 2015)",
    "Jalons du plan : Vision cible à 15 ans (mai 2030)",
    "SUITES À DONNER",
    "Initier des projets expérimentaux sur les territoires et au sein des ESMS",
    "ANNEXE 1 : LISTE DES PARTICIPANTS AUX TRAVAUX DE LA JOURNEE",
    "Président de l’Association Havraise d’Action et de Promotion Sociale",
    "Directeur de « Associations et Territoires » et du CRAJEP de Haute Normandie",
)
"""Sentences, points, cells and captions of every part of the report, in its order."""


def spaced(text: str) -> str:
    return re.sub("[ \u00a0\u202f]+", " ", text)


@pytest.mark.parametrize("form", FORMS)
def test_every_part_of_the_report_is_there_in_its_order(
    readings: Mapping[str, Reading], form: str
) -> None:
    shown = spaced(" ".join(readings[form].blocks))
    at = 0
    for text in TELLING:
        place = shown.find(spaced(text), at)
        assert place >= 0, f"{text} does not come after {shown[max(0, at - 30) : at + 50]}"
        at = place


@pytest.mark.parametrize("form", FORMS)
def test_a_grid_has_its_four_titles_and_their_points(
    readings: Mapping[str, Reading], form: str
) -> None:
    blocks = readings[form].blocks
    titles = ("FORCES", "FAIBLESSES", "OPPORTUNITES", "MENACES")
    assert [block for block in blocks if block in titles] == [*titles, *titles]
    first = {title: spaced(blocks[blocks.index(title) + 1])[:30] for title in titles}
    assert first == {
        "FORCES": "Transversalités entre les disp",
        "FAIBLESSES": "Logique par champs de compéten",
        "OPPORTUNITES": "Contrat de ville /conseils de ",
        "MENACES": "Instrumentalisation des espace",
    }


PARTICIPANTS = (
    "Andrieux Bernard",
    "Beaulieu Marie-Christine",
    "Cailloux Valérie",
    "Chouquet Cédric",
    "Daufresne Raphaël",
    "Fuchs Ludwig",
    "Guerin Clémence",
    "Jordan Eva",
    "Lion Sophie",
    "Messerly Pascal",
    "Renier Hervé",
    "Rousseau François",
    "Thillay Philippe",
    "Uhring Liliane",
)


@pytest.mark.parametrize("form", FORMS)
def test_participants_stand_in_the_french_order(readings: Mapping[str, Reading], form: str) -> None:
    found = [block for block in map(spaced, readings[form].blocks) if block in PARTICIPANTS]
    assert tuple(found) == PARTICIPANTS


def test_family_names_are_a_style_over_real_letters(page: Any, word: Any) -> None:
    families = [name.split()[0] for name in PARTICIPANTS]
    assert [one.text_content() for one in page.find_class("family-name")] == families
    runs = word.xpath("//w:r[w:rPr/w:rStyle/@w:val='FamilyName']", namespaces=W)
    assert ["".join(run.itertext()) for run in runs] == families


@pytest.mark.parametrize("form", FORMS)
def test_the_table_says_every_action_that_the_chart_draws(
    readings: Mapping[str, Reading], form: str
) -> None:
    seminar, _ = read_seminar(EXAMPLE)
    plan: Any = seminar.blocks["actions"] if seminar else None
    shown = spaced(" ".join(readings[form].blocks))
    table = shown[shown.index("– Les actions de la frise") : shown.index("Horizons :")]
    titles = [str(action.title).replace("'", "’") for action in plan.actions]
    assert len(titles) == 12
    assert [title for title in titles if spaced(title) not in table] == []


# The formats ------------------------------------------------------------------------------------


def test_pictures_have_words_for_who_cannot_see_them(
    readings: Mapping[str, Reading], page: Any, word: Any, paths: Mapping[str, Path]
) -> None:
    assert [len(readings[form].alternatives) for form in FORMS] == [3, 3, 3]
    drawn = [one for one in page.iter("img", "svg") if one.getparent().tag != "svg"]
    assert all(one.get("alt") or one.get("aria-label") for one in drawn)
    told = word.xpath("//*[local-name()='inline']/*[local-name()='docPr']/@descr")
    assert len(told) == 3
    assert all(told)
    figures = tags(paths["pdf"].read_bytes()).all("Figure")
    assert all(figure.about["Alt"] for figure in figures)


def test_a_shared_lever_is_one_cell(page: Any, word: Any, paths: Mapping[str, Path]) -> None:
    (cell,) = page.xpath("//td[@rowspan]")
    assert (cell.get("rowspan"), cell.text_content().strip()) == ("3", "Créativité, innovation")
    merged = word.xpath("//w:tc[w:tcPr/w:vMerge]", namespaces=W)
    kinds = [one.xpath("string(w:tcPr/w:vMerge/@w:val)", namespaces=W) for one in merged]
    assert kinds[0] == "restart"
    assert set(kinds[1:]) <= {"", "continue"}
    assert ["".join(one.itertext()).strip() for one in merged] == ["Créativité, innovation", "", ""]
    cells = tags(paths["pdf"].read_bytes()).all("TD")
    assert [one.about["RowSpan"] for one in cells if "RowSpan" in one.about] == ["3"]


def test_the_pdf_is_accessible_and_archivable(paths: Mapping[str, Path]) -> None:
    with opened(paths["pdf"].read_bytes()) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(document.Root.Lang) == "fr"


def test_bookmarks_are_the_contents(
    paths: Mapping[str, Path], readings: Mapping[str, Reading]
) -> None:
    with opened(paths["pdf"].read_bytes()) as document, document.open_outline() as outline:
        first, *found = [title for item in outline.root for title in _titles(item)]
    assert first == "TABLE DES MATIERES"
    assert found == [title for title, _ in readings["pdf"].contents]
    assert len(found) == 14


def _titles(item: Any) -> Iterator[str]:
    yield item.title
    for kid in item.children:
        yield from _titles(kid)


def test_every_table_of_the_pdf_heads_its_columns_and_its_rows(paths: Mapping[str, Path]) -> None:
    tables = tags(paths["pdf"].read_bytes()).all("Table")
    assert len(tables) == 5
    for table in tables:
        head, *rows = table.all("TR")
        assert _scopes(head) == ["/Column"] * len(head.kids)
        for row in rows:
            # A row that is one cell heads those below it.
            assert _scopes(row) == ["/Row" if len(row.kids) > 1 else "/Column"]


def _scopes(row: Tag) -> list[str]:
    return [cell.about["Scope"] for cell in row.all("TH")]


def test_the_audit_of_the_docx_finds_nothing(paths: Mapping[str, Path]) -> None:
    assert [str(error) for error in OpenXmlValidator().validate(paths["docx"]).errors] == []


def test_word_has_nothing_to_ask(paths: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(BytesIO(paths["docx"].read_bytes())) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                part = etree.fromstring(package.read(name))
                assert part.xpath("//@w:dirty | //w:updateFields", namespaces=W) == [], name


def test_the_page_needs_nothing_and_runs_nothing(page: Any) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert page.xpath("//script | //iframe | //object | //link | //base | //form") == []
    assert page.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
    named = [str(one) for one in page.xpath("//@href | //@src | //@srcset | //@poster | //@data")]
    assert {one.partition(":")[0] for one in named if not one.startswith("#")} == {"data"}
    (sheet,) = page.xpath("//style")
    assert re.findall(r"@import|url\((?!['\"]?data:)", sheet.text) == []


def test_the_page_has_one_title_and_skips_no_level(page: Any) -> None:
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False))


# The documentation ------------------------------------------------------------------------------


def test_the_page_on_data_is_made_from_the_models() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "python tools/make_docs.py"


def test_the_rooms_of_the_architecture_are_those_of_the_contract() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^## The rooms\n(.*?)^## ", text, flags=re.MULTILINE | re.DOTALL)
    told = re.findall(r"^ {4}(\S.*)$", section, flags=re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (rooms,) = (one["layers"] for one in contracts if one["id"] == "rooms")
    assert [_rooms(line) for line in told] == [_rooms(line) for line in rooms]


def _rooms(line: str) -> set[str]:
    """The neighbours on a line, whatever is said of them two spaces further on."""
    return {room.strip() for room in re.split(r"\s{2,}", line.strip())[0].split("|")}


# Other programs ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_axe_finds_nothing_on_the_page(paths: Mapping[str, Path]) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(path for path in map(shutil.which, names) if path)
    audit = str(ROOT / "tests" / "browser" / "audit.mjs")
    command = ["node", audit, chromium, str(paths["html"])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    views = json.loads(done.stdout)
    judged = [view for view in views if "violations" in view]
    assert (len(views), len(judged)) == (4, 3)
    for view in judged:
        assert view["violations"] == [], view["view"]
        assert view["passes"] > (30 if view["view"].endswith("light") else 0), "axe looked"
    for view in views:
        assert view["outside"] == view["complaints"] == view["broken"] == []
        assert view["overflow"] == 0, view["view"]


@pytest.fixture(scope="module")
def converted(paths: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the Word document, as a PDF."""
    folder = tmp_path_factory.mktemp("office")
    office = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "pdf", str(paths["docx"])]
    subprocess.run(order, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder / f"{EXAMPLE.name}.pdf"


def printed(pdf: Path) -> list[str]:
    """The text of each page in the order in which it is drawn, its words in one line."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")]


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_headings_stand_on_the_pages_that_the_contents_say(
    converted: Path, readings: Mapping[str, Reading]
) -> None:
    pages = printed(converted)
    expected, found = {}, {}
    for title, number in readings["docx"].contents:
        solid = "".join(title.split())
        expected[title] = int(number)
        found[title] = next(
            at for at, page in enumerate(pages, 1) if at > 2 and solid in "".join(page.split())
        )
    differing = {title: (expected[title], found[title]) for title in expected}
    assert {title: two for title, two in differing.items() if two[0] != two[1]} == {}


QUADRANTS = (
    ("FORCES", "Transversalités entre les dispositifs"),
    ("FAIBLESSES", "Logique par champs de compétences"),
    ("OPPORTUNITES", "Contrat de ville"),
    ("MENACES", "Instrumentalisation des espaces"),
    ("FORCES", "Réglementation favorable"),
    ("FAIBLESSES", "Persistances de cloisonnements"),
    ("OPPORTUNITES", "Des dispositifs fonctionnant"),
    ("MENACES", "Prise en compte insuffisante"),
)


@pytest.mark.poppler
@pytest.mark.parametrize(("title", "first"), QUADRANTS)
def test_a_quadrant_begins_on_the_page_of_its_title(
    paths: Mapping[str, Path], title: str, first: str
) -> None:
    assert beside(printed(paths["pdf"]), title, first)


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize(("title", "first"), QUADRANTS)
def test_a_quadrant_begins_on_the_page_of_its_title_in_libreoffice(
    converted: Path, title: str, first: str
) -> None:
    assert beside(printed(converted), title, first)


def beside(pages: list[str], title: str, first: str) -> bool:
    """Whether a first point comes right after its title, with nothing but its mark between."""
    (page,) = [page for page in pages if first in page]
    return re.search(rf"{title}\W{{1,6}}{re.escape(first)}", page) is not None
