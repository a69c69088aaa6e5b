"""Pictures of a seminar folder: read inside it only, checked, and freed of what nobody should see.

Rasters are decoded and encoded anew, upright and without metadata (a photograph's GPS position);
an SVG keeps its drawing and loses scripts, event handlers and whatever points outside.
"""

import io
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from prospecta.document import Picture
from prospecta.drawings import PIXEL, TEXT_WIDTH, cleaned, fitting
from prospecta.findings import Finding, Span
from prospecta.source import read_bytes

__all__ = ["MAX_ALL", "TEXT_WIDTH", "read_picture", "too_large"]

MAX_BYTES = 16 * 2**20
MAX_ALL = 40 * 2**20
"""Bytes of a report's pictures before the last one: beyond, nobody could send it."""
MAX_PIXELS = 50_000_000
"""Of a raster, as its file says before any is read."""
MAX_SIDE = 4_000
"""Pixels of the longer side; what is larger is drawn smaller, more than any page can show."""
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def read_picture(folder: Path, target: str, beside: str, span: Span) -> Picture | Finding:
    """The picture that a text in the file `beside` names, relative to it or to the folder."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
        return Finding("picture-remote", span, {"path": target})
    decoded, values = unquote(target), {"path": target}
    places = [_normal(str(PurePosixPath(beside).parent / decoded)), _normal(decoded)]
    found = next((one for one in places if one and _is_file(folder / one)), "")
    if not found:
        return Finding("picture-missing" if any(places) else "picture-outside", span, values)
    try:
        return _read(folder, found, span, values)
    except TooLargeError:
        return too_large(target, span, MAX_BYTES)


def too_large(target: str, span: Span, limit: int) -> Finding:
    """What is said of a picture beyond the `limit` of bytes, or beyond that of pixels."""
    most = {"bytes": str(limit // 2**20), "pixels": str(MAX_PIXELS // 10**6)}
    return Finding("picture-too-large", span, {"path": target, **most})


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
        if data.code == "file-too-large":
            raise TooLargeError
        return Finding("picture-unreadable", span, values | {"reason": data.code})
    try:
        if suffix == ".svg":
            return Picture(path, "svg", *cleaned(data))
        return _raster(path, data, RASTERS[suffix])
    except TooLargeError:
        raise
    except Exception as error:  # noqa: BLE001 - decoders fail in any way on what is no picture
        reason = type(error).__name__
        return Finding("picture-unreadable", span, values | {"reason": reason})


class TooLargeError(Exception):
    """More bytes or pixels than are read."""


def _normal(path: str) -> str:
    """A path without `..`, empty when it leads out of the folder."""
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part.startswith("/") or "\\" in part or "\0" in part:
            return ""
        else:
            parts.append(part)
    return "/".join(parts)


def _raster(path: str, data: bytes, form: str) -> Picture:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit below is ours, and comes before any pixel is read
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise TooLargeError
        opened.draft(None, (MAX_SIDE, MAX_SIDE))
        opened.load()
        opened.thumbnail((MAX_SIDE, MAX_SIDE))  # before anything copies it
        ImageOps.exif_transpose(opened, in_place=True)
        kept = opened.mode if opened.mode in {"L", "RGBA"} else "RGB"
        mode = "RGBA" if opened.mode in {"LA", "P"} else kept
        clean = opened.convert(mode if form == "PNG" else "RGB")
    clean.info.clear()
    encoded = io.BytesIO()
    clean.save(encoded, form, **({"quality": 90, "exif": b""} if form == "JPEG" else {}))
    width = fitting(clean.width * PIXEL, clean.height / clean.width)
    return Picture(path, form.lower(), encoded.getvalue(), width)
