"""Lines that look like a list and are none: the report joins them into one paragraph."""

import re
from collections.abc import Iterator
from itertools import pairwise

from prospecta.compose.literal import Passage, Slip

_SIGNED = re.compile(r"(?m)^([–—−→⇒➔✓✔☐])[ \u00a0]?[^\n–—]+\n\1[ \u00a0]?[^\n–—]+$")
_GLUED = re.compile(r"(?m)^([-+*])([^\W\d_].*)\n\1[^\W\d_]")
_ITEM = re.compile(r"(?<=\n)([-+])([^\W\d_].*)")
_NUMBERED = re.compile(
    r"(?m)^(?P<sign>\(?(?P<number>\d{1,2}|[A-Za-z])(?P<mark>°\)?|\)|\.-?|/|[ ]?[-–]))"
    r"(?=[ \u00a0]*[^\W\d_]|[ \u00a0]+\S).*$"
)
_BEGINS = r"(?m)^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*"


def merged(text: Passage) -> Iterator[Slip]:
    """What makes the lines of a paragraph look like items: the first of them is told."""
    if "\n" not in text.text:
        return
    signed, glued = _SIGNED.search(text.text), _GLUED.search(text.text)
    if signed:
        yield _list(signed[1], signed[1], "- ")
    elif glued:
        yield _list(glued[1], glued[1], "- ")
    elif text.listed and (item := _ITEM.search(text.text)):
        here = rf"(?P<here>{re.escape(item[1])}[^\W\d_].*)"
        yield Slip("list", item[1], _BEGINS + here, "- ")
    else:
        yield from _numbers(text.text)


def _numbers(text: str) -> Iterator[Slip]:
    lines = [_NUMBERED.match(line) for line in text.split("\n")]
    for one, two in pairwise(lines):
        if one and two and one["mark"] == two["mark"] and _follows(one["number"], two["number"]):
            number = one["number"] if one["number"].isdigit() else "1"
            yield _list(one["sign"], two["sign"], f"{number}. ")
            return


def _list(sign: str, following: str, right: str) -> Slip:
    begins, then = re.escape(sign), re.escape(following)
    return Slip("list", sign, rf"{_BEGINS}(?P<here>{begins}.*)(?=\n[ \t>]*{then})", right)


def _follows(one: str, two: str) -> bool:
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    return not (one + two).isdigit() and len(one) == len(two) == 1 and ord(two) == ord(one) + 1
