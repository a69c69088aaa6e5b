"""What the keys of the data mean, in a language: `templates/fields/<language>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from prospecta.places import templates
from prospecta.shipped import table

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
        return cls(language, table(templates() / "fields" / f"{language}.yaml"))

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
