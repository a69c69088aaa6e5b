"""How Word writes a count: the values of w:numFmt that a document's numbers may use."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from prospecta.document import roman

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(count: int) -> str:
    """A to Z, then AA to ZZ, as Word goes on."""
    if count < 1:
        return ""
    return ALPHABET[(count - 1) % 26] * ((count - 1) // 26 + 1)


FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "upperRoman": roman,
        "upperLetter": letter,
        "lowerLetter": lambda count: letter(count).lower(),
        "lowerRoman": lambda count: roman(count).lower(),
    }
)
"""The formats by the order in which they are tried: a heading "I." is rather roman."""


def shown(form: str, count: int) -> str:
    return FORMATS[form](count)
