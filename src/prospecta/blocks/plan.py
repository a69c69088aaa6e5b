"""What an action plan is made of: lanes, horizons, actions, milestones."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from prospecta.block import Captioned, Context
from prospecta.blocks.follow_ups import Status
from prospecta.blocks.participants import ActorRef
from prospecta.blocks.vision import ObjectiveRef
from prospecta.dates import Moment
from prospecta.model import Many, Model
from prospecta.text import Id, Line, Ref, Text


class LaneRef(Ref):
    """The id of a lane."""

    __slots__ = ()
    targets = ("Lane",)


class HorizonRef(Ref):
    """The id of a horizon."""

    __slots__ = ()
    targets = ("Horizon",)


class ActionRef(Ref):
    """The id of an action."""

    __slots__ = ()
    targets = ("Action",)


class Horizon(Model):
    """A term of the plan; what is short, medium or long is the plan's own choice."""

    id: Id
    title: Line
    start: Moment
    end: Moment


class Lane(Model):
    """An axis along which actions stand."""

    id: Id
    title: Line


class Milestone(Model):
    """Something that is reached on a date."""

    id: Id | None = None
    title: Line
    date: Moment


Priority = Literal["high", "medium", "low"]


class Action(Model):
    """What is to be done. Dates have any precision; a missing start or end is open."""

    id: Id
    code: Line | None = None
    title: Line
    lane: LaneRef
    start: Moment | None = None
    end: Moment | None = None
    horizon: HorizonRef | None = None
    priority: Priority | None = None
    status: Status | None = None
    lead: Many[ActorRef] = []
    partners: Many[ActorRef] = []
    objectives: Many[ObjectiveRef] = []
    after: Many[ActionRef] = []
    milestones: list[Milestone] = []
    indicators: Many[Line] = []
    budget: Line | None = None
    details: Text | None = None


class Plan(Captioned):
    """The fields of `actions.yaml`."""

    horizons: list[Horizon] = []
    lanes: list[Lane] = Field(min_length=1)
    milestones: list[Milestone] = []
    actions: list[Action] = Field(min_length=1)

    def of_lane(self, lane: Lane) -> list[Action]:
        return [action for action in self.actions if str(action.lane) == str(lane.id)]

    def code(self, action: Action) -> str:
        """The code that names an action in the chart and in the table."""
        return str(action.code) if action.code else f"A{self.actions.index(action) + 1}"


def codes(refs: Sequence[ActionRef], plan: Plan, context: Context) -> list[str]:
    return [plan.code(context.find(ref)) for ref in refs]
