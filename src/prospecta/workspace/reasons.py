"""Why an output is made again: what of that which shapes it is not as it was."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

NAMED = 3
"""How many changed files are named."""


FIRST, LOST = "why-first", "why-lost"


class Reason(NamedTuple):
    """The key of a sentence of the console, and what it names."""

    key: str
    name: str = ""


def reasons(
    earlier: Mapping[str, Any],
    shape: Mapping[str, str],
    files: Mapping[str, str],
    lost: Sequence[str] = (),
) -> tuple[Reason, ...]:
    """What differs from the record of the last build; that there is none, without one."""
    if not earlier:
        return (Reason(FIRST),)
    before, then = earlier.get("files", {}), earlier.get("shape", {})
    found = [Reason(f"why-{part}") for part in shape if shape[part] != then.get(part)]
    found += [
        Reason("why-changed", name)
        for name in files
        if before.get(name, "") != files[name] and name in before
    ]
    found += [Reason("why-added", name) for name in files if name not in before]
    found += [Reason("why-removed", name) for name in before if name not in files]
    if lost:
        found.append(Reason(LOST, ", ".join(lost)))
    return tuple(found)
