"""Write docs/data.md from the models, field by field, and docs/codes.md from the pages of codes."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ForwardRef, get_args

from code_pages import codes
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from prospecta.blocks import BLOCKS
from prospecta.dates import Day, Moment
from prospecta.identity import Identity
from prospecta.model import Many
from prospecta.places import templates
from prospecta.source import Source
from prospecta.strict_yaml import load
from prospecta.text import Authored, Count

LISTED = get_args(Many[str])[1].func
ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
HEAD = """\
# The data, field by field

Made from the models by `python tools/make_docs.py`: do not edit it here.

A file `<kind>.yaml`, or `<kind>/<name>.yaml`, holds one block; its id is `<kind>` or
`<kind>-<name>` unless it says otherwise. *Markdown* may have paragraphs, lists, tables and
footnotes; a *line of Markdown* is one line without blocks. Of *one or more*, a single one may
stand alone, without its dash.
**Bold** keys must be given.

An identifier is made of lower-case letters, digits and hyphens, and names one thing in the
whole folder. A date is `2026`, `2026-T3` (or `2026-Q3`), `2026-05`, `2026-05-28` or `en continu`;
a day is `2026-05-28`. Where an item or a section is expected, a text alone will do. A text that
holds a colon and a space, or ` #`, stands in quotes. The words that `words` can replace are in
`templates/languages/`.
"""


def page() -> str:
    """The whole page."""
    words, findings = load(
        Source("en.yaml", (templates() / "fields" / "en.yaml").read_text("utf-8"))
    )
    assert not findings, findings
    assert isinstance(words, dict)
    parts = [HEAD, *_file("seminar.yaml", Identity, words)]
    for kind, block in BLOCKS.items():
        if kind == "prose":
            parts.append("## `text/*.md`\n\n" + PROSE)
        elif kind != "objectives":
            parts += _file(f"{kind}.yaml", block, words)
    return "\n".join(parts)


PROSE = """\
Markdown as CommonMark has it, with tables, footnotes, definition lists, `~~struck~~`, `H~2~O`,
`2^e^`, `[text]{lang=en}` and fenced divs. Headings are relative to the section that holds the text.

| what | how |
|---|---|
| a box | `::: callout` … `:::`; likewise `note`, `question`, `definition` |
| ✓ and ⇒ lists | `::: checks` or `::: arrows` around a list |
| a picture | `![what it shows](../figures/name.svg "its caption")` alone in a paragraph |
| place a block here | `![](#id)` alone in a paragraph; the seminar's objectives are `objectives` |
| refer to a block or section | `[](#id)`: the words are filled in |
"""


def _file(name: str, model: type[BaseModel], words: dict[str, Any]) -> Iterator[str]:
    yield f"## `{name}`\n"
    seen: list[type[BaseModel]] = []
    waiting = [model]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.append(current)
        title = "" if current is model else f"### {current.__name__}\n\n"
        yield f"{title}{inspect.getdoc(current)}\n"
        yield _table(current, words)
        for field in current.model_fields.values():
            waiting += [found for found in _models(field.annotation) if found not in seen]


def _table(model: type[BaseModel], words: dict[str, Any]) -> str:
    rows = ["| key | what | meaning |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        key = f"**`{name}`**" if field.is_required() else f"`{name}`"
        meaning = _meaning(model, name, words)
        rows.append(f"| {key} | {_kind(field)} | {meaning} |")
    return "\n".join(rows) + "\n"


def _meaning(model: type[BaseModel], name: str, words: dict[str, Any]) -> str:
    for ancestor in model.__mro__:
        found = words.get(ancestor.__name__, {}).get(name)
        if found:
            return str(found)
    message = f"templates/fields/en.yaml says nothing of {model.__name__}.{name}"
    raise SystemExit(message)


def _kind(field: FieldInfo) -> str:
    annotation, metadata = field.annotation, tuple(field.metadata)
    if any(getattr(part, "func", None) is LISTED for part in metadata):
        return f"one or more: {_told(annotation).removeprefix('list: ')}"
    for known, told in ((Count, "a whole number"), (Day, "a day")):
        if metadata and metadata == get_args(known)[1:]:
            return told
    if metadata == get_args(Moment)[1:]:
        return "a date"
    return _told(annotation)


def _told(annotation: Any) -> str:  # noqa: PLR0911 - a table of kinds
    if isinstance(annotation, ForwardRef | str):
        return "list: the same"
    if annotation is int:
        return "a whole number"
    if annotation is Moment:
        return "a date"
    if annotation is Day:
        return "a day"
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        targets = " or ".join(getattr(annotation, "targets", ()))
        return f"the id of: {targets}" if targets else annotation.describes
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if all(isinstance(part, str) for part in parts) and parts:
        return " \\| ".join(f"`{part}`" for part in parts)
    told = [_told(part) for part in parts if not _is_validator(part)]
    if getattr(annotation, "__origin__", None) is list:
        return f"list: {told[0]}"
    if getattr(annotation, "__origin__", None) is dict:
        return f"mapping to {told[-1]}"
    return " or ".join(one for one in dict.fromkeys(told) if one)


def _is_validator(part: Any) -> bool:
    return not (isinstance(part, type) or get_args(part) or part in {Moment, Day})


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


if __name__ == "__main__":
    pages = {DOCS / "data.md": page(), DOCS / "codes.md": codes()}
    if "--check" in sys.argv:
        wrong = [path for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
        raise SystemExit(bool(wrong))
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
