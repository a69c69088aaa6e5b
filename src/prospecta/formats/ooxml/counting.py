"""How Word writes a count: the values of w:numFmt that a document's numbers may use."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def roman(count: int) -> str:
    digits = ""
    for value, digit in ROMAN:
        digits += digit * (count // value)
        count %= value
    return digits


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
