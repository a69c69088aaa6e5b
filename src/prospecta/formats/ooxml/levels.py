"""The levels of a list definition: the theme writes the first ones, the others follow."""

from copy import deepcopy
from typing import Final

from prospecta.formats.ooxml.markup import Element, w

LEVELS: Final = 9
"""How many levels a list of Word has; what is nested deeper stays on the last."""


def complete(definition: Element) -> None:
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
