"""What an engine refuses as a whole, found in what the author wrote."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from prospecta.block import values_of
from prospecta.checks import check, unprintable
from prospecta.document import Blocks, Document, Node, rewrite, walk
from prospecta.findings import Finding, Span, ToolError
from prospecta.folder import SEMINAR
from prospecta.pandoc import RefusedTextsError
from prospecta.process import EndedError
from prospecta.review import Review
from prospecta.seminar import Seminar, read_seminar
from prospecta.text import Line, Text
from prospecta.typst import MissingGlyphError, RefusedPicturesError

Attempt = Callable[[Document], object]
"""Has a document rendered, and raises ToolError when it is refused."""
Part = TypeVar("Part")

BLANK = "x"
MOST = 10
"""Passages that are refused and told of one build."""
SHOWN = 40
"""Characters of a passage that a finding repeats."""
PICTURE = re.compile(r"\]\(<?([^)\s>]+)")
SAME = str.maketrans({"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "."})
"""What typography changes, undone."""


def review_of_refused(folder: Path, error: RefusedTextsError) -> Review:
    """What is wrong with a folder of which pandoc does not read every text."""
    seminar, findings = read_seminar(folder)
    if seminar is None:  # changed since
        return Review(findings=findings)
    findings += [*check(seminar), *refused_texts(seminar, error)]
    return Review(str(seminar.identity.language), findings, seminar)


def refused_texts(seminar: Seminar, error: RefusedTextsError) -> list[Finding]:
    """A finding for each text that pandoc does not read, or for the folder as a whole."""
    refused = {_key(words).removeprefix(";") for words in error.texts}
    found = [
        _refusal(value.span, error, str(value))
        for value in _texts(seminar)
        if _key(str(value)).removeprefix(";") in refused
    ]
    return found or [_too_large(seminar)]


def refused_pages(
    seminar: Seminar, document: Document, error: ToolError, attempt: Attempt, until: float
) -> list[Finding]:
    """Where the author wrote what no page can show.

    `attempt` is made on ever smaller parts of the document, until the moment `until` of
    `time.monotonic`. Raises the error itself when not even an empty document goes.
    """
    if isinstance(error, MissingGlyphError):
        return unprintable(seminar, error.characters, _in_pictures(seminar, document))
    if isinstance(error, RefusedPicturesError):
        return [
            Finding("picture-unreadable", _placed(seminar, name), {"path": name, "reason": words})
            for name, words in error.pictures.items()
        ]

    last = error

    def fails(part: Document) -> bool:
        nonlocal last
        try:
            attempt(part)
        except ToolError as refused:
            last = refused
            return time.monotonic() < until
        return False

    if fails(replace(document, cover=[], body=[], contents=(), pictures={})):
        raise error
    found: list[Finding] = []
    leaves = sorted(set(map(_words, _leaves([document.cover, document.body]))), key=len)
    # An engine stops at the first: each that is found is taken out, and what is left tried again.
    while len(found) < MOST and (culprit := _culprit(document, leaves, last, fails)):
        found.append(_refusal(_found(seminar, culprit[0]) or Span(SEMINAR), last, culprit[0]))
        leaves = [words for words in leaves if words not in culprit]
        document = _with(document, leaves)
        if not fails(document):
            break
    if not found and not isinstance(error, EndedError):
        kept = _smallest(document.body, lambda kept: fails(replace(document, body=list(kept))))
        culprit = [words for words in map(_words, _leaves(kept)) if _found(seminar, words)]
        found += [
            _refusal(_found(seminar, one) or Span(SEMINAR), error, one) for one in culprit[:1]
        ]
    return sorted(found, key=lambda one: one.span) or [_too_large(seminar)]


def _culprit(
    document: Document, leaves: Sequence[str], error: ToolError, fails: Callable[[Document], bool]
) -> Sequence[str]:
    """The words that are refused, or a few that are so together; none when none is to blame."""
    # Most often it is the longest. Where the whole takes too long, so may any large part of it.
    if leaves and fails(_with(document, leaves[-1:])):
        return leaves[-1:]
    if isinstance(error, EndedError):
        return []
    return _smallest(leaves, lambda kept: fails(_with(document, kept)))


def _smallest(parts: Sequence[Part], fails: Callable[[Sequence[Part]], bool]) -> Sequence[Part]:
    """A part that fails by itself, or a few that do together; none when all of them do not."""
    if not parts or not fails(parts):
        return []
    while len(parts) > 1:
        half = len(parts) // 2
        failing = next((some for some in (parts[half:], parts[:half]) if fails(some)), None)
        if failing is None:
            break
        parts = failing
    return parts


def _leaves(tree: Any) -> Iterator[Node]:
    return (node for node in walk(tree) if node["t"] in {"Str", "Code", "CodeBlock"})


def _words(leaf: Node) -> str:
    return str(leaf["c"] if leaf["t"] == "Str" else leaf["c"][1])


def _with(document: Document, kept: Sequence[str]) -> Document:
    """The document with some of its words, and nothing to read in the place of all others."""
    known = set(kept)

    def change(node: Node) -> Node | None:
        if node["t"] not in {"Str", "Code", "CodeBlock"} or _words(node) in known:
            return None
        return {**node, "c": BLANK if node["t"] == "Str" else [node["c"][0], BLANK]}

    cover: Blocks = rewrite(document.cover, change, words=True)
    return replace(document, cover=cover, body=rewrite(document.body, change, words=True))


def _texts(seminar: Seminar) -> Iterator[Line | Text]:
    for model in seminar.models:
        yield from (value for value in values_of(model) if isinstance(value, Line | Text))


def _key(words: str) -> str:
    """Words without what the way to the page changes."""
    return "".join(words.translate(SAME).split())


def _found(seminar: Seminar, words: str) -> Span | None:
    key = _key(words)
    for value in _texts(seminar):
        if key and key in _key(str(value)):
            offset = str(value).find(words[:SHOWN])
            return value.span if offset < 0 else value.source.at(offset)
    return None


def _placed(seminar: Seminar, picture: str) -> Span:
    """Where a text shows a picture of the folder."""
    name = picture.rpartition("/")[2]
    for value in _texts(seminar):
        for found in PICTURE.finditer(str(value)):
            if unquote(found[1]).rpartition("/")[2] == name:
                return value.part(*found.span(1))
    return Span(picture)


def _in_pictures(seminar: Seminar, document: Document) -> Mapping[str, Span]:
    """The signs in the drawings that the author brought, with the places of these."""
    signs: dict[str, Span] = {}
    for name, picture in document.pictures.items():
        if picture.kind == "svg" and not picture.drawn:
            text = unescape(picture.data.decode("utf-8", "replace"))
            signs |= dict.fromkeys(set(text) - signs.keys(), _placed(seminar, name))
    return signs


def _refusal(span: Span, error: ToolError, words: str) -> Finding:
    shown = words if len(words) <= SHOWN else words[:SHOWN] + "…"
    values = {"reason": str(error), "words": " ".join(shown.split())}
    return Finding("engine-refused", span, values)


def _too_large(seminar: Seminar) -> Finding:
    """No passage is to blame: the folder holds too much, most of it in one file."""
    largest = max(seminar.sources.values(), key=lambda source: len(source.text))
    return Finding("report-too-large", Span(largest.path), {"path": largest.path})
