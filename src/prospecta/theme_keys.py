"""What is wrong with the `theme.yaml` of a theme that somebody wrote: keys that nothing reads."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from prospecta.findings import Finding, ToolError
from prospecta.places import templates
from prospecta.shipped import table
from prospecta.source import MAX_BYTES, Source, plain_bytes, read
from prospecta.theme import DEFAULT

FILE, COLOURS = "theme.yaml", "colours"
NAME = re.compile(rb"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?")
SOFT = "-soft"
"""What the name of the paler one of two colours ends with."""


def mistakes(folder: Path) -> list[Finding]:
    """A finding for each key of a theme's `theme.yaml` that nothing reads, or why it is no YAML.

    The known keys are those of the default theme. A colour of another name is right where a file of
    the theme asks for it.
    """
    if not (folder / FILE).is_file():
        return []
    try:
        strange = list(_strange(folder, table(folder / FILE)))
        source: Source | Finding | None = _source(folder) if strange else None
    except ToolError:
        strange, source = [], read(folder, FILE)
    if not isinstance(source, Source):
        return [source] if source else []
    # Imported here: mostly nothing is wrong, and this is asked before every build.
    from prospecta.strict_yaml import load

    data, findings = load(source)
    told = findings or [_finding(data, *one) for one in strange]
    return sorted(told, key=lambda one: one.span)


def _source(folder: Path) -> Source:
    return Source(FILE, (folder / FILE).read_text(encoding="utf-8"))


def _strange(folder: Path, own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The keys that nothing reads, each with the key above it."""
    known = _known()
    yield from (("", key) for key in own if key not in known)
    colours = own.get(COLOURS)
    if isinstance(colours, dict):
        new = [name for name in colours if name not in known[COLOURS]]
        used = _words(folder) if new else frozenset()
        yield from ((COLOURS, name) for name in new if not {name, name.removesuffix(SOFT)} & used)


def _known() -> Mapping[str, Any]:
    return table(templates() / "themes" / DEFAULT / FILE)


def _words(folder: Path) -> frozenset[str]:
    """Whatever the other files of a theme say that may be a name, `--brand` without its dashes."""
    words = set[str]()
    for path in folder.rglob("*"):
        if path.is_file() and path.name != FILE:
            with suppress(OSError):
                words |= {one.decode() for one in NAME.findall(plain_bytes(path, MAX_BYTES))}
    return frozenset(words)


def _finding(data: Any, above: str, key: str) -> Finding:
    from prospecta.synonyms import nearest

    held, known = (data[above], _known()[above]) if above else (data, _known())
    meant = nearest(key, [one for one in known if one not in held])
    values = {"key": key, "suggestion": meant, "known": ", ".join(known)}
    return Finding("unknown-key", held.key_spans[key], values)
