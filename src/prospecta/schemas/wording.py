"""What the keys of the data mean, in a language: `templates/fields/<language>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.source import Source
from prospecta.strict_yaml import load

DEFAULT = "fr"


def spoken() -> list[str]:
    """The languages in which the data is explained."""
    return sorted(path.stem for path in (templates() / "fields").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The explanations of one language. What is not explained there is an empty text."""

    language: str
    data: Mapping[str, Any]

    @classmethod
    @cache
    def read(cls, language: str) -> "Wording":
        """Raises ToolError when the file is missing or broken."""
        path = templates() / "fields" / f"{language}.yaml"
        try:
            data, findings = load(Source(path.name, path.read_text(encoding="utf-8")))
        except OSError as error:
            message = f"{path.name}: {error.strerror}"
            raise ToolError(message) from error
        if findings or not isinstance(data, dict):
            message = f"the explanations in {path.name} cannot be read: {findings}"
            raise ToolError(message)
        return cls(language, data)

    def field(self, model: type, name: str) -> str:
        """What a key means; a key that a model inherits is explained where it is declared."""
        for ancestor in model.__mro__:
            found = self.data.get(ancestor.__name__, {}).get(name)
            if found:
                return str(found)
        return ""

    def word(self, section: str, name: str) -> str:
        """A text of one of the sections that are not about a model."""
        return str(self.data.get(section, {}).get(name, ""))

    def examples(self, name: str) -> list[str]:
        """Examples of a kind of scalar, or of a key named `Model.key`."""
        return [str(one) for one in self.data.get("examples", {}).get(name, [])]
