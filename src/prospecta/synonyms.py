"""What a word that prospecta does not know was probably meant to be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from prospecta.places import templates
from prospecta.shipped import table

LIKE_ENOUGH = 0.6
ALMOST_THE_SAME = 0.85
MAX_WORD = 60
MAX_KNOWN = 1000
"""Comparing takes time: longer words, and words among more names, must be nearly right."""

_SEPARATORS = re.compile(r"[\W_]+")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty text.

    Capitals and accents do not count, and what people say for it is looked up in
    `templates/synonyms.yaml`.
    """
    names = {folded(name): name for name in reversed(list(known))}
    sought = folded(word)
    if sought in names or not sought or len(word) > MAX_WORD:
        return names.get(sought, "")
    said = {other: name for name in names.values() for other in _said().get(name, ())}
    if sought in said or sought.removesuffix("s") in said:
        return said.get(sought) or said[sought.removesuffix("s")]
    if len(names) > MAX_KNOWN:
        return ""
    close = get_close_matches(sought, names, 1, LIKE_ENOUGH)
    if close:
        return names[close[0]]
    close = get_close_matches(sought, said, 1, ALMOST_THE_SAME)
    return said[close[0]] if close else ""


def folded(word: str) -> str:
    """A word without capitals, accents and the signs between its parts."""
    plain = unicodedata.normalize("NFKD", word.replace("œ", "oe")).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare).strip()


@cache
def months() -> Mapping[str, int]:
    """The number of each month, by its folded names."""
    rows = enumerate(_data()["months"], 1)
    return {folded(str(name)): number for number, names in rows for name in names}


@cache
def _said() -> Mapping[str, tuple[str, ...]]:
    rows = _data()["meant"].items()
    return {name: tuple(folded(str(word)) for word in words) for name, words in rows}


@cache
def _data() -> Mapping[str, Any]:
    return table(templates() / "synonyms.yaml")
