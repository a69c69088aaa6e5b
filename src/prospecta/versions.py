"""Versions, and the ranges that this project writes: `>=3.9,<3.10`."""

import re
from dataclasses import dataclass

from prospecta.findings import ToolError

RELEASE = re.compile(r"\d+(?:\.\d+)*")


class UnfitError(ToolError):
    """An engine does not start, or has a `version` that nobody has tried; empty where unknown."""

    def __init__(self, message: str, version: str = "") -> None:
        super().__init__(message)
        self.version = version


@dataclass(frozen=True, slots=True)
class Range:
    """Versions from one on, up to another that is out of it: at most one `>=` and one `<`.

    A pre-release counts as its release. Everything is in an empty range.
    """

    spelled: str = ""

    def holds(self, version: str) -> bool:
        found = _numbers(version)
        for bound in filter(None, self.spelled.replace(" ", "").split(",")):
            limit = _numbers(bound)
            if found < limit if bound.startswith(">=") else found >= limit:
                return False
        return bool(found)

    def __str__(self) -> str:
        return self.spelled


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a release; zeros at its end say nothing, as 3.9 is 3.9.0."""
    found = RELEASE.search(version)
    numbers = [int(one) for one in found[0].split(".")] if found else []
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
