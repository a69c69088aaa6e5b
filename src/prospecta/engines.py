"""The two engines of a session: started at once, before anything else is even imported."""

import contextlib
from typing import Self

from prospecta.findings import ToolError
from prospecta.pandoc import Pandoc
from prospecta.typst import Typst


class Engines:
    """pandoc and typst, each in its own process, for as many builds as are wanted.

    Without `pages`, typst is started when it is first asked for. `crowded` by others at work on
    the same machine, they do one thing after the other.
    """

    def __init__(self, *, pages: bool = True, crowded: bool = False) -> None:
        self._until = float("inf")
        self._aside = not crowded
        self.pandoc = Pandoc.start()
        self._typst = Typst.start(aside=self._aside) if pages else None

    @property
    def typst(self) -> Typst:
        if self._typst is None:
            self._typst = Typst.start(aside=self._aside)
            self._typst.until = self._until
        return self._typst

    def stop_at(self, moment: float) -> None:
        """Nothing asked of them from now on goes beyond this moment of `time.monotonic`."""
        self._until = self.pandoc.until = moment
        if self._typst is not None:
            self._typst.until = moment

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both, and leave nothing of them behind."""
        # Both die at once; freeing their memory takes the system a while each.
        self.kill()
        self.pandoc.close()
        if self._typst is not None:
            self._typst.close()

    def kill(self) -> None:
        """End both without waiting until they are gone."""
        self.pandoc.kill()
        if self._typst is not None:
            self._typst.kill()


_begun: list[Engines] = []


def begin(*, pages: bool) -> None:
    """Start the engines that `begun` hands out. What goes wrong is said there."""
    with contextlib.suppress(ToolError):
        _begun.append(Engines(pages=pages))


def begun(*, pages: bool = False) -> Engines:
    """The engines that were started early, or new ones."""
    # They stay in the list: what is let go of early is told to whoever asks Python for warnings.
    if not _begun:
        _begun.append(Engines(pages=pages))
    return _begun[-1]
