"""What the site says, in the language of its workspace."""

from collections.abc import Mapping
from typing import Any

from prospecta.language import DEFAULT
from prospecta.places import templates
from prospecta.shipped import table


def words(code: str) -> Mapping[str, Any]:
    """The `site` of a language's file; that of the default language where it has none."""
    own = table(templates() / "languages" / f"{code}.yaml").get("site")
    if own is None:
        own = table(templates() / "languages" / f"{DEFAULT}.yaml")["site"]
    found: Mapping[str, Any] = own
    return found


def counted(words: Mapping[str, Any], key: str, number: int) -> str:
    """`3 séminaires`."""
    forms = words["count"][key]
    return str(forms["one" if number == 1 else "other"]).format(count=number)


def size(words: Mapping[str, Any], number: int) -> str:
    """A number of bytes, rounded up: `175 Ko`, `1,2 Mo`."""
    forms = words["size"]
    if number < MILLION:
        return str(forms["thousand"]).format(number=-(-number // THOUSAND))
    tenths = -(-number * 10 // MILLION)
    shown = f"{tenths // 10}{forms['point']}{tenths % 10}"
    return str(forms["million"]).format(number=shown)


THOUSAND, MILLION = 1_000, 1_000_000
