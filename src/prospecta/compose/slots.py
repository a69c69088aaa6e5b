"""Authors' texts, parsed each alone and put into the slots that templates left for them.

A template is plain HTML; where it prints an author's words it leaves an empty element that carries
the number of a slot. So nothing an author types can change the frame around it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from prospecta.document import Blocks, Inlines, Node, text
from prospecta.findings import Finding
from prospecta.text import Authored

SLOT = "data-slot"
"""The attribute by which a template's empty element carries the number of its slot."""
MAX_TEXTS = 8_000
"""Texts of a report. A plan of 500 actions has half as many."""
MAX_CHARACTERS = 600_000
"""Characters of a report's texts: 200 pages."""
MAX_ROWS = 1_200
"""Rows of one table: pandoc takes four times as long for twice as many."""
MAX_WORD = 10_000
"""Characters without a space: pandoc looks at each again and again for what may be an address."""
LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1}}}")
MAX_CELLS = 40_000
"""Cells of an author's table: a short row has as many as the longest."""
ROW = "<tr"
IN_FRAME = re.compile(rf'{SLOT}="(\d+)"')
GUARD = ";"
"""Stands before a line when it is parsed, so that no first character can begin a block."""

_MARKS = r"[\w.,;:!?'’\"«»“”()/%°€…–—+=\u00a0\u202f-]"
PLAIN = re.compile(rf"(?![\d+=(:-]){_MARKS}+(?: {_MARKS}+)*")
"""A text on one line in which no character can be markup: it needs no parser."""


@dataclass
class Slots:
    """The texts of a report in the order in which templates printed them."""

    texts: list[Authored] = field(default_factory=list)
    inline: list[bool] = field(default_factory=list)

    def add(self, words: Authored, *, inline: bool) -> int:
        self.texts.append(words)
        self.inline.append(inline)
        return len(self.texts) - 1

    def excess(self, frames: Sequence[str]) -> Finding | None:
        """The first text with which a report, or a table of one of its frames, is too large."""
        left = MAX_CHARACTERS
        for number, words in enumerate(self.texts, 1):
            left -= len(str(words))
            if left < 0 or number > MAX_TEXTS or _endless(str(words)):
                return _too_large(words)
        for frame in frames:
            if frame.count(ROW) > MAX_ROWS and (first := IN_FRAME.search(frame)):
                return _too_large(self.texts[int(first[1])])
        return None

    def parse(
        self,
        read: Callable[[list[str]], list[Blocks]],
        keep: Callable[[Any, Authored], Any] = lambda found, _: found,
    ) -> list[Any]:
        """Inlines for each line and blocks for each text.

        `read` parses Markdown texts, each alone; `keep` sees what came from the parser.
        """
        pairs = [(str(words), line) for words, line in zip(self.texts, self.inline, strict=True)]
        parsed: list[Any] = [_without_parser(words, inline=line) for words, line in pairs]
        asked = [index for index, found in enumerate(parsed) if found is None]
        answers = read([_guarded(pairs[at][0], inline=pairs[at][1]) for at in asked])
        for index, blocks in zip(asked, answers, strict=True):
            words, inline = pairs[index]
            found: Any = _unguarded(blocks, words) if inline else blocks
            parsed[index] = keep(found, self.texts[index])
        return parsed


def _endless(words: str) -> bool:
    """Whether a text is short, and its reading long."""
    return len(words) > MAX_WORD and (
        LONG_WORD.search(words) is not None or _cells(words) > MAX_CELLS
    )


def _cells(words: str) -> int:
    """The cells that the tables of a text have at most."""
    rows = [line.count("|") for line in words.splitlines() if "|" in line] if "|" in words else []
    return len(rows) * max(rows, default=0)


def _too_large(words: Authored) -> Finding:
    return Finding("report-too-large", words.span, {"path": words.span.path})


def _without_parser(words: str, *, inline: bool) -> Any:
    if not PLAIN.fullmatch(words) or "_" in words:
        return None
    return [text(words)] if inline else [{"t": "Para", "c": [text(words)]}]


def _guarded(words: str, *, inline: bool) -> str:
    # Without an end of line, pandoc takes the last paragraph of a list for a part of the first.
    return f"{GUARD} {' '.join(words.split())}" if inline else f"{words}\n"


def _unguarded(blocks: Blocks, words: str) -> Inlines:
    inlines: Inlines = blocks[0]["c"] if len(blocks) == 1 and blocks[0]["t"] == "Para" else []
    if inlines[:1] != [text(GUARD)]:
        return [text(" ".join(words.split()))]
    return inlines[2:]


def fill(
    frame: Any, parsed: list[Any], mean: Callable[[Node], None], *, tight: bool = False
) -> Any:
    """A frame with its slots filled. In a tight place, a lone paragraph needs no space around.

    `mean` changes the frame's own nodes in place, never those that fill a slot.
    """
    filled: list[Any] = []
    for part in frame:
        if type(part) is dict:
            slot = _slot(part) if part["t"] in SLOTS_ARE else None
            if slot is not None:
                filled.extend(_tightened(parsed[slot]) if tight else parsed[slot])
                continue
            mean(part)
            held = part.get("c")
            if type(held) is list:
                inner = part["t"] in TIGHT or (tight and part["t"] not in LOOSE)
                part["c"] = fill(held, parsed, mean, tight=inner)
            filled.append(part)
        elif type(part) is list and part:
            filled.append(fill(part, parsed, mean, tight=tight))
        else:
            filled.append(part)
    return filled


TIGHT = frozenset({"BulletList", "OrderedList", "Table", "DefinitionList"})
SLOTS_ARE = frozenset({"Span", "Div"})
LOOSE = frozenset({"Div", "BlockQuote", "Figure", "Note"})


def _slot(node: Node) -> int | None:
    pairs = dict(node["c"][0][2])
    return int(pairs[SLOT]) if SLOT in pairs else None


def _tightened(found: Any) -> Any:
    paragraphs = [node for node in found if node["t"] == "Para"]
    if len(paragraphs) != 1:
        return found
    return [_plain(node) for node in found]


def _plain(node: Node) -> Node:
    return {"t": "Plain", "c": node["c"]} if node["t"] == "Para" else node
