"""The sentences of findings and of the console, in the author's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any, Self

from prospecta.findings import Finding
from prospecta.places import templates
from prospecta.source import Source
from prospecta.strict_yaml import load

DEFAULT = "fr"


@dataclass(frozen=True, slots=True)
class Messages:
    """What `templates/findings/<language>.yaml` says."""

    data: Mapping[str, Any]

    @classmethod
    @cache
    def read(cls, language: str = DEFAULT) -> Self:
        """The sentences in a language, or in French where there are none in it."""
        folder = templates() / "findings"
        known = {path.stem for path in folder.glob("*.yaml")}
        path = folder / f"{language if language in known else DEFAULT}.yaml"
        data, _ = load(Source(path.name, path.read_text(encoding="utf-8")))
        return cls(data if isinstance(data, dict) else {})

    def sentence(self, finding: Finding) -> str:
        """What is wrong. Values are the author's own words, shortened."""
        told: str = self.data["findings"][finding.code]["says"]
        return told.format_map(_shortened(finding.values))

    def hint(self, finding: Finding) -> str:
        """What to do about it: the first advice whose values are all known."""
        values = _shortened(finding.values)
        for advice in self.data["findings"][finding.code].get("do", []):
            names = [name for _, name, _, _ in Formatter().parse(advice) if name]
            if all(values.get(name) for name in names):
                return str(advice.format_map(values))
        return ""

    def interface(self, key: str) -> str:
        return str(self.data["console"][key])

    def step(self, key: str) -> str:
        return str(self.data["steps"].get(key, key))

    def count(self, errors: int, warnings: int) -> str:
        return self.interface("count").format(errors=errors, warnings=warnings)


LONGEST = 200


def _shortened(values: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
        for key, value in values.items()
    }
