"""What is likely a slip in a text, seen on its tree."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from prospecta.document import Node, plain, walk
from prospecta.findings import Finding, Span
from prospecta.text import Authored

BEGINNING = 8
"""Letters of a heading by which its line is known: a link or a note may stand behind them."""
_ATX = re.compile(r"[ >]{0,12}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*))?")
_UNDERLINE = re.compile(r"[ ]{0,3}(?P<marks>=+|-+)[ \t]*")
_LEADS = re.compile(r"\]\((?P<path>[^()<>\n]{1,300}(?:\([^()<>\n]{0,60}\)[^()<>\n]{0,60}){0,3})\)")
_TITLED = re.compile(r"""\S+\s+(?:"[^"]*"|'[^']*')""")
"""A path with a title behind it."""
_TITLE = re.compile(r"""[ \t]+(?:"[^"]*"|'[^']*')$""")
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
ALT = 400
"""Characters before a path in which its picture may begin."""
_MARKS = re.compile(r"[\W_]+")


def headings(nodes: Sequence[Node], words: Authored) -> Iterator[Finding]:
    """The headings of a Markdown file that skip a level; its first is to be `#`."""
    if not words.span.path.endswith(".md"):
        return
    before, after = 0, 0
    lines = str(words).split("\n")
    for node in (node for node in nodes if node["t"] == "Header"):
        level = node["c"][0]
        at = _line(lines, after, node)
        after = after if at is None else at + 1
        if level > before + 1:
            values = {"level": "#" * level, "right": "#" * (before + 1)}
            values["title"] = plain(node["c"][2])
            yield Finding("heading-skip", _span(words, lines, at), values)
        # What follows is told of as if this were mended: all of it in one round.
        before = min(level, before + 1)


def spaced_paths(found: Any, words: Authored) -> Iterator[Finding]:
    """Pictures and links that are printed as they were typed, for a space in what they lead to."""
    typed = str(words)
    if "](" not in typed:
        return
    texts = (node["c"] for node in walk(found) if node["t"] == "Str" and "](" in node["c"])
    printed = {text.rpartition("](")[2] for text in texts}
    for match in _LEADS.finditer(typed) if printed else ():
        path = match["path"].strip(" \t")
        begun, *more = path.split(maxsplit=1)[:2] or [""]
        if not more or begun.replace("'", "’") not in printed or _TITLED.fullmatch(path):
            continue
        before = typed[max(0, match.start() - ALT) : match.start()].rpartition("]")[2]
        web = _WEB.match(path)
        if "![" in before or web:
            start = typed.index(path, match.start("path"))
            bare, title = _without_title(path)
            fixed = (bare.replace(" ", "%20") if web else f"<{bare}>") + title
            values = {"path": path, "fixed": fixed}
            yield Finding("path-space", words.part(start, start + len(path)), values)


def _without_title(path: str) -> tuple[str, str]:
    """A path that has spaces, and the title behind it with the blank before, if there is one."""
    found = _TITLE.search(path)
    return (path[: found.start()], found[0]) if found else (path, "")


def _line(lines: list[str], start: int, heading: Node) -> int | None:
    """Which line gave a heading, looked for from `start`: pandoc does not say."""
    level, title = heading["c"][0], _letters(plain(heading["c"][2]))[:BEGINNING]
    for at in range(start, len(lines)):
        atx = _ATX.fullmatch(lines[at])
        if atx and len(atx["marks"]) == level and _letters(atx["title"] or "").startswith(title):
            return at
        below = _UNDERLINE.fullmatch(lines[at + 1]) if at + 1 < len(lines) and not atx else None
        lined = below is not None and level == (1 if below["marks"][0] == "=" else 2)
        if lined and _letters(lines[at]).startswith(title):
            return at
    return None


def _letters(typed: str) -> str:
    return _MARKS.sub("", typed)


def _span(words: Authored, lines: list[str], at: int | None) -> Span:
    if at is None:
        return words.span
    start = sum(len(line) + 1 for line in lines[:at])
    return words.part(start, start + len(lines[at].rstrip()))
