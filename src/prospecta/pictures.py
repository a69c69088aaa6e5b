"""Pictures of a seminar folder: read inside it only, checked, and freed of what nobody should see.

Rasters are decoded and encoded anew, upright and without metadata (a photograph's GPS position);
an SVG keeps its drawing and loses scripts, event handlers and whatever points outside.
"""

import io
import re
from math import isfinite
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from prospecta.document import Picture
from prospecta.findings import Finding, Span
from prospecta.source import read_bytes

MAX_BYTES = 16 * 2**20
MAX_PIXELS = 50_000_000
TEXT_WIDTH = 160.0
"""Millimetres between the margins of a page."""
PIXEL = 25.4 / 96
"""Millimetres of a pixel that says nothing of its size (CSS)."""
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"}
    | {"set", "animate", "animatetransform", "animatemotion", "style"}
)
UNWRAPPED = frozenset({"a"})
REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
INLINE_RASTER = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")


def read_picture(folder: Path, target: str, beside: str, span: Span) -> Picture | Finding:
    """The picture that a text in the file `beside` names, relative to it or to the folder."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
        return Finding("picture-remote", span, {"path": target})
    decoded, values = unquote(target), {"path": target}
    places = [_normal(str(PurePosixPath(beside).parent / decoded)), _normal(decoded)]
    found = next((one for one in places if one and _is_file(folder / one)), "")
    if not found:
        return Finding("picture-missing" if any(places) else "picture-outside", span, values)
    return _read(folder, found, span, values)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file system has room for
        return False


def _read(folder: Path, path: str, span: Span, values: dict[str, str]) -> Picture | Finding:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix != ".svg" and suffix not in RASTERS:
        return Finding("picture-kind", span, values)
    data = read_bytes(folder, path, MAX_BYTES)
    if isinstance(data, Finding):
        return Finding("picture-unreadable", span, values | {"reason": data.code})
    try:
        return _svg(path, data) if suffix == ".svg" else _raster(path, data, RASTERS[suffix])
    except (OSError, ValueError, SyntaxError) as error:
        reason = type(error).__name__
        return Finding("picture-unreadable", span, values | {"reason": reason})


def _normal(path: str) -> str:
    """A path without `..`, empty when it leads out of the folder."""
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part == "/" or "\\" in part or "\0" in part:
            return ""
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _raster(path: str, data: bytes, form: str) -> Picture:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit below is ours, and comes before any pixel is read
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            message = "too many pixels"
            raise ValueError(message)
        upright = ImageOps.exif_transpose(opened)
    mode = "RGB" if form == "JPEG" or upright.mode not in {"RGBA", "L", "LA", "P"} else "RGBA"
    clean = Image.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    encoded = io.BytesIO()
    clean.save(encoded, form, **({"quality": 90} if form == "JPEG" else {"optimize": False}))
    width = min(TEXT_WIDTH, clean.width * PIXEL)
    return Picture(path, form.lower(), encoded.getvalue(), width)


def _svg(path: str, data: bytes) -> Picture:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if etree.QName(root).localname != "svg":
        message = "not an SVG"
        raise ValueError(message)
    for element in list(root.iter()):
        name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        if name in UNWRAPPED:
            _unwrap(element)
        elif not name or name in ACTIVE:
            _drop(element)
        else:
            _clean_attributes(element)
    return Picture(path, "svg", etree.tostring(root), _svg_width(root))


def _keep_text(parent: Any, index: int, words: str | None) -> None:
    """Put words where an element was."""
    if words and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + words
    elif words:
        parent.text = (parent.text or "") + words


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        index = parent.index(element)
        _keep_text(parent, index, element.tail)
        element.tail = None
        parent.remove(element)


def _unwrap(element: Any) -> None:
    """What a link holds is drawn; where it leads is left out."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    _keep_text(parent, index, element.text)
    for child in list(element):
        parent.insert(parent.index(element), child)
    _drop(element)


def _clean_attributes(element: Any) -> None:
    attributes = element.attrib
    for name, value in list(attributes.items()):
        local = name.rpartition("}")[2].lower()
        outside = local == "href" and not (value.startswith("#") or INLINE_RASTER.fullmatch(value))
        if local.startswith("on") or outside or REFERENCE.search(value):
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
    found = re.fullmatch(r"([\d.]+)(mm|px|)", attributes.get("width", ""))
    if found is None:
        return TEXT_WIDTH
    scale = 1.0 if found[2] == "mm" else PIXEL
    if float(found[1]) <= 0:
        message = "a drawing without width"
        raise ValueError(message)
    return min(TEXT_WIDTH, float(found[1]) * scale)
