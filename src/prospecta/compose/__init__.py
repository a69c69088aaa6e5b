"""A seminar becomes the one document that every format renders."""

from prospecta.block import Context
from prospecta.charts.look import Look
from prospecta.compose.cover import authors, cover_values
from prospecta.compose.frames import FrameError, Frames
from prospecta.compose.headings import IN_CONTENTS, finish_headings
from prospecta.compose.near import anchors_unknown
from prospecta.compose.numbers import numbers_typed
from prospecta.compose.outline import Outline
from prospecta.compose.parsing import parse
from prospecta.compose.references import References
from prospecta.compose.texts import review_texts
from prospecta.document import Document, walk
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
    nodes = list(walk(body))
    references = References(language)
    references.number_captions(nodes)
    headings = finish_headings(nodes, language.words)
    references.name_headings(nodes)
    parsed.remarks += numbers_typed(seminar, headings, parsed.plain)
    unknown = set(references.fill_links(nodes))
    findings = list(anchors_unknown(parsed.links, unknown, list(references.names)))
    if findings:
        return None, findings + parsed.remarks
    document = Document(
        title=parsed.plain(seminar.identity.title),
        kind=parsed.plain(seminar.identity.kind),
        authors=authors(seminar, context, parsed.plain),
        language=language.code,
        date=seminar.identity.dates[-1],
        cover=typeset(parsed.frames[0], language.typography, language.code),
        body=body,
        contents=tuple(entry for entry in headings if entry.level <= IN_CONTENTS),
        pictures=parsed.pictures,
        words=language.words,
    )
    return document, parsed.remarks
