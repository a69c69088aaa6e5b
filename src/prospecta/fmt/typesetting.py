"""The typography of a language written into the author's texts: spaces, apostrophes, dashes.

Composing does the same on the tree, every time; here it is for the eyes of those who read the
files. Straight quotes stay: which ones a language wants depends on what stands around a text.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from prospecta.compose.sanitise import sanitise
from prospecta.compose.slots import Slots
from prospecta.document import Blocks
from prospecta.fmt.marks import masked, unmasked
from prospecta.language import Language
from prospecta.pandoc import RefusedTextsError
from prospecta.strict_yaml import Mapping, Node, Scalar
from prospecta.strict_yaml import Sequence as Nodes
from prospecta.text import Authored, Line, Text
from prospecta.typography import typeset
from prospecta.typography.runs import Run

Read = Callable[[list[str]], list[Blocks]]
"""Parses Markdown texts, each alone."""
Prose = tuple[str, bool]
"""A text, and whether it is a single line of Markdown."""

LONGEST = 100_000
"""Characters of a text that is still typeset."""

_SIGNS = str.maketrans({"’": "'", "–": "-", "—": "-", "…": "..."})


class Typesetter:
    """Changes texts, and only those that are shown the same after as before."""

    def __init__(self, language: Language, read: Read) -> None:
        self._language = language
        self._read = read

    def typeset(self, texts: Sequence[Prose]) -> list[str]:
        """Each text typeset; line by line where the whole would be shown in another way."""
        whole = [
            (self._edited(words) if len(words) <= LONGEST else words, line) for words, line in texts
        ]
        made = self._shown_the_same(texts, whole)
        again = [index for index, found in enumerate(made) if found is None]
        for index in again:
            made[index] = self._by_lines(texts[index], whole[index][0])
        return [found or words for found, (words, _) in zip(made, texts, strict=True)]

    def _edited(self, words: str) -> str:
        mask = masked(words)
        run = Run([{"t": "Str", "c": mask}], self._language.code)
        present = set(run.text)
        typography = self._language.typography
        for rule in (typography.apostrophe, *typography.rules):
            if rule.may_apply(present) and (edits := rule.edits(run.text)):
                run.edit(edits)
                present.update(*{new for _, _, new in edits})
        return unmasked(run.restored(), mask, words)

    def _by_lines(self, prose: Prose, edited: str) -> str | None:
        words, line = prose
        before, after = words.split("\n"), edited.split("\n")
        changed = [at for at, one in enumerate(before) if len(before) > 1 and one != after[at]]
        tries = [("\n".join([*before[:at], after[at], *before[at + 1 :]]), line) for at in changed]
        good = self._shown_the_same([prose] * len(tries), tries)
        kept = {at for at, found in zip(changed, good, strict=True) if found is not None}
        mixed = "\n".join(after[at] if at in kept else one for at, one in enumerate(before))
        return self._shown_the_same([prose], [(mixed, line)])[0]

    def _shown_the_same(self, before: Sequence[Prose], after: Sequence[Prose]) -> list[str | None]:
        """The texts after; None for one that is not shown as the one before."""
        made: list[str | None] = [words for words, _ in after]
        asked = [index for index, prose in enumerate(after) if prose != before[index]]
        pairs = [(before[index], after[index]) for index in asked]
        for index, same in zip(asked, self._same(pairs), strict=True):
            made[index] = made[index] if same else None
        return made

    def _same(self, pairs: Sequence[tuple[Prose, Prose]]) -> list[bool]:
        """Whether the two of each pair are shown the same; no if they cannot be read."""
        try:
            trees = self._trees([prose for pair in pairs for prose in pair])
        except RefusedTextsError:
            return [False] if len(pairs) == 1 else [self._same([pair])[0] for pair in pairs]
        return [bool(old) and old == new for old, new in zip(trees[::2], trees[1::2], strict=True)]

    def _trees(self, texts: Sequence[Prose]) -> list[Any]:
        """What a document shows of each text."""
        slots = Slots()
        for words, line in texts:
            slots.add((Line if line else Text)(Scalar(words)), inline=line)
        trees: list[Any] = []
        for found, inline in zip(slots.parse(self._read, _safe), slots.inline, strict=True):
            blocks = [{"t": "Plain", "c": found}] if inline and found else found
            trees.append(typeset(blocks, self._language.typography, self._language.code))
        return trees


def _safe(found: Any, words: Authored) -> Any:
    """As `compose` does: what an author's HTML is, a report shows as it was typed."""
    return sanitise(found, words, lambda image, _: image, [])


def skeleton(value: Node | None) -> Any:
    """A value without what typography may change in it."""
    if isinstance(value, Mapping):
        return {str(key): skeleton(held) for key, held in value.items()}
    if isinstance(value, Nodes):
        return [skeleton(held) for held in value]
    return re.sub(r"-+", "-", re.sub(r"\s", "", str(value).translate(_SIGNS))) if value else ""
