"""An SVG from outside: its drawing is kept; scripts, handlers and what points outside are not."""

import re
from base64 import b64decode
from io import BytesIO
from math import isfinite
from typing import Any

MAX_NODES = 20_000
"""Elements of a drawing."""
MAX_LEVELS = 64
"""Levels of a drawing; what draws it recurses."""
MAX_WORDS = 100_000
"""Characters that a drawing writes; each is shaped and laid out."""
MAX_INSIDE = 50_000_000
"""Pixels of the rasters in a drawing, as they say before any is read."""
MAX_RATIO = 200.0
"""How many times longer than wide, or wider than long, a picture may be."""
TEXT_WIDTH = 160.0
"""Millimetres between the margins of a page."""
TEXT_HEIGHT = 230.0
"""Millimetres of a page that a picture may take, with room for its caption."""
PIXEL = 25.4 / 96
"""Millimetres of a pixel that says nothing of its size (CSS)."""
SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "view", "marker", "mask"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clippath", "pattern"}
    | {"text", "tspan", "textpath", "image", "lineargradient", "radialgradient", "stop"}
)
"""The elements that draw. Any other is left out: effects, which may take for ever, too."""
UNWRAPPED = frozenset({"a"})
OUTSIDE = re.compile(
    r"\\|@|filter\s*:|url\((?!\s*['\"]?\s*#)|(?:image|image-set|cross-fade|element|expression|src)\(",
    re.IGNORECASE,
)
"""What leads a value of CSS out of the drawing; a backslash could spell any of it."""
LEADING = frozenset({"filter", "src", "base", "srcset", "action", "formaction", "data", "ping"})
"""Attributes that lead somewhere, and draw nothing."""
INLINE_RASTER = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")


def cleaned(data: bytes) -> tuple[bytes, float]:
    """A drawing freed of what acts, and the width to show it in, in millimetres.

    Raises ValueError, or what lxml raises, for what is no drawing or has no extent.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.tag != f"{{{SVG}}}svg":
        message = "not an SVG"
        raise ValueError(message)
    _bounded(root)
    for element in list(root.iter()):
        name = _drawn_name(element)
        if name in UNWRAPPED:
            _unwrap(element)
        elif name in DRAWN:
            _clean_attributes(element)
        else:
            _drop(element)
    return etree.tostring(root), _svg_width(root)


def _bounded(root: Any) -> None:
    """Raises ValueError for a drawing that holds too much, or too many elements in one another."""
    level, waiting, nodes, words, pixels = 0, [root], 0, 0, 0
    while waiting:
        level, nodes = level + 1, nodes + len(waiting)
        words += sum(len(one.text or "") + len(one.tail or "") for one in waiting)
        pixels += sum(_pixels(value) for one in waiting for value in one.attrib.values())
        if level > MAX_LEVELS or nodes > MAX_NODES or words > MAX_WORDS or pixels > MAX_INSIDE:
            message = "too many elements"
            raise ValueError(message)
        waiting = [child for element in waiting for child in element]


def _pixels(value: str) -> int:
    """Those of a raster that stands in an attribute; none of one that nobody can read."""
    if not INLINE_RASTER.fullmatch(value):
        return 0
    from PIL import Image

    try:
        data = b64decode(value.partition(",")[2])
        with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as opened:
            return opened.width * opened.height
    except (OSError, ValueError):
        return 0


def _drawn_name(element: Any) -> str:
    """The name of an element of SVG in small letters; none for comments and other vocabularies."""
    found = re.fullmatch(rf"\{{{re.escape(SVG)}\}}(\w+)", str(element.tag))
    return found[1].lower() if found else ""


def _keep_text(parent: Any, index: int, words: str | None) -> None:
    """Put words where an element was."""
    if words and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + words
    elif words:
        parent.text = (parent.text or "") + words


def _drop(element: Any) -> None:
    parent = element.getparent()
    _keep_text(parent, parent.index(element), element.tail)
    element.tail = None
    parent.remove(element)


def _unwrap(element: Any) -> None:
    """What a link holds is drawn; where it leads is left out."""
    parent = element.getparent()
    _keep_text(parent, parent.index(element), element.text)
    for child in list(element):
        parent.insert(parent.index(element), child)
    _drop(element)


def _clean_attributes(element: Any) -> None:
    attributes = element.attrib
    for name, value in list(attributes.items()):
        space, _, local = name.rpartition("}")
        link = local.lower() == "href"
        foreign = bool(space) and not link and space != f"{{{XML}"
        inside = value.startswith("#") or INLINE_RASTER.fullmatch(value)
        active = foreign or local.lower() in LEADING or local.lower().startswith("on")
        if active or (not inside if link else OUTSIDE.search(value)):
            del attributes[name]


def _svg_width(root: Any) -> float:
    """In millimetres. Raises ValueError for a drawing without extent."""
    attributes = root.attrib
    box = [
        float(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip()) if part
    ]
    if box and not (len(box) == 4 and all(map(isfinite, box)) and min(box[2:]) > 0):  # noqa: PLR2004
        message = "a viewBox without extent"
        raise ValueError(message)
    width, height = (_length(attributes.get(name, "")) for name in ("width", "height"))
    if width is not None and height is not None:
        return fitting(width, height / width)
    return fitting(width or TEXT_WIDTH, box[3] / box[2] if box else 1.0)


def _length(typed: str) -> float | None:
    """In millimetres; None for one that depends on what is around. Raises ValueError for none."""
    found = re.fullmatch(r"\s*([\d.]+(?:e[+-]?\d+)?)(mm|px|)\s*", typed, re.IGNORECASE)
    if found is None:
        return None
    length = float(found[1]) * (1.0 if found[2].lower() == "mm" else PIXEL)
    if not (isfinite(length) and length > 0):
        message = "a drawing without extent"
        raise ValueError(message)
    return length


def fitting(width: float, ratio: float) -> float:
    """The width in which a picture fits on a page; `ratio` is its height to its width.

    Raises ValueError for a picture that is a mere line.
    """
    if not 1 / MAX_RATIO <= ratio <= MAX_RATIO:
        message = "too long or too wide"
        raise ValueError(message)
    return min(width, TEXT_WIDTH, TEXT_HEIGHT / ratio)
