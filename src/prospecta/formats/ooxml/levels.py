"""The levels of a list definition: the theme writes the first ones, the others follow."""

from copy import deepcopy
from functools import lru_cache
from typing import Final

from lxml import etree

from prospecta.formats.ooxml.markup import Element, parse, w

LEVELS: Final = 9
"""How many levels a list of Word has; what is nested deeper stays on the last."""


def completed(numbering: str) -> Element:
    """The numbering part, each of whose lists has all its levels. Raises what `parse` does."""
    return etree.fromstring(_completed(numbering))


@lru_cache(maxsize=4)
def _completed(numbering: str) -> bytes:
    # The part of a theme is the same for report after report, and this takes a while.
    root = parse(numbering)
    for definition in root.iterchildren(w("abstractNum")):
        _complete(definition)
    return etree.tostring(root)


def _complete(definition: Element) -> None:
    """Give a list all its levels: those that it lacks go on as its last two began."""
    levels = definition.findall(w("lvl"))
    while 1 < len(levels) < LEVELS:
        level, before = deepcopy(levels[-1]), levels[-2]
        for element in level.findall(w("pStyle")):
            level.remove(element)
        level.set(w("ilvl"), str(len(levels)))
        new, old = level.find(f".//{w('ind')}"), before.find(f".//{w('ind')}")
        if new is not None and old is not None:
            for side in (w("left"), w("hanging")):
                new.set(side, str(2 * int(new.get(side, "0")) - int(old.get(side, "0"))))
        shown = level.find(w("lvlText"))
        if shown is not None:
            deeper = shown.get(w("val"), "").replace(f"%{len(levels)}", f"%{len(levels) + 1}")
            shown.set(w("val"), deeper)
        definition.append(level)
        levels.append(level)
