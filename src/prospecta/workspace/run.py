"""A workspace brought up to date: what changed is worked on, what was done is noted."""

from collections.abc import Callable, Iterator

from prospecta.engines import Engines
from prospecta.workspace.plan import Order, Plan
from prospecta.workspace.pool import Step, alone, local
from prospecta.workspace.store import Store
from prospecta.workspace.walk import file_row
from prospecta.workspace.work import BUILT, Outcome, work

MEGABYTE = 1_000_000
RECORD = 20_000
"""Bytes that say of what a seminar's outputs were made, at most."""


def run(order: Order, todo: Plan, engines: Callable[[], Engines], step: Step) -> Iterator[Outcome]:
    """The outcome of each task of a plan, as it comes. One alone is done in this process.

    Raises ToolError when there is no scheduler where one was said to be.
    """
    if order.scheduler is not None:
        from prospecta.workspace.cluster import cluster

        outcomes = cluster(todo.tasks, order.scheduler, step)
    elif len(todo.tasks) > 1:
        outcomes = local(todo.tasks, order.jobs, work, step)
    else:
        outcomes = alone(todo.tasks, engines, step)
    yield from noted(order, todo, outcomes)


def noted(order: Order, todo: Plan, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same outcomes; at their end, or when it is cut short, what they say is noted."""
    grown = 0
    try:
        for outcome in outcomes:
            grown += _bytes(outcome) if BUILT in outcome.states.values() else 0
            if todo.ledger is not None and outcome.note:
                todo.ledger.write(outcome.member, outcome.note)
            yield outcome
    finally:
        if todo.ledger is not None:
            todo.ledger.save()
        if grown and order.cache is not None:
            Store(order.cache).room(grown, order.settings.limit * MEGABYTE)


def _bytes(outcome: Outcome) -> int:
    """About what was kept of a seminar: its outputs, and what says of what they were made."""
    return RECORD + sum(row[1] for row in map(file_row, outcome.written))
