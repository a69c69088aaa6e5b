"""Blocks of the tree as calls to the functions of `typst/report.typ`.

An emitter of our own, and not pandoc's: it puts two ordered lists that follow each other into one
and the paragraphs of a definition into one, drops the alternative text of pictures, and would
need every other node rewritten as raw typst beforehand so that no word is taken for markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from prospecta.document import Blocks, Node, pairs_of, plain, walk
from prospecta.formats.typst_inlines import Emitter, Scope, anchored, inlines, label, literal
from prospecta.formats.typst_tables import table

BOXES = frozenset({"callout", "definition", "question", "note"})
MARKERS = MappingProxyType({"checks": "✓", "arrows": "⇒"})
NUMERALS = MappingProxyType(
    {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
)
DELIMITERS = MappingProxyType({"OneParen": "{})", "TwoParens": "({})"})
DISPLAY = 2.0
"""How much wider the letters of a heading may be than those of the text."""
CELL = 69.0
"""Millimetres within a cell of a grid that stands two by two."""


def blocks(nodes: Blocks, scope: Scope) -> str:
    """Markup of blocks. A list stays close to the words before it when these are no paragraph."""
    parts: list[str] = []
    for before, node in zip([None, *nodes], nodes, strict=False):
        if before is not None and before["t"] == node["t"] == "Plain":
            parts.append("\n\n")
        parts.append(BLOCKS[node["t"]](node.get("c"), scope))
    return "".join(parts)


def _paragraph(held: Any, scope: Scope) -> str:
    images = [node for node in held if node["t"] == "Image"]
    if images and all(node["t"] in {"Image", "Space", "SoftBreak"} for node in held):
        return f"\n\n{_pictures(images, scope)}\n\n"
    return f"\n\n{inlines(held, scope)}\n\n"


def _plain(held: Any, scope: Scope) -> str:
    return inlines(held, scope) if any(n["t"] != "Image" for n in held) else _paragraph(held, scope)


def _pictures(images: Blocks, scope: Scope) -> str:
    shown = [_picture(image["c"], scope) for image in images]
    return f"#{shown[0]};" if len(shown) == 1 else f"#side-by-side({', '.join(shown)});"


def _picture(held: Any, scope: Scope) -> str:
    name = held[2][0].removeprefix("picture:")
    width = scope.pictures[name].width
    return f"picture({literal(scope.files[name])}, {width:g}mm, {literal(plain(held[1]))})"


def _lines(held: Any, scope: Scope) -> str:
    lines = "#linebreak();".join(inlines(line, scope) for line in held)
    return f"\n\n{lines}\n\n"


def _code(held: Any, _scope: Scope) -> str:
    return f"\n#raw(block: true, {literal(held[1])});\n"


def _quote(held: Any, scope: Scope) -> str:
    return f"\n#quote(block: true)[{blocks(held, scope)}];\n"


def _items(items: list[Blocks], scope: Scope) -> Iterator[str]:
    yield f"tight: {'false' if any(item[:1] and item[0]['t'] == 'Para' for item in items) else 'true'}"
    for item in items:
        yield f"[{blocks(item, scope)}]"


def _bullets(held: Any, scope: Scope, mark: str = "") -> str:
    marker = [f"mark: {literal(mark)}"] if mark else []
    return f"\n#bullets({', '.join([*marker, *_items(held, scope)])});\n"


def _numbered(held: Any, scope: Scope, function: str = "enum") -> str:
    (start, style, delimiter), items = held
    pattern = DELIMITERS.get(delimiter["t"], "{}.").format(NUMERALS.get(style["t"], "1"))
    numbering = [f"numbering: {literal(pattern)}"] if function == "enum" else []
    arguments = [f"start: {max(0, start)}", *numbering, *_items(items, scope)]
    return f"\n#{function}({', '.join(arguments)});\n"


def definitions(held: Any, scope: Scope, function: str = "definitions") -> str:
    """Markup of a DefinitionList, by the function of the look that is named."""
    pairs = []
    for term, meanings in held:
        meaning = "\n\n".join(blocks(one, scope) for one in meanings)
        pairs.append(f"([{inlines(term, scope)}], [{meaning}])")
    return f"\n#{function}({', '.join(pairs)});\n"


def _heading(held: Any, scope: Scope) -> str:
    level, attributes, title = held
    depth = min(level, scope.levels[-1] + 1 if scope.levels else 1)
    scope.levels.append(depth)
    wide = replace(scope, width=scope.width / DISPLAY)
    number = pairs_of(attributes).get("number", "")
    words = inlines([*([{"t": "Str", "c": f"{number} "}] if number else []), *title], wide)
    options = [
        f"name: {label(attributes[0], scope)}",
        f"listed: {_flag(attributes[0] in scope.listed)}",
        f"fresh: {_flag('annex' in attributes[1])}",
    ]
    return f"\n#section({depth}, {level}, [{words}], {', '.join(options)});\n"


def _flag(value: bool) -> str:  # noqa: FBT001 - a converter
    return "true" if value else "false"


def _figure(held: Any, scope: Scope) -> str:
    attributes, (_, caption), contents = held
    name = label(attributes[0], scope)
    images = [node for node in walk(contents) if node["t"] == "Image"]
    others = [node for node in contents if node["t"] not in {"Plain", "Para"}]
    body = _pictures(images, scope) if images and not others else blocks(contents, scope)
    words = f"[{blocks(caption, scope)}]" if caption else "none"
    return f"\n#plate(caption: {words}, name: {name})[{body}];\n"


def _div(held: Any, scope: Scope) -> str:
    attributes, contents = held
    classes = attributes[1]
    if "grid" in classes:
        body = _grid(contents, scope)
    else:
        body = "".join(_within(node, classes, scope) for node in contents)
    for name in classes:
        if name in BOXES:
            body = f"#{name}[{body}];"
    return f"\n{anchored(attributes, body, scope)}\n"


def _within(node: Node, classes: list[str], scope: Scope) -> str:
    """A block of a Div, whose classes say how a list in it is marked."""
    mark = next((MARKERS[name] for name in classes if name in MARKERS), "")
    if mark and node["t"] == "BulletList":
        return _bullets(node["c"], scope, mark)
    if "steps" in classes and node["t"] == "OrderedList":
        return _numbered(node["c"], scope, "steps")
    return blocks([node], scope)


def _grid(contents: Blocks, scope: Scope) -> str:
    """Cards two by two; what stands between them keeps its place in a card of its own."""
    inside = replace(scope, width=min(scope.width, CELL))
    return f"#cards({', '.join(_card(node, inside) for node in contents)});"


def _card(node: Node, scope: Scope) -> str:
    attributes, contents = node["c"] if node["t"] == "Div" else (["", [], []], [node])
    first = contents[:1]
    titled = bool(first) and first[0]["t"] == "Div" and "cell-title" in first[0]["c"][0][1]
    title = f"[{blocks(first[0]['c'][1], scope)}]" if titled else "none"
    body = anchored(attributes, blocks(contents[titled:], scope), scope)
    tone = next((name for name in attributes[1] if name != "cell"), "")
    return f"(tone: {literal(tone)}, title: {title}, body: [{body}])"


BLOCKS: Mapping[str, Emitter] = MappingProxyType(
    {
        "Plain": _plain,
        "Para": _paragraph,
        "LineBlock": _lines,
        "CodeBlock": _code,
        "BlockQuote": _quote,
        "BulletList": _bullets,
        "OrderedList": _numbered,
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
