"""Fences that nothing closes: the box, or the code, goes on to the end of the text."""

import re
from collections.abc import Iterator
from typing import Any

from prospecta.document import structure
from prospecta.findings import Finding
from prospecta.text import Authored

_FENCE = re.compile(
    r"(?m)^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
    r"(?P<here>(?P<signs>`{3,}|~{3,}|:{3,})(?P<more>[^`\n]*))$"
)


def unclosed(found: Any, words: Authored) -> Iterator[Finding]:
    """The first fence that is open at the end, when more than a paragraph stands behind it."""
    typed, open_, boxes = str(words), list[re.Match[str]](), 0
    if not any(signs in typed for signs in ("```", "~~~", ":::")):
        return
    for fence in _FENCE.finditer(typed):
        in_code = bool(open_) and open_[-1]["signs"][0] != ":"
        if fence["more"].strip() and not in_code:
            open_.append(fence)
            boxes += fence["signs"][0] == ":"
        elif open_ and fence["signs"].startswith(open_[-1]["signs"]) and not fence["more"].strip():
            open_.pop()
        elif not in_code and fence["signs"][0] != ":":
            open_.append(fence)
    if not open_ or not re.search(r"\n[ \t>]*\n[ \t>]*\S", typed[open_[0].end() :]):
        return
    seen = sum(node["t"] == "Div" and not _wraps(node) for node in structure(found))
    coded = any(node["t"] == "CodeBlock" for node in structure(found))
    if (seen == boxes) if open_[0]["signs"][0] == ":" else coded:
        kind = "box-open" if open_[0]["signs"][0] == ":" else "code-open"
        values = {"kind": kind, "shown": open_[0]["here"].strip(), "closing": open_[0]["signs"]}
        yield Finding("mark-printed", words.part(*open_[0].span("here")), values)


def _wraps(node: dict[str, Any]) -> bool:
    """Whether it carries the attributes of a block, and is no box."""
    return ["wrapper", "1"] in node["c"][0][2]
