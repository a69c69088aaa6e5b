"""Dashes that were typed to begin an item, and that YAML takes for a part of the text before."""

import re

from prospecta.findings import Finding
from prospecta.strict_yaml.places import Places

_UNSPACED = r"-{1,2}(?=[^\W\d_])"
GLUED = re.compile(r"-{1,2}[a-z_]+$")
"""A key with a dash before it that no space parts from it."""
_FIRST = re.compile(rf"{_UNSPACED}|--(?= [^\W\d_][^\n]*\n *-- )")
_LATER = re.compile(rf"\n[ \t]*({_UNSPACED}|[-−‐→➢](?=[ \t]))")


def lost(places: Places, start: int, end: int) -> list[Finding]:
    """A warning at each dash of a plain text that looks like the beginning of an item."""
    text = places.text
    found = [start] if _FIRST.match(text, start) else []
    if "\n" in text[start:end]:
        found += [one.start(1) for one in _LATER.finditer(text, start, end)]
    return [_finding(places, at, end) for at in found]


def _finding(places: Places, at: int, end: int) -> Finding:
    line = places.text[at:end].partition("\n")[0].rstrip()
    if line[1:2] in {"", " ", "\t"}:
        return Finding("bullet-lost", places.span(at, at + 1), {"kind": ""})
    values = {"kind": "unspaced", "item": f"- {line.lstrip('- ')}"}
    return Finding("bullet-lost", places.span(at, at + 1), values)
