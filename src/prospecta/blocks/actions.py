"""The action timeline: a chart, and the table that says the same in words."""

from collections.abc import Mapping
from typing import Any

from prospecta.block import Context, Plain
from prospecta.blocks.actions_table import table
from prospecta.blocks.plan import Plan
from prospecta.charts.look import Look


class Actions(Plan):
    """The plan: a chart, and beneath it the table that holds every action of the chart."""

    kind = "actions"

    def view(self, context: Context) -> dict[str, Any]:
        return table(self, context)

    def charts(self, context: Context, plain: Plain, look: Look) -> Mapping[str, list[str]]:
        # Only a report with a plan pays for loading what draws it.
        from prospecta.blocks.actions_chart import chart

        return {"timeline": chart(self, context, plain, look)}
