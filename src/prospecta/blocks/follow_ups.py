"""What was agreed to do next."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from prospecta.block import Captioned, Context
from prospecta.blocks.participants import ActorRef
from prospecta.dates import Moment
from prospecta.model import Many, Model, keyed
from prospecta.text import Id, Line, Text

Status = Literal["planned", "in-progress", "done", "paused", "dropped", "blocked", "late"]


class FollowUp(Model):
    """A thing to do: who does it, by when, how it stands. Unknown is left out, never guessed."""

    id: Id | None = None
    text: Text
    who: Many[ActorRef] = []
    due: Moment | None = None
    status: Status | None = None


class FollowUps(Captioned):
    """A list, and a table as soon as one follow-up says who, when or how it stands."""

    kind = "follow-ups"

    lead_in: Text | None = None
    follow_ups: list[Annotated[FollowUp, keyed("text")]] = Field(min_length=1)

    def view(self, context: Context) -> dict[str, Any]:
        return {
            "detailed": any(item.who or item.due or item.status for item in self.follow_ups),
            "rows": [
                (item, names(item.who, context), context.language.period(None, item.due))
                for item in self.follow_ups
            ],
        }


def names(refs: Sequence[ActorRef], context: Context) -> list[Line | None]:
    """How people and organisations are named in a cell: an organisation by its acronym."""
    found = [context.find(ref) for ref in refs]
    return [getattr(actor, "acronym", None) or getattr(actor, "name", None) for actor in found]
