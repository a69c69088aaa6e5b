"""Which comment belongs to what: the rules are those by which people read indentation."""

import re
from collections.abc import Sequence

from prospecta.fmt.tree import Comment, Entry, Node

SILENCE = re.compile(r"#\s*prospecta\s*:")
"""A comment that acts on its own line or, alone, on the next one."""
_COMMENT = re.compile(r"#[^\n]*")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def found(text: str, start: int, end: int, line: int) -> tuple[list[Comment], bool]:
    """The comments between two values, and whether an empty line follows the last of them.

    `line` is that of `start`, counted from 0. What stands there are blanks, signs of YAML and
    comments, so every `#` begins one.
    """
    comments: list[Comment] = []
    done = start
    for match in _COMMENT.finditer(text, start, end):
        at = match.start()
        first = text.rfind("\n", 0, at) + 1
        line += text.count("\n", done, at)
        blank = _EMPTY_LINE.search(text, done, at) is not None
        before = text[first:at].rstrip()
        comments.append(
            Comment(
                match[0].rstrip(),
                line=line,
                column=at - first,
                gap=at - first - len(before),
                alone=not before,
                blank=blank,
            )
        )
        done = match.end()
    return comments, _EMPTY_LINE.search(text, done, end) is not None


def on_its_line(holder: Node | Entry | None, comments: list[Comment]) -> list[Comment]:
    """Give the first comment to what stands before it on its line; the others are left."""
    if comments and not comments[0].alone and holder is not None and holder.eol is None:
        holder.eol = comments[0]
        return comments[1:]
    return comments


def share(
    comments: Sequence[Comment], closed: Sequence[Node], column: int, *, blank: bool
) -> list[Comment]:
    """Give comments to the ends of the values that closed before them, innermost first.

    A comment goes to the innermost one that does not begin to its right. Those that are left
    belong to what comes next, which stands at `column`; `blank` says that an empty line is between.
    """
    for_next = silences(comments, blank=blank)
    rest = len(comments) - for_next
    depth = 0
    for index, comment in enumerate(comments[:rest]):
        while depth < len(closed) and closed[depth].column > comment.column:
            depth += 1
        if depth == len(closed) or comment.column <= column:
            return list(comments[index:])
        closed[depth].tail.append(comment)
    return list(comments[rest:])


def silences(comments: Sequence[Comment], *, blank: bool) -> int:
    """How many comments at the end act on the line below them, wherever they are indented."""
    count = 0
    for comment in reversed(comments):
        if blank or not SILENCE.match(comment.text):
            break
        count += 1
        blank = comment.blank
    return count


def is_spaced(entry: Entry) -> bool:
    """Whether an empty line stands above an entry and its comments."""
    return entry.lead[0].blank if entry.lead else entry.blank


def is_acted_on(entry: Entry) -> bool:
    """Whether a comment acts on the line of an entry, which then holds what it held."""
    behind = filter(None, (entry.eol, entry.value.eol))
    above = silences(entry.lead, blank=entry.blank)
    return above > 0 or any(SILENCE.match(comment.text) for comment in behind)
