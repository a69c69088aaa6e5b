"""Warnings that an author silences on their line, with the reason.

In YAML `# prospecta: ignore CODE reason`, in Markdown `<!-- prospecta: ignore CODE reason -->`: at
the end of the line that the finding begins on, or alone on the line above. Errors stay.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from prospecta.comments import Comment, comments
from prospecta.findings import CODES, Finding, Severity, Span
from prospecta.source import Source
from prospecta.synonyms import nearest

VERBS = ["ignore", "ignorer"]
AMONG = frozenset({"rank-twice"})
"""Codes that only a look at several folders finds: in one of them, they may be silenced anyway."""
WORDS = re.compile(r"(\w*)\s*([\w-]*)[\s:,–—-]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Silence:
    """What a comment asks for. `word` is the place of its code, or of what is no verb."""

    comment: Comment
    verb: str
    code: str
    reason: str
    word: Span


def silenced(
    findings: Sequence[Finding], sources: Iterable[Source], *, whole: bool
) -> list[Finding]:
    """The findings less the warnings that were silenced, and what is wrong with the silences.

    Only when everything was looked at, `whole`, can a silence be told to be of no use.
    """
    wanted = [silence for source in sources for silence in silences(source)]
    hits = _hits(findings, wanted)
    used = {id(hit) for hit in hits}
    left = _left(findings, hits)
    for silence in wanted:
        known = whole and silence.code not in AMONG
        left += _complaints(silence, used=not known or id(silence) in used)
    return left


def heard(findings: Sequence[Finding], sources: Iterable[Source]) -> list[Finding]:
    """The findings less the warnings that were silenced, whatever is wrong with the silences."""
    wanted = [silence for source in sources for silence in silences(source)]
    return _left(findings, _hits(findings, wanted))


def _hits(findings: Sequence[Finding], wanted: Iterable[Silence]) -> list[Silence | None]:
    """The silence that each finding meets, if any."""
    about = {
        (silence.word.path, line, silence.code): silence
        for silence in wanted
        if silence.verb in VERBS
        for line in silence.comment.lines
    }
    return [about.get((one.span.path, one.span.line, one.code)) for one in findings]


def _left(findings: Sequence[Finding], hits: Sequence[Silence | None]) -> list[Finding]:
    return [
        finding
        for finding, hit in zip(findings, hits, strict=True)
        if hit is None or finding.severity is Severity.ERROR
    ]


def silences(source: Source) -> Iterator[Silence]:
    """Every silence of a file, in its order; other comments to prospecta are none."""
    for comment in comments(source):
        parts = WORDS.match(comment.words)
        assert parts is not None
        verb, code, reason = parts.groups()
        if verb in VERBS or nearest(verb, VERBS):
            start, end = parts.span(2 if verb in VERBS else 1)
            first = comment.where.column
            word = replace(comment.where, column=first + start, end_column=first + end)
            yield Silence(comment, verb, code, reason.strip(), word)


def _complaints(silence: Silence, *, used: bool) -> Iterator[Finding]:
    values = {"code": silence.code}
    if silence.verb not in VERBS:
        yield _unknown(silence, silence.verb, VERBS)
    elif silence.code not in CODES:
        yield _unknown(silence, silence.code, list(CODES))
    elif CODES[silence.code] is Severity.ERROR:
        yield Finding("silence-error", silence.word, values)
    elif not used:
        yield Finding("silence-unused", silence.comment.span, values)
    elif not silence.reason:
        yield Finding("silence-reason", silence.comment.span, values)


def _unknown(silence: Silence, word: str, known: list[str]) -> Finding:
    values = {"value": word, "suggestion": nearest(word, known)}
    return Finding("silence-unknown", silence.word, values)
