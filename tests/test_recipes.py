"""The five recipes of CONTRIBUTING.md, each followed on a copy of the tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from folders import SMALL, write

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("tree")
    for name in ("src", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def run(tree: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "prospecta", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def built(tree: Path, folder: Path, to: str, *more: str) -> str:
    done = run(tree, "build", folder, "--to", to, *more)
    assert done.returncode == 0, done.stderr
    return (folder / "build" / f"{folder.name}.{to}").read_text(encoding="utf-8")


def test_add_a_block(tree: Path, tmp_path: Path) -> None:
    block = '''\
"""Quotations of the day."""

from prospecta.block import Block
from prospecta.model import Model
from prospecta.text import Line, Text


class Quotation(Model):
    """Words that somebody said."""

    text: Text
    by: Line


class Quotations(Block):
    """What was said, and by whom."""

    kind = "quotations"

    quotations: list[Quotation]
'''
    template = """\
{% for one in block.quotations %}
<blockquote>{{ one.text }}<p>{{ words('quotations.by') }} {{ one.by }}</p></blockquote>
{% endfor %}
"""
    write(
        tree,
        {
            "src/prospecta/blocks/quotations.py": block,
            "templates/themes/default/blocks/quotations.html.j2": template,
        },
    )
    table = tree / "src" / "prospecta" / "blocks" / "__init__.py"
    imported = "from prospecta.blocks.swot import Swot\n"
    edit(table, imported, "from prospecta.blocks.quotations import Quotations\n" + imported)
    edit(
        table,
        '        "swot": Swot,\n',
        '        "swot": Swot,\n        "quotations": Quotations,\n',
    )
    for language, by in (("fr", "dit"), ("en", "said")):
        words = tree / "templates" / "languages" / f"{language}.yaml"
        edit(words, "words:\n", f"words:\n  quotations: {{by: {by}}}\n")
    said = 'quotations: [{text: "Il *faut* agir.", by: Anne}]\n'
    outline = SMALL["seminar.yaml"] + "  - quotations\n"
    folder = write(tmp_path / "jour", {**SMALL, "seminar.yaml": outline, "quotations.yaml": said})
    page = built(tree, folder, "html")
    assert "<em>faut</em> agir." in page
    assert "dit Anne" in page


def test_add_a_format(tree: Path, tmp_path: Path) -> None:
    module = '''\
"""Plain text, for those who read by ear or by terminal."""

from prospecta.document import Document
from prospecta.formats.tools import Tools


def render(document: Document, tools: Tools) -> bytes:
    """The words of the report, wrapped."""
    return tools.pandoc.write([*document.cover, *document.body], "plain")
'''
    write(tree, {"src/prospecta/formats/txt.py": module})
    table = tree / "src" / "prospecta" / "formats" / "__init__.py"
    edit(table, "import docx, html, pdf", "import docx, html, pdf, txt")
    edit(
        table,
        '        "docx": Format(',
        '        "txt": Format(txt.render),\n        "docx": Format(',
    )
    assert "Bonjour à tous." in built(tree, write(tmp_path / "jour", SMALL), "txt")


def test_add_a_language(tree: Path, tmp_path: Path) -> None:
    languages = tree / "templates" / "languages"
    shutil.copy(languages / "en.yaml", languages / "nl.yaml")
    edit(languages / "nl.yaml", "contents: Contents", "contents: Inhoud")
    identity = SMALL["seminar.yaml"].replace("language: fr", "language: nl")
    identity = identity.replace("  - text", "  - {title: Welkom}\n  - text")
    page = built(tree, write(tmp_path / "jour", {**SMALL, "seminar.yaml": identity}), "html")
    assert '<html lang="nl"' in page
    assert "Inhoud" in page


def test_add_a_theme_of_one_small_file(tree: Path, tmp_path: Path) -> None:
    template = (
        '<p class="steps">{% for step in block.steps %}{{ step.title }} → {% endfor %}fin</p>\n'
    )
    theme = write(tmp_path / "mien", {"blocks/approach.html.j2": template})
    steps = "steps: [{title: Voir, result: a}, {title: Agir, result: b}]\n"
    outline = SMALL["seminar.yaml"] + "  - approach\n"
    folder = write(tmp_path / "jour", {**SMALL, "seminar.yaml": outline, "approach.yaml": steps})
    assert "Voir → Agir → fin" in built(tree, folder, "html", "--theme", str(theme))
    assert "Voir → Agir → fin" not in built(tree, folder, "html")


def test_add_a_check(tree: Path, tmp_path: Path) -> None:
    check = '''\
"""How a report is called."""

from collections.abc import Iterator

from prospecta.findings import Finding
from prospecta.seminar import Seminar


def title_short(seminar: Seminar) -> Iterator[Finding]:
    """A title fits on a cover."""
    title = seminar.identity.title
    if len(str(title)) > 20:
        yield Finding("title-long", title.span, {"length": str(len(str(title)))})
'''
    write(tree, {"src/prospecta/checks/title.py": check})
    checks, codes = (tree / "src" / "prospecta" / name for name in ("checks", "findings.py"))
    table = checks / "__init__.py"
    edit(
        table,
        "from prospecta.findings",
        "from prospecta.checks.title import title_short\nfrom prospecta.findings",
    )
    edit(table, "    ids_unique,\n", "    ids_unique,\n    title_short,\n")
    edit(
        codes,
        '        "no-seminar": ERROR,\n',
        '        "no-seminar": ERROR,\n        "title-long": WARNING,\n',
    )
    for language, says in (("fr", "Ce titre a {length} signes."), ("en", "{length} letters.")):
        sentences = tree / "templates" / "findings" / f"{language}.yaml"
        edit(sentences, "findings:\n", f'findings:\n  title-long: {{says: "{says}", do: []}}\n')
    told = run(tree, "check", write(tmp_path / "jour", SMALL))
    assert told.returncode == 0
    assert "avertissement[title-long] Ce titre a 25 signes." in told.stdout


def test_the_recipes_are_six_lines_each() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = [part for part in text.split("\n## ") if part.startswith("Add a ")]
    assert [part.splitlines()[0] for part in recipes] == [
        "Add a block",
        "Add a format",
        "Add a theme",
        "Add a language",
        "Add a check",
    ]
    steps = [[line for line in part.splitlines() if line[:1].isdigit()] for part in recipes]
    assert [len(lines) for lines in steps] == [6] * 5
