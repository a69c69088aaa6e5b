"""What each kind of scalar looks like in JSON Schema, to an editor that reads YAML 1.2.

An editor has made `2026` a number and `true` a truth value before it looks at a schema, while the
models see what was typed: a text may therefore be any of these, and a year may be a number.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from prospecta.dates import ONGOING, When
from prospecta.text import ID, Authored, Id

Schema: TypeAlias = dict[str, Any]

SOMETHING = r"\S"
WHOLE = r"^[+-]?[0-9][0-9 \u00a0\u202f]*$"
IDENTIFIER = f"^(?:{ID.pattern})$"
THIRTY_ONE = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
THIRTY = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
FEBRUARY = "02-(?:0[1-9]|1[0-9]|2[0-8])"
LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
YEAR = "(?!0000)[0-9]{4}"
DAY = f"(?!0000)(?:[0-9]{{4}}-(?:{THIRTY_ONE}|{THIRTY}|{FEBRUARY})|{LEAP})"
PERIOD = f"{YEAR}(?:-(?:[TQ][1-4]|0[1-9]|1[0-2]))?"
OLDEST_YEAR = 1000
"""A number says no more how many digits were typed; four are wanted."""


def _any_case(word: str) -> str:
    return "".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in word)


OPEN = "|".join(_any_case(word) for word in sorted(ONGOING))

SCALARS: Mapping[type, tuple[str, Schema]] = {
    int: ("count", {"type": ["integer", "string"], "pattern": WHOLE}),
    date: ("day", {"type": "string", "pattern": rf"^\s*(?:{DAY})\s*$"}),
    When: (
        "date",
        {
            "type": ["integer", "string"],
            "minimum": OLDEST_YEAR,
            "maximum": 9999,
            "pattern": rf"^\s*(?:{DAY}|{PERIOD}|{OPEN})\s*$",
        },
    ),
    Id: ("id", {"type": ["string", "number", "boolean"], "minimum": 0, "pattern": IDENTIFIER}),
    Authored: ("text", {"type": ["string", "number", "boolean"], "pattern": SOMETHING}),
}
"""From the type of a value to the name of its words, and what it looks like; the nearest wins."""


def scalar(kind: type) -> tuple[str, Schema]:
    """The row of a type, or of the nearest of its ancestors. Raises KeyError when it has none."""
    for ancestor in kind.__mro__:
        if ancestor in SCALARS:
            name, schema = SCALARS[ancestor]
            return name, dict(schema)
    raise KeyError(kind)


NOTHING: Schema = {"not": {"type": ["array", "boolean", "number", "object", "string"]}}
"""A key without a value. `null` is not said by name: an editor would propose to type it."""


def _given(key: str) -> Schema:
    return {"required": [key], "properties": {key: {"not": NOTHING}}}


def one_of_three() -> Schema:
    """What a section of the outline is: a place and nothing else, a title, or a workshop."""
    apart: Schema = dict.fromkeys(("title", "workshop", "id"), NOTHING)
    apart["numbering"] = {"anyOf": [{"const": "numbered"}, NOTHING]}
    apart["contents"] = {"maxItems": 0}
    return {
        "if": _given("place"),
        "then": {"properties": apart},
        "else": {
            "if": _given("title"),
            "then": {"properties": {"workshop": NOTHING}},
            "else": _given("workshop"),
        },
    }
