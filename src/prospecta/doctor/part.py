"""A part of what prospecta stands on: what it is for, and how it is found."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

BUILD = "build"
"""What a part serves without which nothing can be built."""


class State(StrEnum):
    """How a part is found."""

    OK = "ok"
    MISSING = "missing"
    BROKEN = "broken"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Part:
    """A part.

    `serves` is BUILD, an extra of the package, or another key of the words for it. `wanted` is a
    range of versions, `fault` what the part says itself, `remedy` the command that
    mends it; `package` is whether pip knows it by this name.
    """

    name: str
    serves: str
    state: State = State.OK
    version: str = ""
    wanted: str = ""
    place: str = ""
    fault: str = ""
    remedy: str = ""
    package: bool = False

    @property
    def blocks(self) -> bool:
        """Whether no document can be built as it is."""
        return self.serves == BUILD and self.state is not State.OK


def shown(path: Path) -> str:
    """A path for a report that may be passed on: whose home it is in is nobody's business."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (RuntimeError, ValueError):
        return str(path)
