"""Language tags as Word's proofing knows them: a language with its country."""

from collections.abc import Mapping
from types import MappingProxyType

COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "fr": "fr-FR",
        "en": "en-GB",
        "de": "de-DE",
        "es": "es-ES",
        "it": "it-IT",
        "nl": "nl-NL",
        "pt": "pt-PT",
    }
)


def tag(language: str) -> str:
    """A language tag with a country, where Word needs one."""
    return COUNTRIES.get(language.lower(), language)
