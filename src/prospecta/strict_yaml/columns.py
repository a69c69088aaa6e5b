"""From the columns of a line that was mended to those of the line that the author typed."""

_QUOTES = "'\""
_CLOSING = _QUOTES + "]}"
_BLANKS = " \t\u00a0\u202f\u2007"
_BULLETS = "*•●▪◦‣·–—"


class Columns:
    """The columns of a text in which some lines were mended, none added and none removed.

    `typed` are the lines as they were before.
    """

    __slots__ = ("_mended", "typed")

    def __init__(self, written: str, mended: str) -> None:
        self.typed = written.split("\n")
        pairs = zip(self.typed, mended.split("\n"), strict=True)
        self._mended = {
            number: aligned(typed, line)
            for number, (typed, line) in enumerate(pairs, 1)
            if typed != line
        }

    def of(self, line: int, column: int) -> int:
        """The author's column for a column of the mended line, both counted from 1."""
        columns = self._mended.get(line)
        return columns[min(column, len(columns)) - 1] + 1 if columns else column


def aligned(typed: str, mended: str) -> list[int]:
    """For each offset of the mended line, its end included, the offset of the typed one.

    What was put in stands where the next character that was typed stands.
    """
    offsets, at = [], 0
    for char in mended:
        old = typed[at : at + 1]
        if char != old and old and old in _BLANKS and char not in _BLANKS + _CLOSING:
            at += len(typed[at:]) - len(typed[at:].lstrip(_BLANKS))
            old = typed[at : at + 1]
        offsets.append(at)
        if old and (char == old or _stands_for(char, old)):
            at += 1
    return [*offsets, at]


def _stands_for(char: str, old: str) -> bool:
    """Whether a character was put in the place of another one, and not before it."""
    if old in _QUOTES or old in _BLANKS:
        return char in (_QUOTES if old in _QUOTES else _BLANKS)
    return char == "-" and old in _BULLETS
