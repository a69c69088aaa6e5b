"""An author's Markdown as plain words, where a look is enough and no parser is at hand."""

import re
from collections.abc import Iterator
from html import unescape
from typing import TypeAlias

Point: TypeAlias = tuple[int, str]
"""A paragraph (0) or a point of a list, by how deep it stands (1 and more), and its words."""

MARKS = (
    (re.compile(r"\[\^[^\]\s]{1,99}\]"), ""),
    (re.compile(r"!?\[([^\[\]]*)\]\{[^{}]{0,999}\}"), r"\1"),
    (re.compile(r"!?\[([^\[\]]+)\]\([^()]{0,999}\)(?:\{[^{}]{0,999}\})?"), r"\1"),
    (re.compile(r"!?\[\]\(#?([^()\s]{0,999})[^()]{0,999}\)"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,999})>"), r"\1"),
    (re.compile(r"\*{1,3}(?=[^\s*])([^*]+)(?<=\S)\*{1,3}"), r"\1"),
    (re.compile(r"\b_{1,3}(?=[^\s_])([^_]+)(?<=\S)_{1,3}\b"), r"\1"),
    (re.compile(r"~~([^~]+)~~"), r"\1"),
    (re.compile(r"~([^~\s]{1,20})~"), r"\1"),
    (re.compile(r"\^([^^\s]{1,20})\^"), r"\1"),
)
"""What marks a text and the words that it marks. Each looks no further than its own next mark."""
NESTED = 3
"""How deep marks stand in each other: strong words in a link with a language."""
LITERAL = re.compile(r"\\([!-/:-@\[-`{-~])|`([^`]+)`")
KEPT = 0xF0000
"""Where literal characters hide from `MARKS`: a plane of Unicode that is for private use."""
SPECIAL = frozenset("\\`*_[]<>~^&")
ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
DROPPED = re.compile(r"[ \t]*(?::{3,}.*|`{3,}[^`]*|~{3,}[^~]*|[-=*_ \t]{3,}|[|:\- \t]{3,})")
LEADING = re.compile(r"[ \t]*(?:(?:>[ \t]?)+|#{1,6}[ \t]+|\[\^[^\]\s]{1,99}\]:[ \t]*|:[ \t]+)?")


def line(text: object) -> str:
    """The words of inline Markdown; line breaks are spaces."""
    words = " ".join(str(text).split())
    if SPECIAL.isdisjoint(words):
        return words
    words = LITERAL.sub(_hidden, words)
    for _ in range(NESTED):
        before = words
        for mark, inside in MARKS:
            words = mark.sub(inside, words)
        if words == before:
            break
    return unescape(words).translate(_SHOWN)


def points(text: object) -> Iterator[Point]:
    """The paragraphs and the points of block Markdown, in order."""
    indents: list[int] = []
    depth, words = 0, list[str]()
    for typed in [*str(text).split("\n"), ""]:
        begun = ITEM.match(typed)
        if (begun or not typed.strip() or DROPPED.fullmatch(typed)) and words:
            yield depth, line(" ".join(words))
            words = []
        if not typed.strip() or DROPPED.fullmatch(typed):
            continue
        if begun:
            indent = len(begun[1].expandtabs(4))
            indents = [*(one for one in indents if one < indent), indent]
            depth = len(indents)
            typed = typed[begun.end() :]  # noqa: PLW2901 - what follows is the same line
        elif not words and typed[0] not in " \t":
            indents, depth = [], 0
        words.append(LEADING.sub("", typed, count=1).strip("| "))


def _hidden(found: re.Match[str]) -> str:
    return "".join(chr(KEPT + ord(one)) if one < "\x7f" else one for one in found[1] or found[2])


_SHOWN = {KEPT + code: code for code in range(0x7F)}
