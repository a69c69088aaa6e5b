"""What is wrong with the keys and values of a `prospecta.toml` that can be read, and the remedy."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from prospecta.findings import Finding, Span
from prospecta.places import WORKSPACE
from prospecta.synonyms import nearest
from prospecta.workspace.keys import KEYS, TABLES, is_within, shipped
from prospecta.workspace.mending import COMMENT, HEAD, reads, replaced, spelt

MOST = 50
"""Mistakes that are told: each is sought in the whole text."""
BESIDE = 200
"""Folders that a theme may have been meant to be."""


def mistakes(root: Path, text: str, wrong: Mapping[str, Any]) -> list[Finding]:
    """A finding for each key that does not exist or holds what it may not, in their order."""
    found: dict[Span, Finding] = {}
    for key, value in islice(wrong.items(), MOST):
        table = key.rpartition(".")[0]
        if key in KEYS:
            one = _value(root, text, key, value)
        elif table and table not in TABLES:
            one = _table(text, table)
        else:
            one = _key(text, key)
        found.setdefault(one.span, one)
    return list(found.values())


def _value(root: Path, text: str, key: str, value: Any) -> Finding:
    rule, span = KEYS[key], _span(text, key)
    meant = _folder(root, rule.meant(value)) if key == "theme" else rule.meant(value)
    told = {"key": key, "value": _shown(value), "example": rule.example}
    if key == "theme" and rule.holds(value):
        told |= {"kind": "theme", "known": ", ".join(shipped())}
    line = _line(text, span)
    head, sign, held = line.partition("=")
    comment = COMMENT.search(held)
    said = held[: comment.start()] if comment else held.rstrip()
    if not sign or not span.end_column > 1:
        return Finding("workspace-value", span, told)
    start = len(head) + 1 + len(said) - len(said.lstrip())
    where = replace(span, column=start + 1, end_column=len(head) + 2 + len(said.rstrip()))
    fixed = f"{head}= {spelt(meant)}{comment[0] if comment else ''}"
    if rule.holds(meant) and reads(replaced(text, span.line, fixed)):
        told |= {"fixed": fixed, "line": line}
    return Finding("workspace-value", where, told)


def _folder(root: Path, named: str) -> str:
    """The theme that was meant: a shipped one, or a folder of the workspace."""
    above = (root / named).parent
    beside = (
        [one.name for one, _ in zip(above.iterdir(), range(BESIDE), strict=False)]
        if above.is_dir()
        else []
    )
    inside = [name for name in beside if is_within(root, above / name)]
    near = nearest(Path(named).name, inside)
    if near:
        return (Path(named).parent / near).as_posix()
    return nearest(named, shipped())


def _table(text: str, table: str) -> Finding:
    span, meant = _span(text, table), nearest(table, TABLES)
    told = {"key": table, "suggestion": meant, "known": ", ".join(KEYS)}
    line = _line(text, span)
    if meant and HEAD.fullmatch(line):
        told |= {"fixed": line.replace(table, meant, 1), "line": line}
    return Finding("workspace-key", span, told)


def _key(text: str, key: str) -> Finding:
    span, meant = _span(text, key), "" if key in TABLES else nearest(key, KEYS)
    table, _, name = meant.rpartition(".")
    told = {"key": key, "suggestion": meant, "known": ", ".join(KEYS)}
    line = _line(text, span)
    rest = line[span.end_column - 1 :]
    before = line[: span.column - 1]
    if not meant or not rest.lstrip().startswith("="):
        return Finding("workspace-key", span, told)
    short = f"{before}{name}{rest}" if table == key.rpartition(".")[0] else f"{before}{meant}{rest}"
    if reads(replaced(text, span.line, short)):
        told |= {"fixed": short, "line": line}
    elif table:
        told |= {"table": f"[{table}]", "moved": f"{name}{rest}"}
    return Finding("workspace-key", span, told)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else spelt(value)


def _line(text: str, span: Span) -> str:
    return text.split("\n")[span.line - 1].rstrip("\r")


def _span(text: str, key: str) -> Span:
    """Where a key is written: below the head of its table, or with the table's name before it."""
    table, _, name = key.rpartition(".")
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = HEAD.match(line)
        if head:
            inside = head[1]
        for wanted, where in ((name, table), (key, "")):
            found = re.match(rf"\s*[\"']?({re.escape(wanted)})[\"']?\s*[=.]", line)
            if found and inside == where:
                return Span(WORKSPACE, number, found.start(1) + 1, number, found.end(1) + 1)
        if head and head[1] == key:
            return Span(WORKSPACE, number, head.start(1) + 1, number, head.end(1) + 1)
    return Span(WORKSPACE)
