"""What an author may type instead of a line: a value with quotes around it."""

import re

# Most particular first: a key of ours, the item of a list, whatever stands before a colon.
_HEADS = (
    re.compile(r" *(?:- +)*[\w.-]+:[ \t]+(?=\S)"),
    re.compile(r" *(?:- +)+(?=\S)"),
    re.compile(r" *(?:- +)*[^\s:'\"#-][^:'\"#]*:[ \t]+(?=\S)"),
)
MAX_LINE = 1000
"""Characters of the longest line that is shown whole and mended."""

_COMMENT = re.compile(r"[ \t]+#.*")
_OWN = re.compile(r"""(['"])(?:(?!\1).)*(?<=[^\s\\])(?<!^.)\1(?=[\s,;:.!?)\]])""")
"""A text whose first word or words have quotes of their own, which do not stand for it all."""
_ESCAPED = {'"': re.compile(r"\\."), "'": re.compile("''")}


def quoted(text: str) -> str:
    """A text as a quoted scalar of one line: in `"` when it needs no escape there, else in `'`."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" and not _OWN.match(text):
        text = text[1:-1]
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def heads(line: str) -> list[str]:
    """What may stand before the value of a line, its key or its dash: best first."""
    return list(dict.fromkeys(found[0] for head in _HEADS if (found := head.match(line))))


def quoted_lines(line: str, column: int | None = None, *, whole: bool = False) -> list[str]:
    """The line with its value quoted, in the ways in which it can be cut, best first.

    Only cut at `column`, counted from 0, when one is given. A comment stays a comment, but for
    `whole`. A quote that is opened and never closed is nothing that quotes can mend.
    """
    cuts = [head for head in heads(line) if column is None or len(head) == column]
    return [
        head + (quoted(line[len(head) :].rstrip()) if whole else _quoted_value(line[len(head) :]))
        for head in cuts
        if not unclosed(line[len(head) :])
    ]


def _quoted_value(rest: str) -> str:
    comment = _COMMENT.search(rest)
    value = rest[: comment.start()] if comment else rest
    return quoted(value.rstrip()) + (comment[0] if comment else "")


def unclosed(value: str) -> bool:
    """Whether a value begins with a quote that its line does not close."""
    escaped = _ESCAPED.get(value[:1])
    return escaped is not None and value[0] not in escaped.sub("", value[1:])


def line_bounds(text: str, offset: int) -> tuple[int, int]:
    """Where the line of a character begins and ends, its line feed left out."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end
