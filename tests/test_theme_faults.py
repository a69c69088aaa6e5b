"""What is told of a theme that somebody wrote and that is broken: file, line and reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from folders import SMALL, write
from prospecta.build import Wishes, build
from prospecta.engines import Engines
from prospecta.findings import ToolError
from prospecta.messages import Messages
from prospecta.reports import Reviewed, text
from prospecta.theme_keys import mistakes

STEPS = {
    "seminar.yaml": SMALL["seminar.yaml"] + "  - approach\n",
    "approach.yaml": "steps: [{title: Voir, result: a}]\n",
}
BLOCK, PAGE, SHEET = "blocks/approach.html.j2", "html/page.html.j2", "html/style.css"
UNREAD = "maison/theme.yaml ne peut pas être lu, ligne 2"
UTF_8 = "il n'est pas enregistré en UTF-8"


@pytest.fixture(scope="module")
def engines() -> Iterator[Engines]:
    with Engines() as begun:
        yield begun


@pytest.mark.parametrize(
    ("form", "name", "held", "says"),
    [
        ("html", BLOCK, "<p>\n{% if %}", f"maison/{BLOCK}, ligne 2 : Expected an expression"),
        ("html", BLOCK, "\n\n{{ gone }}", f"maison/{BLOCK}, ligne 3 : 'gone' is undefined"),
        ("html", BLOCK, "{{ 1 / 0 }}", f"maison/{BLOCK}, ligne 1 : ZeroDivisionError: division"),
        ("html", BLOCK, "\n{% include 'x' %}", "ligne 2 : le thème n'a pas de fichier x"),
        ("html", BLOCK, b"\n\ncaf\xe9", f"maison/{BLOCK}, ligne 3 : {UTF_8}"),
        ("html", PAGE, "{% endif %}", f"maison/{PAGE}, ligne 1 : Encountered unknown tag 'endif'"),
        ("html", SHEET, b"\ncaf\xe9", f"maison/{SHEET}, ligne 2 : {UTF_8}"),
        ("docx", "docx/styles.xml", "\n<w:a", "maison/docx/styles.xml, ligne 2 : "),
        ("pdf", "typst/report.typ", "\n#(", "maison/typst/report.typ, ligne 2 : unclosed"),
        ("html", "theme.yaml", 'colours:\n  ink: "', UNREAD),
        ("html", "theme.yaml", b"colours:\n  \xe9:", UNREAD),
        ("html", "theme.yaml", "colours: {ink: noir}", "la couleur ink du thème est « noir »"),
        ("html", "theme.yaml", "colours: noir", "les couleurs du thème ne sont pas données par"),
    ],
)  # fmt: skip
def test_a_broken_theme(
    tmp_path: Path, engines: Engines, form: str, name: str, held: str | bytes, says: str
) -> None:
    theme = write(tmp_path / "maison", {name: held})
    folder = write(tmp_path / "jour", {**SMALL, **STEPS})
    with pytest.raises(ToolError) as told:
        build(folder, Wishes([form], theme=theme), engines)
    assert says in Messages.read("fr").failure(told.value).replace("\u00a0", " ")
    assert not (folder / "build").exists()


INK, BRAND = 'ink: "#112233"', 'brand: "#112233"'


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        (f'colours:\n  {INK}\n  acent: "#112233"', ("3:3", "  acent: ", "dire « accent » ?")),
        (f'colours:\n  {INK}\n  inck: "#112233"', ("3:3", "  inck: ", "possibles sont : ink")),
        (f"colors:\n  {INK}", ("1:1", "colors:", "Voulez-vous dire « colours » ?")),
        ("fonts: {text: Arial}", ("1:1", "fonts: {text: Arial}", "possibles sont : colours.")),
        (f"colours: {{{BRAND}, brand-dark: x}}", ("1:29", "colours: {", "possibles sont : ink")),
        ('colours:\n  ink: "', ("2:8", '  ink: "', "jamais refermé")),
        (f"colours: {{{INK}, {BRAND}, brand-soft: '#112233'}}", ()),
        ("colours: noir", ()),
        ("# rien", ("1:1", "# rien", "vide")),
    ],
)  # fmt: skip
def test_a_key_that_nothing_reads_is_told_on_its_line(
    tmp_path: Path, yaml: str, told: tuple[str, ...]
) -> None:
    theme = write(tmp_path / "maison", {"theme.yaml": yaml, SHEET: "p{color:var(--brand)}"})
    found = mistakes(theme)
    assert len(found) == bool(told)
    if told:
        place, line, advice = told
        said = text([Reviewed(theme, found, Messages.read("fr"))]).replace("\u00a0", " ")
        assert f"maison/theme.yaml:{place}\n" in said
        assert f" | {line}" in said
        assert advice in said
