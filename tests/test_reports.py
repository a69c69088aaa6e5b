"""How findings are told: to a person in frames, to a platform in the format that it reads."""

import json
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from folders import SMALL, write
from prospecta import source
from prospecta.commands.check import FORMATS
from prospecta.findings import CODES, Finding, Span
from prospecta.messages import Messages, visible
from prospecta.reports import REPORTS, Reviewed
from prospecta.reports.fixes import fix
from prospecta.reports.frames import BEFORE, WIDTH, frame
from prospecta.reports.prints import fingerprinted
from prospecta.reports.text import brief
from prospecta.seminar import read_seminar

SCHEMAS = Path(__file__).parent / "schemas"
KEY = Finding(
    "unknown-key",
    Span("swot.yaml", 2, 1, 2, 10),
    {"key": "strenghts", "suggestion": "strengths", "known": "strengths"},
)
UNUSED = Finding("silence-unused", Span("swot.yaml", 1, 1, 3, 1), {"code": "no-date"})
FILES = {"swot.yaml": "threats: [b]\nstrenghts: [é]\n"}


def reviewed(folder: Path, *findings: Finding, language: str = "fr", **known: Any) -> Reviewed:
    return Reviewed(folder, findings, Messages.read(language), **known)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seminar in a repository, while the shell is elsewhere."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"dépôt/.git/HEAD": ""})
    return write(tmp_path / "dépôt" / "jour 1", FILES)


@pytest.mark.usefixtures("folder")
def test_a_person_reads_frames() -> None:
    assert (
        REPORTS["text"]([reviewed(Path("dépôt/jour 1"), KEY)])
        == """\
erreur[unknown-key] La clé « strenghts » n'existe pas ici.
  --> dépôt/jour 1/swot.yaml:2:1
  |
2 | strenghts: [é]
  | ^^^^^^^^^
  = Voulez-vous dire « strengths » ?

1 erreur.
"""
    )


FRAMES = [
    # lines, span, frame
    ("a: b\n", (1, 4, 1, 5), "1 | a: b\n  |    ^\n"),
    ("é: 日本 x\n", (1, 4, 1, 6), "1 | é: 日本 x\n  |    ^^^^\n"),
    ("a:\tb\n", (1, 4, 1, 5), "1 | a:  b\n  |     ^\n"),
    ("日\tb\n", (1, 3, 1, 4), "1 | 日  b\n  |     ^\n"),
    ("e\u0301 b\n", (1, 4, 1, 5), "1 | e\u0301 b\n  |   ^\n"),
    ("a\u200db c\n", (1, 5, 1, 6), "1 | ab c\n  |    ^\n"),
    ("a\x1b[31m b\n", (1, 2, 1, 3), "1 | a\ufffd[31m b\n  |  ^\n"),
    ("a: b\n", (1, 5, 1, 5), "1 | a: b\n  |     ^\n"),
    ("a: b\n", (1, 9, 1, 12), "1 | a: b\n  |     ^\n"),
    ("- a: b\n  c: d\n", (1, 3, 2, 7), "1 | - a: b\n  |   ^^^^\n2 |   c: d\n  |   ^^^^\n"),
    ("a\n\nb\n", (1, 1, 4, 1), "1 | a\n  | ^\n2 |\n3 | b\n  | ^\n"),
    ("a\nb\nc\nd\ne\n", (1, 1, 5, 2), "1 | a\n  | ^\n2 | b\n  | ^\n… |\n5 | e\n  | ^\n"),
]


@pytest.mark.parametrize(("text", "place", "shown"), FRAMES)
def test_carets_stand_below_the_words(
    text: str, place: tuple[int, int, int, int], shown: str
) -> None:
    lines = list(frame(text.split("\n"), Span("x", *place)))
    assert "\n".join(lines[1:]) + "\n" == shown


def test_a_long_line_is_cut_around_its_caret() -> None:
    line = "é" * 5000 + "ICI" + "é" * 5000
    _, shown, carets = frame([line], Span("x", 1, 5001, 1, 5004))
    assert shown == "1 | …" + "é" * BEFORE + "ICI" + "é" * (WIDTH - BEFORE - 5) + "…"
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "ICI"


def test_a_line_that_fits_is_not_cut() -> None:
    line = "a" * (WIDTH - 1)
    _, shown, carets = frame([line], Span("x", 1, WIDTH - 1, 1, WIDTH))
    assert shown == f"1 | {line}"
    assert carets.index("^") == len(shown) - 1


@given(st.text(max_size=300), st.integers(1, 320), st.integers(0, 40))
def test_a_frame_fits_whatever_the_line(line: str, column: int, width: int) -> None:
    line = line.replace("\n", " ")
    _, shown, carets = frame([line], Span("x", 1, column, 1, column + width))
    assert columns(shown) <= WIDTH + len("1 | ")
    assert columns(carets) <= WIDTH + len("1 | ") + 1
    assert carets.lstrip(" |").strip("^") == ""
    assert "^" in carets
    assert visible(shown) == shown


def columns(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in {"Mn", "Me"} for char in text)


def test_a_line_in_an_old_encoding_is_shown_up_to_what_is_wrong(folder: Path) -> None:
    write(folder, {"old.yaml": "a: b\r\nc: été\r\n".encode("cp1252")})
    found = source.read(folder, "old.yaml")
    assert isinstance(found, Finding)
    told = REPORTS["text"]([reviewed(folder, found)])
    assert "\n2 | c: \ufffdt\ufffd\n  |    ^\n" in told


def test_a_line_that_cannot_be_read_has_no_frame(folder: Path) -> None:
    gone = Finding("picture-missing", Span("text/no.md", 3, 1, 3, 4), {"path": "x"})
    assert REPORTS["text"]([reviewed(folder, gone)]).count("\n") == len(
        ("sentence", "place", "hint", "", "count")
    )


def test_no_name_of_a_file_writes_a_line_of_its_own(folder: Path) -> None:
    name = "a\n::error::b\x1b[2J.md"
    told = [reviewed(folder, Finding("unknown-file", Span(name), {"path": name}))]
    for form, report in REPORTS.items():
        assert "\x1b" not in report(told)
        commands = [line for line in report(told).splitlines() if line.startswith("::")]
        assert len(commands) == (form == "github")


@pytest.mark.parametrize("form", REPORTS)
def test_any_name_of_a_file_can_be_told(folder: Path, form: str) -> None:
    name = "\udce9t\udce9.md"
    told = REPORTS[form]([reviewed(folder, Finding("unknown-file", Span(name), {"path": name}))])
    assert told.encode("utf-8", "backslashreplace")


@pytest.mark.parametrize(
    ("language", "errors", "warnings", "told"),
    [
        ("fr", 1, 2, "1 erreur, 2 avertissements."),
        ("fr", 2, 1, "2 erreurs, 1 avertissement."),
        ("fr", 0, 1, "1 avertissement."),
        ("en", 1, 2, "1 error, 2 warnings."),
        ("en", 3, 0, "3 errors."),
    ],
)
def test_numbers_agree(language: str, errors: int, warnings: int, told: str) -> None:
    assert Messages.read(language).count(errors, warnings) == told


def test_paths_begin_at_the_root_of_the_repository(folder: Path, tmp_path: Path) -> None:
    assert path_of(folder) == "jour 1/swot.yaml"
    assert path_of(Path("dépôt/jour 1")) == "jour 1/swot.yaml"
    write(folder, {".git": "gitdir: ../.git/worktrees/jour-1\n"})
    assert path_of(folder) == "swot.yaml"
    outside = write(tmp_path / "hors dépôt", FILES)
    assert path_of(outside) == "hors dépôt/swot.yaml"


def test_a_folder_outside_of_everything_is_named_as_it_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"ici/x": "", "là/swot.yaml": ""})
    monkeypatch.chdir(tmp_path / "ici")
    assert path_of(Path("../là")) == "../là/swot.yaml"


def test_no_report_tells_a_path_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"ici/x": "", "dépôt/.git/HEAD": "", "dépôt/jour/x": "", "là/swot.yaml": ""})
    monkeypatch.chdir(tmp_path / "ici")
    for name in ("là", "dépôt", "dépôt/jour"):
        for told in ({}, {"failure": "no"}):
            clean = reviewed(tmp_path / name, **told)
            for form in ("sarif", "github", "gitlab", "junit"):
                assert str(tmp_path) not in REPORTS[form]([clean])
        assert str(tmp_path) not in path_of(tmp_path / name)
    (case,) = etree.fromstring(REPORTS["junit"]([reviewed(Path("../là"))]).encode()).iter(
        "testcase"
    )
    assert case.get("classname") == "../là"


def test_a_place_in_a_sentence_has_its_folder(folder: Path) -> None:
    twice = Finding("duplicate-id", Span("a.yaml"), {"id": "x", "first": "swot.yaml:2"})
    told = [reviewed(Path("dépôt/jour 1"), twice)]
    assert "est déjà donné en dépôt/jour 1/swot.yaml:2." in REPORTS["text"](told)
    assert brief(told[0]).count("dépôt/jour 1/swot.yaml:2") == 1
    assert brief(told[0]).endswith(" prospecta check 'dépôt/jour 1'\n")
    for form in ("json", "sarif", "github", "gitlab", "junit"):
        assert "est déjà donné en jour 1/swot.yaml:2." in REPORTS[form](told)
    other = Finding("starts-too-soon", Span("a.yaml"), {"title": "t", "first": "Paver la rue"})
    assert "Paver la rue" in REPORTS["text"]([reviewed(folder, other)])


def path_of(folder: Path) -> str:
    return reviewed(folder).path(KEY.span)


def test_github_annotates(folder: Path) -> None:
    percent = Finding("unknown-id", Span("a,b:c.yaml", 1, 4, 1, 4), {"id": "50 %"})
    assert (
        REPORTS["github"]([reviewed(folder, KEY, UNUSED, percent, language="en")])
        == """\
::error file=jour 1/swot.yaml,line=2,col=1,endLine=2,endColumn=9,title=prospecta%3A unknown-key\
::There is no key “strenghts” here.%0ADid you mean “strengths”?
::warning file=jour 1/swot.yaml,line=1,endLine=2,title=prospecta%3A silence-unused\
::This comment ignores nothing: there is no warning “no-date” on this line.%0A\
Delete it, or put it at the end of the warning's line.
::error file=jour 1/a%2Cb%3Ac.yaml,line=1,col=4,endLine=1,endColumn=4,title=prospecta%3A unknown-id\
::Nothing has the identifier “50 %25”.%0ADeclare it first.
"""
    )


def test_strict_takes_warnings_for_errors(folder: Path) -> None:
    told = [reviewed(folder, UNUSED, strict=True)]
    assert told[0].failed
    assert REPORTS["text"](told).startswith("erreur[silence-unused]")
    assert REPORTS["github"](told).startswith("::error ")
    assert json.loads(REPORTS["sarif"](told))["runs"][0]["results"][0]["level"] == "error"
    assert json.loads(REPORTS["gitlab"](told))[0]["severity"] == "major"
    assert "<failure" in REPORTS["junit"](told)


def test_nothing_found_is_said_or_is_an_empty_report(folder: Path) -> None:
    told = [reviewed(folder, language="en")]
    assert REPORTS["text"](told) == "Nothing to report.\n"
    assert REPORTS["github"](told) == ""
    assert json.loads(REPORTS["gitlab"](told)) == []
    assert json.loads(REPORTS["sarif"](told))["runs"][0]["results"] == []
    assert json.loads(REPORTS["json"](told))["folders"][0]["findings"] == []
    assert 'tests="1" failures="0" errors="0"' in REPORTS["junit"](told)


def test_a_folder_that_could_not_be_reviewed_is_not_a_clean_one(folder: Path) -> None:
    told = [reviewed(folder, failure="pandoc took too long")]
    assert REPORTS["text"](told) == ""
    assert json.loads(REPORTS["json"](told))["folders"][0]["failure"] == "pandoc took too long"
    run = json.loads(REPORTS["sarif"](told))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "pandoc took too long" in REPORTS["github"](told)
    assert '<error type="ToolError" message="pandoc took too long"' in REPORTS["junit"](told)


def test_json_is_the_shape_of_the_documentation(folder: Path) -> None:
    (told,) = json.loads(REPORTS["json"]([reviewed(folder, KEY)]))["folders"]
    (finding,) = told["findings"]
    assert finding.pop("fingerprint")
    assert finding == {
        "code": "unknown-key",
        "severity": "error",
        "message": "La clé « strenghts » n'existe pas ici.",
        "hint": "Voulez-vous dire « strengths » ?",
        "path": "jour 1/swot.yaml",
        "line": 2,
        "column": 1,
        "endLine": 2,
        "endColumn": 10,
        "fix": {"line": 2, "column": 1, "endLine": 2, "endColumn": 10, "text": "strengths"},
    }


def test_sarif_has_rules_places_and_fixes(folder: Path) -> None:
    run = json.loads(REPORTS["sarif"]([reviewed(folder, KEY, UNUSED, language="en")]))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["unknown-key", "silence-unused"]
    assert rules[0]["shortDescription"]["text"] == "There is no key “…” here."
    assert "prospecta explain unknown-key" in rules[0]["help"]["text"]
    first, second = run["results"]
    assert (first["ruleIndex"], first["level"]) == (0, "error")
    assert (second["ruleIndex"], second["level"]) == (1, "warning")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "jour%201/swot.yaml"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 10},
    }
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "strengths"}
    assert "fixes" not in second


VALIDATORS: Mapping[str, Any] = {
    "sarif": Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text())),
    "gitlab": Draft202012Validator(json.loads((SCHEMAS / "code-quality.json").read_text())),
}
TEXTS = st.text(max_size=20) | st.sampled_from(["threats", "strenghts: [é]"])
PLACES = st.builds(
    lambda path, line, column, lines, width: Span(
        path, line, column, line + lines, column + width if not lines else width + 1
    ),
    st.sampled_from(["swot.yaml", "text/é à.md"]),
    st.integers(1, 4),
    st.integers(1, 20),
    st.integers(0, 2),
    st.integers(0, 5),
)
NAMES = {"known", "suggestion", "fixed", "line", "key", "value", "id"}


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """A finding of any code, its values what a sentence of that code names."""
    code, text = draw(st.sampled_from(sorted(CODES))), draw(TEXTS)
    told = str(Messages.read("fr").data["findings"][code]) + str(
        Messages.read("en").data["findings"][code]
    )
    names = {part.partition("}")[0] for part in told.split("{")[1:]}
    return Finding(code, draw(PLACES), {**dict.fromkeys(names | NAMES, text)})


FOUND = st.lists(findings(), max_size=6)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = {".git/HEAD": "", "swot.yaml": "threats: [b]\nstrenghts: [é]\n", "text/é à.md": "é\n"}
    return write(tmp_path_factory.mktemp("repository"), held)


@settings(max_examples=15, deadline=None)
@given(found=FOUND, strict=st.booleans(), language=st.sampled_from(["fr", "en"]))
def test_what_is_found_fits_the_public_schemas(
    repository: Path, found: list[Finding], strict: bool, language: str
) -> None:
    told = [
        reviewed(repository, *found, language=language, strict=strict),
        reviewed(repository, failure="no"),
    ]
    for form, validator in VALIDATORS.items():
        report = json.loads(REPORTS[form](told))
        assert not [error.message for error in validator.iter_errors(report)]
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(REPORTS["junit"](told).encode()))


@given(FOUND)
def test_every_finding_has_a_fingerprint_of_its_own(found: list[Finding]) -> None:
    marks = [mark for _, mark in fingerprinted(reviewed(Path(), *found, *found))]
    assert len(set(marks)) == 2 * len(found)


def test_a_fingerprint_outlives_lines_before_it_and_the_language(folder: Path) -> None:
    def marks(line: int, language: str) -> list[str]:
        there = Finding("unknown-key", Span("swot.yaml", line, 1, line, 10), KEY.values)
        return [mark for _, mark in fingerprinted(reviewed(folder, there, language=language))]

    before = marks(2, "fr")
    write(folder, {"swot.yaml": "# note\n\nthreats: [b]\n  strenghts: [é]\n"})
    assert marks(4, "en") == before
    write(folder, {"swot.yaml": "strenghts: [autre]\n"})
    assert marks(1, "fr") != before


IDENTITY = SMALL["seminar.yaml"]
FIXES = [
    # file, what it holds, what is put where
    ("swot.yaml", "strenghts: [a]\n", (1, 1, 1, 10), "strengths"),
    ("swot.yaml", "threats:\n  - Presse : publier\n", (2, 5, 2, 21), '"Presse : publier"'),
    ("swot.yaml", "threats: !a b\n", (1, 1, 1, 14), 'threats: "!a b"'),
    ("swot.yaml", "threats: *x\n", (1, 1, 1, 12), 'threats: "*x"'),
    ("seminar.yaml", IDENTITY + "status: drfat\n", (7, 9, 7, 14), "draft"),
    ("seminar.yaml", IDENTITY + "status: 'drfat'\n", (7, 10, 7, 15), "draft"),
    ("swot.yaml", "id: Grille 1\n", (1, 5, 1, 13), "grille-1"),
    ("seminar.yaml", IDENTITY.replace("2026-05-28", "28/05/2026"), (4, 8, 4, 18), "2026-05-28"),
    ("seminar.yaml", IDENTITY.replace("language: ", "language "), (3, 1, 3, 12), "language: fr"),
    ("swot.yaml", "threats:\n  - b\n  -Presse\n", (3, 1, 3, 10), "  - Presse"),
    ("swot.yaml", "threats: -Presse\n", None, ""),
    ("notes.md", "?\n", None, ""),
]


@pytest.mark.parametrize(("name", "held", "place", "text"), FIXES)
def test_a_fix_replaces_what_the_finding_is_about(
    tmp_path: Path, name: str, held: str, place: tuple[int, ...] | None, text: str
) -> None:
    folder = write(tmp_path, {**SMALL, name: held})
    _, found = read_seminar(folder)
    fixes = [fix(reviewed(folder, *found), one) for one in found if one.span.path == name]
    wanted = None if place is None else (Span(name, *place), text)
    assert fixes == [wanted]


def test_a_fix_that_the_file_does_not_bear_out_is_not_offered(folder: Path) -> None:
    other = Finding(KEY.code, Span("swot.yaml", 1, 1, 1, 8), KEY.values)
    line = Finding("yaml-tag", Span("swot.yaml", 1, 1, 1, 2), {"line": "a: b", "fixed": "a: c"})
    told = reviewed(folder, other, line)
    assert [fix(told, other), fix(told, line)] == [None, None]


def test_the_table_and_the_command_name_the_same_formats() -> None:
    assert list(REPORTS) == list(FORMATS)


PUBLISHED = """\
import type {{ Issue }} from "{types}";
type Issues = Array<Issue & {{ fingerprint: string }}>;
export const report: Issues = {report};
"""
"""Code Climate's words for an issue, as a package publishes them, and what GitLab asks beside."""


@pytest.mark.types
def test_code_quality_fits_the_published_types(folder: Path, tmp_path: Path) -> None:
    issues = json.loads(REPORTS["gitlab"]([reviewed(folder, KEY, UNUSED)]))
    assert len(issues) == 2
    packages = Path(__file__).parents[1] / "node_modules"
    types = (packages / "codeclimate-types" / "index.js").as_posix()
    wrong = [issues[0] | {"severity": "error"}, issues[1]]
    for name, report in (("report.ts", issues), ("wrong.ts", wrong)):
        told = PUBLISHED.format(types=types, report=json.dumps(report))
        (tmp_path / name).write_text(told)
    compiler = str(packages / "typescript" / "bin" / "tsc")
    options = ("--noEmit", "--strict", "--module", "nodenext", "--pretty", "false")
    command = ["node", compiler, *options, "report.ts", "wrong.ts"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0, "the compiler sees the one that is wrong"
    said = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert {line.partition("(")[0] for line in said} == {"wrong.ts"}, done.stdout
