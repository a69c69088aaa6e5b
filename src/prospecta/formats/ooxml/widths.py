"""Widths of columns, in twips: the document's own, or what their words ask for."""

from collections.abc import Callable, Sequence
from typing import Any, Final

CHARACTER: Final = 105
"""About what a character of a table's text takes."""
MARGINS: Final = 240
LONGEST_LINE: Final = 60
"""How many characters of a cell ask for room before its text rather wraps."""


def column_widths(specs: Any, texts: Callable[[int], Sequence[str]], width: int) -> list[int]:
    """A width for each of pandoc's ColSpecs, together at most `width`.

    `texts` gives the texts of a column's cells by its number.
    """
    given = [spec.get("c") if spec["t"] == "ColWidth" else None for _, spec in specs]
    if all(share is None for share in given):
        wanted = [_wanted(texts(column)) for column in range(len(given))]
        return _scaled(wanted, min(width, sum(wanted)))
    known = sum(share for share in given if share is not None)
    unknown = sum(share is None for share in given)
    each = max(0.0, 1 - known) / unknown if unknown else 0.0
    # A column of no width at all could not be read, nor widened by hand.
    shares = [max(share if share is not None else each, 0.02) for share in given]
    return _scaled([share * width for share in shares], min(width, sum(shares) * width))


def _wanted(texts: Sequence[str]) -> float:
    line = max((len(text) for text in texts), default=1)
    word = max((len(word) for text in texts for word in text.split()), default=1)
    return max(word, min(line, LONGEST_LINE)) * CHARACTER + MARGINS


def _scaled(widths: Sequence[float], total: float) -> list[int]:
    """Whole numbers in the same proportions that add up to the total."""
    whole, edge, before = sum(widths), 0.0, 0
    scaled: list[int] = []
    for width in widths:
        edge += width * total / whole
        scaled.append(round(edge) - before)
        before = round(edge)
    return scaled
