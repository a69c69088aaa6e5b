"""What a seminar chooses among what prospecta ships: its language, its theme, its words."""

from collections.abc import Iterator, Sequence

from prospecta.checks.ids import MAX_SUGGESTIONS
from prospecta.findings import Finding, Span
from prospecta.folder import SEMINAR
from prospecta.language import Language, shipped_languages
from prospecta.model import nearest
from prospecta.seminar import Seminar
from prospecta.source import Source, span_of
from prospecta.theme import shipped_themes


def language_known(seminar: Seminar) -> Iterator[Finding]:
    """The language and the theme are among those that prospecta has; so are replaced words."""
    identity = seminar.identity
    chosen = [("language", identity.language, shipped_languages())]
    if identity.theme:
        chosen.append(("theme", identity.theme, shipped_themes()))
    for what, word, known in chosen:
        if str(word) not in known:
            values = {"value": str(word), "suggestion": nearest(str(word), known)}
            values["known"] = ", ".join(known)
            yield Finding(f"unknown-{what}", word.span, values)
    if identity.words and str(identity.language) in shipped_languages():
        known = list(Language.read(str(identity.language)).words)
        strange = [(key, word.span) for key, word in identity.words.items() if key not in known]
        for told, (key, behind) in enumerate(strange):
            meant = _meant(key, known) if told < MAX_SUGGESTIONS else ""
            values = {"key": key, "suggestion": meant, "known": ""}
            yield Finding("unknown-word", _key(seminar.sources[SEMINAR], key, behind), values)


def _meant(key: str, known: Sequence[str]) -> str:
    """The key of a word of the language: its group as it was typed, then what is nearest in it."""
    group, _, name = key.rpartition(".")
    own = {one.rpartition(".")[2]: one for one in known if one.rpartition(".")[0] == group}
    anywhere = {one.rpartition(".")[2]: one for one in reversed(known)}
    return (
        own.get(nearest(name, own))
        or nearest(key, known)
        or anywhere.get(nearest(name, anywhere), "")
    )


def _key(source: Source, key: str, behind: Span) -> Span:
    """Where a key stands, from the place of its value."""
    lines = source.text.split("\n", behind.line)[: behind.line]
    lines[-1] = lines[-1][: behind.column - 1]
    before = "\n".join(lines)
    start = before.rfind(key)
    return span_of(source, start, start + len(key)) if start >= 0 else behind
