"""What becomes of each kind of node in a page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from prospecta.document import Blocks, Node, div, pairs_of, plain, span, structure
from prospecta.formats.html import tables
from prospecta.formats.html.headings import heading
from prospecta.formats.html.scope import TEXT_WIDTH, Scope

PICTURE = "picture:"
WIDE = 100.0
"""Millimetres from which a drawing may not shrink to a telephone's width: it scrolls."""
BOXES = ("☐", "☒")

Change = Callable[[Scope, Node], Node | None]


def _div(scope: Scope, node: Node) -> Node:
    attributes, blocks = node["c"]
    label = pairs_of(attributes).get("label", "")
    identifier, classes, pairs = scope.clean(attributes)
    if "grid" in classes and label:
        pairs = [*pairs, ["role", "group"], ["aria-label", label]]
    return {"t": "Div", "c": [[identifier, classes, pairs], blocks]}


def _attributed(scope: Scope, node: Node) -> Node:
    attributes, *rest = node["c"]
    return {"t": node["t"], "c": [scope.clean(attributes), *rest]}


def _code(scope: Scope, node: Node) -> Node:
    """Code without the name of its language, for which pandoc would colour it and give it ids."""
    (identifier, _, pairs), words = node["c"]
    return {"t": node["t"], "c": [scope.clean([identifier, [], pairs]), words]}


def _image(scope: Scope, node: Node) -> Node:
    """An image that names its picture by its place in `scope.pictures`: a name needs quoting."""
    attributes, alternative, (target, _) = node["c"]
    picture = scope.document.pictures[target.removeprefix(PICTURE)]
    share = pairs_of(attributes).get("width", "")
    if share.endswith("%"):
        picture = replace(picture, width=TEXT_WIDTH * float(share[:-1]) / 100)
    scope.pictures.append(picture)
    place = f"{PICTURE}{len(scope.pictures) - 1}"
    return {"t": "Image", "c": [scope.clean(attributes), alternative, [place, ""]]}


def _figure(scope: Scope, node: Node) -> Node:
    attributes, caption, blocks = node["c"]
    images = [inner for inner in structure(blocks) if inner["t"] == "Image"]
    name = plain(caption[1]) or plain(blocks)
    _say_once(images)
    if any(_wide(scope, image) for image in images):
        blocks = [tables.region(blocks, scope.label(name))]
    return {"t": "Figure", "c": [scope.clean(attributes), caption, blocks]}


def _say_once(images: list[Node]) -> None:
    """Only the first page of a drawing on several pages says their common alternative text."""
    said: set[str] = set()
    for image in images:
        alternative = plain(image["c"][1])
        if alternative in said:
            image["c"][1] = []
        said.add(alternative)


def _wide(scope: Scope, image: Node) -> bool:
    picture = scope.pictures[int(image["c"][2][0].removeprefix(PICTURE))]
    return picture.drawn and picture.width >= WIDE


def _table(scope: Scope, node: Node) -> Node:
    table = tables.prepare(node, scope.clean)
    if len(table["c"][2]) < tables.MANY_COLUMNS:
        return table
    name = plain(table["c"][1][1]) or scope.document.words["scroll"]
    return tables.region([table], scope.label(name))


def _tasks(_: Scope, node: Node) -> Node | None:
    """A list of tasks as words: pandoc would make boxes that a reader can tick for nothing."""
    items = node["c"]
    if not items or not all(_is_task(item) for item in items):
        return None
    for item in items:
        inlines = item[0]["c"]
        inlines[0] = span([inlines[0]], "box")
    return div([node], "", "tasks")


def _is_task(item: Blocks) -> bool:
    first = item[0]["c"] if item and item[0]["t"] in {"Plain", "Para"} else []
    return bool(first) and first[0]["t"] == "Str" and first[0]["c"] in BOXES


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "BulletList": _tasks,
        "Code": _code,
        "CodeBlock": _code,
        "Div": _div,
        "Figure": _figure,
        "Header": heading,
        "Image": _image,
        "Link": _attributed,
        "Span": _attributed,
        "Table": _table,
    }
)
