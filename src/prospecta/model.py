"""The base of every model, and pydantic's errors told as findings on the author's line."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from prospecta.findings import Finding, Span
from prospecta.strict_yaml import Mapping, Null, Scalar, Sequence

Item = TypeVar("Item")
KEY = re.compile(r"[a-z][a-z_-]*", re.ASCII)
"""How the keys of the data are spelt, rightly or nearly so."""


class Model(BaseModel):
    """A mapping that an author wrote: strict types, no unknown key, and immutable once read."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        """A key with nothing behind it is a key that was not written."""
        if not isinstance(data, Mapping):
            return data
        if not any(isinstance(value, Null) for value in data.values()):
            return data
        return {key: value for key, value in data.items() if not isinstance(value, Null)}


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Many = Annotated[list[Item], BeforeValidator(_listed)]
"""A list, for which a single item may stand alone."""


def keyed(key: str) -> BeforeValidator:
    """A mapping, for which the text of its `key` may stand alone."""

    def check(value: Any) -> Any:
        return {key: value} if isinstance(value, Scalar) else value

    return BeforeValidator(check)


def nearest(word: str, known: list[str]) -> str:
    """The known word that was probably meant, or an empty text."""
    found = get_close_matches(word.casefold(), [name.casefold() for name in known], 1, 0.6)
    return next((name for name in known if found and name.casefold() == found[0]), "")


def findings_of(error: ValidationError, root: type[BaseModel], node: Any) -> list[Finding]:
    """Every error of a validation, on the span of the key or value that it is about."""
    details = error.errors(include_url=False)
    unquoted = {detail["loc"][:-1] for detail in details if _is_unquoted(detail, node)}
    findings = [_unquoted(descend(node, location)) for location in sorted(unquoted, key=str)]
    rest = [detail for detail in details if detail["loc"][:-1] not in unquoted]
    return findings + [_finding(detail, root, node) for detail in rest]


def _is_unquoted(detail: ErrorDetails, node: Any) -> bool:
    """Whether a key is the beginning of a sentence: `- Objectif : renforcer`."""
    parent = descend(node, detail["loc"][:-1])
    alone = isinstance(parent, Mapping) and len(parent) == 1
    return (
        detail["type"] == "extra_forbidden" and alone and not KEY.fullmatch(str(detail["loc"][-1]))
    )


def _unquoted(parent: Any) -> Finding:
    ((key, value),) = parent.items()
    fixed = f'"{key} : {value}"' if isinstance(value, Scalar) else ""
    return Finding("yaml-colon", parent.span, {"line": str(key), "fixed": fixed})


def _finding(detail: ErrorDetails, root: type[BaseModel], node: Any) -> Finding:
    location, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        key = str(location[-1])
        known = sorted(_model_at(root, location[:-1]).model_fields)
        values = {"key": key, "suggestion": nearest(key, known), "known": ", ".join(known)}
        return Finding("unknown-key", _key_span(node, location), values)
    if kind == "missing":
        values = {"key": str(location[-1])}
        return Finding("missing-key", span_at(node, location[:-1]), values)
    if kind in {"literal_error", "enum"}:
        return _choice(detail, node)
    code = OWN.get(kind, "wrong-type")
    values = {"key": _last_key(location), "expected": kind}
    return Finding(code, span_at(node, location), values)


OWN = {
    "text-expected": "text-expected",
    "id-invalid": "id-invalid",
    "number-expected": "number-expected",
    "date-expected": "date-expected",
    "day-expected": "day-expected",
    "outline-section": "outline-section",
    "list_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "dict_type": "mapping-expected",
    "too_short": "list-empty",
}


def _choice(detail: ErrorDetails, node: Any) -> Finding:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    typed = str(detail["input"])
    values = {"value": typed, "suggestion": nearest(typed, known), "known": ", ".join(known)}
    return Finding("unknown-value", span_at(node, detail["loc"]), values)


def _last_key(location: tuple[int | str, ...]) -> str:
    return next((part for part in reversed(location) if isinstance(part, str)), "")


def _key_span(node: Any, location: tuple[int | str, ...]) -> Span:
    parent, key = descend(node, location[:-1]), str(location[-1])
    if isinstance(parent, Mapping) and key in parent.key_spans:
        return parent.key_spans[key]
    return span_at(node, location)


def span_at(node: Any, location: tuple[int | str, ...]) -> Span:
    """The span of what stands at a pydantic location, or of the nearest thing above it."""
    found = descend(node, location)
    span: Span = found.span
    return span


def descend(node: Any, location: tuple[int | str, ...]) -> Any:
    """What stands at a pydantic location, or the nearest thing above it."""
    for part in location:
        below = None
        if isinstance(node, Mapping):
            below = node.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            below = node[part]
        node = node if below is None else below
    return node


def _model_at(root: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str) and part in root.model_fields:
            below = _models_in(root.model_fields[part].annotation)
            root = next(below, root)
    return root


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
