"""Words that differ by a slip of the keys."""

from collections.abc import Iterable, Sequence

LONG = 5
"""Letters from which on one letter makes a slip of a word, and not another word."""


def shortened(word: str) -> Iterable[str]:
    """A long word, and what is left of it without each of its letters: near words share one."""
    if len(word) < LONG:
        return ()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def only_difference(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """The one word that differs between two names, the shorter first, in whatever order."""
    left = [word for word in one if word not in other]
    right = [word for word in other if word not in one]
    if len(one) != len(other) or len(left) != 1 or len(right) != 1:
        return None
    short, long = sorted((left[0], right[0]), key=len)
    return short, long


def slip(short: str, long: str) -> str:
    """How one letter makes a long word of another: `more`, `swapped`, `other`, or not at all."""
    if len(short) < LONG or not (short + long).isalpha():
        return ""
    pairs = zip(short, long, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), len(short))
    if len(long) == len(short) + 1:
        return "more" if short[at:] == long[at + 1 :] else ""
    if len(long) != len(short):
        return ""
    if short[at + 1 :] == long[at + 1 :]:
        return "other"
    swapped = short[at + 1] + short[at] + short[at + 2 :]
    return "swapped" if swapped == long[at:] else ""
