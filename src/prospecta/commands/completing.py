"""What a shell proposes where a command asks for one of a list, ids included.

Each answers the values that begin with what was typed. It may find a broken folder, or none: then
it proposes nothing, for a person who presses a key has not asked for a message.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import typer

Completer = Callable[[str], list[str]]


def _proposed(known: Callable[[], Iterable[str]]) -> Completer:
    # typer gives what was typed to the parameter of this name.
    def completer(incomplete: str) -> list[str]:
        try:
            return [value for value in known() if value.startswith(incomplete)]
        except Exception:  # noqa: BLE001 - who presses a key has not asked for a message
            return []

    completer.__doc__ = known.__doc__
    return completer


@_proposed
def kinds() -> Iterable[str]:
    """The kinds of file that have a schema."""
    from prospecta.schemas import FILES

    return FILES


@_proposed
def languages() -> Iterable[str]:
    """The languages in which a person can be spoken to."""
    from prospecta.places import templates

    return sorted(path.stem for path in (templates() / "findings").glob("*.yaml"))


@_proposed
def codes() -> Iterable[str]:
    """The codes of findings."""
    from prospecta.findings import CODES

    return CODES


def formats(incomplete: str) -> list[str]:
    """The formats of a report that are not among those already typed, commas between them."""
    from prospecta.formats import FORMATS

    before, comma, begun = incomplete.rpartition(",")
    chosen = before.split(",")
    names = [name for name in FORMATS if name not in chosen and name.startswith(begun)]
    return [f"{before}{comma}{name}" for name in names]


def blocks(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the blocks in `--folder`, or in the folder at hand, and their kinds."""
    folder = ctx.params.get("folder") or Path()
    return _proposed(lambda: dict.fromkeys(_ids(folder)))(incomplete)


def _ids(folder: Path) -> Iterator[str]:
    from prospecta import folder as layout
    from prospecta.seminar import FILED
    from prospecta.source import Source, read
    from prospecta.strict_yaml import Mapping, load

    kinds, _ = layout.sort_out(layout.files(folder), FILED)
    for path, kind in kinds.items():
        source = read(folder, path) if kind in FILED else None
        if isinstance(source, Source):
            node, _ = load(source)
            own = node.get("id") if isinstance(node, Mapping) else None
            yield own if isinstance(own, str) else layout.default_id(path, kind)
            yield kind
