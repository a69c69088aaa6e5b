"""A workspace divided among machines: each takes a part, and none knows of the others."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeVar

from prospecta.workspace.walk import Row

Held = TypeVar("Held", bound=tuple[Row, ...])
SLACK = 1.15
"""How much more than its share of the work one machine may get."""
BASE = 60_000
"""What a seminar costs whatever is in it, in bytes of its files: a build of nothing takes time."""
TEXTS = (".yaml", ".md")
PICTURE = 0.02
"""What a byte of a picture costs against a byte of text."""


def rank(typed: str) -> tuple[int, int] | None:
    """The two numbers of `2/4`; None when it is no such thing."""
    found = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", typed.strip())
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def part(found: Mapping[str, Held], number: int, of: int) -> dict[str, Held]:
    """The members of part `number` of `of`.

    Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam, 2018): every seminar
    prefers the parts in an order that only its path decides, and gets the first that still has
    room. So parts cost about the same, and one more seminar moves few of the others.
    """
    costs = {member: cost(rows) for member, rows in found.items()}
    room = SLACK * sum(costs.values()) / of + max(costs.values(), default=0)
    loads = [0.0] * of
    mine: dict[str, Held] = {}
    for member in sorted(found, key=lambda one: _mixed(one, 0)):
        liked = sorted((_mixed(member, one + 1), one) for one in range(of))
        chosen = next(one for _, one in liked if loads[one] + costs[member] <= room)
        loads[chosen] += costs[member]
        if chosen == number - 1:
            mine[member] = found[member]
    return dict(sorted(mine.items()))


def cost(rows: tuple[Row, ...]) -> float:
    """About what a seminar costs to build, from the sizes of its files."""
    texts = sum(row[1] for row in rows if row[0].endswith(TEXTS))
    return BASE + texts + PICTURE * sum(row[1] for row in rows if not row[0].endswith(TEXTS))


def _mixed(member: str, salt: int) -> bytes:
    return blake2b(f"{salt}:{member}".encode("utf-8", "surrogateescape"), digest_size=8).digest()
