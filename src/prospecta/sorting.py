"""The order of names in French lists, by AFNOR NF Z44-001."""

import re
import unicodedata

MOVED = frozenset({"de", "d'", "d’", "von", "zu"})
"""Particles that go behind the name; du, des, la, le, les and foreign De, Van stay at its head."""


def french_key(family: str, particle: str, given: str) -> tuple[str, str, str]:
    """The key by which a person is sorted: accents, apostrophes and hyphens do not count."""
    words = particle.split()
    behind = [word for word in words if word in MOVED]
    ahead = [word for word in words if word not in MOVED]
    head = _letters(" ".join([*ahead, family]))
    return head, _letters(given), _letters(" ".join(behind))


def _letters(name: str) -> str:
    plain = re.sub(r"[*_`\[\]\\]", "", name)
    folded = unicodedata.normalize("NFKD", plain.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", re.sub(r"['’‐-]", "", letters)).strip()
