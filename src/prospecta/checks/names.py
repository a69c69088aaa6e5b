"""Names of many words, written in one way throughout."""

import re
from collections.abc import Iterator, Sequence

from prospecta.blocks.participants import Organisation
from prospecta.checks.words import WORD, Said, fold, folded, shouted
from prospecta.findings import Finding
from prospecta.seminar import Seminar
from prospecta.text import Authored

HYPHENED = re.compile(r"([A-ZÀ-Ý](?<![\w-].)[a-zà-ÿœ]+)([ -])([A-ZÀ-Ý][a-zà-ÿœ]+)(?![\w-])")
LONGEST = 12
"""Words of a name that are looked for."""
SIGNS = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})
"""Typing that typesetting makes the same."""


def names_alike(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    """An organisation is called what it is declared as, and `Haute-Normandie` keeps its hyphen."""
    yield from _organisations(seminar, texts)
    yield from _hyphens(seminar, texts)


def _organisations(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    named: dict[tuple[str, ...], Organisation] = {}
    lengths: dict[str, set[int]] = {}
    for model in seminar.models:
        if isinstance(model, Organisation):
            words = tuple(folded(str(model.name)))
            if 1 < len(words) <= LONGEST:
                named.setdefault(words, model)
                lengths.setdefault(words[0], set()).add(len(words))
    for one in texts if named else ():
        found = [] if shouted(one.text) else list(WORD.finditer(one.text))
        words = tuple(fold(word[0]) for word in found)
        if lengths.keys().isdisjoint(words):
            continue
        for at, first in enumerate(words):
            for length in lengths.get(first, ()):
                organisation = named.get(words[at : at + length])
                if organisation is not None:
                    where = found[at].start(), found[at + length - 1].end()
                    yield from _spelt(one.words, where, organisation)


def _spelt(
    words: Authored, where: tuple[int, int], organisation: Organisation
) -> Iterator[Finding]:
    typed = str(words)[slice(*where)].translate(SIGNS)
    name = str(organisation.name).translate(SIGNS)
    # In lower case they are common words; and a sentence may begin with a capital.
    if typed[1:] != name[1:] and not typed.islower() and not typed.isupper():
        there = organisation.name.span
        values = {"name": typed, "usual": name, "first": f"{there.path}:{there.line}"}
        yield Finding("name-spelling", words.part(*where), values)


def _hyphens(seminar: Seminar, texts: Sequence[Said]) -> Iterator[Finding]:
    written = [(one.words, one.text) for one in texts]
    written += [
        (model.name, str(model.name)) for model in seminar.models if isinstance(model, Organisation)
    ]
    found = [(words, match) for words, text in written for match in HYPHENED.finditer(text)]
    joined = {(match[1], match[3]): words for words, match in reversed(found) if match[2] == "-"}
    for words, match in found:
        there = joined.get((match[1], match[3]))
        if match[2] == " " and there is not None:
            values = {"name": match[0], "usual": f"{match[1]}-{match[3]}"}
            values["first"] = f"{there.span.path}:{there.span.line}"
            yield Finding("name-spelling", words.part(*match.span()), values)
