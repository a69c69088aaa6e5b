"""A seminar becomes the one document that every format renders."""

from prospecta.block import Context
from prospecta.charts.look import Look
from prospecta.compose.cover import cover_values
from prospecta.compose.finishing import finished
from prospecta.compose.frames import FrameError, Frames
from prospecta.compose.outline import Outline
from prospecta.compose.parsing import parse
from prospecta.compose.texts import review_texts
from prospecta.document import Document, structure
from prospecta.findings import Finding
from prospecta.language import Language
from prospecta.pandoc import Pandoc
from prospecta.seminar import Seminar
from prospecta.theme import Theme
from prospecta.typography import typeset

__all__ = ["compose", "review_texts"]


def compose(
    seminar: Seminar, language: Language, theme: Theme, pandoc: Pandoc
) -> tuple[Document | None, list[Finding]]:
    """Frame, parse, fill, order, number and typeset. None when findings forbid it."""
    context = Context(language, seminar.objects)
    frames = Frames(theme, language)
    try:
        cover = frames.render("cover.html.j2", cover_values(seminar, context))
        outline = Outline(seminar, frames, context)
    except FrameError as error:
        return None, [error.finding]
    parsed = parse(seminar, frames.slots, [cover, *outline.frames], pandoc, language)
    if parsed.findings:
        return None, parsed.findings + parsed.remarks
    body = outline.assemble(parsed, Look(theme.colours))
    if parsed.findings:
        return None, parsed.findings + parsed.remarks
    body = typeset(body, language.typography, language.code)
    return finished(seminar, parsed, list(structure(body)), parsed.frames[0], body)
