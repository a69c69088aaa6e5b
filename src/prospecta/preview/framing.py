"""What the templates print for each block, printed anew only when something it shows changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel

from prospecta.block import Context
from prospecta.compose.frames import Frames
from prospecta.compose.slots import Slots
from prospecta.language import Language
from prospecta.preview.templates import Templates
from prospecta.text import Authored
from prospecta.theme import Theme

Render: TypeAlias = Callable[[Frames, Context], str]


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """One template's HTML, and the author's words for its slots, which are numbered from 0."""

    html: str
    texts: tuple[Authored, ...] = ()
    inline: tuple[bool, ...] = ()
    size: int = 0
    """Characters of its texts."""

    @property
    def slots(self) -> Slots:
        return Slots(list(self.texts), list(self.inline))

    def same(self, other: "Frame") -> bool:
        """Whether both print the same words from the same places."""
        return (
            self.html == other.html
            and self.inline == other.inline
            and len(self.texts) == len(other.texts)
            and all(
                one is two or (str(one) == str(two) and one.span == two.span)
                for one, two in zip(self.texts, other.texts, strict=True)
            )
        )


class Objects(Mapping[str, BaseModel]):
    """The objects of a seminar by their ids, with what was asked of them."""

    def __init__(self, objects: Mapping[str, BaseModel]) -> None:
        self._objects = objects
        self.asked: dict[str, BaseModel | None] = {}
        self.all_asked = False

    def __getitem__(self, name: str) -> BaseModel:
        self.asked[name] = self._objects.get(name)
        return self._objects[name]

    def __iter__(self) -> Iterator[str]:
        self.all_asked = True
        return iter(self._objects)

    def __len__(self) -> int:
        self.all_asked = True
        return len(self._objects)

    def are(self, objects: Mapping[str, BaseModel]) -> bool:
        """Whether what was asked for would be answered by the very same objects."""
        return not self.all_asked and all(
            objects.get(name) is found for name, found in self.asked.items()
        )


@dataclass(frozen=True, slots=True)
class _Printed:
    owner: object
    template: tuple[tuple[str, str], ...]
    objects: Objects
    frame: Frame


class Framing:
    """The frames of a report, by name."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._frames: Frames | None = None
        self._templates: Templates | None = None
        self._of: dict[str, tuple[tuple[str, str], ...]] = {}
        self._before: dict[str, _Printed] = {}
        self._now: dict[str, _Printed] = {}

    def begin(self, theme: Theme | None) -> None:
        """Begin a round. With a theme, its templates are read anew."""
        self._before, self._now = {**self._before, **self._now}, {}
        templates = self._templates if theme is None else Templates(theme)
        if theme is not None and templates != self._templates:
            self._frames, self._templates = Frames(theme, self._language), templates
            self._of = {}

    def end(self) -> None:
        """Forget the frames that this round did not ask for."""
        self._before = {}

    def of(
        self,
        name: str,
        owner: object,
        objects: Mapping[str, BaseModel],
        render: Render,
        template: str = "",
    ) -> Frame:
        """The frame of what an author wrote, `owner`: it may show other objects, too.

        `template` is the template that `render` uses, if it uses one. Raises FrameError for one of
        the folder's own that fails.
        """
        assert self._templates is not None, "a round was begun"
        if template not in self._of:
            self._of[template] = self._templates.of(template) if template else ()
        texts = self._of[template]
        before = self._before.get(name)
        if (
            before is not None
            and before.owner is owner
            and (before.template is texts or before.template == texts)
            and before.objects.are(objects)
        ):
            self._now[name] = before
            return before.frame
        watched = Objects(objects)
        frame = self._printed(watched, render)
        if before is not None and before.frame.same(frame):
            frame = before.frame
        self._now[name] = _Printed(owner, texts, watched, frame)
        return frame

    def _printed(self, objects: Objects, render: Render) -> Frame:
        assert self._frames is not None, "a round was begun"
        slots = self._frames.slots = Slots()
        html = render(self._frames, Context(self._language, objects))
        size = sum(len(str(words)) for words in slots.texts)
        return Frame(html, tuple(slots.texts), tuple(slots.inline), size)
