"""Block templates: Jinja in, plain HTML out, with a slot wherever an author's words go."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from prospecta.bytecode import compiled
from prospecta.compose.slots import Slots
from prospecta.language import Language, filled
from prospecta.text import Authored, Line, Text
from prospecta.theme import Theme


class Frames:
    """Renders templates of a theme; whatever they print of an author becomes a slot."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self.slots = Slots()
        self._language = language
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in theme.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._printed,
            trim_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled(),
        )
        self._environment.filters |= {"inline": self._inline, "strong": self._strong}
        self._environment.globals = {"words": self.words}

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        return self._environment.get_template(template).render(values)

    def words(self, key: str, **values: Any) -> Markup:
        """A word of the language, escaped, an author's words in it as slots."""
        printed = {name: escape(self._printed(value)) for name, value in values.items()}
        sentence = str(escape(self._language.words[key]))
        return Markup(filled(sentence, printed))  # noqa: S704 - both are escaped

    def line(self, words: Line) -> str:
        """A frame that is one line of an author's."""
        return str(self._printed(words))

    def _printed(self, value: Any) -> Any:
        if not isinstance(value, Line | Text):
            return "" if value is None else str(value) if isinstance(value, Authored) else value
        tag = "span" if isinstance(value, Line) else "div"
        number = self.slots.add(value, inline=tag == "span")
        return Markup(f'<{tag} data-slot="{number}"></{tag}>')  # noqa: S704 - only a number

    def _inline(self, value: Authored) -> Any:
        return self._printed(Line(value.source))

    def _strong(self, value: Any) -> Markup:
        return Markup("<strong>{}</strong>").format(self._printed(value))
