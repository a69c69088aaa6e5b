"""The table of blocks: a kind of content is one class, one row here, one template, its words."""

from collections.abc import Mapping
from types import MappingProxyType

from prospecta.block import Block
from prospecta.blocks.actions import Actions
from prospecta.blocks.approach import Approach
from prospecta.blocks.follow_ups import FollowUps
from prospecta.blocks.objectives import Objectives
from prospecta.blocks.participants import Participants
from prospecta.blocks.prose import Prose
from prospecta.blocks.swot import Swot
from prospecta.blocks.vision import Vision
from prospecta.blocks.workshops import Workshops

BLOCKS: Mapping[str, type[Block]] = MappingProxyType(
    {
        "participants": Participants,
        "workshops": Workshops,
        "approach": Approach,
        "swot": Swot,
        "vision": Vision,
        "actions": Actions,
        "follow-ups": FollowUps,
        "objectives": Objectives,
        "prose": Prose,
    }
)
