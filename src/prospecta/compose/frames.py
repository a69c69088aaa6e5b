"""Block templates: Jinja in, plain HTML out, with a slot wherever an author's words go."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from prospecta.brought import STYLE, TEMPLATES, names_of
from prospecta.bytecode import compiled
from prospecta.compose.slots import Slots
from prospecta.findings import Finding, Span
from prospecta.language import Language, filled
from prospecta.places import templates
from prospecta.templating import blame
from prospecta.text import Authored, Line, Text
from prospecta.theme import DEFAULT, Theme

if TYPE_CHECKING:
    from prospecta.sandbox import Sandbox


class FrameError(Exception):
    """A template of the folder's own that cannot be used; `finding` says why, on its line."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(reason)
        path = f"{TEMPLATES}/{name}"
        self.finding = Finding(
            "template-failed", Span(path, line), {"path": path, "reason": reason}
        )


class Frames:
    """Renders templates of a theme; whatever they print of an author becomes a slot."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self.slots = Slots()
        self._language = language
        self._own = theme.own
        self._brought = _sandbox(theme, self) if theme.brought else None
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in theme.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.printed,
            trim_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled(),
        )
        self._environment.filters |= {"inline": self.inline, "strong": self.strong}
        self._environment.globals = {"words": self.words}

    def render(self, template: str, values: Mapping[str, Any]) -> str:
        """Raises FrameError for a template that the folder brought, ToolError for a theme's."""
        if self._brought is None:
            try:
                return self._environment.get_template(template).render(values)
            except Exception as error:
                blame(error, self._own)
                raise
        from prospecta.compose.markup import MarkupError, safe
        from prospecta.sandbox import TemplateError

        try:
            return safe(self._brought.run(template, values), self.slots.inline)
        except TemplateError as error:
            raise FrameError(error.name, error.line, error.reason) from error
        except MarkupError as error:
            raise FrameError(template, 1, str(error)) from error

    def words(self, key: str, **values: Any) -> Markup:
        """A word of the language, escaped, an author's words in it as slots."""
        printed = {name: escape(self.printed(value)) for name, value in values.items()}
        sentence = str(escape(self._language.words[key]))
        return Markup(filled(sentence, printed))  # noqa: S704 - both are escaped

    def line(self, words: Line) -> str:
        """A frame that is one line of an author's."""
        return str(self.printed(words))

    def printed(self, value: Any) -> Any:
        if not isinstance(value, Line | Text):
            return "" if value is None else str(value) if isinstance(value, Authored) else value
        tag = "span" if isinstance(value, Line) else "div"
        number = self.slots.add(value, inline=tag == "span")
        return Markup(f'<{tag} data-slot="{number}"></{tag}>')  # noqa: S704 - only a number

    def inline(self, value: Authored) -> Any:
        return self.printed(Line(value.source))

    def strong(self, value: Any) -> Markup:
        return Markup("<strong>{}</strong>").format(self.printed(value))


def _sandbox(theme: Theme, frames: Frames) -> "Sandbox":
    """Runs the templates that a folder brought, with the theme's own behind them."""
    from prospecta.sandbox import Sandbox

    names = names_of(templates() / "themes" / DEFAULT)
    texts = {name: theme.text(name) for name in sorted(names) if name != STYLE}
    sandbox = Sandbox(texts, frames.printed, {"words": frames.words})
    sandbox.filters |= {"inline": frames.inline, "strong": frames.strong}
    return sandbox
