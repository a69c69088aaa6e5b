"""The charts: whole labels, none over another, the same bytes, in an SVG that engines read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import typst
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageFont

from prospecta.charts import steps as steps_chart
from prospecta.charts import timeline as timeline_chart
from prospecta.charts.drawing import Box, Shape
from prospecta.charts.look import SHAPES, TEXTS, Look
from prospecta.charts.metrics import Run, balance, em_width, wrap
from prospecta.charts.plan import Action, Horizon, Lane, Milestone, Priority, Timeline, Words
from prospecta.charts.steps import Step, Steps, steps
from prospecta.charts.timeline import timeline
from prospecta.typst_worker.engine import drawn

if TYPE_CHECKING:
    from prospecta.charts.drawing import Drawing

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "templates" / "fonts" / "pdf"
THEME = yaml.safe_load((ROOT / "templates/themes/default/theme.yaml").read_text("utf-8"))
LOOK = Look(THEME["colours"])
SVG = "{http://www.w3.org/2000/svg}"

WORDS = Words(
    high="Priorité haute",
    medium="Priorité moyenne",
    low="Priorité basse",
    plain="Sans priorité",
    milestone="Jalon",
    open_date="Date ouverte",
    ongoing="En continu",
    link="Précède",
    undated="Sans date",
    continued="(suite)",
    after="après",
    empty="Aucune action",
    quarters=("T1", "T2", "T3", "T4"),
    months=(
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
)
PLAN = Timeline(
    WORDS,
    lanes=(
        Lane(
            "Gouvernance partagée",
            (
                Action("A1", "Installer un comité de pilotage", 2026.25, 2027, status="en cours"),
                Action("A2", "Former les élus", 2026.75, 2029, after=("A1",)),
                Action("A3", "Évaluer in itinere", ongoing=True, priority=Priority.LOW),
                Action(
                    "A4",
                    "Expérimenter un budget participatif dans chaque établissement social et "
                    "médico-social du territoire, puis en tirer un bilan public",
                    2029,
                    2033.5,
                    priority=Priority.HIGH,
                    milestones=(Milestone(2031, "Bilan à mi-parcours"),),
                    after=("A2",),
                ),
            ),
        ),
        Lane("Financement"),
        Lane(
            "Culture commune",
            (
                Action("C1", "Charte du bien-vivre ensemble", None, 2030, after=("A1",)),
                Action("C2", "Rencontres annuelles", undated=True, after=("C1",)),
            ),
        ),
    ),
    horizons=(
        Horizon("Court terme", 2026, 2029, "2026–2028"),
        Horizon("Long terme", 2029, 2041, "2029–2040"),
    ),
    milestones=(Milestone(2035, "Évaluation à dix ans"),),
)


def words_of(svg: str) -> list[str]:
    """Give each text of a chart as a reader takes it out: its words, divided by spaces."""
    root = etree.fromstring(svg.encode())
    return ["".join(map(str, text.itertext())) for text in root.iter(f"{SVG}text")]


def test_a_plan_reads_in_the_order_of_the_page() -> None:
    (svg,) = timeline(PLAN, LOOK)

    assert words_of(svg) == [
        *("Court terme", "2026–2028", "Long terme", "2029–2040"),
        *(str(year) for year in range(2026, 2041)),
        "Évaluation à dix ans",
        "Gouvernance partagée",
        "A3 Évaluer in itinere",
        "A1 Installer un comité de pilotage ·\u00a0en cours",
        "A2 Former les élus",
        f"A4 {PLAN.lanes[0].actions[3].title}",
        "Bilan à mi-parcours",
        *("Financement", "Aucune action"),
        *("Culture commune", "C1 Charte du bien-vivre ensemble"),
        *("Sans date", "C2 Rencontres annuelles (après\u00a0C1) ·\u00a0Culture commune"),
        *("Priorité haute", "Priorité basse", "Sans priorité", "Date ouverte", "En continu"),
        *("Jalon", "Précède"),
    ]


@pytest.mark.parametrize(
    ("end", "ticks"),
    [
        (2026.5, ["2026", "janv.", "févr.", "mars", "avr.", "mai", "juin"]),
        (2027.5, ["2026", "2027", *WORDS.months, *WORDS.months[:6]]),
        (2028.0, ["2026", "2027", *WORDS.quarters, *WORDS.quarters]),
        (2031.0, ["2026", "2027", "2028", "2029", "2030"]),
        (2050.0, [str(year) for year in range(2026, 2050, 2)]),
        (2080.0, ["2026", "2030", "2035", "2040", "2045", "2050", "2055", "2060", "2065", "2070"]),
    ],
)
def test_ticks_suit_the_span(end: float, ticks: list[str]) -> None:
    (svg,) = timeline(Timeline(WORDS, (Lane("", (Action("A", "", 2026, end),)),)), LOOK)

    assert words_of(svg)[: len(ticks)] == ticks


@pytest.mark.parametrize("height", [70, 95, 150, 220])
def test_a_long_plan_is_divided_and_says_so(height: float) -> None:
    actions = tuple(
        Action(f"A{n}", "Une action dont le titre a plus de quelques mots", 2026, 2027 + n % 5)
        for n in range(60)
    )
    last = Action("B", "La dernière", 2030, 2031, after=("A0", "A59"))
    plan = Timeline(WORDS, (Lane("Axe unique", (*actions, last)),))

    look = replace(LOOK, max_height=height)
    pictures = timeline_chart.layout(plan, look)
    texts = [words_of(svg) for svg in timeline(plan, look)]

    assert len(pictures) > 1
    assert all(picture.height <= height * 10 for picture in pictures)
    assert ["2026" in text for text in texts] == [True] * len(texts)
    assert ["Axe unique (suite)" in text for text in texts] == [False] + [True] * (len(texts) - 1)
    assert "B La dernière (après\u00a0A0)" in texts[-1]


def test_a_label_is_escaped_and_never_markup() -> None:
    hostile = '</text><script>alert("&amp;")</script>'
    plan = Timeline(WORDS, (Lane(hostile, (Action("A", hostile, 2026, 2027),)),))

    (svg,) = timeline(plan, LOOK, prefix='"x"', title=hostile, description=hostile)

    assert hostile in words_of(svg)
    assert not re.search(r"<(script|style|foreignObject)|\sstyle=|\son\w+=", svg)
    assert etree.fromstring(svg.encode()).findtext(f"{SVG}title") == hostile


def test_two_charts_of_a_page_share_no_id() -> None:
    drawn = [
        *timeline(PLAN, replace(LOOK, max_height=90), "plan", "Frise", "Une barre par action"),
        steps(Steps((Step("1", "Diagnostic"),)), LOOK, "approach", "Démarche"),
    ]
    ids = [name for svg in drawn for name in re.findall(r' id="([^"]+)"', svg)]
    named = [name for svg in drawn for name in re.findall(r'labelledby="([^"]+)"', svg)]

    assert ids == [*("plan-title", "plan-desc", "plan-2-title", "plan-2-desc"), "approach-title"]
    assert " ".join(named).split() == ids


def test_priority_is_told_by_fill_and_outline() -> None:
    actions = tuple(Action(str(p), "", 2026, 2027, priority=p) for p in (*Priority, None))
    (svg,) = timeline(Timeline(WORDS, (Lane("", actions),)), LOOK)
    elements = etree.fromstring(svg.encode()).iter()
    bars = [dict(element.attrib) for element in elements]
    looks = {
        bar["class"]: (
            luminance(bar["fill"]) < 0.2,
            bar["fill"] != bar["stroke"],
            "stroke-dasharray" in bar,
        )
        for bar in bars
        if bar.get("class", "").startswith("bar ")
    }

    #                        dark, outlined, dashed
    assert looks == {
        "bar high": (True, False, False),
        "bar medium": (False, True, False),
        "bar low": (False, True, True),
        "bar plain": (False, False, False),
    }


@pytest.mark.parametrize("titles", ["Vision", "Une vision partagée", "Anticonstitutionnellement"])
@pytest.mark.parametrize("count", [1, 3, 6, 12])
def test_steps_keep_their_words_in_order(titles: str, count: int) -> None:
    approach = Steps(
        tuple(Step(f"{n}", titles, "Un scénario « normatif » à 15 ans") for n in range(count)),
        "Résultat",
    )
    drawing = steps_chart.layout(approach, LOOK)

    texts = words_of(steps(approach, LOOK))
    assert texts == [
        text
        for n in range(count)
        for text in (f"{n}", titles, "Résultat", "Un scénario « normatif » à 15 ans")
    ]
    assert_placed(drawing)


LONG_BARS = tuple(
    Action(f"A{priority}", "Une action", 2026, 2030, priority=priority, status="en cours")
    for priority in (*Priority, None)
)


def luminance(colour: str) -> float:
    """Give the relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "drawing",
    [
        *timeline_chart.layout(PLAN, LOOK),
        *timeline_chart.layout(Timeline(WORDS, (Lane("Axe", LONG_BARS),)), LOOK),
        steps_chart.layout(Steps((Step("1", "Diagnostic", "Deux grilles"),), "Résultat"), LOOK),
    ],
)
def test_text_stands_out_from_what_it_stands_on(drawing: Drawing) -> None:
    for text in drawing.texts:
        below = [SHAPES[s.role].fill for s in drawing.shapes if s.box.meets(text.box)]
        fill = LOOK.colours[[name for name in ("paper", *below) if name][-1]]
        roles = {run.role or text.role for line in text.lines for run in line.runs}
        for role in roles:
            assert contrast(LOOK.colours[TEXTS[role]], fill) >= 4.5, (role, fill)


# Whatever the plan: labels that may stand in a report, from nothing to a word without end.
words = [
    *("Développer", "la", "coopération", "territoriale", "entre", "établissements", "sociaux"),
    *("«\u00a0inclusion\u00a0»", "d’habitants", "œuvre", "médico-sociaux", "&", "<b>", "2026–2030"),
    *("東京", "🙂"),
]
labels = st.one_of(
    st.sampled_from(["", "Charte", "M" * 120, "a\u00a0b" * 40, "https://exemple.fr/" + "x/" * 60]),
    st.lists(st.sampled_from(words), max_size=18).map(" ".join),
)
years = st.floats(2020, 2050) | st.integers(2020, 2050)
spans = st.tuples(years, years).map(sorted)
milestones = st.lists(st.builds(Milestone, years, labels), max_size=3).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> Timeline:
    """Give plans of up to 16 actions, with links between any two."""
    count = draw(st.integers(0, 16))
    codes = [f"A{number}" for number in range(count)]
    actions = []
    for code in codes:
        start, end = draw(spans)
        action = Action(
            code,
            draw(labels),
            draw(st.sampled_from([start, start, start, None])),
            draw(st.sampled_from([end, end, end, start, None])),
            ongoing=draw(st.integers(0, 9)) == 0,
            undated=draw(st.integers(0, 9)) == 0,
            priority=draw(st.sampled_from([*Priority, None])),
            status=draw(st.sampled_from(["", "en cours"])),
            milestones=draw(milestones),
            after=tuple(draw(st.lists(st.sampled_from([*codes, "?"]), max_size=2))),
        )
        actions.append(action)
    cuts = sorted(draw(st.lists(st.integers(0, count), max_size=5)))
    lanes = [Lane(draw(labels), tuple(actions[a:b])) for a, b in pairwise([0, *cuts, count])]
    horizons = draw(st.lists(st.builds(Horizon, labels, years, years, labels), max_size=4))
    return Timeline(WORDS, tuple(lanes), tuple(horizons), draw(milestones))


looks = st.sampled_from([LOOK, replace(LOOK, width=100, max_height=120), replace(LOOK, width=247)])


def assert_placed(drawing: Drawing) -> None:
    """Every text inside the picture, no two over each other, none half over a bar."""
    page = Box(-0.01, -0.01, drawing.width + 0.02, drawing.height + 0.02)
    texts = [text.box for text in drawing.texts]
    bars = [shape.box for shape in drawing.shapes if shape.key]
    for box in (*texts, *(shape.box for shape in drawing.shapes)):
        assert inside(box, page), box
    for one, other in combinations(texts, 2):
        assert not shrunk(one).meets(other), (one, other)
    for text in texts:
        assert all(inside(text, bar) or not shrunk(text).meets(bar) for bar in bars), text


def inside(box: Box, outer: Box) -> bool:
    return (
        outer.x <= box.x
        and box.right <= outer.right
        and outer.y <= box.y
        and box.bottom <= outer.bottom
    )


def shrunk(box: Box) -> Box:
    return Box(box.x + 0.01, box.y + 0.01, box.width - 0.02, box.height - 0.02)


AT_THE_EDGE = Timeline(WORDS, (Lane(""),), (Horizon("", 2020, 2020), Horizon("", 2021, 2021)))


@given(plans(), looks)
@example(AT_THE_EDGE, LOOK)
@settings(max_examples=60, deadline=None)
def test_no_label_meets_another_or_leaves_the_picture(plan: Timeline, look: Look) -> None:
    for drawing in timeline_chart.layout(plan, look):
        assert_placed(drawing)


@given(plans())
@settings(max_examples=30, deadline=None)
def test_nothing_of_a_plan_is_lost(plan: Timeline) -> None:
    texts = [f"{normal(text)} " for svg in timeline(plan, LOOK) for text in words_of(svg)]
    actions = [action for lane in plan.lanes for action in lane.actions]
    stones = [stone for action in actions for stone in action.milestones]

    for action in actions:
        label = normal(f"{action.code} {action.title} · {action.status}".removesuffix(" · "))
        assert sum(text.startswith(f"{label} ") for text in texts) == 1
    titles = [horizon.title for horizon in plan.horizons]
    titles += [stone.title for stone in (*plan.milestones, *stones)]
    for title in (*titles, *(lane.title for lane in plan.lanes)):
        assert any(normal(title) in text for text in ["", *texts])


def normal(text: str) -> str:
    return " ".join(text.split())


@given(plans())
@settings(max_examples=30, deadline=None)
def test_bars_of_a_lane_follow_one_another_by_date(plan: Timeline) -> None:
    drawings = timeline_chart.layout(plan, LOOK)
    bars = [[shape for shape in drawing.shapes if shape.key] for drawing in drawings]
    assert all(one.box.bottom < next_.box.y for page in bars for one, next_ in pairwise(page))

    for lane in plan.lanes:
        starts = {action.code: action.start for action in lane.actions}
        found = [starts[bar.key] for page in bars for bar in page if bar.key in starts]
        known = [start for start in found if start is not None]
        assert known == sorted(known)
        assert found[: len(found) - len(known)] == [None] * (len(found) - len(known))


def test_arrows_keep_clear_of_the_labels() -> None:
    (drawing,) = timeline_chart.layout(PLAN, LOOK)
    arrows = [shape for shape in drawing.shapes if shape.role == "link"]
    pieces = [
        Shape("link", piece, closed=False).box
        for arrow in arrows
        for piece in pairwise(arrow.points)
    ]

    assert len(pieces) > len(arrows) > 2
    for text in drawing.texts:
        assert not any(text.box.meets(piece) for piece in pieces), text


def test_the_same_plan_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import test_charts as t, hashlib; "
        "print(hashlib.sha256(''.join(t.timeline(t.PLAN, t.LOOK)).encode()).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def printed(svg: str, folder: Path) -> Path:
    """Print a chart with the fonts of the reports alone."""
    (folder / "chart.svg").write_bytes(drawn("svg", svg.encode()))
    (folder / "chart.typ").write_text('#image("chart.svg", alt: "Frise")', "utf-8")
    pdf = folder / "chart.pdf"
    typst.compile(folder / "chart.typ", output=pdf, font_paths=[FONTS], ignore_system_fonts=True)
    return pdf


def test_typst_sets_a_chart_in_the_typeface_of_the_report(tmp_path: Path) -> None:
    with pikepdf.open(printed(timeline(PLAN, LOOK)[0], tmp_path)) as pdf:
        names = {
            str(o.BaseFont)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }

    assert {name.partition("+")[2] for name in names} == {
        "ProspectaSans-Regular",
        "ProspectaSans-Semibold",
    }


@pytest.mark.poppler
def test_the_text_of_a_printed_chart_can_be_copied(tmp_path: Path) -> None:
    svg = timeline(PLAN, LOOK)[0]
    copied = subprocess.run(
        ["pdftotext", "-raw", printed(svg, tmp_path), "-"], capture_output=True, check=True
    )

    found = copied.stdout.decode().split()
    assert found == normal(" ".join(words_of(svg))).split()


@given(st.lists(labels, max_size=6), st.floats(20, 900))
def test_lines_keep_the_room_and_the_words(texts: list[str], room: float) -> None:
    runs = [Run(text, 600 if at % 2 else 400) for at, text in enumerate(texts)]
    for lines in (wrap(runs, 28, room), balance(runs, 28, room)):
        assert all(line.width <= max(room, 28 * 1.02) + 0.01 for line in lines)
        written = "".join(
            " ".join(run.text for run in line.runs) + ("" if line.broken else " ") for line in lines
        )
        assert written.split(" ")[:-1] == [word for word in " ".join(texts).split(" ") if word]


@pytest.mark.parametrize(("weight", "face"), [(400, "Regular"), (600, "Semibold")])
@given(label=labels)
@settings(max_examples=50)
def test_a_label_is_never_wider_than_measured(weight: int, face: str, label: str) -> None:
    font = ImageFont.truetype(FONTS / f"ProspectaSans-{face}.ttf", 1000)

    assert font.getlength(label) <= 1000 * em_width(label, weight) + 1
