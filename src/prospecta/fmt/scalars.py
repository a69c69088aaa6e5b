"""How a scalar is written: in quotes only where they are needed, and of one kind."""

import re

from prospecta.fmt.tree import Words

_HEAD = re.compile(r"[|>](?:[+-]?([1-9])|[+-])?[+-]?")
# What other readers of YAML take for a number, a date, a truth or nothing.
_NOT_TEXT = re.compile(
    r"(?ix) [+-]?[\d.][\d_.,:eExXoObB+-]* | \d{4}-\d\d?-\d\d?(?:[T\s].*)?"
    r"| 0x[0-9a-f_]+ | y|n|yes|no|on|off|true|false|null|~"
)
_FIRST = re.compile(r"[^\W_]|[«“‘(…–—€/]")
_ONLY_QUOTES_ESCAPED = re.compile(r'(?:[^\\]|\\["\\])*')


def inline_lines(raw: str) -> list[str]:
    """The lines of a plain or quoted scalar: the blanks around a line's end say nothing."""
    first, *others = raw.split("\n")
    if not others:
        return [first]
    return [
        _ended(first),
        *(_ended(line.lstrip(" \t")) for line in others[:-1]),
        others[-1].lstrip(" \t"),
    ]


def _ended(line: str) -> str:
    bare = line.rstrip(" \t")
    # The blank of `\ ` is a character; without it, the line's end would be escaped.
    return line if bare.endswith("\\") and bare != line else bare


def block_lines(text: str, start: int, indent: int) -> tuple[list[str], int]:
    """The lines of a block scalar without their indentation, and the offset of their end.

    `indent` is that of the collection that holds it. Empty lines at the end count with `+` only.
    """
    head_end = _line_end(text, start)
    head = _HEAD.match(text, start)
    width = indent + int(head[1]) if head and head[1] else None
    keep = "+" in (head[0] if head else "")
    lines, at, ended, deepest = list[str](), head_end, head_end, indent + 1
    while at + 1 < len(text):
        end = _line_end(text, at + 1)
        line = text[at + 1 : end]
        bare = len(line) - len(line.lstrip(" "))
        # Without a number, the first line that holds something says how far the block is indented,
        # or an empty one before it that is longer.
        deepest = max(deepest, bare) if width is None else deepest
        if bare < len(line):
            width = deepest if width is None else width
            if bare < width:
                break
        lines.append(line)
        at = end
        if keep or bare < len(line) or (width is not None and len(line) > width):
            ended = end
    count = text.count("\n", head_end, ended)
    return [line[width or len(line) :] for line in lines[:count]], ended


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def head(words: Words) -> str:
    """The `|` or `>` of a block scalar with what has to be said of its ends."""
    # A block cut short by the end of the file has no line end, whatever its head says.
    ended = words.value.endswith("\n")
    more = words.value.endswith("\n\n") or (ended and not words.value.strip("\n"))
    chomp = "+" if more else "" if ended or not words.value else "-"
    number = "2" if next(filter(None, words.lines), "x")[0] in " \t" else ""
    return f"{words.style}{number}{chomp}"


def body(words: Words) -> list[str]:
    """The lines of a block scalar, with as many empty ones at its end as its value has."""
    lines = list(words.lines)
    while lines and not lines[-1]:
        lines.pop()
    ends = len(words.value) - len(words.value.rstrip("\n"))
    return lines + [""] * (ends - bool(lines) if head(words).endswith("+") else 0)


def written(words: Words, *, in_flow: bool = False) -> list[str]:
    """The lines of a plain or quoted scalar in the one form."""
    if words.typed:
        return words.lines
    if len(words.lines) > 1:
        return requoted(words)
    raw = words.lines[0]
    if words.style == '"' and not _ONLY_QUOTES_ESCAPED.fullmatch(raw):
        return [raw]
    return [raw if not words.style else quoted(words.value, raw, in_flow=in_flow)]


def requoted(words: Words) -> list[str]:
    """The lines of a quoted scalar, in `"` if no character needs an escape there."""
    text = "\n".join(words.lines)
    if words.style != "'" or '"' in text or "\\" in text:
        return words.lines
    return f'"{text[1:-1].replace(chr(39) * 2, chr(39))}"'.split("\n")


def quoted(value: str, otherwise: str, *, in_flow: bool = False) -> str:
    """A text of one line: plain, in `"`, in `'`, or as it was when it would need an escape."""
    if can_be_plain(value, in_flow=in_flow):
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return otherwise if "'" in value else f"'{value}'"


def can_be_plain(value: str, *, in_flow: bool = False) -> bool:
    """Whether any reader of YAML takes it for this text without quotes.

    A text with a colon or a `#` keeps its quotes: authors learn one rule, and a later space does
    no harm.
    """
    if (
        not _FIRST.match(value)
        or value != value.strip("' \u00a0\u202f")
        or _NOT_TEXT.fullmatch(value)
    ):
        return False
    if any(char in value for char in ':#"\n\t') or (in_flow and any(c in value for c in ",[]{}")):
        return False
    return all(char.isprintable() or char in "\u00a0\u202f\u2009" for char in value)
