"""What every emitter of typst shares: an author's words only ever stand in string literals."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from prospecta.document import Attr, Blocks, Picture, pairs_of

LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?![A-Za-z0-9])")
MARKS = "\u0300-\u036f\u200d\ufe00-\ufe0f"
ROOMY = 2.5
"""Millimetres of a line in which any character of the text's size has room."""
WORD = 30
"""Letters up to which a word is left to hyphenation, however narrow the place."""


@dataclass(frozen=True)
class Scope:
    """What an emitter must know of the document, and what it notes for later.

    `files` are the pictures' in typst's eyes, `listed` the headings in the contents, `width` is
    that of the place in millimetres. `rows` gets, for each table in the order in which they
    begin, what heads each of its rows (see `Job`); `levels` the levels of the headings so far;
    `placed` the identifiers that have their label.
    """

    blocks: "Callable[[Blocks, Scope], str]"
    pictures: Mapping[str, Picture]
    files: Mapping[str, str]
    listed: frozenset[str]
    width: float
    rows: list[list[int]] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)


Emitter: TypeAlias = Callable[[Any, Scope], str]


def literal(value: str) -> str:
    """A string of typst: only the backslash and the quotation mark mean anything in it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def flag(value: object) -> str:
    return "true" if value else "false"


def label(identifier: str, scope: Scope) -> str:
    """The label of an identifier: `none` for an empty one and for one that was there before."""
    if not identifier or identifier in scope.placed:
        return "none"
    scope.placed.add(identifier)
    return f"label({literal(identifier)})"


def anchored(attributes: Attr, body: str, scope: Scope) -> str:
    """Markup with a place that links can lead to, in the language that its attributes say."""
    name = label(attributes[0], scope)
    marked = body if name == "none" else f"#anchor({name});{body}"
    language = LANGUAGE.match(pairs_of(attributes).get("lang", ""))
    if language is None:
        return marked
    region = literal(language[2].lower()) if language[2] else "none"
    return f"#text(lang: {literal(language[1].lower())}, region: {region})[{marked}];"


def text(value: str, scope: Scope) -> str:
    """Strings, with an empty box where a run too long for a line may go on in the next."""
    if max(map(len, value.split()), default=0) <= _fit(scope.width):
        return f"#{literal(value)};" if value else ""
    strings = [""]
    for run in re.split(r"(\S+)", value):
        first, *others = pieces(run, scope.width)
        strings[-1] += first
        strings += others
    return "#box();".join(f"#{literal(string)};" for string in strings if string)


def _fit(width: float) -> int:
    """How many characters of any kind fit on a line of some millimetres."""
    return max(3, int(width / ROOMY))


def pieces(run: str, width: float) -> Iterator[str]:
    """A run without blanks, in parts if it is too long for a line of some millimetres."""
    fit = _fit(width)
    if len(run) <= fit:
        yield run
        return
    for segment in re.findall(r"\w+\W*|\W+", run):
        if len(segment) <= fit or (len(segment) <= WORD and segment.isalpha()):
            yield segment
        else:
            yield from re.findall(rf"[\s\S]{{1,{max(2, fit // 2)}}}[{MARKS}]*", segment)
