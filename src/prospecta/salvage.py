"""What is left of a file without its mistakes, so that all mistakes are told in one pass."""

from copy import deepcopy
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from prospecta.model import descend
from prospecta.strict_yaml import Mapping, Scalar, Sequence

Made = TypeVar("Made", bound=BaseModel)
Path: TypeAlias = tuple[int | str, ...]
ANYTHING = Scalar("?")
MAX_ROUNDS = 5
"""How often what is left of a file is looked at again: a mistake may hide another."""


def salvaged(
    model: type[Made], node: Any, error: ValidationError, otherwise: Mapping
) -> tuple[Made | None, set[str]]:
    """The model of a file without what its errors are about.

    What is missing is a text, or stands in `otherwise` for the keys of the file itself. The ids
    of what was left out come along; the model is None when nothing is left.
    """
    root, lost, filled = deepcopy(node), set[str](), set[Path]()
    for _ in range(MAX_ROUNDS):
        if not isinstance(root, Mapping) or not _mended(root, error, otherwise, lost, filled):
            break
        try:
            return model.model_validate(root), lost
        except ValidationError as next_error:
            error = next_error
    return None, lost | _ids(node)


def _mended(
    root: Mapping, error: ValidationError, otherwise: Mapping, lost: set[str], filled: set[Path]
) -> bool:
    """Fill in what is missing, once, and take out what else is wrong; whether that could be."""
    wrong: set[Path] = set()
    for detail in error.errors(include_url=False):
        location: Path = detail["loc"]
        if detail["type"] == "missing":
            parent, key = _path(root, location[:-1]), str(location[-1])
            if (*parent, key) not in filled:
                filled.add((*parent, key))
                descend(root, parent)[key] = (
                    otherwise.get(key, ANYTHING) if not parent else ANYTHING
                )
                continue
            location = parent
        path = _path(root, location)
        if not path:
            return False
        wrong.add(path)
    for path in sorted(wrong, key=_last_first, reverse=True):
        parent_node = descend(root, path[:-1])
        lost |= _ids(descend(root, path))
        del parent_node[path[-1]]
    return True


def _last_first(path: Path) -> tuple[tuple[bool, int | str], ...]:
    """An order in which taking out one part does not move those that come after it."""
    return tuple((isinstance(part, str), part) for part in path)


def _path(node: Any, location: Path) -> Path:
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


def _ids(node: Any) -> set[str]:
    found, waiting = set[str](), [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Mapping):
            found |= {str(value) for key, value in current.items() if key == "id"}
            waiting += current.values()
        elif isinstance(current, Sequence):
            waiting += current
    return found
