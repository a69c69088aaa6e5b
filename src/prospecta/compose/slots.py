"""Authors' texts, parsed each alone and put into the slots that templates left for them.

A template is plain HTML; where it prints an author's words it leaves an empty element that carries
the number of a slot. So nothing an author types can change the frame around it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from prospecta.document import Blocks, Inlines, Node, text
from prospecta.text import Authored

SLOT = "data-slot"
"""The attribute by which a template's empty element carries the number of its slot."""
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


def fill(frame: Any, parsed: list[Any], *, tight: bool = False) -> Any:
    """A frame with its slots filled. In a tight place, a lone paragraph needs no space around."""
    filled: list[Any] = []
    for part in frame:
        if isinstance(part, dict):
            slot = _slot(part)
            if slot is not None:
                filled.extend(_tightened(parsed[slot]) if tight else parsed[slot])
                continue
            held = part.get("c")
            if isinstance(held, list):
                inner = part["t"] in TIGHT or (tight and part["t"] not in LOOSE)
                part["c"] = fill(held, parsed, tight=inner)
            filled.append(part)
        elif isinstance(part, list) and part:
            filled.append(fill(part, parsed, tight=tight))
        else:
            filled.append(part)
    return filled


TIGHT = frozenset({"BulletList", "OrderedList", "Table", "DefinitionList"})
LOOSE = frozenset({"Div", "BlockQuote", "Figure", "Note"})


def _slot(node: Any) -> int | None:
    if not isinstance(node, dict) or node.get("t") not in {"Span", "Div"}:
        return None
    pairs = dict(node["c"][0][2])
    return int(pairs[SLOT]) if SLOT in pairs else None


def _tightened(found: Any) -> Any:
    paragraphs = [node for node in found if node["t"] == "Para"]
    if len(paragraphs) != 1:
        return found
    return [_plain(node) for node in found]


def _plain(node: Node) -> Node:
    return {"t": "Plain", "c": node["c"]} if node["t"] == "Para" else node
