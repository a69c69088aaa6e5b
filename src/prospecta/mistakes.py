"""pydantic's errors about an author's file, told as findings on the author's line."""

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prospecta.findings import Finding, Span
from prospecta.model import Location, descend, known_keys, nearest, path_of, span_at
from prospecta.strict_yaml import Mapping as Keys
from prospecta.strict_yaml import Null, Scalar, Sequence, quoted

MAX_FINDINGS = 100
"""How many mistakes one file may tell of."""
MAX_FIXED = 1000
KEY = re.compile(r"[a-z][a-z_-]*", re.ASCII)
"""How the keys of the data are spelt, rightly or nearly so."""

Details: TypeAlias = list[ErrorDetails]
CODES = {
    "text-expected": "text-expected",
    "id-invalid": "id-invalid",
    "number-expected": "number-expected",
    "int_type": "number-expected",
    "date-expected": "date-expected",
    "dataclass_type": "date-expected",
    "day-expected": "day-expected",
    "date_type": "day-expected",
    "outline-section": "outline-section",
    "list_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "dict_type": "mapping-expected",
    "too_short": "list-empty",
}
"""What pydantic and our own validators call a mistake, and its code."""


def findings_of(
    error: ValidationError,
    root: type[BaseModel],
    node: Any,
    taken: Collection[tuple[int, str]] = (),
) -> list[Finding]:
    """Every error of a validation, on the span of the key or value that it is about.

    A key that is missing because it was misspelt is told once, as the misspelt one. `taken` are
    the keys that somebody took out, by the identity of their mapping; `""` stands for an item.
    """
    details = error.errors(include_url=False)[:MAX_FINDINGS]
    meant = meanings(details, root, node)
    sentences = _sentences(details, meant, node)
    findings = [_unquoted(descend(node, location)) for location in sorted(sentences, key=str)]
    for detail in details:
        location = detail["loc"]
        if {path_of(node, location), path_of(node, location[:-1])} & sentences:
            continue
        if detail["type"] == "missing" and _told(location, meant):
            continue
        if _is_taken(detail, node, taken):
            continue
        findings.append(_finding(detail, root, node, meant))
    return findings


def _is_taken(detail: ErrorDetails, node: Any, taken: Collection[tuple[int, str]]) -> bool:
    location = detail["loc"]
    if detail["type"] == "missing":
        return (id(descend(node, location[:-1])), str(location[-1])) in taken
    if detail["type"] == "outline-section":
        return any(id(descend(node, location)) == whose for whose, _ in taken)
    return detail["type"] == "too_short" and (id(descend(node, location)), "") in taken


def meanings(details: Details, root: type[BaseModel], node: Any) -> Mapping[Location, str]:
    """For the location of each unknown key, the known one that was meant and is not there."""
    meant: dict[Location, str] = {}
    for detail in details:
        location = detail["loc"]
        if detail["type"] == "extra_forbidden":
            parent = descend(node, location[:-1])
            taken = {meant[one] for one in meant if one[:-1] == location[:-1]} | {*parent}
            known = [key for key in known_keys(root, location[:-1]) if key not in taken]
            meant[location] = nearest(str(location[-1]), known)
    return meant


def _told(location: Location, meant: Mapping[Location, str]) -> bool:
    return any(
        key == location[-1] and one[:-1] == location[:-1] for one, key in meant.items() if key
    )


def _sentences(details: Details, meant: Mapping[Location, str], node: Any) -> set[Location]:
    """Where a mapping is a sentence that holds a colon: `- Objectif : renforcer`."""
    found: set[Location] = set()
    for detail in details:
        location = detail["loc"]
        if detail["type"] == "extra_forbidden":
            above = location[:-1]
            mapping = descend(node, above)
            strange = all(meant.get((*above, key)) == "" for key in mapping)
            if strange and _is_sentence(mapping, path_of(node, above)):
                found.add(path_of(node, above))
        elif detail["type"] == "text-expected":
            place = path_of(node, location)
            if place and _is_sentence(descend(node, location), place):
                found.add(place)
    return found


def _is_sentence(mapping: Any, place: Location) -> bool:
    """Whether the keys do not look like keys: a single one in a list, others by how they look."""
    if not isinstance(mapping, Keys) or not mapping or not place:
        return False
    plain = all(isinstance(value, Scalar) and not value.quoted for value in mapping.values())
    begins = min(mapping.key_spans.values()).column == mapping.span.column
    alone = len(mapping) == 1 and isinstance(place[-1], int)
    return plain and begins and (alone or not all(KEY.fullmatch(key) for key in mapping))


def _unquoted(mapping: Keys) -> Finding:
    (key, value), *others = mapping.items()
    assert isinstance(value, Scalar)
    end, start = mapping.key_spans[key], value.span
    spaced = " : " if (start.line, start.column) != (end.line, end.end_column + 2) else ": "
    fixed = quoted(f"{key}{spaced}{value}")
    known = len(fixed) <= MAX_FIXED and start.line == start.end_line and not others
    values = {"line": str(key)[:MAX_FIXED], "fixed": fixed if known else ""}
    return Finding("yaml-colon", mapping.span, values)


def _finding(
    detail: ErrorDetails, root: type[BaseModel], node: Any, meant: Mapping[Location, str]
) -> Finding:
    location, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        known = ", ".join(known_keys(root, location[:-1]))
        values = {"key": str(location[-1]), "suggestion": meant[location], "known": known}
        return Finding("unknown-key", _key_span(node, location), values)
    if kind == "missing":
        return _missing(location, node)
    if location and isinstance(descend(node, location), Null):
        where = "item" if isinstance(location[-1], int) else "key"
        values = {"key": _last_key(path_of(node, location)), "where": where}
        return Finding("empty-value", span_at(node, location), values)
    if kind == "literal_error" and isinstance(detail["input"], Scalar):
        return _choice(detail, node)
    code = "text-expected" if kind == "literal_error" else CODES.get(kind, "wrong-type")
    values = {"key": _last_key(path_of(node, location)), "found": _found(detail["input"])}
    values |= {key: str(value) for key, value in detail.get("ctx", {}).items() if code in CODES}
    if code == "text-expected":
        values["fixed"] = _in_quotes(detail["input"])
    if code == "mapping-expected":
        values["known"] = ", ".join(known_keys(root, location)) if kind != "dict_type" else ""
    return Finding(code, span_at(node, location), values)


def _in_quotes(value: Any) -> str:
    """A list in brackets, or a mapping in braces, as the text that it looks like."""
    typed = value.typed if isinstance(value, Sequence | Keys) else ""
    # An address is not repeated.
    return quoted(typed) if typed and "@" not in typed else ""


def _missing(location: Location, node: Any) -> Finding:
    parent, key = descend(node, location[:-1]), str(location[-1])
    if isinstance(parent, Keys) and isinstance(parent.get(key), Null):
        return Finding("empty-value", parent.key_spans[key], {"key": key, "where": "key"})
    return Finding("missing-key", _beginning(parent), {"key": key})


def _beginning(mapping: Any) -> Span:
    """A mapping from its start to the end of its first key."""
    span: Span = mapping.span
    first = min(getattr(mapping, "key_spans", {}).values(), default=span)
    return Span(span.path, span.line, span.column, first.end_line, first.end_column)


def _choice(detail: ErrorDetails, node: Any) -> Finding:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    typed = str(detail["input"])
    values = {"value": typed, "suggestion": nearest(typed, known), "known": ", ".join(known)}
    return Finding("unknown-value", span_at(node, detail["loc"]), values)


def _found(value: Any) -> str:
    if isinstance(value, Sequence):
        return "list"
    if isinstance(value, dict):
        return "mapping"
    return "text" if str(value).strip() else "blank"


def _last_key(location: Location) -> str:
    return next((part for part in reversed(location) if isinstance(part, str)), "")


def _key_span(node: Any, location: Location) -> Span:
    parent, key = descend(node, location[:-1]), str(location[-1])
    if isinstance(parent, Keys) and key in parent.key_spans:
        return parent.key_spans[key]
    return span_at(node, location)
