"""The index of the search: files that a page loads as it needs them, without any server.

An established engine would have been kept, but each either loads its whole index at once (lunr,
MiniSearch: tens of megabytes for a thousand reports) or fetches parts of it (Pagefind, by fetch and
WebAssembly), which no browser allows a page opened from a disk. Scripts are allowed, so an index
is a folder of scripts, each with the words that begin alike.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from prospecta.site.entry import Entry, Section

HEAD = "prospecta.loaded("
FULL = 60_000
"""Characters from which on a part is divided by one letter more."""
DEEPEST = 6
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Index:
    """Terms and the seminars that hold them, in the order in which these are added."""

    def __init__(self) -> None:
        self._found: dict[str, str] = defaultdict(str)
        self._last: dict[str, int] = {}
        self._count = 0

    def add(self, entry: Entry) -> None:
        for term, weight in (entry.terms or {}).items():
            step = self._count - self._last.get(term, 0)
            self._found[term] += f"{_base36(step)}{chr(64 + weight)}"
            self._last[term] = self._count
        self._count += 1

    def parts(self) -> Iterator[tuple[str, str]]:
        """The name of each part, which is what its words begin with, and the script that it is.

        A line is a term, a space, and for each seminar the distance from the one before in base 36
        and its weight, A to Z. A part whose name ends in `_` holds that one word alone.
        """
        terms = sorted(self._found)
        yield from self._divided(terms, 1)

    def _divided(self, terms: Sequence[str], depth: int) -> Iterator[tuple[str, str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            groups[term[:depth] if len(term) >= depth else f"{term}_"].append(term)
        for name, group in sorted(groups.items()):
            size = sum(len(term) + len(self._found[term]) + 2 for term in group)
            if size > FULL and depth < DEEPEST and not name.endswith("_"):
                yield from self._divided(group, depth + 1)
            else:
                yield name, script("\n".join(f"{term} {self._found[term]}" for term in group))


def texts(sections: Sequence[Section]) -> str:
    """The words of a report as a script: what an excerpt is taken from."""
    return script([[one.anchor, one.heading, one.text] for one in sections])


def script(value: object) -> str:
    """A value handed to the page that loads the script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"{HEAD}{safe});\n"


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits
