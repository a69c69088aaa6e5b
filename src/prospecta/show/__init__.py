"""A seminar as tables of plain words, for a quick look: no engine, whatever could be read."""

from collections.abc import Iterator

from prospecta.blocks import BLOCKS
from prospecta.language import Language
from prospecta.seminar import Seminar
from prospecta.show.identity import IDENTITY, identity
from prospecta.show.kinds import KINDS, anything
from prospecta.show.prose import prose, texts
from prospecta.show.sight import Sight
from prospecta.show.table import BOLD, DITTO, Cell, Table

__all__ = ["BOLD", "DITTO", "Cell", "Table", "names", "tables"]


def names(seminar: Seminar) -> list[str]:
    """What can be asked for: every block by its id, every kind that the folder holds."""
    kinds = {block.kind for block in seminar.blocks.values()}
    return list(
        dict.fromkeys([IDENTITY, *(kind for kind in BLOCKS if kind in kinds), *seminar.blocks])
    )


def tables(seminar: Seminar, language: Language, wanted: str = "") -> Iterator[Table]:
    """The tables of the block or of the kind `wanted`, or of the whole seminar.

    Of the whole, each text gives its first words only. A name that is none of `names` gives
    nothing.
    """
    objects = seminar.objects
    if wanted in {"", IDENTITY}:
        yield identity(seminar, Sight(language, objects))
    for kind in BLOCKS:
        for name, block in seminar.blocks.items():
            if block.kind == kind != "prose" and wanted in {"", name, kind}:
                show = KINDS.get(kind, anything)
                yield show(block, Sight.of(block, language, objects))
    found = {name: block for name, block in seminar.blocks.items() if block.kind == "prose"}
    if found and not wanted:
        yield texts(found)
    for name, block in found.items():
        if wanted in {name, "prose"}:
            yield prose(name, block)
