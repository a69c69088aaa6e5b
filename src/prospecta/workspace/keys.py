"""The keys of `prospecta.toml`: what each may hold, and what another value was meant to be."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from prospecta.places import templates

KNOWN_FORMATS = ("html", "docx", "pdf")
"""The names of `formats.FORMATS`, which is read later: a test holds them together."""


class Rule(NamedTuple):
    """What a value must be, an example of one, and what another value was probably meant to be."""

    holds: Callable[[Any], bool]
    example: str
    meant: Callable[[Any], Any]


def languages() -> list[str]:
    return sorted(path.stem for path in (templates() / "languages").glob("*.yaml"))


def shipped() -> list[str]:
    return sorted(path.name for path in (templates() / "themes").iterdir())


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


def _near(word: Any, known: list[str]) -> str:
    from prospecta.synonyms import nearest

    return nearest(str(word), known)


def _formats(value: Any) -> list[str]:
    """Those that are named in a list or in one text; empty where one of them is no format."""
    named = value if isinstance(value, list) else re.findall(r"[^\s,;+]+", str(value))
    found = [_near(name, list(KNOWN_FORMATS)) for name in named]
    return list(dict.fromkeys(found)) if all(found) else []


def _below(value: Any) -> str:
    return str(value).replace("\\", "/").removeprefix("./").strip("/")


def _address(value: Any) -> str:
    bare = re.fullmatch(r"(?:[a-z]{1,5}:/{0,2})?((?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)", str(value))
    return f"https://{bare[1]}" if bare else ""


def _megabytes(value: Any) -> int:
    found = re.fullmatch(r"(\d{1,9})(?:[.]0)?\s*(?:m[ob]?)?", str(value).strip().casefold())
    return int(found[1]) if found else 0


def is_within(root: Path, place: Path) -> bool:
    """Whether a place is a folder of the workspace: a link may lead elsewhere."""
    return place.is_dir() and place.resolve().is_relative_to(root.resolve())


KEYS: Mapping[str, Rule] = MappingProxyType(
    {
        "language": Rule(_is_language, 'language = "fr"', lambda value: _near(value, languages())),
        "theme": Rule(_is_below, 'theme = "themes/maison"', _below),
        "formats": Rule(_is_formats, 'formats = ["docx", "pdf", "html"]', _formats),
        "site.title": Rule(_is_text, 'title = "Nos séminaires"', lambda value: str(value).strip()),
        "site.url": Rule(_is_address, 'url = "https://example.org/seminaires/"', _address),
        "site.folder": Rule(_is_below, 'folder = "public"', _below),
        "cache.limit": Rule(_is_megabytes, "limit = 2000", _megabytes),
    }
)
"""Every key, the table's name before it."""
TABLES = tuple(dict.fromkeys(key.partition(".")[0] for key in KEYS if "." in key))
