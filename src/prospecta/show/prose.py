"""Texts: their first words in a table of all, or the whole of one."""

from collections.abc import Mapping
from typing import Any

from prospecta.show.table import Cell, Table, markdown, words

FIRST_WORDS = 55
"""How many characters of a text are its first words."""


def texts(found: Mapping[str, Any]) -> Table:
    """The first words of each text."""
    rows = [
        (words(name), words(_shortened(" ".join(told for _, told in markdown(block.text)))))
        for name, block in found.items()
    ]
    return Table("text", rows=rows)


def prose(name: str, block: Any) -> Table:
    """The whole of a text, a paragraph a row."""
    rows: list[list[Cell]] = []
    for point in markdown(block.text):
        if point[0] and rows:
            rows[-1][0] = [*rows[-1][0], point]
        else:
            rows.append([[point]])
    return Table(name, rows=rows)


def _shortened(text: str) -> str:
    if len(text) <= FIRST_WORDS:
        return text
    cut = text[:FIRST_WORDS]
    return (cut.rpartition(" ")[0] or cut).rstrip(" «(,;:") + " …"
