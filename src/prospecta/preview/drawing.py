"""The charts of a report, drawn anew only when something they show changed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pydantic import BaseModel

from prospecta.block import Block, Context
from prospecta.charts.look import Look
from prospecta.compose.parsing import Parsed
from prospecta.language import Language
from prospecta.preview.framing import Objects
from prospecta.text import Authored

Charts: TypeAlias = Mapping[str, list[str]]
COLOUR = re.compile("\x01([^\x02]*)\x02")
"""What stands for a colour until it is known: no author's text can hold these characters."""


class Palette(dict[str, str]):
    """Every colour as what stands for it."""

    def __missing__(self, name: str) -> str:
        return f"\x01{name}\x02"


UNPAINTED = Look(Palette())


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The charts of a block, without colours and with those of a theme."""

    block: Block
    objects: Objects
    words: Mapping[str, str]
    plain: Charts
    colours: Mapping[str, str] = field(default_factory=dict)
    charts: Charts = field(default_factory=dict)

    def shows(self, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed) -> bool:
        """Whether a drawing of these would be the same."""
        return (
            self.block is block
            and self.objects.are(objects)
            and all(parsed.bare(words) == bare for words, bare in self.words.items())
        )

    def painted(self, colours: Mapping[str, str], before: "_Drawing | None") -> "_Drawing":
        """The same in these colours, with the very charts of before if they came out so."""
        charts: Charts = {name: painted(ones, colours) for name, ones in self.plain.items()}
        if before is not None and before.charts == charts:
            charts = before.charts
        return replace(self, colours=colours, charts=charts)


class Drawings:
    """The drawings of one report. Other colours move nothing: they are put into what there is."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._kept: dict[str, _Drawing] = {}

    def of(
        self,
        name: str,
        block: Block,
        objects: Mapping[str, BaseModel],
        parsed: Parsed,
        colours: Mapping[str, str],
    ) -> Charts:
        """The charts of the block of this name."""
        kept = self._kept.get(name)
        if kept is None or not kept.shows(block, objects, parsed):
            kept = self._drawn(block, objects, parsed).painted(colours, kept)
        elif kept.colours != colours:
            kept = kept.painted(colours, kept)
        self._kept[name] = kept
        return kept.charts

    def keep(self, names: Collection[str]) -> None:
        """Forget the drawings of all other blocks."""
        self._kept = {name: one for name, one in self._kept.items() if name in names}

    def _drawn(self, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed) -> _Drawing:
        watched, words = Objects(objects), dict[str, str]()

        def plain(one: Authored) -> str:
            words[str(one)] = parsed.bare(str(one))
            return parsed.plain(one)

        charts = block.charts(Context(self._language, watched), plain, UNPAINTED)
        return _Drawing(block, watched, words, charts)


def painted(drawings: Sequence[str], colours: Mapping[str, str]) -> list[str]:
    """Drawings with these colours in them. Raises KeyError for a colour that there is not."""
    return [COLOUR.sub(lambda found: colours[found[1]], one) for one in drawings]
