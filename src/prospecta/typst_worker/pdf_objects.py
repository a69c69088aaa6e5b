"""The objects of a PDF as typst writes it: plain text behind a classic cross-reference table.

A general PDF library would do nothing more here, and costs as much time and memory as the layout.
"""

import re
from collections.abc import Iterator

ELEMENT = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/(\w+)/P ")
KIDS = re.compile(rb"/K\[([^\[\]]*)\](?:/Pg \d+ 0 R)?>>\s*endobj\s*\Z")
ROOT = re.compile(rb"\d+ 0 obj\n<</Type/StructTreeRoot/.*?/K\[(\d+) 0 R\]", re.DOTALL)
NESTED = re.compile(rb"<<[^<>]*>>")
REFERENCE = re.compile(rb"(\d+) 0 R")


class UnexpectedPDFError(ValueError):
    """The PDF is not written as typst writes it."""


class Objects:
    """The objects of a PDF by number, to be changed and written again."""

    def __init__(self, pdf: bytes) -> None:
        tail = re.search(rb"startxref\n(\d+)\n%%EOF\s*\Z", pdf[-64:])
        start = int(tail[1]) if tail else 0
        table = re.match(rb"xref\n0 (\d+)\n", pdf[start : start + 32])
        if table is None:
            message = "no cross-reference table where one was expected"
            raise UnexpectedPDFError(message)
        count, entries = int(table[1]), pdf[start + table.end() :]
        places = [int(entries[20 * n : 20 * n + 10]) for n in range(1, count)]
        order = sorted(places)
        ends = dict(zip(order, [*order[1:], start], strict=True))
        self._head = pdf[: order[0]]
        self._trailer = entries[20 * count : entries.rindex(b"startxref")]
        self.bodies = [b"", *(pdf[place : ends[place]] for place in places)]

    def written(self) -> bytes:
        parts, places, at = [self._head], [], len(self._head)
        for body in self.bodies[1:]:
            places.append(b"%010d 00000 n\r\n" % at)
            parts.append(body)
            at += len(body)
        first = b"xref\n0 %d\n0000000000 65535 f\r\n" % len(self.bodies)
        end = b"startxref\n%d\n%%%%EOF" % at
        return b"".join([*parts, first, *places, self._trailer, end])

    def root(self) -> tuple[int, int]:
        """The root of the structure, and the element that holds all others."""
        for number, body in enumerate(self.bodies):
            root = ROOT.match(body)
            if root:
                return number, int(root[1])
        message = "no structure in the file"
        raise UnexpectedPDFError(message)

    def kind(self, number: int) -> bytes:
        """The type of a structure element, as `TD`."""
        if number >= len(self.bodies):
            message = f"no object {number} in the file"
            raise UnexpectedPDFError(message)
        element = ELEMENT.match(self.bodies[number])
        return element[1] if element else b""

    def kids(self, number: int) -> list[int]:
        """The elements in an element. Only its end is read: an author's words may come before."""
        kids = KIDS.search(self.bodies[number])
        return [int(one) for one in REFERENCE.findall(NESTED.sub(b" ", kids[1]))] if kids else []

    def tables(self, number: int) -> Iterator[int]:
        """The tables in an element in the order in which they begin, those in cells too."""
        stack = [number]
        while stack:
            current = stack.pop()
            if self.kind(current) == b"Table":
                yield current
            stack += reversed(self.kids(current))

    def rows(self, table: int) -> Iterator[int]:
        for number in self.kids(table):
            if self.kind(number) == b"TR":
                yield number
            elif self.kind(number) in {b"THead", b"TBody", b"TFoot"}:
                yield from self.kids(number)
