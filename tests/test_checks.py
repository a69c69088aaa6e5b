"""Checks that know seminars. A line each: what is typed, its ⟦place⟧, and beside it what is right."""
# ruff: noqa: E501 - a line of the table is a check

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from PIL import Image

from composing import composed, pandoc
from folders import SMALL, write
from prospecta.checks import CHECKS, LACKING, TEXTS, WHOLE, check
from prospecta.compose import review_texts
from prospecta.findings import CODES, Finding, Severity, Span
from prospecta.pandoc import Pandoc
from prospecta.pictures import MAX_BYTES, MAX_PIXELS
from prospecta.seminar import read_seminar

LANE = "lanes: [{id: l, title: L}]\n"
GRID = "strengths: [%s]\nthreats: [%s]\n"
WHO = "participants.yaml"
IDENTITY = SMALL["seminar.yaml"]
ORGS = "organisations: [%s]\npeople: [{family: Ba, given: Awa}]\n"
AIMS = (
    "dimensions:\n  - title: D\n    objectives: [{id: o, text: Ouvrir}, {id: p, text: Planter}]\n"
)


def people(*names: str) -> str:
    """People as `family, given` or as the keys that are typed."""
    keys = (
        one if ": " in one else "family: {}, given: {}".format(*one.split(", ")) for one in names
    )
    return "people:\n" + "".join(f"  - {{{one}}}\n" for one in keys)


def plan(*actions: str, more: str = "", lacking: str = "") -> str:
    """A plan of the actions a, b, c … by the keys behind their id, lane and title."""
    titles = {name: f"⟦{name.upper()}⟧" if name == lacking else name.upper() for name in "abcdefgh"}
    listed = (
        f"  - {{id: {name}, title: {title}, lane: l, {keys}}}\n"
        for (name, title), keys in zip(titles.items(), actions, strict=False)
    )
    return f"{more}{LANE}actions:\n{''.join(listed)}"


HORIZON = "horizons: [{id: h, title: Court terme, start: 2027, end: 2030}]\n"
D = "start: 2030"

TABLE: list[tuple[str, str, str, dict[str, str], str]] = [
    # code, file, what is typed, values, what is typed rightly
    # -- people and organisations
    ("unknown-owner", "follow-ups.yaml", "follow_ups: [{text: a, due: 2030, who: ⟦Awa BÂ⟧}]\n", {"suggestion": "awa"}, "follow_ups: [{text: a, due: 2030, who: awa}]\n"),
    ("unknown-owner", "follow-ups.yaml", "follow_ups: [{text: a, due: 2030, who: ⟦M. Ali Le Roy⟧}]\n", {"own": "ali-le-roy", "first": "participants.yaml:2"}, "follow_ups: [{text: a, due: 2030, who: awa}]\n"),
    ("unknown-owner", "actions.yaml", plan(f"{D}, lead: [⟦Le Préfet⟧]"), {"suggestion": ""}, plan(f"{D}, lead: awa")),
    ("unknown-owner", "follow-ups.yaml", "follow_ups: [{text: a, due: 2030, who: ⟦Mairie et Mme Awa Ba⟧}]\n", {"suggestion": "[mairie, awa]"}, "follow_ups: [{text: a, due: 2030, who: [mairie, awa]}]\n"),
    ("unknown-owner", "follow-ups.yaml", 'follow_ups: [{text: a, due: 2030, who: ⟦"Ba, Awa"⟧}]\n', {"suggestion": "awa"}, "follow_ups: [{text: a, due: 2030, who: [mairie, awa]}]\n"),
    ("unknown-owner", "seminar.yaml", IDENTITY + "organisers: ⟦La Mairie⟧\n", {"suggestion": "mairie"}, IDENTITY + "organisers: mairie\n"),
    ("person-twice", WHO, people("Martin, Hélène", "⟦MARTIN⟧, Helene"), {"before": "Hélène Martin"}, people("Martin, Hélène", "Martin, Irène")),
    ("person-twice", WHO, people("Beaulieu, Marie-Christine", "⟦Beaulieu⟧, Marie Christine"), {}, people("Beaulieu, Marie-Christine", "Beaulieu, Marie")),
    ("person-twice", WHO, people("Martin, Hélène", "⟦Hélène⟧, Martin"), {}, people("Martin, Hélène", "Hélène, Alix")),
    ("person-twice", WHO, people("Martin, Hélène", "family: ⟦Martin Hélène⟧"), {}, people("Martin, Hélène", "family: Martin")),
    ("person-twice", WHO, people("Lefebvre, Paul", "⟦Lefevbre⟧, Paul"), {}, people("Lefebvre, Paul", "Lefort, Paul")),
    ("person-twice", WHO, people("Dupont, Anne", "⟦Dupond⟧, Anne"), {}, people("Dupont, Anne", "Dupond, Annick")),
    ("person-twice", WHO, people("Rousseau, François", "⟦Rousseau⟧, Francois"), {}, people("Rousseau, François", "Rousseau, Françoise")),
    ("person-twice", WHO, people("civility: M., family: Roy, given: Ali", "civility: M, family: ⟦ROY⟧, given: Ali"), {}, people("civility: M., family: Roy, given: Dominique", "civility: Mme, family: Roy, given: Dominique")),
    ("person-twice", WHO, people("family: M. MARTIN Paul", "⟦Martin⟧, Paul"), {}, people("family: M. Martin", "family: Mme Martin")),
    ("person-twice", WHO, people("Martin, M. Paul", "civility: Monsieur, family: ⟦Martin⟧, given: Paul"), {}, people("Martin, M. Dominique", "Martin, Mme Dominique")),
    ("person-twice", WHO, people("civility: M., family: Roy, given: Ali", "civility: Dr, family: ⟦Roy⟧, given: Ali"), {}, people("Roy, M.", "Roy, A.")),
    ("person-twice", WHO, people("Martin, Pascal", "⟦Martin⟧, Pacsal"), {}, people("Martin, Pascal", "Martin, Pascale")),
    ("organisation-twice", WHO, ORGS % "{id: a, name: Papillons Blancs de l'Eure}, {id: b, name: ⟦PAPILLONS-BLANCS de l’Eure⟧}", {}, ORGS % "{id: a, name: Papillons Blancs de l'Eure}, {id: b, name: Papillons Blancs}"),
    ("organisation-twice", WHO, ORGS % "{id: a, name: Association des parents}, {id: b, name: ⟦Association des parent⟧}", {}, ORGS % "{id: a, name: Ville de Nantes}, {id: b, name: Ville de Mantes}"),
    ("organisation-twice", WHO, ORGS % "{id: a, name: Caisse d'allocations, acronym: CAF}, {id: b, name: ⟦CAF⟧}", {}, ORGS % "{id: a, name: Caisse d'allocations, acronym: CAF}, {id: b, name: CAF de l'Eure}"),
    ("organisation-twice", WHO, ORGS % "{id: a, name: Lycée Montaigne}, {id: b, name: ⟦Lycée Montiagne⟧}", {}, ORGS % "{id: a, name: Atelier nord 1}, {id: b, name: Atelier nord 2}"),
    ("name-spelling", "text/a.md", "Au ⟦comité des Amis⟧ du lac.\n", {"usual": "Comité des amis"}, "Au Comité des amis, et à un comité des amis.\n"),
    ("name-spelling", "text/a.md", "De Haute-Normandie, puis de ⟦Haute Normandie⟧.\n", {"usual": "Haute-Normandie"}, "De Haute Normandie, et de `Haute-Normandie`.\n"),
    # -- dates
    ("interval-inverted", "actions.yaml", plan("start: 2030-06, end: ⟦2030-05⟧"), {"start": "2030-06", "end": "2030-05"}, plan("start: 2030-06, end: 2030")),
    ("interval-inverted", "actions.yaml", plan(D, more="horizons: [{id: h, title: H, start: 2030, end: ⟦2029-T4⟧}]\n"), {}, plan(D, more=HORIZON)),
    ("outside-dates", "actions.yaml", plan("horizon: h, start: 2029, end: ⟦2031⟧", more=HORIZON), {"date": "2031", "parent": "Court terme"}, plan("horizon: h, start: 2029, end: 2030-12", more=HORIZON)),
    ("outside-dates", "actions.yaml", plan('horizon: h, start: ⟦"2026"⟧', more=HORIZON), {"date": "2026"}, plan("horizon: h, start: en continu", more=HORIZON)),
    ("interval-inverted", "actions.yaml", plan("horizon: h, start: 2032, end: ⟦2020⟧, milestones: [{title: J, date: 2019}]", "start: 2027, after: a", more=HORIZON), {}, plan("horizon: h, start: 2029, end: 2030", more=HORIZON)),
    ("interval-inverted", "actions.yaml", plan("horizon: h, start: 2029", more="horizons: [{id: h, title: H, start: 2030, end: ⟦2026⟧}]\nmilestones: [{title: J, date: 2031}]\n"), {}, plan(D, more=HORIZON)),
    ("outside-dates", "actions.yaml", plan("start: 2027, end: 2028, milestones: [{title: J, date: ⟦2029-01⟧}]"), {"parent": "A"}, plan("start: 2027, end: 2028, milestones: [{title: J, date: 2028-12}]")),
    ("outside-dates", "actions.yaml", plan(D, more=HORIZON + "milestones: [{title: J, date: ⟦2031-01⟧}]\n"), {}, plan(D, more=HORIZON + "milestones: [{title: J, date: 2030-12}]\n")),
    ("before-seminar", "actions.yaml", plan("start: ⟦2026-04⟧, end: 2028"), {"day": "2026-05-28"}, plan("start: 2026-05, end: 2028")),
    ("before-seminar", "actions.yaml", plan("start: 2024, end: ⟦2025⟧, status: in-progress"), {}, plan("start: 2024, end: 2025, status: done", "start: 2024, status: late")),
    ("before-seminar", "follow-ups.yaml", "follow_ups: [{text: a, who: awa, due: ⟦2025⟧}]\n", {}, "follow_ups: [{text: a, who: awa, due: 2026}, {text: b, who: awa, due: 2025, status: dropped}]\n"),
    ("previous-later", "seminar.yaml", IDENTITY + "series: {previous: {dates: ⟦2026-11-27⟧}}\n", {}, IDENTITY + "series: {previous: {dates: 2025-11-27}}\n"),
    ("dependency-cycle", "actions.yaml", plan(f"{D}, after: b", f"{D}, after: c", f"{D}, after: ⟦a⟧"), {"circle": "a → c → b → a"}, plan(f"{D}, after: [b, c]", f"{D}, after: c", D)),
    ("dependency-cycle", "actions.yaml", plan(f"{D}, after: ⟦a⟧"), {"circle": "a → a", "kind": "self"}, plan(D)),
    ("dependency-cycle", "actions.yaml", plan("start: 2028, end: 2029, after: ⟦a⟧"), {"kind": "self"}, plan("start: 2028, end: 2029")),
    ("starts-too-soon", "actions.yaml", plan("start: 2028, end: 2029-06", "start: ⟦2029-05⟧, after: a"), {"first": "A"}, plan("start: 2028, end: 2029-06", "start: 2029, after: a")),
    ("starts-too-soon", "actions.yaml", plan("start: 2029", "end: ⟦2028⟧, after: a"), {}, plan("end: en continu", "start: 2028, after: a")),
    ("horizon-differs", "text/a.md", "La vision à 10 ans, puis la vision à ⟦15 ans⟧.\n", {"usual": "10 ans"}, "La vision à 10 ans des jeunes de 18 ans ; l'horizon 2036 ou 2037 ; la vision partagée, 20 ans après, `horizon 2050`.\n"),
    ("horizon-differs", "seminar.yaml", IDENTITY.replace("kind", "horizon: 15 à 20 ans\nkind") + "objectives: [{text: Une vision cible à ⟦15 ans⟧}]\n", {}, IDENTITY.replace("kind", 'horizon: "2041"\nkind') + "objectives: [{text: Une vision cible à 15 ans}]\n"),
    # -- what an action needs
    ("no-owner", "actions.yaml", plan(f"{D}, lead: awa", D, lacking="b"), {"names": "B", "count": "1", "total": "2", "key": "lead"}, plan(f"{D}, lead: awa", f"{D}, lead: mairie")),
    ("no-date", "actions.yaml", plan(D, "lead: awa", lacking="b"), {"names": "B"}, plan(D, "end: en continu")),
    ("quadrant-empty", "swot.yaml", "strengths: [a]\nweaknesses: [b]\nopportunities: [c]\n⟦threats⟧: []\n", {"names": "threats"}, "strengths: [a]\nweaknesses: [b]\nopportunities: [c]\nthreats: d\n"),
    ("quadrant-empty", "swot.yaml", "id: ⟦swot⟧\nstrengths: [a]\nweaknesses: [b]\nthreats: [c]\n", {"names": "opportunities"}, "strengths: [a]\nweaknesses: [b]\n"),
    # -- points
    ("item-twice", "swot.yaml", GRID % ("L'accueil, ⟦l’Accueil !⟧", "b"), {}, GRID % ("L'accueil", "L'accueil")),
    ("item-twice", "swot.yaml", 'strengths:\n  - text: a\n    items: [Un café, ⟦"« un café »"⟧]\n', {}, 'strengths:\n  - text: a\n    items: [Un café, "« un thé »"]\n'),
    ("item-twice", "vision.yaml", "dimensions: [{title: D, characteristics: [a b, ⟦A-B⟧]}]\n", {}, "dimensions: [{title: D, characteristics: [a]}, {title: E, characteristics: [a]}]\n"),
    # -- acronyms
    ("acronym-spelling", "text/a.md", "Écoles et services sociaux municipaux solidaires (ESSMS) : des ESSMS, un ⟦ESMS⟧.\n", {"usual": "ESSMS"}, "Écoles et services sociaux municipaux solidaires (ESSMS) : un ESSMS, un EHPAD, une EHPA.\n"),
    ("acronym-unexpanded", "text/a.md", "Le ⟦PTI⟧ et le PTI.\n", {"acronym": "PTI"}, "Le PTI (pacte territorial d'insertion), le XIVe, un TOIT, un toit, le CTE ou Contrat de Transition Écologique, `CTG`, <ctg@CTG.fr>, l'OMS.\n"),
    ("acronym-unexpanded", "text/a.md", "Le contrat (⟦PTI⟧).\n", {}, "Le **pacte territorial d'insertion** (**PTI**). Un PTI\\*.\n"),
    ("acronym-unexpanded", "text/a.md", "Selon l'⟦ABS⟧.\n", {}, "Selon Gaston BERGER, M. BARON, LE MAIRE et Mme Le GALL.\n\nA RETENIR POUR DEMAIN\n"),
    ("acronym-unexpanded", "swot.yaml", "strengths: [les ⟦CTG⟧s de Caen]\n", {}, "strengths: [La convention territoriale globale (CTG), les CTGs]\n"),
    ("acronym-unexpanded", WHO, "people: [{family: Ba, functions: coordinateur de ⟦CRP⟧}]\n", {}, "organisations: [{id: x, name: Centre, acronym: CRP}, {id: y, name: CMP de Lyon}]\npeople: [{family: Ba, functions: directeur du CRP et du CMP}]\n"),
    # -- typing
    ("typed-spacing", "text/a.md", "Le scénario ⟦–⟧vision et les villes /pays.\n", {"count": "2", "shown": "–vision"}, "Le scénario – vision –, les villes/pays, 15–20 ans, `a –b`, et/ou.\n"),
    ("typed-spacing", "text/a.md", "Un.\n\n⟦•\t⟧Deux\n•\tTrois\n", {"kind": "bullet", "count": "2", "shown": "•\tDeux"}, "- Deux\n- Trois • Quatre, ●●○, `• cinq`\n"),
    ("typed-spacing", "swot.yaml", "strengths:\n  - ⟦• ⟧Un\n  - |\n    o\tDeux\n", {"kind": "bullet", "count": "2"}, "strengths: [●●○, o]\n"),
    ("typed-spacing", "text/a.md", "La ⟦2ème⟧ fois.\n", {"count": "1"}, "La 2e fois, un poème, le 3e thème.\n"),
    ("typed-spacing", "swot.yaml", "strengths: [le 27 ⟦Novembre⟧]\n", {}, "strengths: [le 27 novembre, Novembre fut doux, '2 Nouveaux']\n"),
    ("typed-spacing", "text/a.md", "Des villes, ⟦etc...⟧\n", {}, "Des villes, etc. ; des pays…\n"),
    ("typed-spacing", "text/a.md", "Le maire ⟦,⟧ absent.\n", {}, "Le maire, absent, a dit : « .com ».\n"),
    ("capital-accent", "text/a.md", "⟦Evaluation⟧ et Evaluation.\n", {"count": "2", "shown": "Evaluation → Évaluation"}, "En Europe, Eva et Erasmus : Esprit, Effet, Eux, Enfin. État. Un `Etat`.\n"),
    ("capital-accent", "text/a.md", "# ⟦SEMINAIRE⟧ DE RENTREE\n\nLe séminaire.\n", {"shown": "SEMINAIRE → SÉMINAIRE"}, "# SEMINAIRE DE MARS\n\nLe mars des mares, les marées.\n"),
    ("capital-accent", "text/a.md", "⟦A⟧ partir de là.\n", {"shown": "A → À"}, "A permis de partir. Vitamine A par jour.\n"),
]  # fmt: skip
OWN = {row[0] for row in TABLE}
LOOSE = {"no-owner", "no-date"}
"""Told of what most lines leave out, as they are short."""
BASE = {
    **SMALL,
    WHO: "organisations: [{id: mairie, name: La mairie}, {id: amis, name: Comité des amis}]\n"
    "people: [{id: awa, family: Ba, given: Awa}, {family: Roy, given: Ali, particle: Le}]\n",
}


def marked(text: str) -> tuple[str, tuple[int, int, int, int] | None]:
    """A text without its ⟦marks⟧, and the lines and columns between which they stood."""
    start, end = text.find("⟦"), text.find("⟧") - 1
    bare = text.replace("⟦", "").replace("⟧", "")
    if start < 0:
        return bare, None
    places = [(bare.count("\n", 0, at) + 1, at - bare.rfind("\n", 0, at)) for at in (start, end)]
    return bare, (*places[0], *places[1])


def found(folder: Path) -> list[Finding]:
    seminar, findings = read_seminar(folder)
    assert seminar is not None
    assert findings == []
    return check(seminar)


def own(folder: Path, path: str) -> list[Finding]:
    return [one for one in found(folder) if one.code in OWN and one.span.path == path]


@pytest.mark.parametrize(("code", "path", "wrong", "values", "right"), TABLE)
def test_what_is_wrong_is_told_in_its_place_and_what_is_right_is_not(
    tmp_path: Path, code: str, path: str, wrong: str, values: dict[str, str], right: str
) -> None:
    text, span = marked(wrong)
    told = own(write(tmp_path / "wrong", {**BASE, path: text}), path)
    told = [one for one in told if one.code == code or one.code not in LOOSE]
    assert span is not None
    assert [(one.code, one.span) for one in told] == [(code, Span(path, *span))]
    assert values.items() <= told[0].values.items()
    assert [
        one
        for one in own(write(tmp_path / "right", {**BASE, path: right}), path)
        if one.code == code
    ] == []


AIMED = "objectives: o, start: 2030, lead: awa"
UNAIMED = "start: 2030, lead: awa"
BARE = "objectives: o, start: 2030"


@pytest.mark.parametrize(
    ("actions", "code", "path", "line", "names"),
    [
        ((AIMED, UNAIMED), "no-objective", "actions.yaml", 4, "B"),
        ((AIMED, AIMED), "objective-unserved", "vision.yaml", 3, "Planter"),
        ((AIMED, BARE, BARE, BARE), "no-owner", "actions.yaml", 4, "B"),
        ((BARE,) * 4, "no-owner", "actions.yaml", 3, "A1, A2, A3, A4"),
        ((AIMED, BARE, BARE, BARE, BARE), "no-owner", "actions.yaml", 4, "A2, A3, A4, A5"),
        ((UNAIMED,) * 4, "no-objective", "actions.yaml", 3, "A1, A2, A3, A4"),
    ],
)
def test_what_an_action_lacks_is_told_on_its_line_or_once_for_many(
    tmp_path: Path, actions: tuple[str, ...], code: str, path: str, line: int, names: str
) -> None:
    folder = write(tmp_path, {**BASE, "vision.yaml": AIMS, "actions.yaml": plan(*actions)})
    told = [one for one in found(folder) if one.code == code]
    assert [one.span.path for one in told] == [path] * (3 if actions.count(BARE) == 3 else 1)
    assert (told[0].span.line, told[0].values["names"]) == (line, names)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"actions.yaml": plan(D)}, "the vision gives its objectives no ids"),
        ({WHO: "", "actions.yaml": plan(f"{D}, objectives: o")}, "nobody is declared"),
        ({"vision.yaml": AIMS}, "there is no plan"),
        ({"vision.yaml": AIMS, "actions.yaml": plan(f"{D}, lead: awa")}, "no action names any"),
    ],
)
def test_nothing_is_lacking_where_nothing_of_the_kind_is_given(
    tmp_path: Path, files: dict[str, str], why: str
) -> None:
    whole = {**BASE, "vision.yaml": AIMS.replace("id: o, ", "").replace("id: p, ", ""), **files}
    left = write(tmp_path, {path: text for path, text in whole.items() if text})
    told = {one.code for one in check_read(left)}
    expected = {"no-objective"} if why == "no action names any" else set()
    expected |= {"no-owner"} if why.startswith("the vision") else set()
    assert told & {"no-owner", "no-objective", "objective-unserved"} == expected


def check_read(folder: Path) -> list[Finding]:
    seminar, _ = read_seminar(folder)
    assert seminar is not None
    return check(seminar)


def test_nothing_is_lacking_in_a_file_that_has_mistakes(tmp_path: Path) -> None:
    """What could not be understood may be what is missing."""
    folder = write(tmp_path, {**BASE, "actions.yaml": plan("strat: 2030, laed: awa")})
    assert {one.code for one in check_read(folder)} & {"no-date", "no-owner"} == set()


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>'
IN_TEXTS = [
    # code, what is typed, the values, what is typed rightly
    ("heading-skip", "# Un\n\n```\n## Deux\n```\n\n⟦### Trois *mots*⟧\n", {"right": "##"}, "# Un\n\n## Deux\n\n### Trois\n\n# Un\n"),
    ("heading-skip", "⟦## Deux⟧\n\n## Deux\n", {"right": "#"}, "Rien.\n\nUn\n==\n\nDeux\n----\n"),
    ("heading-skip", "Un\n==\n\n⟦> ### Trois⟧\n", {}, "# Un\n\n`### Trois`\n"),
    ("link-empty", "Voir [le site⟦]()⟧.\n", {}, "Voir [le site](https://example.org), `[x]()`.\n"),
    ("link-empty", "Voir [le site⟦](#)⟧.\n", {}, "Voir \\[x]().\n"),
    ("path-space", "![Une carte](⟦figures/ma carte.png⟧)\n", {"fixed": "<figures/ma carte.png>"}, "`![Une carte](figures/ma carte.png)` (mon image) [sic](une remarque).\n"),
    ("path-space", "Voir [le site](⟦https://a.fr/ma page⟧).\n", {}, "Voir [le site](https://a.fr/ma%20page).\n"),
    ("path-space", "![Une carte](⟦../figures/ma carte (1).png⟧)\n", {"fixed": "<../figures/ma carte (1).png>"}, "Voir [le site](https://a.fr/b_(c)).\n"),
    ("picture-outside", "figures/x.png ![Une carte](⟦C:\\Users\\x.png⟧)\n", {"suggestion": ""}, ""),
    ("picture-outside", "![Une carte](⟦c:/x.png⟧)\n", {"path": "c:/x.png"}, ""),
    ("picture-missing", "figures/cart.svg : ![Une carte](⟦figures/cart.svg⟧)\n", {"suggestion": "figures/carte.svg"}, "![Une carte](figures/carte.svg)\n"),
    ("picture-missing", "![Une carte](<⟦../figures/Carte.png⟧>)\n", {"suggestion": "../figures/carte.svg"}, "![Une carte](../figures/carte.svg)\n"),
    ("picture-missing", "![Un plan](⟦plan-nord.svg⟧)\n", {"suggestion": "<figures/plan nord.svg>"}, "![Un plan](<figures/plan nord.svg>)\n"),
    ("picture-outside", "![Une carte](⟦figures\\carte.svg⟧)\n", {"suggestion": "figures/carte.svg"}, ""),
    ("picture-missing", "![Un plan](⟦zzz.svg⟧)\n", {"suggestion": ""}, ""),
    ("link-refused", "Voir [le budget](⟦budget.xlsx⟧).\n", {"target": "budget.xlsx"}, "Voir `[x](budget.xlsx)`.\n"),
    # -- what would be printed as it was typed
    ("mark-printed", "`**a` du ⟦**gras⟧ ici, 5 * 3.\n", {"kind": "emphasis"}, "`**a` du **gras** ici, 5 * 3 * 2.\n"),
    ("mark-printed", "Du **gras**, puis du ⟦**gras⟧ `**gras`.\n", {}, "Du \\*\\*gras, x ** y, 2**3, src/**/x.md.\n"),
    ("mark-printed", "⟦**Deux⟧ paragraphes\n\nen gras**\n", {}, "Prix** 5 €\n\n**hors taxes\n"),
    ("mark-printed", "⟦** gras **⟧, dit-on.\n", {}, "* * *\n\nHôtel *** et ****.\n"),
    ("mark-printed", "C'est ⟦*penché⟧.\n", {"shown": "*penché"}, "Prix* (*hors taxes)\n\n*sous réserve de validation\n"),
    ("mark-printed", "Du ⟦`code⟧ ici.\n", {"kind": "backtick", "fixed": ""}, "Du `` ` `` et du \\`.\n"),
    ("mark-printed", "⟦l`accueil⟧ des gens\n", {"fixed": "l'accueil"}, "l'accueil\n"),
    ("mark-printed", "# Un\n\n⟦##Deux mots⟧\n", {"kind": "heading", "fixed": "## Deux mots"}, "# Un\n\n## Deux mots\n"),
    ("mark-printed", "⟦#L'accueil des gens⟧\n\nUn.\n", {"fixed": "# L'accueil des gens"}, "#MeToo\n\n#BalanceTonPorc a tout changé\n\n#1 des ventes\n\n#Caen est une ville.\n"),
    ("mark-printed", "Voir ⟦[le site] (https://a.fr)⟧.\n", {"kind": "link", "fixed": "[le site](https://a.fr)"}, "[note] (à vérifier), [2] (https://a.fr)\n"),
    ("mark-printed", "Voir [un](https://a.fr), [le site⟦](https://a.fr⟧.\n", {"fixed": "](https://a.fr)"}, "Voir [un](https://a.fr), [sic](une remarque\n"),
    ("mark-printed", "Un mot⟦[^1]⟧, `[^1]`.\n", {"kind": "note"}, "Un mot[^1], deux[^B].\n\n[^1]: la note `[^2]`\n    et la suite\n\n[^b]: Un.\n\n    Deux.\n"),
    ("mark-printed", "Un mot[^1].\n\n⟦[^1] :⟧ la note\n", {"kind": "note-blank", "fixed": "[^1]:"}, "Un mot[^1].\n\n[^1]: la note\n"),
    ("mark-printed", "Un ⟦<!-- à revoir -->⟧ mot\n", {"kind": "comment"}, "Un `<!-- mot -->`, a < b, du <br> texte\n"),
    ("mark-printed", "Un.\n\n⟦<!-- à revoir⟧\n\nDeux.\n", {"kind": "comment-open"}, "Un \\<!-- mot\n"),
    ("mark-printed", "Un mot ⟦<!--⟧ à revoir\n", {"kind": "comment-open"}, "```\n<!--\n**a\n[^1]\n```\n"),
    ("mark-printed", "⟦::: callout⟧\nUn.\n\nDeux.\n", {"kind": "box-open", "closing": ":::"}, "::: callout\nUn.\n\nDeux.\n:::\n\n::: note\nTrois.\n"),
    ("mark-printed", ":::: note\n\n⟦::: un encadré⟧\nUn.\n:::\n\n::::\n", {"kind": "box"}, ":::: note\n\n::: callout\nUn.\n:::\n\n::::\n\n> ```\n> :::\n> ```\n"),
    ("mark-printed", "Un.\n\n⟦~~~⟧\nDeux.\n\nTrois.\n", {"kind": "code-open"}, "~~~ python\n``` x\n\n:::\n~~~\n\nTrois.\n"),
    ("mark-printed", "`::: calout`\n\n::: ⟦calout⟧\nUn.\n:::\n", {"kind": "box-unknown", "suggestion": "callout"}, "```\n::: calout\n```\n\n::: callout\nUn.\n:::\n"),
    ("mark-printed", ":::: note\n\n> ::: {.callout .⟦encart⟧ #a}\n> Un.\n> :::\n\n::::\n", {"suggestion": "callout"}, "# Un {.unnumbered}\n\n``` python\nx\n```\n\n![Une carte](figures/carte.svg){.grand}\n"),
    ("mark-printed", "- ::: ⟦zzz⟧\n  Un.\n  :::\n", {"suggestion": "", "known": "arrows, callout, checks, definition, note, question, steps"}, "{.zzz}\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("mark-printed", "{.⟦lead⟧}\nUn.\n", {"kind": "box-unknown"}, "{.note #un}\nUn \\{.y}, :smile:.\n"),
    ("mark-printed", '[Un]{lang=en title="a .b" .⟦smallcaps⟧}.\n', {"kind": "passage", "suggestion": "family-name"}, "[Un]{lang=en}, [Deux]{.family-name}, `c`{.py}.\n"),
    ("mark-printed", "Oui\n⟦| a | b |⟧\n|---|---|\n| 1 | 2 |\n", {"kind": "table"}, "| a | b |\n|---|---|\n| 1 | 2 |\n\nOui | non\n"),
    ("mark-printed", "Un :\n⟦– **un** mot⟧\n– deux\n", {"kind": "list", "item": "- **un** mot"}, "– Oui, dit-il.\n\n– Non.\n\nUn mot\n– un autre – et\n– encore un – puis\n"),
    ("mark-printed", "⟦1°) un⟧\n2°) deux\n", {"item": "1. un"}, "1°) un\n\n2°) deux\n\n1) un\n2) deux\n"),
    ("mark-printed", "Un :\n⟦2) un⟧\n3) deux\n", {"item": "2. un"}, "9.30 accueil\n10.00 pause\n"),
    ("mark-printed", "> ⟦b) un⟧\n> c) deux\n", {"item": "1. un"}, "> b) un\n> d) deux\n"),
    ("mark-printed", "⟦-un⟧\n-deux\n", {"item": "- un"}, "Il fait\n-5 °C\n-3 °C\n"),
    ("mark-printed", "- un\n⟦-deux⟧\n", {"item": "- deux"}, "- un\n- deux -trois\n"),
    # -- what would be printed nowhere
    ("words-lost", "Un.\n\n> ⟦[^1]⟧: la note\n", {"kind": "note"}, "Un[^1].\n\n> [^1]: la note\n\n`[^2]: x`\n\n    [^3]: y\n"),
    ("words-lost", "Un[^1].\n\n[^1]: une note\n⟦[^1]⟧: deux\n", {"kind": "twice"}, "Un[^1][^2].\n\n[^1]: une note\n[^2]: deux\n"),
    ("words-lost", "Un[^1].\n\n[^1]: une note[^2]\n\n⟦[^2]⟧: deux\n", {"kind": "nested"}, "Un[^1].\n\n[^1]: une note\n\nTrois[^2].\n\n[^2]: deux\n"),
    ("words-lost", "⟦[Awa Ba]: présente.⟧\n", {"kind": "named"}, "[//]: # (oui)\n[le site]: https://a.fr\n\n[Awa] : oui\n\nAwa\n[un]: mot\n\nVoir [le site].\n"),
    ("words-lost", "| a | b |\n|---|---|\n| 1 | 2 |⟦ 3⟧ |\n", {"kind": "cell", "shown": "3"}, "| a | b |\n|---|---|\n| 1 \\| 2 | 3 | |\n| 4 |\n"),
    ("words-lost", "a | b\n--|--\n1 | 2 |⟦ 3 | 4⟧\n", {"shown": "3 | 4"}, "a | b\n--|--\n1 | 2\n"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Pandoc]:
    with pandoc() as started:
        yield started


@pytest.mark.parametrize(("code", "wrong", "values", "right"), IN_TEXTS)
def test_what_is_wrong_in_a_text_is_seen_on_its_tree(
    tmp_path: Path, engine: Pandoc, code: str, wrong: str, values: dict[str, str], right: str
) -> None:
    text, span = marked(wrong)
    assert span is not None
    drawn = dict.fromkeys(("figures/carte.svg", "figures/plan nord.svg"), DRAWING)
    folder = write(tmp_path, {**SMALL, **drawn, "text/accueil.md": text})
    (told,) = in_texts(folder, engine)
    assert (told.code, told.span) == (code, Span("text/accueil.md", *span))
    assert values.items() <= told.values.items()
    assert in_texts(write(tmp_path, {"text/accueil.md": right}), engine) == []


def test_what_is_advised_in_a_text_mends_it(tmp_path: Path, engine: Pandoc) -> None:
    mended = 0
    for row in (row for row in IN_TEXTS if row[2].get("fixed") and row[0] == "mark-printed"):
        before, _, after = row[1].partition("⟦")
        text = before + str(row[2]["fixed"]) + after.partition("⟧")[2]
        assert in_texts(write(tmp_path, {**SMALL, "text/accueil.md": text}), engine) == []
        mended += 1
    assert mended == 6


def test_an_anchor_is_advised_the_nearest_of_the_report(tmp_path: Path, engine: Pandoc) -> None:
    text = "# Les suites à donner\n\nVoir [](#suites-a-doner), [là](#zzz), `#zzz`.\n"
    made, told = composed(write(tmp_path, {**SMALL, "text/accueil.md": text}), engine)
    assert made is None
    assert [(one.code, one.values["suggestion"], one.span) for one in told] == [
        ("unknown-anchor", "#les-suites-a-donner", Span("text/accueil.md", 3, 9, 3, 24)),
        ("unknown-anchor", "", Span("text/accueil.md", 3, 32, 3, 36)),
    ]
    assert {one.values["known"] for one in told} == {"les-suites-a-donner"}


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("1. Le contexte", "Le contexte"),
        ("2) Le contexte", "Le contexte"),
        ("1.2. Le contexte", "Le contexte"),
        ("3 - Le contexte", "Le contexte"),
        ("II – L'essor", "L'essor"),
        ("IV. « Vivre ici »", "« Vivre ici »"),
        ("Annexe 1 – Les gens", "Les gens"),
        ("12 actions", None),
        ("2015 : un bilan", None),
        ("24 – 25 mai", None),
        ("M. Martin", None),
        ("Vivre", None),
        ("A – B", None),
    ],
)
def test_a_number_typed_before_what_the_report_numbers_is_told(
    tmp_path: Path, engine: Pandoc, title: str, alone: str | None
) -> None:
    quoted = title.replace("'", "''")
    outline = f"  - title: '{quoted}'\n    numbering: annex\n"
    deep = f"### {title}\n\n# Fin\n\n{title}.\n"
    text = f"# {title} #\n\n## Sous\n\n{deep}"
    outline += "  - workshops\n"
    files = {**SMALL, "seminar.yaml": IDENTITY + outline, "text/accueil.md": text}
    files["workshops.yaml"] = WORKSHOPS
    made, told = composed(write(tmp_path, files), engine)
    assert made is not None
    assert {one.code for one in told} <= {"number-typed"}
    places = [
        Span("seminar.yaml", 7, 12, 7, 14 + len(quoted)),
        Span("text/accueil.md", 1, 3, 1, 3 + len(title)),
    ]
    assert sorted(one.span for one in told) == (places if alone else [])
    assert {one.values["suggestion"] for one in told} == ({alone} if alone else set())


def test_the_same_mistake_is_told_wherever_it_stands(tmp_path: Path, engine: Pandoc) -> None:
    text = "![A](a.png) ![B](a.png2)\n![C](<a.png>) [D](a.pdf) [E](a.pdf) [F]() [G]()\n"
    told = in_texts(write(tmp_path, {**SMALL, "text/accueil.md": text}), engine)
    ends = [(one.span.line, one.span.column, one.span.end_column) for one in told]
    assert sorted(ends) == [
        (1, 6, 11),
        (1, 18, 24),
        (2, 7, 12),
        (2, 19, 24),
        (2, 30, 35),
        (2, 39, 42),
        (2, 45, 48),
    ]


def in_texts(folder: Path, engine: Pandoc) -> list[Finding]:
    seminar, findings = read_seminar(folder)
    assert seminar is not None
    assert findings == []
    return review_texts(seminar, engine)


def test_a_heading_that_skips_stops_no_report_and_is_told_once(
    tmp_path: Path, engine: Pandoc
) -> None:
    folder = write(tmp_path, {**SMALL, "text/accueil.md": "### Trois\n"})
    made, told = composed(folder, engine)
    assert made is not None
    assert [one.code for one in told] == ["heading-skip"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Un ⟦**lieu⟧ ouvert", "emphasis"),
        ("Un lieu⟦[^1]⟧", "note-line"),
        ("Un lieu ⟦<!-- lequel ? -->⟧", "comment"),
        ("Le lieu ⟦d`accueil⟧", "backtick"),
        ("Voir ⟦[le lieu] (https://a.fr)⟧", "link"),
        ("## 5 * 3, a_b_c, **un** *lieu* -- « a < b », <br>, 1) ouvert | a@b.fr", None),
    ],
)
def test_a_line_of_yaml_is_looked_at_as_a_text_is(
    tmp_path: Path, engine: Pandoc, typed: str, kind: str | None
) -> None:
    identity, span = marked(IDENTITY.replace("Un territoire accueillant", f'"{typed}"'))
    told = in_texts(write(tmp_path, {**SMALL, "seminar.yaml": identity}), engine)
    assert [(one.values["kind"], one.span) for one in told] == (
        [(kind, Span("seminar.yaml", *span))] if span else []
    )


def test_headings_that_skip_are_all_told_in_one_round(tmp_path: Path, engine: Pandoc) -> None:
    folder = write(tmp_path, {**SMALL, "text/accueil.md": "## Un\n\n#### Deux\n\n###### Trois\n"})
    _, told = composed(folder, engine)
    mended = "\n\n".join(f"{one.values['right']} {one.values['title']}" for one in told)
    assert mended == "# Un\n\n## Deux\n\n### Trois"


@pytest.mark.parametrize(("side", "code"), [(7_000, []), (7_072, ["picture-too-large"])])
def test_a_picture_has_a_budget_of_pixels(
    tmp_path: Path, engine: Pandoc, side: int, code: list[str]
) -> None:
    assert MAX_PIXELS == 50_000_000
    held = BytesIO()
    Image.new("1", (side, side)).save(held, "PNG")
    text = "![Une place](../figures/place.png)\n"
    files: dict[str, str | bytes] = {**SMALL, "text/accueil.md": text}
    files["figures/place.png"] = held.getvalue()
    assert [one.code for one in in_texts(write(tmp_path, files), engine)] == code


@pytest.mark.parametrize(("more", "code"), [(0, []), (1, ["picture-too-large"])])
def test_a_picture_has_a_budget_of_bytes(
    tmp_path: Path, engine: Pandoc, more: int, code: list[str]
) -> None:
    held = BytesIO()
    Image.new("1", (9, 9)).save(held, "PNG")
    drawn = held.getvalue().ljust(MAX_BYTES + more, b"x")
    text = "![Une place](../figures/place.png)\n"
    files: dict[str, str | bytes] = {**SMALL, "text/accueil.md": text}
    files["figures/place.png"] = drawn
    assert [one.code for one in in_texts(write(tmp_path, files), engine)] == code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("opportunities: []\nthreats:\n", ["3 opportunities", "4 threats"]),
        ("threats: []\n", ["1 opportunities", "3 threats"]),
        ("opportunities: [c]\nopportunities: [d]\n", []),
    ],
)
def test_each_quadrant_that_is_empty_is_told_once(
    tmp_path: Path, typed: str, told: list[str]
) -> None:
    grid = f"strengths: [a]\nweaknesses: [b]\n{typed}"
    empty = check_read(write(tmp_path, {**BASE, "swot.yaml": grid}))
    lines = [f"{one.span.line} {one.values['names']}" for one in empty if "empty" in one.code]
    assert sorted(lines) == told


def test_of_a_copy_that_ran_wild_the_last_that_is_told_says_how_many_more(tmp_path: Path) -> None:
    listed = "".join("  - a\n" for _ in range(31))
    told = found(write(tmp_path, {**BASE, "swot.yaml": f"strengths:\n{listed}"}))
    more = [one.values.get("more", "") for one in told if one.code == "item-twice"]
    assert more == [""] * 19 + ["10"]


WORKSHOPS = """\
workshops:
  - {id: accueil, number: 1, title: L'accueil}
  - {id: atelier-3, number: 2, title: Le plan}
"""


@pytest.mark.parametrize(
    ("typed", "code", "advice"),
    [
        ("Accueil", "id-invalid", "accueil"),
        ("acceuil", "unknown-id", "accueil"),
        ("Atelier 1", "id-invalid", "accueil"),
        ("atelier-2", "unknown-id", "atelier-3"),
        ("Atelier 4", "id-invalid", ""),
        ("Le plan", "id-invalid", "atelier-3"),
    ],
)
def test_a_reference_is_advised_an_id_that_exists(
    tmp_path: Path, typed: str, code: str, advice: str
) -> None:
    grid = f"workshop: {typed}\nstrengths: [a]\n"
    folder = write(tmp_path, {**BASE, "workshops.yaml": WORKSHOPS, "swot.yaml": grid})
    (told,) = [one for one in found(folder) if one.span.path == "swot.yaml" and one.code == code]
    assert (told.values.get("fixed") or told.values.get("suggestion", "")) == advice
    assert told.values["known"] == "accueil, atelier-3"
    assert told.span == Span("swot.yaml", 1, 11, 1, 11 + len(typed))


def test_a_language_that_is_nearly_right_is_taken_for_it(tmp_path: Path) -> None:
    identity = IDENTITY.replace("language: fr", "language: français")
    files = {"seminar.yaml": identity, "text/accueil.md": "Le CCAS, la 2ème fois.\n"}
    told = [one.code for one in found(write(tmp_path, {**SMALL, **files}))]
    assert told == ["unknown-language", "typed-spacing"]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("swot.forces", "swot.strengths"),
        ("swot.strength", "swot.strengths"),
        ("forces", "swot.strengths"),
        ("strengths", "swot.strengths"),
        ("zzz", ""),
    ],
)
def test_a_word_that_is_none_is_told_on_its_key(tmp_path: Path, key: str, meant: str) -> None:
    folder = write(tmp_path, {**BASE, "seminar.yaml": f"{IDENTITY}words: {{ {key}: {key} }}\n"})
    (told,) = [one for one in found(folder) if one.code == "unknown-word"]
    assert (told.span, told.values["suggestion"]) == (
        Span("seminar.yaml", 7, 10, 7, 10 + len(key)),
        meant,
    )


# All of them -------------------------------------------------------------------------------------


def test_what_may_be_meant_is_a_warning() -> None:
    impossible = {"unknown-owner", "interval-inverted", "dependency-cycle"}
    assert {code for code in OWN if CODES[code] is Severity.ERROR} == impossible


def test_a_big_folder_takes_no_longer_for_each_item(tmp_path: Path) -> None:
    """Sixteen times as much takes sixteen times as long, and not 256 times."""
    few, many = seconds(tmp_path / "few", 100), seconds(tmp_path / "many", 1_600)
    assert many < 64 * few


def seconds(folder: Path, size: int) -> float:
    """What the checks take of a processor for so many organisations, people, actions and points."""
    numbers = range(1, size)
    chain = (
        f"id: a{n}, title: L'action {n} de l'ABCDE, lead: o{n}, after: a{n - 1}" for n in numbers
    )
    actions = "".join(f"  - {{{one}, lane: l, start: 2030}}\n" for one in chain)
    orgs = "".join(f"  - {{id: o{n}, name: Maison {word(n)} des Amis}}\n" for n in numbers)
    names = "".join(f"  - {{family: {word(n)}, given: Alexandre}}\n" for n in numbers)
    points = "".join(f"  - Un {word(n)} de la Maison {word(n)}, près de l'ESSMS\n" for n in numbers)
    files = {
        WHO: f"organisations:\n{orgs}people:\n{names}",
        "swot.yaml": f"threats:\n{points}",
        "actions.yaml": f"{LANE}actions:\n  - {{id: a0, title: A, lane: l, start: 2030}}\n{actions}",
    }
    seminar, findings = read_seminar(write(folder, {**SMALL, **files}))
    assert seminar is not None
    assert findings == []
    taken = []
    for _ in range(3):
        start = process_time()
        check(seminar)
        taken.append(process_time() - start)
    return min(taken)


def word(number: int) -> str:
    """A name of its own for each number, far from the others'."""
    return "".join(chr(ord("a") + int(digit) * 2) * 2 for digit in f"{number:05}").capitalize()


def test_the_tables_of_checks_name_each_once() -> None:
    tables = [*CHECKS, *WHOLE, *LACKING, *TEXTS]
    assert len(set(tables)) == len(tables)
