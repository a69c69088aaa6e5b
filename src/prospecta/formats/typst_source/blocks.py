"""Blocks of the tree as calls to the functions of `typst/report.typ`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from prospecta.document import Blocks, Node, pairs_of
from prospecta.formats.extent import extent, most
from prospecta.formats.typst_source.inlines import inlines, pictures
from prospecta.formats.typst_source.lists import bullets, definitions, numbered
from prospecta.formats.typst_source.tables import table
from prospecta.formats.typst_source.text import Emitter, Scope, anchored, flag, label, literal

BOXES = frozenset({"callout", "definition", "question", "note", "detail"})
MARKERS = MappingProxyType({"checks": "✓", "arrows": "⇒"})
DISPLAY = 2.0
"""How much wider the letters of a heading may be than those of the text."""
CELL = 69.0
"""Millimetres within a cell of a grid that stands two by two."""
CARD = 12.0
"""Millimetres that such a cell takes around its words."""
TITLE = 1.2
"""How much wider the letters of its title may be than those below."""


def blocks(nodes: Blocks, scope: Scope) -> str:
    """Markup of blocks. A list stays close to words before it that are no paragraph."""
    return _joined(nodes, lambda node: _block(node, scope))


def _block(node: Node, scope: Scope) -> str:
    return BLOCKS[node["t"]](node.get("c"), scope)


def _joined(nodes: Blocks, emit: Callable[[Node], str]) -> str:
    parts: list[str] = []
    for before, node in zip([None, *nodes], nodes, strict=False):
        if before is not None and before["t"] == node["t"] == "Plain":
            parts.append("\n\n")
        parts.append(emit(node))
    return "".join(parts).strip("\n")


def _paragraph(held: Any, scope: Scope) -> str:
    shown = pictures(held, scope) if _bare(held) else inlines(held, scope)
    return f"\n\n{shown}\n\n"


def _plain(held: Any, scope: Scope) -> str:
    return _paragraph(held, scope) if _bare(held) else inlines(held, scope)


def _bare(nodes: Any) -> bool:
    """Whether nothing but pictures stands there, so that they need not fit in a line."""
    kinds = {node["t"] for node in nodes}
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}


def _lines(held: Any, scope: Scope) -> str:
    lines = "#linebreak();".join(inlines(line, scope) for line in held)
    return f"\n\n{lines}\n\n"


def _code(held: Any, _scope: Scope) -> str:
    return f"\n#raw(block: true, {literal(held[1])});\n"


def _quote(held: Any, scope: Scope) -> str:
    return f"\n#quote(block: true)[{blocks(held, scope)}];\n"


def _heading(held: Any, scope: Scope) -> str:
    level, attributes, title = held
    depth = min(level, scope.levels[-1] + 1 if scope.levels else 1)
    scope.levels.append(depth)
    wide = replace(scope, width=scope.width / DISPLAY)
    number = pairs_of(attributes).get("number", "")
    words = inlines([*([{"t": "Str", "c": f"{number} "}] if number else []), *title], wide)
    options = [
        f"name: {label(attributes[0], scope)}",
        f"listed: {flag(attributes[0] in scope.listed)}",
        f"fresh: {flag('annex' in attributes[1])}",
    ]
    return f"\n#section({depth}, {level}, [{words}], {', '.join(options)});\n"


def _figure(held: Any, scope: Scope) -> str:
    attributes, (_, caption), contents = held
    name = label(attributes[0], scope)
    bare = all(node["t"] in {"Plain", "Para"} and _bare(node["c"]) for node in contents)
    images = [image for node in contents for image in node["c"]] if bare else []
    body = pictures(images, scope) if images else blocks(contents, scope)
    words = f"[{blocks(caption, scope)}]" if caption else "none"
    return f"\n#plate(caption: {words}, name: {name})[{body}];\n"


def _div(held: Any, scope: Scope) -> str:
    attributes, contents = held
    classes = attributes[1]
    if "grid" in classes:
        body = _grid(contents, scope)
    else:
        body = _joined(contents, lambda node: _within(node, classes, scope))
    for name in classes:
        if name in BOXES:
            body = f"#{name}[{body}];"
    return f"\n{anchored(attributes, body, scope)}\n"


def _within(node: Node, classes: list[str], scope: Scope) -> str:
    """A block of a Div, whose classes say how a list in it is marked."""
    mark = next((MARKERS[name] for name in classes if name in MARKERS), "")
    if mark and node["t"] == "BulletList":
        return bullets(node["c"], scope, mark)
    if "steps" in classes and node["t"] == "OrderedList":
        return numbered(node["c"], scope, "steps")
    return _block(node, scope)


def _grid(contents: Blocks, scope: Scope) -> str:
    """Cards two by two; what stands between them keeps its place in a card of its own."""
    inside = replace(scope, width=min(scope.width, CELL))
    cards = [_parted(node) for node in contents]
    heights = [
        CARD + extent(title, inside.width / TITLE) + extent(body, inside.width)
        for _, title, body in cards
    ]
    high = sum(max(heights[at : at + 2]) for at in range(0, len(heights), 2))
    shown = "".join(f", {_card(*card, inside)}" for card in cards)
    return f"#cards(most: {most(high)}{shown});"


def _parted(node: Node) -> tuple[Any, Blocks, Blocks]:
    """The attributes of a card, its title and the rest."""
    attributes, contents = node["c"] if node["t"] == "Div" else (["", [], []], [node])
    first = contents[:1]
    titled = bool(first) and first[0]["t"] == "Div" and "cell-title" in first[0]["c"][0][1]
    return attributes, first[0]["c"][1] if titled else [], contents[titled:]


def _card(attributes: Any, title: Blocks, body: Blocks, scope: Scope) -> str:
    head = f"[{blocks(title, scope)}]" if title else "none"
    held = anchored(attributes, blocks(body, scope), scope)
    tone = next((name for name in attributes[1] if name != "cell"), "")
    return f"(tone: {literal(tone)}, title: {head}, body: [{held}])"


BLOCKS: Mapping[str, Emitter] = MappingProxyType(
    {
        "Plain": _plain,
        "Para": _paragraph,
        "LineBlock": _lines,
        "CodeBlock": _code,
        "BlockQuote": _quote,
        "BulletList": bullets,
        "OrderedList": numbered,
        "DefinitionList": definitions,
        "HorizontalRule": lambda _held, _scope: "\n#divider();\n",
        "Header": _heading,
        "Figure": _figure,
        "Div": _div,
        "Table": table,
        "RawBlock": lambda _held, _scope: "",
        "Null": lambda _held, _scope: "",
    }
)
