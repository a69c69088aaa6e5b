"""The two engines of a session: started at once, before anything else is even imported."""

import contextlib
from typing import Self

from prospecta.findings import ToolError
from prospecta.pandoc import Pandoc
from prospecta.typst import Typst


class Engines:
    """pandoc and typst, each in its own process, for as many builds as are wanted."""

    def __init__(self) -> None:
        self.pandoc = Pandoc.start()
        self.typst = Typst.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # Both die at once; freeing their memory takes the system a while each.
        self.kill()
        self.pandoc.close()
        self.typst.close()

    def kill(self) -> None:
        """End both without waiting until they are gone."""
        self.pandoc.kill()
        self.typst.kill()


_begun: list[Engines] = []


def begin() -> None:
    """Start the engines that `begun` hands out. What goes wrong is said there."""
    with contextlib.suppress(ToolError):
        _begun.append(Engines())


def begun() -> Engines:
    """The engines that were started early, or new ones."""
    return _begun.pop() if _begun else Engines()
