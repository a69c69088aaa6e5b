"""Frames filled with their texts: the words of each block, parsed and made safe once."""

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prospecta.compose.parsing import Parsed, filled
from prospecta.compose.slots import MAX_CHARACTERS, MAX_TEXTS, Slots
from prospecta.document import Blocks
from prospecta.findings import Finding
from prospecta.language import Language
from prospecta.preview.framing import Frame
from prospecta.preview.texts import Reader
from prospecta.seminar import Seminar


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A filled frame, and what was found while its texts were made safe."""

    frame: Frame
    parsed: Parsed
    tree: bytes

    @property
    def blocks(self) -> Blocks:
        """A copy of its own for whoever asks."""
        found: Blocks = marshal.loads(self.tree)  # noqa: S302 - written by this process
        return found


class Pieces:
    """The pieces of a report, by the names of their frames."""

    def __init__(self, language: Language, reader: Reader) -> None:
        self._language, self._reader = language, reader
        self._kept: dict[str, Piece] = {}

    def of(self, seminar: Seminar, frames: Mapping[str, Frame]) -> Mapping[str, Piece]:
        """Raises ToolError when the engine fails."""
        fresh = {name: frame for name, frame in frames.items() if not self.has(name, frame)}
        self._reader.prepare(
            (frame.html for frame in fresh.values()),
            (words for frame in fresh.values() for words in _asked(frame.slots)),
        )
        pieces = {
            name: self._made(seminar, frame) if name in fresh else self._kept[name]
            for name, frame in frames.items()
        }
        self._kept = dict(pieces)
        return pieces

    def forget_pictures(self) -> None:
        """Read the pictures anew the next time: they may be others."""
        self._kept = {name: one for name, one in self._kept.items() if not _seen(one.parsed)}

    def has(self, name: str, frame: Frame) -> bool:
        return name in self._kept and self._kept[name].frame is frame

    def _made(self, seminar: Seminar, frame: Frame) -> Piece:
        parsed = Parsed(seminar, self._language)

        def read(texts: list[str]) -> list[Blocks]:
            return [self._reader.text(words) for words in texts]

        found = frame.slots.parse(read, parsed.keep)
        blocks = self._reader.frame(frame.html)
        return Piece(frame, parsed, marshal.dumps(filled(blocks, found, self._language)))


def _seen(parsed: Parsed) -> bool:
    """Whether a picture was looked at, or looked for."""
    return bool(parsed.pictures or parsed.findings)


def _asked(slots: Slots) -> list[str]:
    """The texts of these slots that need the parser, as it is given them."""
    asked: list[str] = []

    def read(texts: list[str]) -> list[Blocks]:
        asked.extend(texts)
        return [[] for _ in texts]

    slots.parse(read)
    return asked


def excess(frames: Mapping[str, Frame], fresh: Sequence[Frame]) -> Finding | None:
    """What `Slots.excess` would find in the whole report; of rows, only the fresh frames'."""
    for frame in fresh:
        found = frame.slots.excess([frame.html])
        if found is not None:
            return found
    texts = sum(len(frame.texts) for frame in frames.values())
    size = sum(frame.size for frame in frames.values())
    if texts <= MAX_TEXTS and size <= MAX_CHARACTERS:
        return None
    whole = Slots()
    for frame in frames.values():
        whole.texts += frame.texts
        whole.inline += frame.inline
    return whole.excess([])
