"""What checks know of a language: `templates/checks/<code>.yaml` and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from prospecta.language import shipped_languages
from prospecta.model import nearest
from prospecta.places import templates
from prospecta.seminar import Seminar
from prospecta.shipped import table


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known acronyms, words that initials skip, and patterns; nothing for a language unknown."""

    acronyms: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    horizon: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    typed: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    capitals: re.Pattern[str] | None = None
    except_capitals: frozenset[str] = frozenset()
    right_capitals: Mapping[str, str] = field(default_factory=dict)


def lexicon_of(seminar: Seminar) -> Lexicon:
    """Of the language that a seminar is in, or of the one that was meant by what it says."""
    code = str(seminar.identity.language)
    known = shipped_languages()
    return lexicon(code if code in known else nearest(code, known))


@cache
def lexicon(code: str) -> Lexicon:
    known = {path.stem: path for path in (templates() / "checks").glob("*.yaml")}
    if code not in known:
        return Lexicon()
    held = table(known[code])
    capitals: Mapping[str, Any] = held.get("capitals", {})
    return Lexicon(
        frozenset(str(held["acronyms"]).split()),
        frozenset(str(held["small-words"]).split()),
        _patterns(held["horizon"]),
        _patterns(held["typed"]),
        re.compile(capitals["initial"]) if capitals else None,
        frozenset(str(capitals.get("except", "")).split()),
        capitals.get("right", {}),
    )


def _patterns(held: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(str(pattern)) for name, pattern in held.items()}
