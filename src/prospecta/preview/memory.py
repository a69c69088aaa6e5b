"""What was made before, found again by what it was made of."""

from collections.abc import Callable, Hashable
from typing import Any


class Memory:
    """Answers what was made under a key, or makes it.

    A key holds all that shapes its value. What nobody asked for between two turns is forgotten.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def __call__(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return self._now[key]

    def turn(self) -> None:
        """Begin another round."""
        self._before, self._now = self._now, {}
