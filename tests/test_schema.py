"""The JSON Schemas: made from the models, and of one mind with them."""

import json
import re
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

import forked
from prospecta.block import models_in, values_of
from prospecta.blocks.participants import Stranger
from prospecta.dates import When, day, when
from prospecta.folder import files
from prospecta.identity import Identity
from prospecta.language import Language, shipped_languages
from prospecta.new import content
from prospecta.schemas import FILES, SUFFIX, Schema, bundle, schema, spoken, written
from prospecta.schemas.scalars import scalar
from prospecta.schemas.wording import Wording
from prospecta.source import Source
from prospecta.strict_yaml import Mapping, Node, Null, Scalar, Sequence, load
from prospecta.text import ID, Id, Ref, whole
from prospecta.theme import shipped_themes

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "seminaire-2015-05-28"
Seen: TypeAlias = Any
"""A value as an editor sees it."""

NUMBERS = (
    (re.compile(r"|~|null|Null|NULL"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda typed: typed.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)
"""The core schema of YAML 1.2, which editors read: what a plain scalar means by its spelling."""


def plain(typed: str) -> Seen:
    return next((made(typed) for form, made in NUMBERS if form.fullmatch(typed)), typed)


def seen(node: Node) -> Seen:
    """What an editor makes of a value that the strict reader has read."""
    if isinstance(node, Mapping):
        return {str(key): seen(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [seen(item) for item in node]
    if isinstance(node, Scalar):
        return str(node) if node.quoted else plain(str(node))
    return None


def editor(text: str) -> Seen:
    """The same by another reader, from the file."""

    def made(node: yaml.Node | None) -> Seen:
        if isinstance(node, yaml.MappingNode):
            return {key.value: made(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [made(item) for item in node.value]
        assert isinstance(node, yaml.ScalarNode)
        return node.value if node.style else plain(node.value)

    return made(yaml.compose(text, yaml.BaseLoader))


def seeds() -> Iterator[tuple[str, str, str]]:
    """The kind, the name and the text of every YAML file that ships."""
    folders = {"2015": {path: (EXAMPLE / path).read_text("utf-8") for path in files(EXAMPLE)}}
    for language in ("fr", "en"):
        for example in (False, True):
            folders[f"{language}-{example}"] = content(language, example=example)
    for folder, held in folders.items():
        for path, text in held.items():
            if path.endswith(".yaml"):
                yield path.removesuffix(".yaml").partition("/")[0], f"{folder}/{path}", text


SEEDS = list(seeds())
VALIDATORS = {kind: Draft202012Validator(schema(kind)) for kind in FILES}
WORDS = {key for code in shipped_languages() for key in Language.read(code).words}


def tree(text: str) -> Node:
    node, findings = load(Source("file.yaml", text))
    assert node is not None
    assert not findings
    return node


def accepted(kind: str, node: Node) -> bool:
    """Whether prospecta takes a file: the models, and what they leave to a check."""
    try:
        model = FILES[kind].model_validate(deepcopy(node))
    except ValidationError:
        return False
    if any(_is_refused(value) for one in models_in(model) for value in values_of(one)):
        return False
    if not isinstance(model, Identity):
        return True
    known = str(model.language) in shipped_languages() and set(model.words) <= WORDS
    return known and (model.theme is None or str(model.theme) in shipped_themes())


def _is_refused(value: object) -> bool:
    return isinstance(value, Stranger) or (isinstance(value, Ref) and not ID.fullmatch(str(value)))


@pytest.mark.parametrize("language", spoken())
def test_the_committed_schemas_are_those_of_the_models(language: str) -> None:
    folder = ROOT / "schemas" / language
    committed = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    made = {f"{kind}{SUFFIX}": written(schema(kind, language)) for kind in FILES}
    assert committed == made, f"run: prospecta schema --lang {language} --output schemas/{language}"


@pytest.mark.parametrize("language", spoken())
def test_they_are_schemas_that_reach_for_nothing(language: str) -> None:
    made = [schema(kind, language) for kind in FILES]
    for one in [*made, bundle(language)]:
        Draft202012Validator.check_schema(one)
    assert len({one["$id"] for one in made}) == len(FILES)
    for one in made:
        text = written(one).replace(one["$schema"], "")
        assert "://" not in text
        assert all(ref.startswith("#/$defs/") for ref in re.findall(r'"\$ref": "([^"]*)"', text))


def parts(value: Seen) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value:
        if isinstance(below, dict | list):
            yield from parts(below)


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("kind", FILES)
def test_everything_is_explained_and_every_example_is_right(kind: str, language: str) -> None:
    made = schema(kind, language)
    assert made["title"]
    for part in parts(made):
        if part.get("additionalProperties") is False:
            for name, held in part["properties"].items():
                assert held["description"], name
        if "enumDescriptions" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])
            assert all(part["enumDescriptions"])
        validator = Draft202012Validator({**part, "$defs": made["$defs"]})
        for example in part.get("examples", []):
            assert validator.is_valid(example), example
    for name, definition in made["$defs"].items():
        assert name == "Word" or definition["description"], name


def test_no_explanation_is_left_of_what_is_gone() -> None:
    for language in spoken():
        data = Wording.read(language).data
        known = {base.__name__: base for model in models() for base in model.__mro__}
        apart = {"files", "models", "scalars", "values", "examples"}
        for name in set(data) - apart:
            assert name in known, f"{language}: {name}"
            for key in data[name]:
                heirs = [model for model in models() if known[name] in model.__mro__]
                assert any(key in heir.model_fields for heir in heirs), f"{language}: {name}.{key}"
        assert set(data["files"]) == set(FILES)
        assert set(data["models"]) == {model.__name__ for model in models()}


def models() -> set[type[BaseModel]]:
    from prospecta.model import Model

    waiting, found = [Model], set[type[BaseModel]]()
    while waiting:
        waiting += waiting.pop().__subclasses__()
        found |= {model for model in waiting if model.__name__ in NAMED}
    return found


NAMED = {name for kind in FILES for name in schema(kind)["$defs"]} | {
    model.__name__ for model in FILES.values()
}


@pytest.mark.parametrize(("kind", "name", "text"), SEEDS, ids=[name for _, name, _ in SEEDS])
def test_what_ships_is_accepted_as_an_editor_reads_it(kind: str, name: str, text: str) -> None:
    problems = [error.message for error in VALIDATORS[kind].iter_errors(editor(text))]
    assert not problems, name
    assert editor(text) == seen(tree(text))


ODD = [
    *("12", "0", "-3", "1.5", "2015", "1999-02-29", "2000-02-29", "2026-13", "2026-T4", "2026-T5"),
    *("true", "no", "En continu", "a-b", "A b", "high", "present", "draft", "annex", "en", "pt"),
]
VALUES: list[Node] = [
    *map(Scalar, ODD),
    *(Scalar(typed, quoted=True) for typed in ("", "  ", "2015", "3", "1 000", "2015-05-28", "x")),
    Null(),
    Sequence(),
    Sequence([Scalar("a")]),
    Sequence([Scalar("a"), Scalar("2015-05-28")]),
    Sequence([Null()]),
    Sequence([Sequence([Scalar("a")])]),
    Mapping(),
    Mapping({"text": Scalar("a")}),
    Mapping({"title": Scalar("a"), "date": Scalar("2030")}),
    Mapping({"place": Scalar("a"), "numbering": Scalar("numbered"), "contents": Sequence()}),
    Mapping({"place": Scalar("a"), "numbering": Scalar("annex")}),
    Mapping({"place": Scalar("a"), "id": Scalar("b")}),
    Mapping({"place": Null(), "workshop": Scalar("b"), "title": Null()}),
    Mapping({"title": Scalar("a"), "workshop": Scalar("b")}),
    Mapping({"swot.strengths": Scalar("a")}),
    Mapping({"swot.strenghts": Scalar("a")}),
]


def collections(node: Node) -> Iterator[Mapping | Sequence]:
    if isinstance(node, Mapping | Sequence):
        yield node
        for below in node.values() if isinstance(node, Mapping) else node:
            yield from collections(below)


KEYS = {
    kind: sorted({key for part in parts(schema(kind)) for key in part.get("properties", {})})
    for kind in FILES
}
"""Every key that some object of a kind of file may have."""


def changed(draw: st.DrawFn, kind: str, root: Node) -> None:
    """One small change somewhere: a value, a missing, an added or a nested one, another key."""
    place = draw(st.sampled_from(list(collections(root))))
    value = deepcopy(draw(st.sampled_from([*VALUES, *collections(root)])))
    if isinstance(place, Sequence):
        at = draw(st.integers(0, len(place)))
        place[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from([[], [value]]))
        return
    held = sorted(place)
    name = draw(st.sampled_from([*held, *KEYS[kind], "titel"]))
    taken = draw(st.sampled_from(["", *held]))
    old = place.pop(taken) if taken else None
    if draw(st.booleans()):
        place[name] = value if old is None else old


@st.composite
def nearly_right(draw: st.DrawFn) -> tuple[str, Node]:
    kind, _, text = draw(st.sampled_from(SEEDS))
    root = deepcopy(tree(text))
    for _ in range(draw(st.integers(1, 2))):
        changed(draw, kind, root)
    return kind, root


@settings(max_examples=200, deadline=None)
@given(nearly_right())
def test_a_small_change_is_judged_alike_by_the_schema_and_the_models(
    case: tuple[str, Node],
) -> None:
    kind, root = case
    assert VALIDATORS[kind].is_valid(seen(root)) == accepted(kind, root), seen(root)


def test_a_key_that_does_not_exist_is_underlined_before_anything_follows_it() -> None:
    assert not VALIDATORS["approach"].is_valid(editor("steps: [{title: a, result: b}]\nstep:"))


def takes(kind: type, typed: str) -> bool:
    """Whether an editor takes a text, plain or quoted as it may be."""
    _, held = scalar(kind)
    return Draft202012Validator(held).is_valid(plain(typed))


def reads(read: Any, typed: str) -> bool:
    try:
        read(typed)
    except ValueError:
        return False
    return True


def test_every_day_of_the_calendar_and_no_other() -> None:
    for year in (1900, 1996, 2000, 2015, 2100, 9999):
        for month in range(14):
            typed = f"{year}-{month:02}"
            assert takes(When, typed) == reads(when, typed), typed
            for number in range(33):
                typed = f"{year}-{month:02}-{number:02}"
                assert takes(date, typed) == takes(When, typed) == reads(day, typed), typed


@pytest.mark.parametrize(
    "typed",
    [
        *("0000", "0000-01-01", "999", "1000", "2026", "2026-T0", "2026-T1", "2026-Q4"),
        *("2026-Q5", "2026-t1", "2026-5", "2026-05-1", "2026/05", "en continu", "EN CONTINU"),
        *("ongoing", "Ongoing", "toujours", " 2026 ", "2026-05-28 ", "٢٠٢٦", "2026.5", "-2026"),
    ],
)
def test_dates_of_every_precision(typed: str) -> None:
    assert takes(When, typed) == reads(when, typed)


def test_what_an_editor_has_made_a_number_shows_no_more_how_it_was_typed() -> None:
    assert takes(When, "02026")
    assert not reads(when, "02026")
    assert takes(Id, "1E5")
    assert takes(Id, "True")


@pytest.mark.parametrize(
    "typed", ["1", "-1", "+12", "1 000", "1\u202f000", "1_000", "1.5", "un", "", " 1", "12a", "1,5"]
)
def test_whole_numbers(typed: str) -> None:
    assert takes(int, typed) == reads(whole, typed)


def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [*forked.command(), "schema", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_the_command_prints_one_or_all() -> None:
    done = run("swot", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == schema("swot", "en")
    every: Schema = json.loads(run("--lang", "fr").stdout)
    assert every == bundle("fr")
    assert list(every["$defs"]) == list(FILES)


def test_the_command_writes_files_and_replaces_old_ones(tmp_path: Path) -> None:
    folder = tmp_path / "les schémas"
    assert run("--lang", "fr", "--output", folder).returncode == 0
    (folder / f"swot{SUFFIX}").write_text("old")
    assert run("swot", "--lang", "fr", "--output", folder).returncode == 0
    held = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert held == {f"{kind}{SUFFIX}": written(schema(kind, "fr")) for kind in FILES}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["swto", "--lang", "fr"], 2, "Voulez-vous dire « swot » ?"),
        (["--lang", "pt"], 2, "pt"),
        (["zzz", "--lang", "en"], 2, "these are seminar, participants,"),
        (["--output", __file__, "--lang", "en"], 2, "not a folder"),
        (["--output", f"{__file__}/below"], 3, "n'est pas un dossier"),
        (["--output", "x" * 300], 3, "prospecta:"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, told: str) -> None:
    done = run(*words)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
