"""What pandoc read before, text by text."""

import marshal
from collections.abc import Iterable, Sequence

from prospecta.compose.parsing import page, parts
from prospecta.document import Blocks
from prospecta.pandoc import HTML, MARKDOWN, Pandoc

MANY = 20_000
"""Texts that are kept: more than two reports may have."""


class Reader(Pandoc):
    """A pandoc that reads nothing twice. Each answer is a tree of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, str], bytes] = {}

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Blocks]:
        self._learn([one for one in texts if one[0] == HTML], texts)
        return [self._answer(*one) for one in texts]

    def prepare(self, frames: Iterable[str], texts: Iterable[str]) -> None:
        """Read these frames and Markdown texts in one round trip, where they are not known.

        Raises ToolError when the engine fails.
        """
        self._learn([(HTML, one) for one in frames], [(MARKDOWN, one) for one in texts])

    def frame(self, html: str) -> Blocks:
        """A frame that was prepared."""
        return self._answer(HTML, html)

    def text(self, words: str) -> Blocks:
        """A Markdown text that was prepared."""
        return self._answer(MARKDOWN, words)

    def _learn(self, frames: Sequence[tuple[str, str]], texts: Sequence[tuple[str, str]]) -> None:
        if len(self._known) > MANY:
            self._known.clear()
        new = [one for one in dict.fromkeys(frames) if one not in self._known]
        words = [one for one in dict.fromkeys(texts) if one not in self._known and one not in new]
        if not new and not words:
            return
        whole, *answers = super().read([(HTML, page(html for _, html in new)), *words])
        for one, blocks in zip(new, parts(whole, len(new)), strict=True):
            self._known[one] = marshal.dumps(blocks)
        for one, blocks in zip(words, answers, strict=True):
            self._known[one] = marshal.dumps(blocks)

    def _answer(self, reader: str, words: str) -> Blocks:
        found: Blocks = marshal.loads(self._known[reader, words])  # noqa: S302 - written here
        return found
