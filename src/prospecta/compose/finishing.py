"""The last hop of composing: what can be numbered only when all parts stand in their places."""

from collections.abc import Sequence

from prospecta.block import Context
from prospecta.compose.cover import authors
from prospecta.compose.headings import IN_CONTENTS, finish_headings
from prospecta.compose.near import anchors_unknown
from prospecta.compose.numbers import numbers_typed
from prospecta.compose.parsing import Parsed
from prospecta.compose.references import References
from prospecta.document import Blocks, Document, Node
from prospecta.findings import Finding
from prospecta.seminar import Seminar
from prospecta.typography import typeset


def finished(
    seminar: Seminar, parsed: Parsed, nodes: Sequence[Node], cover: Blocks, body: Blocks
) -> tuple[Document | None, list[Finding]]:
    """Number, refer and name. None when a link leads nowhere.

    `nodes` are those of the body, which is typeset, in the order in which they are read.
    """
    language = parsed.language
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
        authors=authors(seminar, Context(language, seminar.objects), parsed.plain),
        language=language.code,
        date=seminar.identity.dates[-1],
        cover=typeset(cover, language.typography, language.code),
        body=body,
        contents=tuple(entry for entry in headings if entry.level <= IN_CONTENTS),
        pictures=parsed.pictures,
        words=language.words,
    )
    return document, parsed.remarks
