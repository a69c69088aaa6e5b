"""What a seminar chooses among what prospecta ships: its language, its theme, its words."""

from collections.abc import Iterator

from prospecta.findings import Finding
from prospecta.language import Language, shipped_languages
from prospecta.model import nearest
from prospecta.seminar import Seminar
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
        for key, word in identity.words.items():
            if key not in known:
                values = {"key": key, "suggestion": nearest(key, known), "known": ""}
                yield Finding("unknown-word", word.span, values)
