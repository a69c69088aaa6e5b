"""Why the machine failed, in the author's language: the errors themselves are English."""

import errno
import os
import re
from collections.abc import Mapping
from string import Formatter
from typing import Any


def failure(said: str, table: Mapping[str, Any]) -> str:
    """What was said, by the first row of `told` that has its shape, else as it is.

    Reasons of the system in it are those of `system`, by the names of their numbers.
    """
    for row in table["told"]:
        found = _shape(str(row["said"])).fullmatch(said)
        if found:
            parts = found.groupdict()
            if "why" in parts:  # what failed has reasons of its own
                parts["why"] = failure(parts["why"], table)
            return _reasoned(str(row["says"]).format_map(parts), table)
    return _reasoned(said, table)


def _reasoned(said: str, table: Mapping[str, Any]) -> str:
    for name, words in table["system"].items():
        before, found, _ = said.rpartition(os.strerror(getattr(errno, name, 0)))
        if found and said.endswith(found):
            about = before.rstrip(" :")
            return f"{about}{table['because']}{words}" if about else str(words)
    return said


def _shape(said: str) -> re.Pattern[str]:
    parts = Formatter().parse(said)
    told = (re.escape(text) + (f"(?P<{name}>.+?)" if name else "") for text, name, _, _ in parts)
    return re.compile("".join(told), re.DOTALL)
