"""The blanks of a Markdown file: line ends, and what stands after the last word of a line."""

import re

_FENCE = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d+[.)][ \t])*(`{3,}|~{3,})")
_CLOSED = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*")
_CODE = re.compile(r"(?: {4}| *\t)")
_TICKS = re.compile("`+")


def tidy(text: str) -> str:
    """The text without blanks that say nothing, and with one line end at its end.

    Two spaces before a line of the same paragraph are a line break and stay, as all blanks do in
    code, and a single one where taking it off could change what is read.
    """
    lines = text.split("\n")
    fence = ""
    for index, line in enumerate(lines):
        inside, fence = bool(fence), _fenced(line, fence)
        if not inside and not fence:
            after = lines[index + 1] if index + 1 < len(lines) else ""
            lines[index] = _ended(line, lines[index - 1] if index else "", after)
    while lines and not lines[-1] and not fence:
        lines.pop()
    tidied = "\n".join(lines)
    return tidied + "\n" if tidied and not tidied.endswith("\n") else tidied


def _fenced(line: str, fence: str) -> str:
    """The fence that is open after a line; empty outside of any."""
    if fence:
        closing = _CLOSED.fullmatch(line)
        return "" if closing and closing[1].startswith(fence) else fence
    found = _FENCE.match(line)
    # Behind a fence of backticks, another backtick makes it a word in the text.
    if not found or (found[1][0] == "`" and "`" in line[found.end() :]):
        return ""
    return found[1]


def _ended(line: str, before: str, after: str) -> str:
    bare = line.rstrip(" \t")
    if bare == line or bare.endswith("\\") or _CODE.match(line if bare else before):
        return line
    broken = line.endswith("  ") and bare and after.strip()
    open_code = len(_TICKS.findall(line)) % 2
    return line if broken or open_code else bare
