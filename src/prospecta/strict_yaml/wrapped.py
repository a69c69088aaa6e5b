"""A text that goes on over several lines, with quotes around all of it."""

import re

from prospecta.strict_yaml.advice import MAX_LINE, heads, line_bounds

MAX_LINES = 50
"""How many lines of one text are looked at, above a mistake and below it."""
_HEADED = re.compile(r" *(?:- |[\w.-]+ ?:(?: |\n|$))")
_KEYED = re.compile(r" *[\w.-]+:(?: |$)")
_COMMENT = re.compile(r"(?:^|[ \t])#")


def last_line(text: str, start: int, limit: int, through: int = 0) -> int:
    """Where the last line begins of a text that goes on, indented, below the line of its key.

    Not before `through`, a line that is known to be one of the text's.
    """
    indent, last = indent_of(text, start), start
    while (below := line_bounds(text, last)[1] + 1) < len(text):
        inside = below <= through or not _HEADED.match(text, below)
        goes_on = indent_of(text, below) > indent and inside
        blank = not text[below : line_bounds(text, below)[1]].strip()
        if not goes_on or below > limit or blank:
            break
        last = below
    return last


def indent_of(text: str, start: int) -> int:
    found = re.compile(" *").match(text, start)
    return len(found[0]) if found else 0


def wrapped(text: str, first: int, through: int) -> tuple[int, list[str]] | None:
    """The lines of a plain text in quotes, from the one at `first` to `through` at least.

    And before them the length of what stands before the text. None when it has one line only.
    """
    end = line_bounds(text, last_line(text, first, len(text), through))[1]
    lines = text[first:end].split("\n")
    head = next(iter(heads(lines[0])), "")
    if len(lines) < 2 or not head or any(map(_COMMENT.search, lines)):  # noqa: PLR2004
        return None
    value = lines[0][len(head) :]
    if value[0] in "'\"|>" or len(lines) > MAX_LINES or max(map(len, lines)) > MAX_LINE:
        return None
    quote = "'" if re.search(r'["\\]', text[first + len(head) : end]) else '"'
    body = [value, *lines[1:]]
    if quote == "'":
        body = [line.replace("'", "''") for line in body]
    return len(head), [head + quote + body[0], *body[1:-1], body[-1].rstrip() + quote]


def first_line(text: str, start: int, kind: str) -> int:
    """Where the line begins that holds the key or the dash of a text with a line at `start`.

    Of a text with a colon that was not meant: in that line or, by the `kind` of the failure, here.
    """
    least = indent_of(text, start)
    if (
        not least
        or kind not in {"colon", "no-colon"}
        or _KEYED.match(text, start, line_bounds(text, start)[1])
    ):
        return start
    above = start
    for _ in range(MAX_LINES):
        if not above:
            break
        above = line_bounds(text, above - 1)[0]
        line = text[above : line_bounds(text, above)[1]]
        if not line.strip():
            break
        if indent_of(text, above) < least and (found := heads(line)):
            return above if kind == "colon" or found[0].endswith("- ") else start
    return start
