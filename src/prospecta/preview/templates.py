"""Which templates a template is made of, so that an edit of one touches only what it frames."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from prospecta.formats.html.page import FOLDER
from prospecta.theme import Theme

PATTERN = "*.html.j2"


class Templates:
    """The templates of a theme that frame words, as they are now. Two are equal as their texts."""

    def __init__(self, theme: Theme) -> None:
        names = {name for folder in theme.folders for name in _names(folder)}
        self._texts = {name: theme.text(name) for name in sorted(names | theme.brought.keys())}
        self._brought = frozenset(theme.brought)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Templates)
            and self._texts == other._texts
            and self._brought == other._brought
        )

    __hash__ = None  # type: ignore[assignment]

    def of(self, name: str) -> tuple[tuple[str, str], ...]:
        """A template and all that it names, each with its text."""
        found: dict[str, str] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = self._texts.get(one, "")
                # A name that is worked out may be any.
                waiting += [key for key in _named(found[one]) or self._texts if key != one]
        return tuple(sorted(found.items()))


def _names(folder: Path) -> set[str]:
    paths = (path.relative_to(folder) for path in folder.rglob(PATTERN))
    return {path.as_posix() for path in paths if path.parts[0] != FOLDER}


@cache
def _parser() -> Environment:
    return Environment()  # noqa: S701 - it parses and never renders


@cache
def _named(text: str) -> tuple[str, ...]:
    """The templates that a template names, after an empty name; nothing at all if it may be any."""
    try:
        named = list(find_referenced_templates(_parser().parse(text)))
    except TemplateSyntaxError:  # rendering it will say so
        return ()
    return () if None in named else ("", *(name for name in named if name))
