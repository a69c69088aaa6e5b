"""The approach: the steps of the work, each with its result."""

from collections.abc import Mapping

from pydantic import Field

from prospecta.block import Captioned, Context, Plain
from prospecta.charts.look import Look
from prospecta.model import Model
from prospecta.text import Id, Line


class Step(Model):
    """One step, and what comes out of it."""

    id: Id | None = None
    title: Line
    result: Line


class Approach(Captioned):
    """The steps, in order."""

    kind = "approach"

    steps: list[Step] = Field(min_length=1)

    def charts(self, context: Context, plain: Plain, look: Look) -> Mapping[str, list[str]]:
        from prospecta.charts.steps import Step as Drawn
        from prospecta.charts.steps import Steps, steps

        del context
        drawn = tuple(
            Drawn(str(number), plain(step.title), plain(step.result))
            for number, step in enumerate(self.steps, 1)
        )
        return {"steps": [steps(Steps(drawn), look, f"{self.id}-steps")]}
