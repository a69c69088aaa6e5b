"""Signs that the fonts of the report cannot show."""

from collections.abc import Sequence

from prospecta.findings import Finding, Span
from prospecta.seminar import Seminar
from prospecta.source import span_of


def unprintable(seminar: Seminar, characters: Sequence[str]) -> list[Finding]:
    """A finding for each sign that the report's fonts lack, where it was first typed."""
    return [
        Finding("glyph-missing", _typed(seminar, sign), {"character": sign}) for sign in characters
    ]


def _typed(seminar: Seminar, sign: str) -> Span:
    for source in seminar.sources.values():
        offset = source.text.find(sign)
        if offset >= 0:
            return span_of(source, offset, offset + len(sign))
    return Span("seminar.yaml")
