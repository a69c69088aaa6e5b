"""Where an acronym is written out: beside it in brackets, behind a colon, or letter by letter."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from prospecta.checks.capitals import Use
from prospecta.checks.words import WORD, Said, fold, folded

REACH = 160
"""Characters in which the words of an acronym stand beside it."""
SHORT, LONG = 3, 4
"""Letters from which on the initials of capitalised words, of any words, meet by no chance."""
OPENS = re.compile(r"[*_»”\"]{0,3}\s*(?:\(|[:=–—-]\s|,\s|\[)")
BRACKETS = "(["


def expanded(use: Use) -> bool:
    """«Établissement … (ESSMS)», «ESSMS (Établissement…)», «ESSMS : établissement…»."""
    text = use.of.text
    before = text[max(0, use.start - REACH) : use.start].rstrip(' «“"*_')
    if before.endswith(tuple(BRACKETS)) and _spells(folded(before)[-2 * len(use.letters) :], use):
        return True
    behind = text[use.end : use.end + REACH]
    opened = OPENS.match(behind.removeprefix("s"))
    return opened is not None and _spells(folded(behind), use)


def _spells(words: Sequence[str], use: Use) -> bool:
    """Whether the letters come in this order in the words, the first at the head of one of them."""
    letters = "".join(folded(use.letters))
    first, rest = letters[:1], letters[1:]
    for at, word in enumerate(words):
        if word[0] == first and len(words) - at > 1:
            behind = iter("".join(words[at:])[1:])
            if all(letter in behind for letter in rest):
                return True
    return False


def spelt_by_initials(
    wanted: AbstractSet[str], texts: Sequence[Said], small: AbstractSet[str]
) -> set[str]:
    """Those of the long acronyms that are the initials of words somewhere in the texts."""
    left = {letters: "".join(folded(letters)) for letters in wanted if len(letters) >= SHORT}
    found: set[str] = set()
    for one in texts if left else ():
        words = folded(one.text)
        initials = "".join(word[0] for word in words)
        great = "".join(word[0] for word in words if word not in small)
        capital = "".join(
            fold(word[0]) if word[0].isupper() else " "
            for word in WORD.findall(one.text)
            if word not in small and not (word.isupper() and len(word) > 1)
        )
        for letters, sought in list(left.items()):
            if sought in capital or (
                len(letters) >= LONG and (sought in initials or sought in great)
            ):
                found.add(letters)
                del left[letters]
    return found
