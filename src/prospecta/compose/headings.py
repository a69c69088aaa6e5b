"""Headings: their levels, their identifiers, their numbers, and the table of contents."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from prospecta.document import Entry, Node, plain, roman
from prospecta.language import filled

NUMBERED, UNNUMBERED, ANNEX = "numbered", "unnumbered", "annex"
DEEPEST = 6
IN_CONTENTS = 2


def slug(title: str) -> str:
    """An identifier made of a title."""
    folded = unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("’", "-")).casefold()
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-") or "section"


def finish_headings(nodes: Sequence[Node], words: Mapping[str, str]) -> tuple[Entry, ...]:
    """Give every heading a level without gaps, an identifier and its number, in place."""
    taken = {node["c"][0][0] for node in nodes if node["t"] in {"Div", "Table", "Figure", "Span"}}
    counts, modes = [0] * (DEEPEST + 1), [NUMBERED] * (DEEPEST + 1)
    annexes, before = 0, 0
    contents = []
    for node in (node for node in nodes if node["t"] == "Header"):
        level = node["c"][0] = min(node["c"][0], before + 1, DEEPEST)
        before = level
        mode = _mode(node, level, modes)
        number = ""
        if mode == ANNEX:
            annexes += 1
            number = filled(words["annex"], {"number": annexes}).replace(" :", "\u00a0:")
        elif mode == NUMBERED:
            counts[level] += 1
            counts[level + 1 :] = [0] * (DEEPEST - level)
            number = f"{roman(counts[1])}." if level == 1 else f"{counts[level]}."
        title = plain(node["c"][2])
        _label(node, mode, number, taken, title)
        contents.append(Entry(node["c"][1][0], level, number, title))
    return tuple(contents)


def _mode(node: Node, level: int, modes: list[str]) -> str:
    """What is below an unnumbered part or an annex has no number, nor has a third level."""
    asked = next((name for name in node["c"][1][1] if name in {ANNEX, UNNUMBERED}), NUMBERED)
    inherited = level > 1 and modes[level - 1] != NUMBERED
    if inherited or level > IN_CONTENTS:
        asked = UNNUMBERED
    modes[level] = asked
    return asked


def _label(node: Node, mode: str, number: str, taken: set[str], title: str) -> None:
    wished = node["c"][1][0] or slug(title)
    identifier, again = wished, 1
    while identifier in taken:
        again += 1
        identifier = f"{wished}-{again}"
    taken.add(identifier)
    node["c"][1] = [identifier, [mode], [["number", number]] if number else []]
