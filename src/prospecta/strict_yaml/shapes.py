"""Keys without their colon, items without their dash or the key behind it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from prospecta.strict_yaml.advice import line_bounds
from prospecta.strict_yaml.wrapped import indent_of

_BARE_KEY = re.compile(
    r"(?P<head> *(?:- +)*)(?P<key>[a-z_]+)(?:[ \t]*=)?(?:[ \t]+(?P<rest>\S.*))?$", re.MULTILINE
)
_ITEM = re.compile(r"( *)- +[\w-]+:(?: |$)", re.MULTILINE)
_KEY = re.compile(r" *([\w-]+):(?: |$)", re.MULTILINE)
_NOTHING = re.compile(r" *(?:#|$)")
_PARENT = re.compile(r" *(?:- +)*[\w-]+: *")
_KEYLESS = re.compile(r"( *- +)([^\s:\"'\[{#&*!|>-][^:#\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mending:
    """A line that can be read, to stand at the offset `start` instead of the line there.

    Or lines, instead of as many that begin there.
    `kind` says what was wrong, if it is not what the failure says; `at` where it is seen;
    `spaces` how many have to stand at its beginning, when nothing else has to change.
    """

    start: int
    line: str
    kind: str = ""
    at: int | None = None
    spaces: int | None = None


def shapes(text: str, start: int, keys: Collection[str]) -> Iterator[Mending]:
    """What may be meant where the line at `start` does not fit to those above it."""
    above = line_bounds(text, start - 1)[0] if start else start
    for line in dict.fromkeys((start, above)):
        yield from _without_colon(text, line, keys)
    yield from _without_key(text, above, start)
    if item := _ITEM.match(text, start):
        yield from _without_first_dash(text, start, len(item[1]))


def _without_colon(text: str, start: int, keys: Collection[str]) -> Iterator[Mending]:
    found = _BARE_KEY.match(text, start)
    if found and found["key"] in keys:
        fixed = f"{found['head']}{found['key']}: {found['rest'] or ''}".rstrip()
        yield Mending(start, fixed, "colon", found.start("key"))


def _without_key(text: str, above: int, start: int) -> Iterator[Mending]:
    """`- Roy` above `given: Ali`, where the item before begins by `- family:`."""
    found = _KEYLESS.match(text, above)
    if not found or not _KEY.match(text, start) or indent_of(text, start) != len(found[1]):
        return
    items = (line for line in _lines_above(text, above) if text.startswith(found[1], line))
    keys = (_KEY.match(text, line + len(found[1])) for line in items)
    if first := next(filter(None, keys), None):
        yield Mending(above, f"{found[1]}{first[1]}: {found[2]}", "no-key", found.start(2))


def _without_first_dash(text: str, start: int, indent: int) -> Iterator[Mending]:
    """The keys of a first item, above a second one that has its dash."""
    first, keyed = start, False
    for line in _lines_above(text, start):
        held = text[slice(*line_bounds(text, line))]
        if keyed and _PARENT.fullmatch(held) and indent_of(held, 0) <= indent:
            break
        if not _NOTHING.match(held):
            first, keyed = line, _KEY.match(held) is not None
    else:
        return
    shift = indent + 2 - indent_of(text, first)
    if shift in {0, 2}:
        last = line_bounds(text, start - 1)[1]
        moved = [" " * shift + one for one in text[first:last].split("\n")]
        moved[0] = f"{' ' * indent}- {moved[0].lstrip()}"
        yield Mending(first, "\n".join(moved), "first-dash", first + indent_of(text, first))


def _lines_above(text: str, start: int) -> Iterator[int]:
    while start:
        start = line_bounds(text, start - 1)[0]
        yield start
