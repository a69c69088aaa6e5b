"""Texts that would keep an engine busy without end: never handed over, told by a check."""

import re
from collections.abc import Mapping

MAX_WRITTEN = 2_000_000
"""Characters that the notes of a text may come to, each written out wherever it is called."""
NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
END = re.compile(r"\n[ \t]*\n(?! {4}|\t|[ \t]*\n)")
"""A paragraph that is not indented is no part of the note before it."""
CALL = re.compile(r"\[\^((?:[^\]\s\[]|\[(?!\^))++)\](?!:)")
"""No look for the end of a call goes beyond where the next one begins."""
PILE = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f]{31}")
"""More marks on one letter than Unicode lets a text have (UAX 15, stream-safe text)."""


def hopeless(words: str) -> bool:
    """Whether no parser should see a text of Markdown."""
    noted = "]:" in words and "[^" in words
    return bool((noted and endless(words)) or (not words.isascii() and piled(words)))


def piled(words: str) -> re.Match[str] | None:
    """The first pile of marks on one letter."""
    return PILE.search(words)


def endless(words: str) -> re.Match[str] | None:
    """The first note of a text that has no end, or that makes the text too long."""
    notes = list(NOTE.finditer(words))
    bodies: dict[str, str] = {}
    outside, place = "", 0
    lasts = [*(note.start() for note in notes[1:]), len(words)]
    for note, last in zip(notes, lasts, strict=False):
        end = END.search(words, note.end(), last)
        outside += words[place : note.start()]
        place = end.start() if end else last
        bodies.setdefault(note[1], words[note.end() : place])  # pandoc reads the first
    sizes = _sizes(bodies)
    total = dict(sizes)
    for call in CALL.findall(outside + words[place:]):
        total[call] = total.get(call, 0) + sizes.get(call, 0)
    return next((note for note in notes if total[note[1]] > MAX_WRITTEN), None)


def _sizes(bodies: Mapping[str, str]) -> dict[str, int]:
    """What each note comes to; without end where it calls itself."""
    sizes: dict[str, int] = {}
    calls = {
        name: [one for one in CALL.findall(body) if one in bodies] for name, body in bodies.items()
    }
    waiting = list(bodies)
    under_way: set[str] = set()
    while waiting:
        name = waiting[-1]
        if name in sizes:
            waiting.pop()
            continue
        below = [one for one in calls[name] if one not in sizes]
        if name in under_way and below:
            sizes[name] = MAX_WRITTEN + 1
        elif below:
            under_way.add(name)
            waiting += below
        else:
            written = sum(sizes[one] for one in calls[name])
            sizes[name] = min(len(bodies[name]) + written, MAX_WRITTEN + 1)
    return sizes
