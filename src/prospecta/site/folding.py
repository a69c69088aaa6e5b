"""Words as the search compares them. `templates/site/search.js` does the same, word for word."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

MARKS = re.compile("[\u0300-\u036f]+")
WORDS = re.compile(r"[^\W_]+")
LONGEST = 40
"""Characters of a word that count."""
SHORTEST = 2
PLURAL = re.compile(r"(?<=...)[sx]$")


def words(text: str) -> Iterator[str]:
    """The words of a text, without accents, capitals and the mark of the plural."""
    for found in WORDS.findall(folded(text)):
        if len(found) >= SHORTEST:
            yield stem(found[:LONGEST])


def folded(text: str) -> str:
    """`Équité` is `equite`, `œuvre` is `oeuvre`."""
    bare = MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return bare.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without the `s` or `x` that most plurals of French and English end in."""
    return PLURAL.sub("", word)
