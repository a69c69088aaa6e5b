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

    def view(self, context: Context) -> dict[str, Any]:
        """What the template `blocks/<kind>.html.j2` reads beside `block` itself."""
        del context
        return {}

    def charts(self, context: Context, plain: Plain, look: Look) -> Mapping[str, list[str]]:
        """The charts that the template may place, by name: SVG, several when one is too tall."""
        del context, plain, look
        return {}


class Noted(Block):
    """A block that can say something about itself in small print."""

    note: Text | None = None


class Captioned(Noted):
    """A block whose table or chart has a caption; the language has one when it is not given."""

    caption: Line | None = None


def models_in(root: BaseModel) -> Iterator[BaseModel]:
    """A model and every model below it, each before what it holds."""
    waiting: list[Any] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            yield value
            waiting.extend(reversed(value.__dict__.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def values_of(model: BaseModel) -> Iterator[Any]:
    """The values of a model's own fields, those of lists one by one."""
    for value in model.__dict__.values():
        if isinstance(value, list):
            yield from value
        else:
            yield value
