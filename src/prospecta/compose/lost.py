"""Words of a text that no report would print: Markdown takes them away, and says nothing."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from prospecta.compose.literal import Typed, passages
from prospecta.document import Node
from prospecta.findings import Finding
from prospecta.text import Authored

SIGNS = re.compile(r"\]:|\n[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|")
"""What a text has of which something may be lost."""
_BEGINS = r"(?m)^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*"
_NOTE = re.compile(
    rf"""(?x){_BEGINS}
    (?P<here>\[\^(?P<name>[^\]\n]{{1,60}})\]) :
    (?P<words>.*(?:\n(?![ \t>]*(?:\n|\[\^|\Z)).*|\n[ \t>]*\n(?=[ ]{{4}}|\t).*)*)
    """
)
_BEGUN = re.compile(r"\[[^\]\n]*\]:[ \t]*\S{0,20}")
"""A name in brackets and the first of what is said of it: printed, when Markdown saw neither."""
_CALL = re.compile(r"\[\^([^\]\n]{1,60})\](?!:)")
_NAMED = re.compile(
    r"""(?xm)^[ >]{0,6}
    (?P<here>\[(?P<name>(?!\^|//)[^\[\]\n]{1,60})\]: [ \t]*
    ["'“«(]*\w[\w'’%€-]*[)"'”»]*[.,;!?…]?) [ \t]*$
    """
)
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,60})\](?!:)")
_TABLE = re.compile(
    r"""(?xm)^
    (?P<head>[^|\n]*\|.*)\n
    [ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*
    (?P<rows>(?:\n[^|\n]*\|.*)*)
    """
)


def lost(found: Any, nodes: Sequence[Node], words: Authored) -> Iterator[Finding]:
    """Notes that nothing calls, cells beyond the last column, what was taken for an address.

    `nodes` are the structure of what was `found`.
    """
    if not SIGNS.search(f"\n{words}"):
        return
    typed = Typed(words)
    texts = [text.text for text in passages(found, nodes)]
    texts += [node["c"][1] for node in nodes if node["t"] == "CodeBlock"]
    shown = _compact(" ".join(texts))
    for kind, place in (*_notes(typed), *_named(typed)):
        begun = _BEGUN.match(str(words), place[0])
        if begun is None or _compact(begun[0]) not in shown:
            yield _finding(words, kind, place)
    if any(node["t"] == "Table" for node in nodes):
        for place in _cells(typed.masked):
            yield _finding(words, "cell", place)


def _compact(words: str) -> str:
    return "".join(words.split())


def _finding(words: Authored, kind: str, place: tuple[int, int]) -> Finding:
    values = {"kind": kind, "shown": str(words)[slice(*place)].strip()}
    return Finding("words-lost", words.part(*place), values)


def _notes(typed: Typed) -> Iterator[tuple[str, tuple[int, int]]]:
    """Notes that nothing calls, or only another note; the second one of a name."""
    notes = list(_NOTE.finditer(typed.masked))
    outside, at = "", 0
    for note in notes:
        outside += typed.masked[at : note.start()]
        at = note.end()
    outside += typed.masked[at:]
    called = {name.casefold() for name in _CALL.findall(outside)}
    within = {name.casefold() for note in notes for name in _CALL.findall(note["words"])}
    seen = set[str]()
    for note in notes:
        name = note["name"].casefold()
        if name in seen:
            yield "twice", note.span("here")
        elif name not in called:
            yield "nested" if name in within else "note", note.span("here")
        seen.add(name)


def _named(typed: Typed) -> Iterator[tuple[str, tuple[int, int]]]:
    """`[Marie]: présente`, which Markdown takes for an address to be led to by `[Marie]`."""
    found = list(_NAMED.finditer(typed.masked))
    called = set(_BRACKETED.findall(typed.masked) if found else ())
    for named in found:
        if named["name"] not in called:
            yield "named", named.span("here")


def _cells(masked: str) -> Iterator[tuple[int, int]]:
    """The first cell of each row of a table that has more of them than its head."""
    for table in _TABLE.finditer(masked):
        columns, at = _count(table["head"]), table.start("rows")
        for row in table["rows"].split("\n"):
            if _count(row) > columns:
                bars = [bar.start() for bar in re.finditer(r"\|", row)]
                first = bars[columns - (not row.strip(" \t>").startswith("|"))]
                end = len(row.rstrip(" \t|"))
                if row[first:end].strip(" \t|"):
                    yield at + first + 1, at + end
            at += len(row) + 1


def _count(row: str) -> int:
    return row.strip(" \t>").strip("|").count("|") + 1
