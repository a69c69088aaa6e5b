"""The objectives of the day, each with its guiding question."""

from prospecta.block import Block
from prospecta.model import Model
from prospecta.text import Id, Line


class Goal(Model):
    """What the seminar is for, and the question that guides the work on it."""

    id: Id | None = None
    text: Line
    question: Line | None = None


class Objectives(Block):
    """The objectives of `seminar.yaml`, placed in the report under the id `objectives`."""

    kind = "objectives"

    objectives: list[Goal]
