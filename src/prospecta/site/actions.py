"""The actions of a seminar, as its report names them."""

from collections.abc import Iterator, Sequence

from prospecta import plain
from prospecta.block import Context
from prospecta.blocks.actions import Actions
from prospecta.blocks.follow_ups import FollowUps, names
from prospecta.blocks.participants import ActorRef
from prospecta.dates import When
from prospecta.language import Language
from prospecta.seminar import Seminar
from prospecta.site.entry import Action


def actions(seminar: Seminar, language: Language) -> tuple[Action, ...]:
    """Those of the plans and of the follow-ups that the report shows, in their order."""
    context = Context(language, seminar.objects)
    found: list[Action] = []
    for name in dict.fromkeys(name for name, _ in seminar.placements):
        block = seminar.blocks.get(name)
        if isinstance(block, Actions):
            found += _planned(block, context)
        elif isinstance(block, FollowUps):
            found += _agreed(block, context)
    return tuple(found)


def _planned(plan: Actions, context: Context) -> Iterator[Action]:
    typeset = context.language.typeset
    for lane in plan.lanes:
        for action in plan.of_lane(lane):
            yield Action(
                typeset(plain.line(action.title)),
                _owners(action.lead, context),
                typeset(context.language.period(action.start, action.end)),
                _until(action.end),
                action.status or "",
                typeset(plain.line(lane.title)),
            )


def _agreed(block: FollowUps, context: Context) -> Iterator[Action]:
    typeset = context.language.typeset
    for item in block.follow_ups:
        words = " ".join(words for _, words in plain.points(item.text))
        yield Action(
            typeset(words),
            _owners(item.who, context),
            typeset(context.language.period(None, item.due)),
            _until(item.due),
            item.status or "",
            "",
        )


def _owners(refs: Sequence[ActorRef], context: Context) -> str:
    found = (plain.line(name) for name in names(refs, context) if name)
    return context.language.typeset(", ".join(found))


def _until(moment: When | None) -> str:
    return moment.last.isoformat() if moment and moment.last else ""
