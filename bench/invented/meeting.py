"""What is settled of a seminar before its first word, and the folder while it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from invented.sentences import Speech
from invented.yaml_text import yaml_text

FEWEST, USUAL, MOST = 5, 11, 40
"""Pages of a report: most have about as many as a day gives."""
SHORT = 10
"""Pages below which a report is short."""
FIXED, FILLED = (8.5, 5.5), (0.65, 0.4)
"""Pages that a report, a short report has anyway, and what one more page of words comes to."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where, the place in its series, and about how many pages its report has."""

    day: date
    territory: str
    theme: str
    pages: int
    number: int = 1
    previous: date | None = None


@dataclass(slots=True)
class Draft:
    """A seminar while it is written: what to say, the files so far, and the ids they declare."""

    meeting: Meeting
    speech: Speech
    files: dict[str, bytes] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    objectives: list[str] = field(default_factory=list)
    workshops: dict[str, str] = field(default_factory=dict)
    """The block of each workshop, by its id."""

    @property
    def short(self) -> bool:
        """Whether the report does without long lists, several texts, and pages for annexes."""
        return self.meeting.pages < SHORT

    def count(self, share: float, least: int = 1) -> int:
        """So many for each page that is filled at will, by chance a few more or less."""
        fixed, filled = FIXED[self.short], FILLED[self.short]
        pages = max(0, self.meeting.pages - fixed) / filled
        return max(least, round(pages * share * self.speech.random.uniform(0.8, 1.2)))

    def placed(self, path: str) -> list[str]:
        """A file as an outline places it, nothing where it was not written."""
        return [path] if path in self.files else []

    def points(self, least: int, most: int) -> list[str]:
        return self.speech.points(1, 2) if self.short else self.speech.points(least, most)

    def write(self, path: str, value: Mapping[str, Any] | str) -> None:
        text = value if isinstance(value, str) else "\n".join(yaml_text(value))
        self.files[path] = f"{text}\n".encode()
