"""The words of a folder as checks read them: what is prose in each text, and where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from prospecta.block import values_of
from prospecta.blocks.participants import Organisation, Person
from prospecta.seminar import Seminar
from prospecta.text import Authored, Line, Text

WORD = re.compile(r"[^\W_]+")
_NOT_PROSE = re.compile(
    r"""(?xs)
    (?P<fence>`{3,}|~{3,}) .*? (?:(?P=fence)|\Z)
    | (?P<code>`+)(?!`) .{1,200}? (?<!`)(?P=code)(?!`)
    | \]\([^)\s]*
    | [a-z]{2,10}://\S+
    | \{[^{}\n]*\}
    | <[^<>\n]*>
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+
    """
)
_MAYBE_MARKED = re.compile(r"[`~{<@]|\]\(|://")
_NAMES = (Organisation, Person)
"""What holds names rather than sentences."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the author; `text` is as long as it, with blanks for code, addresses and marks."""

    words: Authored
    text: str
    model: BaseModel


def said(seminar: Seminar) -> Iterator[Said]:
    """Every sentence, title and label of the folder, once; names, codes and ids are left out."""
    seen: set[int] = set()
    for model in seminar.models:
        if isinstance(model, _NAMES):
            continue
        for name, held in model.__dict__.items():
            for value in held if isinstance(held, list) else (held,):
                if isinstance(value, Line | Text) and name != "code" and id(value) not in seen:
                    seen.add(id(value))
                    yield Said(value, prose(str(value)), model)


def prose(typed: str) -> str:
    if not _MAYBE_MARKED.search(typed):
        return typed
    return _NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), typed)


def names(seminar: Seminar) -> Iterator[Authored]:
    """The declared names of people and organisations, as they were typed."""
    for model in seminar.models:
        if isinstance(model, _NAMES):
            yield from (value for value in values_of(model) if isinstance(value, Line))


@lru_cache(maxsize=2**14)
def fold(word: str) -> str:
    """A word without its case and accents."""
    if word.isascii():
        return word.lower()
    spelt = unicodedata.normalize("NFKD", word.replace("œ", "oe").replace("Œ", "Oe")).casefold()
    return "".join(char for char in spelt if not unicodedata.combining(char))


def folded(typed: str) -> list[str]:
    """The words of a text, each folded: hyphens, apostrophes and other signs only divide them."""
    return [fold(word) for word in WORD.findall(typed)]


def shouted(line: str) -> bool:
    """Whether a line is in capitals throughout, so that they mean nothing."""
    return line.isupper()
