"""`compose`, with every part that was composed before left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from prospecta.compose.finishing import finished
from prospecta.compose.frames import FrameError
from prospecta.compose.parsing import Parsed
from prospecta.document import Document
from prospecta.findings import Finding
from prospecta.language import Language
from prospecta.preview.chunks import Chunk
from prospecta.preview.framing import Framing
from prospecta.preview.laying import Laying
from prospecta.preview.outlining import COVER, Outlined
from prospecta.preview.pieces import Piece, Pieces, excess
from prospecta.preview.texts import Reader
from prospecta.seminar import Seminar
from prospecta.theme import Theme


@dataclass(frozen=True, slots=True)
class Composed:
    """The document, whose body is the nodes of the chunks; None when findings forbid it."""

    document: Document | None
    chunks: Sequence[Chunk]
    findings: Sequence[Finding]


class Composer:
    """Composes one report again and again in one language: what `compose` would answer."""

    def __init__(self, language: Language, reader: Reader) -> None:
        self._language = language
        self._framing = Framing(language)
        self._pieces = Pieces(language, reader)
        self._laying = Laying(language)

    def compose(self, seminar: Seminar, theme: Theme, *, renewed: bool, pictured: bool) -> Composed:
        """`renewed` says that files of the theme may have changed, or that it is another theme.

        `pictured` says that pictures may have changed.
        Raises ToolError when the engine fails. What no check was made of may raise anything.
        """
        try:
            self._framing.begin(theme if renewed else None)
            outlined = Outlined(seminar, self._framing, self._laying)
        except FrameError as error:
            return Composed(None, (), [error.finding])
        self._framing.end()
        if pictured:
            self._pieces.forget_pictures()
        fresh = [one for name, one in outlined.frames.items() if not self._pieces.has(name, one)]
        if too_much := excess(outlined.frames, fresh):
            return Composed(None, (), [too_much])
        pieces = self._pieces.of(seminar, outlined.frames)
        parsed = Parsed(seminar, self._language)
        for piece in pieces.values():
            parsed.join(piece.parsed)
        if parsed.findings:
            return Composed(None, (), parsed.findings + parsed.remarks)
        chunks = outlined.assembled(pieces, parsed)
        if parsed.findings:
            return Composed(None, (), parsed.findings + parsed.remarks)
        return self._finished(seminar, parsed, chunks, pieces[COVER])

    def _finished(
        self, seminar: Seminar, parsed: Parsed, chunks: Sequence[Chunk], cover: Piece
    ) -> Composed:
        """The hops of `compose` from the numbers on."""
        for chunk in chunks:
            chunk.restore()
        nodes = [node for chunk in chunks for node in chunk.marked]
        body = [chunk.node for chunk in chunks]
        document, findings = finished(seminar, parsed, nodes, cover.blocks, body)
        if document is None:
            return Composed(None, (), findings)
        self._laying.turn(seminar.blocks)
        return Composed(document, chunks, findings)
