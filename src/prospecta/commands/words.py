"""The words of the command line: `templates/command/<language>.yaml`."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from prospecta.commands import speech
from prospecta.places import templates
from prospecta.shipped import table


@dataclass(frozen=True, slots=True)
class Words:
    """What the help says, and what is said of a call that is written wrong."""

    data: Mapping[str, Any]

    @classmethod
    @cache
    def read(cls, language: str) -> Self:
        return cls(table(templates() / "command" / f"{language}.yaml"))

    @classmethod
    def spoken(cls) -> Self:
        """In the language of whoever calls, as far as the call tells it."""
        return cls.read(speech.spoken(sys.argv[1:]))

    def page(self, key: str, **values: object) -> str:
        """A word between the parts of the help."""
        return str(self.data["page"][key]).format_map(values)

    def call(self, key: str, **values: object) -> str:
        """What is wrong with a call; `values` fill its braces."""
        return str(self.data["calls"][key]).format_map(values)

    def end(self, key: str, **values: object) -> str:
        """What stopped the command itself."""
        return str(self.data["ends"][key]).format_map(values).strip()

    def command(self, name: str) -> str:
        """What a command does."""
        return str(self.data["commands"][name]["says"])

    def parameter(self, command: str, name: str) -> tuple[str, str]:
        """How the value of a parameter is called, an empty text for none, and what it is for."""
        own: Mapping[str, Any] = self.data["commands"][command]
        row = own[name] if name in own else self.data["shared"][name]
        return (str(row["value"]), str(row["says"])) if isinstance(row, Mapping) else ("", str(row))

    def also(self) -> Mapping[str, str]:
        """What is sometimes typed for a command, and the command."""
        rows = self.data["also"].items()
        return {str(word): str(name) for name, typed in rows for word in typed}
