"""The base of every model, and what stands in a file at one of pydantic's locations."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from prospecta.findings import Span
from prospecta.strict_yaml import Mapping, Null, Scalar, Sequence
from prospecta.synonyms import nearest

__all__ = [
    "Location",
    "Many",
    "Model",
    "all_keys",
    "descend",
    "keyed",
    "known_keys",
    "nearest",
    "path_of",
    "span_at",
]

Item = TypeVar("Item")
Location: TypeAlias = tuple[int | str, ...]
"""Where pydantic found something: keys and indices, among names of its own."""


class Model(BaseModel):
    """A mapping that an author wrote: strict types, no unknown key, and immutable once read."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        """A known key with nothing behind it is a key that was not written."""
        if not isinstance(data, Mapping):
            return data
        if not any(isinstance(value, Null) for value in data.values()):
            return data
        return {
            key: value
            for key, value in data.items()
            if key not in cls.model_fields or not isinstance(value, Null)
        }


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Many = Annotated[list[Item], BeforeValidator(_listed)]
"""A list, for which a single item may stand alone."""


def keyed(key: str) -> BeforeValidator:
    """A mapping, for which the text of its `key` may stand alone.

    A list, and words in braces, are told as a text that lacks its quotes.
    """

    def check(value: Any) -> Any:
        typed = isinstance(value, Mapping) and value.typed and key not in value
        words = typed and all(isinstance(one, Null) for one in value.values())
        if isinstance(value, Sequence) or (words and value):
            problem = "text-expected"
            raise PydanticCustomError(problem, "not a text")
        return {key: value} if isinstance(value, Scalar) else value

    return BeforeValidator(check)


def span_at(node: Any, location: Location) -> Span:
    """The span of what stands at a pydantic location, or of the nearest thing above it."""
    found = descend(node, location)
    span: Span = found.span
    return span


def descend(node: Any, location: Location) -> Any:
    """What stands at a pydantic location, or the nearest thing above it."""
    for part in location:
        below = None
        if isinstance(node, Mapping):
            below = node.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            below = node[part]
        node = node if below is None else below
    return node


def path_of(node: Any, location: Location) -> Location:
    """The part of a pydantic location that stands in the file."""
    path: list[int | str] = []
    for part in location:
        if isinstance(node, Mapping) and str(part) in node:
            path.append(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            path.append(part)
        else:
            continue
        node = node[path[-1]]
    return tuple(path)


def known_keys(root: type[BaseModel], location: Location) -> list[str]:
    """The keys that the model at a location of `root` has."""
    return sorted(_model_at(root, location).model_fields)


@cache
def all_keys(root: type[BaseModel]) -> frozenset[str]:
    """The keys of a model and of all that stands below it."""
    seen, waiting = set[type[BaseModel]](), [root]
    while waiting:
        model = waiting.pop()
        seen.add(model)
        below = (one for held in model.model_fields.values() for one in _models_in(held.annotation))
        waiting += [one for one in below if one not in seen]
    return frozenset(key for model in seen for key in model.model_fields)


def _model_at(root: type[BaseModel], location: Location) -> type[BaseModel]:
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
