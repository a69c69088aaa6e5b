"""What a block may look at in a folder whose references may lead nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pydantic import BaseModel

from prospecta.block import Block, Context
from prospecta.blocks.plan import Action, Plan
from prospecta.language import Language


class Missing:
    """Stands for what a reference does not lead to: its names are the id that was typed."""

    acronym = None
    items = ()

    def __init__(self, ref: object) -> None:
        self.name = self.title = self.text = self.code = self.number = f"{ref} (?)"
        self.family, self.civility, self.particle, self.given = self.name, None, None, None


@dataclass(frozen=True, slots=True)
class Sight(Context):
    """A context that always finds something."""

    @classmethod
    def of(cls, block: Block, language: Language, objects: Mapping[str, BaseModel]) -> Self:
        """What `block` may look at: of actions, a plan knows its own only."""
        if not isinstance(block, Plan):
            return cls(language, objects)
        own = {id(action) for action in block.actions}
        seen = {
            name: model
            for name, model in objects.items()
            if not isinstance(model, Action) or id(model) in own
        }
        return cls(language, seen)

    def find(self, ref: Any) -> Any:
        found = self.objects.get(str(ref))
        return found if type(found).__name__ in getattr(ref, "targets", ()) else Missing(ref)
