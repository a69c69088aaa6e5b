"""What a folder brings in `templates/`: off unless trusted, and then only what frames words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prospecta.findings import Finding, Span
from prospecta.model import nearest
from prospecta.places import templates
from prospecta.source import read, span_of

TEMPLATES = "templates"
"""The folder of a seminar that may hold templates."""
STYLE = "html/style.css"
OUTWARD = re.compile(r"\\|@\s*import|url\s*\(|image-set|src\s*\(|expression\s*\(|</", re.IGNORECASE)
"""What leads a style sheet out of itself; a backslash could spell any of it."""
MAX_BYTES = 64 * 1024
"""Of one template."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a folder brings in `templates/`: its texts by name, and what is wrong with the rest."""

    texts: Mapping[str, str]
    findings: tuple[Finding, ...]


def brought(folder: Path, *, trusted: bool) -> Brought:
    """The templates that a folder brings. None is taken, with a warning, unless trusted."""
    place = folder / TEMPLATES
    names = sorted(
        path.relative_to(place).as_posix() for path in place.rglob("*") if _is_file(path)
    )
    if not names:
        return Brought({}, ())
    if not trusted:
        span = Span(f"{TEMPLATES}/{names[0]}")
        return Brought({}, (Finding("templates-untrusted", span, {"count": str(len(names))}),))
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for name in names:
        found = _read(folder, name)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            texts[name] = found
    return Brought(texts, tuple(findings))


def _is_file(path: Path) -> bool:
    return not path.name.startswith(".") and not path.is_dir()


def _read(folder: Path, name: str) -> str | Finding:
    path = f"{TEMPLATES}/{name}"
    known = sorted(names_of(templates() / "themes" / "default"))
    if name not in known:
        values = {"path": path, "suggestion": nearest(name, known), "known": ", ".join(known)}
        return Finding("template-unknown", Span(path), values)
    source = read(folder, path, MAX_BYTES)
    if isinstance(source, Finding):
        return source
    outward = OUTWARD.search(source.text) if name == STYLE else None
    if outward is not None:
        return Finding("template-style", span_of(source, *outward.span()), {"part": outward[0]})
    return source.text


def names_of(theme: Path) -> frozenset[str]:
    """The files of a theme that a folder may bring: those that frame words, and the style sheet."""
    frames = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html.j2")}
    return frozenset(name for name in frames if not name.startswith("html/")) | {STYLE}
