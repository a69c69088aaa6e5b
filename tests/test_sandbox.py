"""Templates that a folder brings: off unless trusted, and then within an allow-list and budgets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from folders import SMALL, write
from hostile_tables import everywhere
from oracle import run, world
from prospecta import sandbox
from prospecta.brought import MAX_BYTES, brought, names_of
from prospecta.compose.markup import MarkupError, safe
from prospecta.document import Document, plain, walk
from prospecta.pandoc import Pandoc
from prospecta.places import templates
from prospecta.review import Review, Terms, review
from prospecta.sandbox import MAX_OUTPUT, MAX_STEPS, Sandbox, TemplateError

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "seminaire-2015-05-28"
PROSE = "templates/blocks/prose.html.j2"


@pytest.fixture(scope="module")
def engine() -> Iterator[Pandoc]:
    started = Pandoc.start()
    yield started
    started.close()


def with_template(folder: Path, engine: Pandoc, template: str, name: str = PROSE) -> Review:
    return review(write(folder, {**SMALL, name: template}), engine, Terms(trusted=True))


def words(document: Document | None) -> str:
    assert document is not None
    return plain(document.body)


def test_a_template_is_off_unless_trusted(tmp_path: Path, engine: Pandoc) -> None:
    folder = write(tmp_path, {**SMALL, PROSE: "<p>Autre</p>{{ block.text }}"})
    found = review(folder, engine)
    told = [(one.code, one.severity.value, one.span.path) for one in found.findings]
    assert told == [("templates-untrusted", "warning", PROSE)]
    assert words(found.document) == "Bonjour à tous."
    trusted = review(folder, engine, Terms(trusted=True))
    assert trusted.findings == []
    assert words(trusted.document) == "AutreBonjour à tous."


def test_the_theme_s_own_templates_run_in_the_sandbox(tmp_path: Path, engine: Pandoc) -> None:
    """A folder that brings one template has all of them run so: the same document."""
    name = "templates/workshop.html.j2"
    template = (templates() / "themes" / "default" / "workshop.html.j2").read_text()
    for place, files in (("exemple", _files(EXAMPLE)), ("partout", everywhere("*vu*"))):
        folder = write(tmp_path / place, files)
        plainly = review(folder, engine).document
        boxed = review(write(folder, {name: template}), engine, Terms(trusted=True)).document
        assert plainly is not None
        assert boxed is not None
        assert (boxed.cover, boxed.body) == (plainly.cover, plainly.body)


def _files(folder: Path) -> Mapping[str, str | bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.parts
    }


def test_only_what_frames_words_may_be_brought(tmp_path: Path) -> None:
    names = names_of(templates() / "themes" / "default")
    assert {"cover.html.j2", "html/style.css", "blocks/swot.html.j2"} <= names
    assert not {name for name in names if name.startswith(("typst", "docx", "html/page"))}
    files = {f"templates/{name}": "" for name in ("typst/report.typ", "html/page.html.j2", "x.py")}
    found = brought(write(tmp_path, files), trusted=True)
    assert found.texts == {}
    assert [one.code for one in found.findings] == ["template-unknown"] * 3


@pytest.mark.parametrize(("size", "codes"), [(MAX_BYTES, []), (MAX_BYTES + 1, ["file-too-large"])])
def test_the_bytes_of_a_template(tmp_path: Path, size: int, codes: list[str]) -> None:
    found = brought(write(tmp_path, {PROSE: "x" * size}), trusted=True)
    assert [one.code for one in found.findings] == codes


def test_a_link_out_of_the_folder_is_no_template(tmp_path: Path) -> None:
    write(tmp_path, {"dehors/secret.j2": "secret", "ici/templates/blocks/a": ""})
    (tmp_path / "ici" / PROSE).symlink_to(tmp_path / "dehors" / "secret.j2")
    found = brought(tmp_path / "ici", trusted=True)
    assert "file-unreadable" in [one.code for one in found.findings]
    assert found.texts == {}


@pytest.mark.parametrize(
    "rule",
    [
        "@import 'a.css';",
        "@ImPoRt url(a.css);",
        "p { background: url(a.png) }",
        "p { background: URL (a.png) }",
        r"p { background: u\72l(a.png) }",
        "p { background: image-set('a.png' 1x) }",
        "</style><script>",
    ],
)
def test_a_style_sheet_leads_nowhere(tmp_path: Path, rule: str) -> None:
    name = "templates/html/style.css"
    found = brought(write(tmp_path, {name: f"p {{ color: red }}\n{rule}\n"}), trusted=True)
    assert [(one.code, one.span.line) for one in found.findings] == [("template-style", 2)]


# The sandbox ----------------------------------------------------------------------------------


def made(template: str) -> str:
    box = Sandbox(
        {"a": template, "b": "{% macro m() %}x{% endmacro %}"},
        lambda value: "" if value is None else value,
        {"words": lambda key: key},
    )
    return box.run("a", {"word": "mot"})


def doubled(step: str, last: str, first: str = "{% set a0 = 'xxxxxxxx' %}") -> str:
    steps = "".join(step.replace("NEW", f"{n + 1}").replace("OLD", f"{n}") for n in range(40))
    return first + steps + last


def test_what_a_template_may_do() -> None:
    template = (
        "{% from 'b' import m %}{{ m() }}{{ words('k') }}{{ 'a' ~ 1 }}{{ [word]|length + 1 }}"
    )
    assert made(template + "{% for x in [1, 2] %}{{ loop.index }}{% endfor %}") == "xka1212"


@pytest.mark.parametrize(
    "template",
    [
        "{{ rien }}",
        "{{ ''.__class__ }}",
        "{{ ().__class__.__bases__ }}",
        "{{ words.__globals__ }}",
        "{{ words }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler }}{{ lipsum }}{{ joiner }}{{ namespace }}",
        "{% for a in range(10) %}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 'x' * 9 }}",
        "{{ '%s' % 1 }}",
        "{{ '{}'.format(1) }}",
        "{{ [].append(1) }}",
        "{{ word.upper() }}",
        "{{ 9**9 }}",
        "{{ 10000000000 * 2 }}",
        "{{ 'x'|center(1000000000) }}",
        "{{ [1]|map('x') }}",
        "{{ {}|attr('x') }}",
        "{{ '<b>'|safe }}",
        "{% do x %}",
        "{% debug %}",
        "{% include 'a' %}",
        "{% extends 'a' %}",
        "{% include '../secret' %}",
        "{% import '/etc/passwd' as x %}",
        "{{" + "(" * 5000 + "1" + ")" * 5000 + "}}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        doubled("{% set aNEW = aOLD ~ aOLD %}", "{{ a40 }}"),
        doubled("{% set aNEW %}{{ aOLD }}{{ aOLD }}{% endset %}", "{{ a40 }}"),
        doubled(
            "{% macro mNEW() %}{{ mOLD() }}{{ mOLD() }}{% endmacro %}",
            "{{ m40() }}",
            "{% macro m0() %}x{% endmacro %}",
        ),
        "{% for a in 'x' * 1 %}{% endfor %}",
        "{% for a in words('x') * 9 %}{% endfor %}",
        "{% set w = 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' %}"
        + "{% for a in w %}" * 5
        + "{% endfor %}" * 5,
    ],
    ids=lambda template: template[:50],
)
def test_what_a_template_may_not_do(template: str) -> None:
    with pytest.raises(TemplateError):
        made(template)


def test_the_line_of_a_failure() -> None:
    with pytest.raises(TemplateError) as failed:
        made("a\nb\n{{ rien }}\n")
    assert (failed.value.name, failed.value.line) == ("a", 3)
    assert failed.value.reason == "'rien' is undefined"
    with pytest.raises(TemplateError) as failed:
        made("a\n{% endfor %}\n")
    assert failed.value.line == 2


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_the_steps_and_characters_of_templates(more: int, *, refused: bool) -> None:
    for size, times in ((0, MAX_STEPS + more), (MAX_OUTPUT + more, 1)):
        box = Sandbox({}, str, {})
        box._until = float("inf")
        if refused:
            with pytest.raises(sandbox.RefusedError):
                _spend(box, size, times)
        else:
            _spend(box, size, times)


def _spend(box: Sandbox, size: int, times: int) -> None:
    for _ in range(times):
        box.spend(size)


def test_the_time_of_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", -1.0)
    with pytest.raises(TemplateError) as failed:
        made("{{ word }}")
    assert failed.value.reason == "the template takes too long"


# What it writes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p class="a">b &lt; c</p>', '<p class="a">b &lt; c</p>'),
        ("<br/><hr>", "<br><hr>"),
        ("a<!-- b -->c", "ac"),
        ('<span data-slot="0"></span>', '<span data-slot="0"></span>'),
        ('<a href="https://a.b/?c=d&amp;e">f</a>', '<a href="https://a.b/?c=d&amp;e">f</a>'),
        ('<col style="width: 25%">', '<col style="width: 25%">'),
    ],
)
def test_markup_is_written_anew(html: str, kept: str) -> None:
    assert safe(html, [True, False]) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<script>a</script>",
        "<p>",
        "</p>",
        "<p></div>",
        "</div></div>",
        '<p onclick="a">b</p>',
        '<a href="javascript:a">b</a>',
        '<a href="file:///etc/passwd">b</a>',
        '<img src="/etc/passwd" alt="a">',
        '<img src="http://a.b/c.png" alt="a">',
        '<img src="picture:figures/a.png" alt="a">',
        '<p style="position: fixed">a</p>',
        '<p custom-style="Title">a</p>',
        '<td colspan="99999999">a</td>',
        '<td rowspan="99999999">a</td>',
        '<div data-slot="0"></div>',
        '<span data-slot="9"></span>',
        '<span data-slot="-1"></span>',
        '<span data-slot="\u0660"></span>',
        '<span data-slot="0"></span><span data-slot="0"></span>',
        "<iframe></iframe>",
        "<svg></svg>",
        "<math></math>",
        "<style>a</style>",
    ],
)
def test_markup_that_is_refused(html: str) -> None:
    with pytest.raises(MarkupError):
        safe(html, [True, False])


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<p>a</p>\n{{ rien }}", 2),
        ("<p>a</p>\n{{ block.rien }}", 2),
        ("<p>a</p>\n{{ block.model_dump() }}", 2),
        ("<p>a</p>\n{{ block.text.source }}", 2),
        ("<p>a</p>\n{% if %}", 2),
        ("{{ block.text }}{{ block.text }}\n<div>", 1),
        ("<script>a</script>", 1),
        ("{% set x %}{{ block.text }}{% endset %}{{ x }}{{ x }}", 1),
    ],
)
def test_a_failure_is_told_on_the_template_s_line(
    tmp_path: Path, engine: Pandoc, template: str, line: int
) -> None:
    found = with_template(tmp_path, engine, template)
    told = [(one.code, one.span.path, one.span.line) for one in found.findings]
    assert told == [("template-failed", PROSE, line)]
    assert found.document is None


def test_no_markup_of_a_template_is_code(tmp_path: Path, engine: Pandoc) -> None:
    template = "<p>{=openxml} {{ '{{' }} `a`{=html} $x$ &lt;script&gt;</p>{{ block.text }}"
    document = with_template(tmp_path, engine, template).document
    assert "{=openxml} {{ `a`{=html} $x$ <script>" in words(document)
    assert document is not None
    assert not {"RawInline", "RawBlock", "Math"} & {node["t"] for node in walk(document.body)}


def test_the_command_holds_to_everything(tmp_path: Path) -> None:
    files = {
        **SMALL,
        PROSE: "<div class='callout'>{{ block.text }}</div>",
        "templates/html/style.css": "body { color: #123456 }\n",
        "templates/typst/report.typ": "#panic()",
        "templates/html/page.html.j2": "<script>alert(1)</script>",
        "templates/docx/styles.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    }
    here = world(tmp_path / "monde", files)
    off = run(here, "build", codes={0})
    assert off.codes == ["templates-untrusted"]
    page = here.output / "seminaire.html"
    assert "#123456" not in page.read_text()
    on = run(here, "build", "--trust-templates", codes={0})
    assert on.codes == ["template-unknown"] * 3
    assert "#123456" in page.read_text()
    assert "alert(1)" not in page.read_text()
    write(here.folder, {PROSE: doubled("{% set aNEW = aOLD ~ aOLD %}", "{{ a40 }}")})
    assert "template-failed" in run(here, "build", "--trust-templates", codes={1}).codes
