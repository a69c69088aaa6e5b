"""What is printed on the output: with styles on a terminal, as plain text elsewhere."""

import shutil
import sys
from collections.abc import Iterable
from textwrap import wrap

from prospecta.findings import ToolError

WIDEST = 100
"""A line of prose is no longer than that, however wide the terminal: eyes lose their way."""

Styled = tuple[str, str]
"""A line, after the name of its style in `rich`; an empty name for none."""


def width() -> int:
    """The columns there are: the terminal's, or those of `COLUMNS`, or 80."""
    return shutil.get_terminal_size().columns


def paragraph(words: str, indent: str = "  ", first: str | None = None) -> list[str]:
    """Prose that fits the terminal. No word is cut: an address may be asked for by a click."""
    return wrap(
        words,
        max(20, min(width(), WIDEST)),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def entry(head: str, words: str) -> list[str]:
    """A line of a list: wrapped beside its head on a terminal, whole for what reads lines."""
    if not sys.stdout.isatty():
        return [f"{head}{words}"]
    return paragraph(words, " " * len(head), head)


def show(lines: Iterable[Styled]) -> None:
    """Print the lines."""
    if not sys.stdout.isatty():
        write("".join(f"{line}\n" for _, line in lines))
        return
    from rich.console import Console
    from rich.text import Text

    terminal = Console(highlight=False)
    for style, line in lines:
        terminal.print(Text(line, style), soft_wrap=True)


def write(text: str) -> None:
    """Write to the output what its encoding has; a reader who has gone away is no mistake.

    Raises ToolError when the output cannot be written.
    """
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        message = f"the output cannot be written: {error.strerror}"
        raise ToolError(message) from error
