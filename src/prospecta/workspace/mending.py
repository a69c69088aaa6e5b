"""What a line of `prospecta.toml` was probably meant to be: advice is tried before it is given."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from prospecta.findings import Finding, Span
from prospecta.places import WORKSPACE
from prospecta.workspace.keys import KEYS

PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
"""How tomllib says where it stopped."""
HEAD = re.compile(r"\s*\[\s*([\w.\-\"]+)\s*\]\s*(?:#.*)?")
OPENED = re.compile(r"\s*\[+\s*(\w+)\s*\]*\s*")
"""A table's head, or what looks like one."""
PAIR = re.compile(r"\s*(?P<key>[\w.-]+)\s*(?:[=:]|\s)\s*(?P<value>[^#]*?)(?P<comment>\s+#.*|\s*)")
GIVEN = re.compile(r"\s*[\"']?([\w.-]+)[\"']?\s*=")
COMMENT = re.compile(r"\s+#[^\"']*$")
QUOTES = " \t\u00a0\u202f\"'«»“”„‘’`"
ABOVE = 3
"""Lines above the one where reading stopped that may be to blame: an open bracket shows late."""


def stopped(text: str, error: Exception) -> tuple[int, int]:
    """The line and the column at which reading stopped; behind the last line at the end."""
    lines = text.rstrip("\n").split("\n")
    found = PLACE.search(str(error))
    if found and found[1]:
        return int(found[1]), int(found[2])
    return len(lines), len(lines[-1]) + 1


def broken(text: str, error: Exception) -> Finding:
    """Why a text is no TOML: on the line to blame, with what it was probably meant to be."""
    twice = _twice(text)
    if twice is not None:
        return twice
    line, column = stopped(text, error)
    lines = text.split("\n")
    for number in range(line, max(0, line - ABOVE), -1):
        typed = lines[number - 1].rstrip("\r")
        for fixed in _candidates(typed, _table(lines[: number - 1])) if typed.strip() else ():
            if fixed != typed and _reaches(text, number, fixed) > line:
                span = Span(WORKSPACE, number, 1, number, len(typed) + 1)
                return Finding("workspace-syntax", span, {"fixed": fixed, "line": typed})
    return Finding("workspace-syntax", Span(WORKSPACE, line, column, line, column + 1))


def replaced(text: str, number: int, fixed: str) -> str:
    """The text with another line."""
    lines = text.split("\n")
    lines[number - 1] = fixed
    return "\n".join(lines)


def reads(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def spelt(value: Any) -> str:
    """A text, a number or a list of texts in TOML; dates are spelt as texts."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _reaches(text: str, number: int, fixed: str) -> float:
    """The line at which reading stops with another line in the place of one."""
    other = replaced(text, number, fixed)
    try:
        tomllib.loads(other)
    except (ValueError, RecursionError) as error:
        return stopped(other, error)[0]
    return float("inf")


def _candidates(typed: str, table: str) -> Iterator[str]:
    """What a line may have been meant to be, likeliest first."""
    head = OPENED.fullmatch(typed)
    if head:
        yield f"[{head[1]}]"
    found = PAIR.fullmatch(typed)
    if not found:
        return
    key, value, comment = found["key"], found["value"], found["comment"].rstrip()
    bare = value.strip(QUOTES)
    items = [one.strip(QUOTES) for one in value.strip("[] ").split(",") if one.strip(QUOTES)]
    rule = KEYS.get(f"{table}.{key}" if table else key)
    meant = rule.meant(items if value.startswith("[") else bare) if rule else None
    if rule and rule.holds(meant):
        yield f"{key} = {spelt(meant)}{comment}"
    yield f"{key} = {value}{comment}"
    yield f"{key} = {spelt(items if value.startswith('[') else bare)}{comment}"


def _table(lines: list[str]) -> str:
    heads = (HEAD.fullmatch(line) for line in reversed(lines))
    return next((head[1] for head in heads if head), "")


def _twice(text: str) -> Finding | None:
    """A key or a table's head that stands there again, and where it stood first."""
    inside, first = "", dict[str, int]()
    for number, line in enumerate(text.split("\n"), 1):
        head, pair = HEAD.match(line), GIVEN.match(line)
        found = head or pair
        if found is None:
            continue
        inside = head[1] if head else inside
        name = f"[{inside}]" if head else f"{inside}.{found[1]}".strip(".")
        if name in first and not reads("\n".join(text.split("\n")[:number])):
            span = Span(WORKSPACE, number, found.start(1) + 1, number, found.end(1) + 1)
            told = {"kind": "table" if head else "key", "key": name, "first": str(first[name])}
            return Finding("workspace-syntax", span, told)
        first.setdefault(name, number)
    return None
