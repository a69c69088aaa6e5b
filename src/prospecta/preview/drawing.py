"""The charts of a report, drawn anew only when something they show changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import BaseModel

from prospecta.block import Block, Context
from prospecta.charts.look import Look
from prospecta.compose.parsing import Parsed
from prospecta.language import Language
from prospecta.preview.framing import Objects
from prospecta.text import Authored

Charts: TypeAlias = Mapping[str, list[str]]


class Palette(dict[str, str]):
    """Every colour by its name, as a page has it: other colours change its sheet alone."""

    def __missing__(self, name: str) -> str:
        return f"var(--{name})"


LOOK = Look(Palette())


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The charts of a block, and what they show."""

    block: Block
    objects: Objects
    words: Mapping[str, str]
    charts: Charts

    def shows(self, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed) -> bool:
        """Whether a drawing of these would be the same."""
        return (
            self.block is block
            and self.objects.are(objects)
            and all(parsed.bare(words) == bare for words, bare in self.words.items())
        )


class Drawings:
    """The drawings of one report."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._kept: dict[str, _Drawing] = {}

    def of(
        self, name: str, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed
    ) -> Charts:
        """The charts of the block of this name: the very ones of before if they came out so."""
        kept = self._kept.get(name)
        if kept is not None and kept.shows(block, objects, parsed):
            return kept.charts
        fresh = self._drawn(block, objects, parsed)
        if kept is not None and kept.charts == fresh.charts:
            fresh = replace(fresh, charts=kept.charts)
        self._kept[name] = fresh
        return fresh.charts

    def keep(self, names: Collection[str]) -> None:
        """Forget the drawings of all other blocks."""
        self._kept = {name: one for name, one in self._kept.items() if name in names}

    def _drawn(self, block: Block, objects: Mapping[str, BaseModel], parsed: Parsed) -> _Drawing:
        watched, words = Objects(objects), dict[str, str]()

        def plain(one: Authored) -> str:
            words[str(one)] = parsed.bare(str(one))
            return parsed.plain(one)

        charts = block.charts(Context(self._language, watched), plain, LOOK)
        return _Drawing(block, watched, words, charts)
