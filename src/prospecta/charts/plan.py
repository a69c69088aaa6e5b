"""What an action timeline shows: plain values, every label a finished string of the report.

Dates are fractional years: 2026.0 is 1 January 2026, 2027.0 the end of 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """How much an action matters."""

    HIGH = 1
    MEDIUM = 2
    LOW = 3


@dataclass(frozen=True, slots=True)
class Horizon:
    """A term (short, medium, long); `years` is how the report writes its bounds."""

    title: str
    start: float
    end: float
    years: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date to be kept."""

    date: float
    title: str


@dataclass(frozen=True, slots=True)
class Action:
    """A bar, or a line of the undated strip when it has neither date nor `ongoing`.

    A start or an end that is None is open. `after` holds the codes of the actions that come
    before; a code that is drawn nowhere on the same picture is written out in words.
    """

    code: str
    title: str
    start: float | None = None
    end: float | None = None
    ongoing: bool = False
    undated: bool = False
    priority: Priority | None = None
    status: str = ""
    milestones: tuple[Milestone, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def has_bar(self) -> bool:
        """Tell whether the action stands on the axis of time."""
        dated = self.start is not None or self.end is not None
        return not self.undated and (dated or self.ongoing)


@dataclass(frozen=True, slots=True)
class Lane:
    """An axis of the plan, and what is done along it."""

    title: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The report's words for what the chart itself says."""

    high: str
    medium: str
    low: str
    plain: str
    milestone: str
    open_date: str
    ongoing: str
    link: str
    undated: str
    continued: str
    """Follows a lane's title that is repeated, e.g. "(suite)"."""
    after: str
    """Comes before codes, e.g. "après"."""
    empty: str
    """Stands in a lane without actions."""
    quarters: tuple[str, str, str, str]
    months: tuple[str, ...]
    """Twelve short names."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole plan. Milestones of an action belong to it, those of the plan stand here."""

    words: Words
    lanes: tuple[Lane, ...]
    horizons: tuple[Horizon, ...] = ()
    milestones: tuple[Milestone, ...] = ()
