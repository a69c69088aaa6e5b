"""What is left of a file without its mistakes, so that all mistakes are told in one pass."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prospecta.findings import Finding
from prospecta.mistakes import MAX_FINDINGS, findings_of, meanings
from prospecta.model import Location, descend, path_of
from prospecta.strict_yaml import Mapping, Scalar, Sequence

Made = TypeVar("Made", bound=BaseModel)
ANYTHING = (Scalar("?"), Scalar("1"), Scalar("2000-01-01"), Sequence())
"""What stands for a missing value: the first that may stand there."""
MAX_ROUNDS = 8
"""How often what is left of a file is looked at again: a mistake may hide another."""
NAME = re.compile(r"[\w./-]{1,100}")
"""What may be the id of something, or the path of a text."""


class Understood(NamedTuple):
    """A model, None when nothing is left of it; the findings; the names that were left out."""

    made: Any
    findings: list[Finding]
    lost: set[str]


def understood(model: type[Made], node: Any, otherwise: Mapping) -> Understood:
    """The model of a file, or of what can be made of it.

    A key that is spelt nearly right is read as the right one. What is missing is a text, or
    stands in `otherwise` for the keys of the file itself; what is wrong is left out.
    """
    told: dict[tuple[Any, ...], Finding] = {}
    root, left = node, _Left(otherwise)
    for _ in range(MAX_ROUNDS):
        try:
            return Understood(model.model_validate(root), list(told.values()), left.lost)
        except ValidationError as error:
            for finding in findings_of(error, model, root, left.taken):
                # What was filled in has no place: nobody is told of it.
                if finding.span.path:
                    told.setdefault((finding.code, finding.span), finding)
            root = _copy(root) if root is node else root
            if not isinstance(root, Mapping) or error.error_count() > MAX_FINDINGS:
                break
            if not _mended(model, root, error, left):
                break
    return Understood(None, list(told.values()), left.lost | _names(node))


def _copy(node: Any) -> Any:
    """The same lists and mappings anew, with the same texts in them."""
    if isinstance(node, Sequence):
        listed = Sequence([_copy(item) for item in node], node.span)
        listed.typed = node.typed
        return listed
    if isinstance(node, Mapping):
        copied = Mapping({key: _copy(value) for key, value in node.items()}, node.span)
        copied.key_spans.update(node.key_spans)
        copied.typed = node.typed
        return copied
    return node


@dataclass
class _Left:
    """What was filled in and taken out: `taken` by the identity of its mapping or list."""

    otherwise: Mapping
    lost: set[str] = field(default_factory=set)
    filled: dict[Location, int] = field(default_factory=dict)
    taken: set[tuple[int, str]] = field(default_factory=set)

    def fill(self, mapping: Mapping, path: Location) -> bool:
        """Put something there, another thing each time; whether there was any left."""
        tried = self.filled.get(path, 0)
        if tried == len(ANYTHING):
            return False
        self.filled[path] = tried + 1
        given = self.otherwise.get(str(path[-1])) if len(path) == 1 and not tried else None
        mapping[str(path[-1])] = ANYTHING[tried] if given is None else given
        return True

    def take_out(self, root: Any, path: Location) -> None:
        holder, part = descend(root, path[:-1]), path[-1]
        self.lost |= _names(holder[part])
        self.taken.add((id(holder), part if isinstance(part, str) else ""))
        del holder[part]


def _mended(model: type[BaseModel], root: Mapping, error: ValidationError, left: _Left) -> bool:
    """Rename, fill in what is missing, and take out what else is wrong; whether that could be."""
    details = error.errors(include_url=False)
    wrong = set[Location]()
    for place, meant in meanings(details, model, root).items():
        if meant:
            _rename(descend(root, place[:-1]), str(place[-1]), meant)
    for detail in details:
        path = _unmended(detail, root, left)
        if path == ():
            return False
        wrong |= {path} if path else set()
    for path in sorted(wrong, key=_last_first, reverse=True):
        left.take_out(root, path)
    return True


def _unmended(detail: ErrorDetails, root: Mapping, left: _Left) -> Location | None:
    """The path of what has to be taken out; None when nothing has, empty when it is everything."""
    location: Location = detail["loc"]
    if detail["type"] == "missing":
        parent, key = path_of(root, location[:-1]), str(location[-1])
        held = descend(root, parent)
        # A key that was renamed a moment ago is there.
        there = key in held and held[key]
        return None if there or left.fill(held, (*parent, key)) else parent
    if detail["type"] == "extra_forbidden" and location[-1] not in descend(root, location[:-1]):
        return None
    path = path_of(root, location)
    if path in left.filled and left.fill(descend(root, path[:-1]), path):
        return None
    return path


def _rename(mapping: Mapping, old: str, new: str) -> None:
    mapping[new] = mapping.pop(old)
    mapping.key_spans[new] = mapping.key_spans.pop(old, mapping.span)


def _last_first(path: Location) -> tuple[tuple[bool, int | str], ...]:
    """An order in which taking out one part does not move those that come after it."""
    return tuple((isinstance(part, str), part) for part in path)


def _names(node: Any) -> set[str]:
    """Every text below a node that may be an id or a path."""
    found, waiting = set[str](), [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Mapping):
            waiting += current.values()
        elif isinstance(current, Sequence):
            waiting += current
        elif isinstance(current, Scalar) and NAME.fullmatch(current):
            found.add(str(current))
    return found
