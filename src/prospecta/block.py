"""What every block is: a model of an author's file, and the view that its template reads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BaseModel

from prospecta.charts.look import Look
from prospecta.language import Language
from prospecta.model import Many, Model, keyed
from prospecta.text import Id, Line, Ref, Text


Plain: TypeAlias = Callable[[Line | Text], str]
"""Turns an author's words into the plain, typeset text that a chart can draw."""


class Item(Model):
    """A point in a list: its text, and the points below it."""

    id: Id | None = None
    text: Text
    items: "Many[Point]" = []


Point = Annotated[Item, keyed("text")]
"""An item; a text alone is an item without anything below it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a block may look at to make its view: the language, and every object by its id."""

    language: Language
    objects: Mapping[str, BaseModel]

    def find(self, ref: Ref) -> Any:
        return self.objects[str(ref)]


class Block(Model):
    """A kind of content. A file `<kind>.yaml`, or one in the folder `<kind>/`, holds one."""

    kind: ClassVar[str]

    id: Id | None = None
    caption: Line | None = None
    note: Text | None = None

    def view(self, context: Context) -> dict[str, Any]:
        """What the template `blocks/<kind>.html.j2` reads beside `block` itself."""
        del context
        return {}

    def charts(self, context: Context, plain: Plain, look: Look) -> Mapping[str, list[str]]:
        """The charts that the template may place, by name: SVG, several when one is too tall."""
        del context, plain, look
        return {}


def refs_in(model: BaseModel) -> Iterator[Ref]:
    """Every reference below a model, in the order of its fields."""
    return (found for found in values_in(model) if isinstance(found, Ref))


def models_in(model: BaseModel) -> Iterator[BaseModel]:
    """A model and every model below it."""
    yield model
    yield from (found for found in values_in(model) if isinstance(found, BaseModel))


def values_in(value: Any) -> Iterator[Any]:
    """Everything below a model: models, authored texts, plain values."""
    if isinstance(value, BaseModel):
        below: Any = [getattr(value, name) for name in type(value).model_fields]
    elif isinstance(value, list):
        below = value
    else:
        return
    for part in below:
        if not isinstance(part, list):
            yield part
        yield from values_in(part)

