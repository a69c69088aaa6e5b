"""The two engines of a session: started at once, before anything else is even imported."""

from typing import Self

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
        self.pandoc.kill()
        self.typst.kill()
        self.pandoc.close()
        self.typst.close()
