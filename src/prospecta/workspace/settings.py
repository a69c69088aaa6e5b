"""`prospecta.toml`: what every seminar folder below it takes for granted."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from prospecta.findings import Finding, Span
from prospecta.places import WORKSPACE, templates

MAX_BYTES = 64 * 1024
LIMIT = 2_000
"""Megabytes that a workspace's cache may grow to."""
PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
"""How tomllib says where it stopped."""


@dataclass(frozen=True, slots=True)
class Site:
    """What `[site]` says: its title, the address it will have, the folder it is written to."""

    title: str = ""
    url: str = ""
    folder: str = "public"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace says. An empty text or tuple says nothing.

    `theme` is the name of a shipped theme, or a folder below the root, with `/`. `limit` is in
    megabytes.
    """

    root: Path
    language: str = ""
    theme: str = ""
    formats: tuple[str, ...] = ()
    site: Site = field(default_factory=Site)
    limit: int = LIMIT

    @property
    def house(self) -> Path | None:
        """The folder of a theme of the workspace's own."""
        shipped = (templates() / "themes" / self.theme).is_dir()
        return self.root / self.theme if self.theme and not shipped else None


KNOWN_FORMATS = ("html", "docx", "pdf")
"""The names of `formats.FORMATS`, which is read later: a test holds them together."""


def languages() -> list[str]:
    return sorted(path.stem for path in (templates() / "languages").glob("*.yaml"))


def _is_language(value: Any) -> bool:
    return value in languages()


def _is_formats(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(one in KNOWN_FORMATS for one in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_below(value: Any) -> bool:
    """A path that stays below the root, whatever system reads it."""
    if not isinstance(value, str) or not value.strip() or set(value) & set("\\:\0"):
        return False
    return not value.startswith(("/", "~", ".")) and ".." not in value.split("/")


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s\"<>]+", value) is not None


def _is_megabytes(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


class Rule(NamedTuple):
    """What a value must be, and an example of one."""

    holds: Callable[[Any], bool]
    example: str


KEYS: Mapping[str, Rule] = MappingProxyType(
    {
        "language": Rule(_is_language, 'language = "fr"'),
        "theme": Rule(_is_below, 'theme = "themes/maison"'),
        "formats": Rule(_is_formats, 'formats = ["docx", "pdf", "html"]'),
        "site.title": Rule(_is_text, 'title = "Nos séminaires"'),
        "site.url": Rule(_is_address, 'url = "https://example.org/seminaires/"'),
        "site.folder": Rule(_is_below, 'folder = "public"'),
        "cache.limit": Rule(_is_megabytes, "limit = 2000"),
    }
)
"""Every key, the table's name before it."""


def settings(root: Path) -> tuple[Settings, list[Finding]]:
    """What the workspace at `root` says, and every mistake in it; what is wrong is left out."""
    try:
        with (root / WORKSPACE).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            limit = f"{MAX_BYTES // 1024} KB"
            return Settings(root), [Finding("file-too-large", Span(WORKSPACE), {"limit": limit})]
        text = data.decode("utf-8-sig")
    except OSError as error:
        values = {"path": WORKSPACE, "reason": str(error.strerror)}
        return Settings(root), [Finding("file-unreadable", Span(WORKSPACE), values)]
    except UnicodeDecodeError:
        return Settings(root), [Finding("file-encoding", Span(WORKSPACE), {"path": WORKSPACE})]
    try:
        tree = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(root), [_broken(text, str(error))]
    values, findings = _understood(text, _flat(tree))
    theme = values.get("theme", "")
    shipped = sorted(path.name for path in (templates() / "themes").iterdir())
    if theme and theme not in shipped and not (root / theme).is_dir():
        told = {"key": "theme", "value": theme, "example": f'theme = "{shipped[0]}"'}
        findings.append(Finding("workspace-value", _span(text, "theme"), told))
    return _settings(root, values), findings


def _broken(text: str, words: str) -> Finding:
    found = PLACE.search(words)
    lines = text.rstrip("\n").split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    return Finding("workspace-syntax", Span(WORKSPACE, line, column, line, column + 1))


def _flat(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            flat |= {f"{key}.{below}": part for below, part in value.items()}
        else:
            flat[key] = value
    return flat


def _understood(text: str, flat: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in flat.items():
        if key in KEYS and KEYS[key].holds(value):
            values[key] = value
            continue
        span = _span(text, key)
        if key in KEYS:
            told = {"key": key, "value": str(value), "example": KEYS[key].example}
            findings.append(Finding("workspace-value", span, told))
        else:
            from prospecta.synonyms import nearest

            told = {"key": key, "suggestion": nearest(key, KEYS), "known": ", ".join(KEYS)}
            findings.append(Finding("workspace-key", span, told))
    return values, findings


def _span(text: str, key: str) -> Span:
    """Where a key is written: below the head of its table, or with the table's name before it."""
    table, _, name = key.rpartition(".")
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = re.match(r"\s*\[\s*([\w.\-\"]+)\s*\]", line)
        if head:
            inside = head[1]
        for wanted, where in ((name, table), (key, "")):
            found = re.match(rf"\s*[\"']?({re.escape(wanted)})[\"']?\s*[=.]", line)
            if found and inside == where:
                return Span(WORKSPACE, number, found.start(1) + 1, number, found.end(1) + 1)
        if head and head[1] == key:
            return Span(WORKSPACE, number, head.start(1) + 1, number, head.end(1) + 1)
    return Span(WORKSPACE)


def _settings(root: Path, values: Mapping[str, Any]) -> Settings:
    site = {key.partition(".")[2]: value for key, value in values.items() if "site." in key}
    return Settings(
        root,
        values.get("language", ""),
        values.get("theme", "").rstrip("/"),
        tuple(values.get("formats", ())),
        Site(**site),
        values.get("cache.limit", LIMIT),
    )
