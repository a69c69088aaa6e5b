"""Lists of the tree as calls to the functions of `typst/report.typ`."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from prospecta.document import Blocks
from prospecta.formats.typst_source.inlines import inlines
from prospecta.formats.typst_source.text import Scope, literal

NUMERALS = MappingProxyType(
    {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
)
DELIMITERS = MappingProxyType({"OneParen": "{})", "TwoParens": "({})"})


def _items(items: list[Blocks], scope: Scope) -> Iterator[str]:
    loose = any(item[:1] and item[0]["t"] == "Para" for item in items)
    yield "tight: false" if loose else "tight: true"
    for item in items:
        yield f"[{scope.blocks(item, scope)}]"


def bullets(held: Any, scope: Scope, mark: str = "") -> str:
    """Markup of a BulletList, whose outermost points carry `mark` when one is given."""
    marker = [f"mark: {literal(mark)}"] if mark else []
    return f"\n#bullets({', '.join([*marker, *_items(held, scope)])});\n"


def numbered(held: Any, scope: Scope, function: str = "enum") -> str:
    """Markup of an OrderedList, by the function of the look that is named."""
    (start, style, delimiter), items = held
    pattern = DELIMITERS.get(delimiter["t"], "{}.").format(NUMERALS.get(style["t"], "1"))
    numbering = [f"numbering: {literal(pattern)}"] if function == "enum" else []
    arguments = [f"start: {max(0, start)}", *numbering, *_items(items, scope)]
    return f"\n#{function}({', '.join(arguments)});\n"


def definitions(held: Any, scope: Scope, function: str = "definitions") -> str:
    """Markup of a DefinitionList, by the function of the look that is named."""
    pairs = []
    for term, meanings in held:
        meaning = "\n\n".join(scope.blocks(one, scope) for one in meanings)
        pairs.append(f"([{inlines(term, scope)}], [{meaning}])")
    return f"\n#{function}({', '.join(pairs)});\n"
