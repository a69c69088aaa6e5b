"""Tables on the screen: with boxes and styles on a terminal, as aligned plain text elsewhere."""

import re
from collections.abc import Iterable
from io import StringIO
from textwrap import wrap

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table as Drawn
from rich.text import Text

from prospecta.messages import visible
from prospecta.show import BOLD, Cell, Table

TALL = 60
"""From how many characters on a cell asks for some air between the rows."""
MANY, MAIN = 4, 1
"""From how many columns on the main one, the second, gets what the others can spare."""
DEEPEST = 6
"""How deep points are still set in: a column is narrow."""
TIED = re.compile(r"(?<=«) |(?<=^—) | (?=[»:;!?]|—$)")
TIE = "\ufdd0"
"""What stands for a space at which French breaks no line; no author's file can hold it."""


def drawn(tables: Iterable[Table], width: int, *, terminal: bool) -> str:
    """The text to write. No line is wider than `width`, and no word is left out."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(_heading(table))
        for words in table.before:
            console.print(_tied(words))
        if table.rows:
            console.print(
                *([] if terminal else [""]), _table(table, width, boxed=terminal), sep="\n"
            )
        if table.after and not terminal:
            console.print()
        for words in table.after:
            console.print(_tied(words, "dim"))
    text = stream.getvalue().replace(TIE, " ")
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _tied(words: str, style: str = "") -> Text:
    return Text(TIED.sub(TIE, visible(words)), style)


def _heading(table: Table) -> Text:
    title = f"  {table.title}" if table.title else ""
    return Text.assemble((table.name, "bold cyan"), _tied(title, "bold"))


def _table(table: Table, width: int, *, boxed: bool) -> Drawn:
    airy = any(_tall(cell) for row in table.rows if not isinstance(row, str) for cell in row)
    made = Drawn(
        box=(box.ROUNDED if airy or table.columns else None) if boxed else None,
        show_header=bool(table.columns),
        show_lines=boxed and airy,
        pad_edge=boxed and (airy or bool(table.columns)),
        padding=(0, 1) if boxed else (0, 2, 0, 0),
        header_style="bold",
    )
    count = max(len(row) for row in table.rows if not isinstance(row, str))
    cap = width // count if count >= MANY else None
    for at, title in enumerate(table.columns or [""] * count):
        made.add_column(_tied(title), overflow="fold", max_width=None if at == MAIN else cap)
    for number, row in enumerate(table.rows):
        if airy and not boxed and (number or table.columns):
            made.add_row()
        if isinstance(row, str):
            made.add_row("", _Points([(BOLD, f"— {row} —")]))
        else:
            made.add_row(*map(_Points, row))
    return made


def _tall(cell: Cell) -> bool:
    return len(cell) > 1 or any(len(words) > TALL for _, words in cell)


class _Points:
    """A cell for rich: paragraphs, and points whose words stand beside their marks."""

    def __init__(self, cell: Cell) -> None:
        self._cell = [(depth, TIED.sub(TIE, visible(words))) for depth, words in cell]

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        del console
        sizes = [(len(_mark(depth)), words) for depth, words in self._cell] or [(0, "")]
        longest = max(mark + cell_len(words) for mark, words in sizes)
        word = max(mark + max(map(cell_len, words.split(" "))) for mark, words in sizes)
        return Measurement(word, longest).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for depth, words in self._cell:
            mark = _mark(depth) if len(_mark(depth)) < options.max_width else ""
            style = console.get_style("bold") if depth == BOLD else None
            for number, line in enumerate(_wrapped(words, options.max_width - len(mark), console)):
                yield Segment((" " * len(mark) if number else mark) + line, style)
                yield Segment.line()


def _mark(depth: int) -> str:
    return f"{'  ' * (min(depth, DEEPEST) - 1)}• " if depth > 0 else ""


def _wrapped(words: str, width: int, console: Console) -> list[str]:
    if cell_len(words) == len(words):
        return wrap(words, width, break_on_hyphens=False)
    return [line.plain.rstrip() for line in Text(words, overflow="fold").wrap(console, width)]
