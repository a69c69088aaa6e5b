"""`prospecta.toml`: what every seminar folder below it takes for granted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prospecta.findings import Finding, Span
from prospecta.places import WORKSPACE, templates
from prospecta.workspace.keys import KEYS, TABLES, is_within, shipped

MAX_BYTES = 64 * 1024
LIMIT = 2_000
"""Megabytes that a workspace's cache may grow to."""


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


def settings(root: Path) -> tuple[Settings, list[Finding]]:
    """What the workspace at `root` says, and every mistake in it; what is wrong is left out."""
    try:
        with (root / WORKSPACE).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            values = {"path": WORKSPACE, "limit": str(MAX_BYTES)}
            return Settings(root), [Finding("file-too-large", Span(WORKSPACE), values)]
        text = data.decode("utf-8-sig")
    except OSError as error:
        values = {"path": WORKSPACE, "reason": str(error.strerror)}
        return Settings(root), [Finding("file-unreadable", Span(WORKSPACE), values)]
    except UnicodeDecodeError:
        return Settings(root), [Finding("file-encoding", Span(WORKSPACE), {"path": WORKSPACE})]
    try:
        tree = tomllib.loads(text)
        str(tree)  # a number too long to be told is refused, too
    except (ValueError, RecursionError) as error:
        from prospecta.workspace.mending import broken

        return Settings(root), [broken(text, error)]
    values = {key: value for key, value in _flat(tree).items() if _fits(root, key, value)}
    findings = []
    if len(values) < len(_flat(tree)):
        from prospecta.workspace.advice import mistakes

        findings = mistakes(root, text, {k: v for k, v in _flat(tree).items() if k not in values})
    return _settings(root, values), findings


def _flat(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and (value or key in TABLES):
            flat |= {f"{key}.{below}": part for below, part in value.items()}
        else:
            flat[key] = value
    return flat


def _fits(root: Path, key: str, value: Any) -> bool:
    if key not in KEYS or not KEYS[key].holds(value):
        return False
    return key != "theme" or value in shipped() or is_within(root, root / value)


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
