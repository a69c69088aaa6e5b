"""Keys in the order in which the models declare them, and which values are prose."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator

from prospecta.fmt.comments import is_acted_on, is_spaced, silences
from prospecta.fmt.tree import Entry, Group, Value, Words
from prospecta.strict_yaml import Scalar
from prospecta.text import Line, Text

MODELINE = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be: a model, and a line or a text of Markdown, on its own or for it."""

    model: type[BaseModel] | None = None
    words: type[Line | Text] | None = None


def arrange(root: Group, model: type[BaseModel] | None) -> list[tuple[Words, bool]]:
    """Put keys in order, and answer the texts of prose: each with whether it is one line."""
    _part_head(root)
    first = root.entries[0]
    # What is said of the whole file is told where it begins.
    pinned = first if is_acted_on(first) else None
    prose = list(_arrange(root, Shape(model), pinned))
    root.parted |= root.entries[0] is not first and bool(root.entries[0].lead)
    return prose


def _part_head(root: Group) -> None:
    """What stands above an empty line at the head is about the file.

    So are the modeline and what stands below it, but for what acts on the line of the first key.
    """
    first = root.entries[0]
    until, lines = 0, len(first.lead) - silences(first.lead, blank=first.blank)
    below_modeline = False
    for index, comment in enumerate(first.lead, 1):
        blank = first.lead[index].blank if index < len(first.lead) else first.blank
        below_modeline |= comment.text.startswith(MODELINE)
        if blank or (below_modeline and index <= lines):
            until, root.parted = index, blank
            below_modeline &= not blank
    root.lead, first.lead = first.lead[:until], first.lead[until:]


def _arrange(
    value: Value, shape: Shape, pinned: Entry | None = None
) -> Iterator[tuple[Words, bool]]:
    if isinstance(value, Words):
        if shape.words:
            yield value, issubclass(shape.words, Line)
    elif isinstance(value, Group):
        below = _shapes(shape.model) if shape.model and value.is_mapping else None
        if below is not None and value.entries:
            _sort(value, list(below), pinned)
        if value.is_mapping:
            _settle(value, below or {}, is_text=shape.words is not None)
        for entry in value.entries:
            first = _first(entry)
            inner = shape if not value.is_mapping else (below or {}).get(entry.key, Shape())
            yield from _arrange(entry.value, inner)
            if first is not _first(entry) and not entry.key:
                _follow(first, entry)


def _settle(group: Group, known: Collection[str], *, is_text: bool) -> None:
    """The colons of keys are written in one way; those of sentences stay as they were typed.

    What no model knows for a key may be a sentence without its quotes, `- L'accès : non`.
    """
    for entry in group.entries:
        spaced = entry.colon != ":"
        if entry.key in known or not (is_text or spaced):
            entry.colon, entry.gap = ":", " "
        elif isinstance(entry.value, Words):
            entry.value.typed = True


def _first(entry: Entry) -> Entry | None:
    return (
        entry.value.entries[0] if isinstance(entry.value, Group) and entry.value.entries else None
    )


def _follow(first: Entry | None, item: Entry) -> None:
    """What acts on the line of a dash goes with the key that stood there."""
    count = silences(item.lead, blank=item.blank)
    if first is not None and count:
        first.lead = item.lead[-count:] + first.lead
        item.lead = item.lead[:-count]


def _sort(group: Group, known: list[str], pinned: Entry | None) -> None:
    """A key that the model does not know stays behind the one before it, `pinned` the first."""
    ranks, rank = dict[int, int](), -1
    for entry in group.entries:
        rank = known.index(entry.key) if entry.key in known else rank
        ranks[id(entry)] = -1 if entry is pinned else rank
    first, spaced = group.entries[0], any(map(is_spaced, group.entries[1:]))
    group.entries.sort(key=lambda entry: ranks[id(entry)])
    if group.entries[0] is not first:
        _space(first, blank=spaced)


def _space(entry: Entry, *, blank: bool) -> None:
    if entry.lead:
        entry.lead[0].blank = blank
    else:
        entry.blank = blank


@cache
def _shapes(model: type[BaseModel]) -> Mapping[str, Shape]:
    """The shape of each field of a model, in its order."""
    hints = get_type_hints(model, include_extras=True)
    return {name: _shape(hints[name]) for name in model.model_fields}


def _shape(annotation: Any) -> Shape:
    found = Shape()
    for part in _parts(annotation):
        if isinstance(part, BeforeValidator):
            key = _stands_alone(part)
            if found.model and key:
                found = Shape(found.model, _shapes_of_words(found.model, key))
        elif isinstance(part, type) and issubclass(part, BaseModel):
            found = Shape(part, found.words)
        elif part in {Line, Text}:
            found = Shape(found.model, part)
    return found


def _shapes_of_words(model: type[BaseModel], key: str) -> type[Line | Text] | None:
    hint = get_type_hints(model, include_extras=True)[key]
    return next((part for part in _parts(hint) if part in {Line, Text}), None)


def _parts(annotation: Any) -> Iterator[Any]:
    """The classes of an annotation, each before the validators that are put around it."""
    if get_origin(annotation) is Annotated:
        inner, *around = get_args(annotation)
        yield from _parts(inner)
        yield from (part for part in around if isinstance(part, BeforeValidator))
    elif get_args(annotation):
        for part in get_args(annotation):
            yield from _parts(part)
    else:
        yield annotation


def _stands_alone(validator: BeforeValidator) -> str:
    """The key for which a text may stand alone, where a validator allows that."""
    probe: Any = validator.func
    made = probe(Scalar("?")) if getattr(probe, "__qualname__", "").startswith("keyed") else None
    return next(iter(made), "") if isinstance(made, dict) else ""
