"""Seminar folders for tests: a mapping from file names to what they hold."""

from collections.abc import Mapping
from pathlib import Path

SMALL = {
    "seminar.yaml": """\
title: Un territoire accueillant
kind: Compte-rendu
language: fr
dates: 2026-05-28
outline:
  - text/accueil.md
""",
    "text/accueil.md": "Bonjour à tous.\n",
}
"""The smallest report."""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` into a folder, and answer it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
    return folder


def small(folder: Path, **changed: str | bytes) -> Path:
    """The smallest report with some files changed; `__` in a name stands for `/`, `_` for `.`."""
    named = {name.replace("__", "/").replace("_", "."): held for name, held in changed.items()}
    return write(folder, {**SMALL, **named})
