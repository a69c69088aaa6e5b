"""Pictures of a seminar folder: read inside it only, checked, and freed of what nobody should see.

Rasters are decoded and encoded anew, upright and without metadata (a photograph's GPS position);
an SVG keeps its drawing and loses scripts, event handlers and whatever points outside.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from prospecta.document import Picture
from prospecta.drawings import PIXEL, TEXT_WIDTH, cleaned, fitting
from prospecta.findings import Finding, Span
from prospecta.places import BUILD, TOOLS
from prospecta.source import read_bytes

__all__ = ["KINDS", "MAX_ALL", "TEXT_WIDTH", "read_picture", "too_heavy", "too_large"]

MAX_BYTES = 16 * 2**20
MAX_ALL = 40 * 2**20
"""Bytes of a report's pictures before the last one: beyond, nobody could send it."""
MAX_PIXELS = 50_000_000
"""Of a raster, as its file says before any is read."""
MAX_AREA = 1_000_000_000
"""Pixels of all rasters of a report, as their files say."""
MAX_SIDE = 4_000
"""Pixels of the longer side; what is larger is drawn smaller, more than any page can show."""
TOO_LARGE = "file-too-large"
RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
KINDS = frozenset({".svg", *RASTERS})
"""How the names of pictures end."""


def read_picture(folder: Path, target: str, beside: str, span: Span) -> Picture | Finding:
    """The picture that a text in the file `beside` names, relative to it or to the folder."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", target):
        return Finding("picture-remote", span, {"path": target})
    if target[1:2] == ":":  # the letter of a disk
        return Finding("picture-outside", span, {"path": target})
    values = {"path": target}
    places = _places(target, beside)
    found = _found(folder, places)
    if not found:
        outside = not any(places) or _unread(PurePosixPath(unquote(target)).parts)
        return Finding("picture-outside" if outside else "picture-missing", span, values)
    return _read(folder, found, span, values)


def too_heavy(folder: Path, shown: Mapping[tuple[str, str], Callable[[], Span]]) -> Finding | None:
    """The first picture with which a report would hold too much, before any is decoded.

    `shown` has the place of each target in each file that names it.
    """
    _decoded.cache_clear()  # another folder, or another look at this one
    weighed: set[str] = set()
    total, area = 0.0, 0
    for (target, beside), place in shown.items():
        path = _found(folder, _places(target, beside))
        form = RASTERS.get(PurePosixPath(path).suffix.lower(), "")
        if not form or path in weighed:
            continue
        weighed.add(path)
        size, pixels = _weight(folder, path, form)
        total, area = total + size, area + pixels
        if total > MAX_ALL or area > MAX_AREA:
            return too_large(target, place(), MAX_ALL)
    return None


def _weight(folder: Path, path: str, form: str) -> tuple[float, int]:
    """The bytes that a raster is likely to keep, and its pixels; what is none weighs nothing."""
    from PIL import Image

    data = read_bytes(folder, path, MAX_BYTES)
    if isinstance(data, Finding):
        return 0.0, 0
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as opened:
            kept = min(1.0, MAX_SIDE / max(opened.size)) ** 2
            return len(data) * kept, opened.width * opened.height
    except Exception:  # noqa: BLE001 - reading the picture says what is wrong with it
        return 0.0, 0


def too_large(target: str, span: Span, limit: int) -> Finding:
    """What is said of a picture beyond the `limit` of bytes, or beyond that of pixels."""
    most = {"bytes": str(limit // 2**20), "pixels": str(MAX_PIXELS // 10**6)}
    return Finding("picture-too-large", span, {"path": target, **most})


def _places(target: str, beside: str) -> list[str]:
    """Where a target leads, from its file and from the top; empty where that is outside."""
    decoded = unquote(target)
    return [_normal(str(PurePosixPath(beside).parent / decoded)), _normal(decoded)]


def _found(folder: Path, places: Iterable[str]) -> str:
    return next((one for one in places if one and _is_file(folder / one)), "")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file system has room for
        return False


def _read(folder: Path, path: str, span: Span, values: dict[str, str]) -> Picture | Finding:
    if PurePosixPath(path).suffix.lower() not in KINDS:
        return Finding("picture-kind", span, values)
    found = _decoded(folder, path, _stamp(folder / path))
    if found == TOO_LARGE:
        return too_large(values["path"], span, MAX_BYTES)
    if isinstance(found, str):
        return Finding("picture-unreadable", span, values | {"reason": found})
    return found


def _stamp(path: Path) -> tuple[int, ...]:
    """What tells a file from what it was before, so that a picture shown often is read once."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_ino, state.st_size, state.st_mtime_ns


@cache
def _decoded(folder: Path, path: str, _: tuple[int, ...]) -> Picture | str:
    """The picture, or why there is none."""
    data = read_bytes(folder, path, MAX_BYTES)
    if isinstance(data, Finding):
        return data.code
    try:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix == ".svg":
            return Picture(path, "svg", *cleaned(data))
        return _raster(path, data, RASTERS[suffix])
    except TooLargeError:
        return TOO_LARGE
    except Exception as error:  # noqa: BLE001 - decoders fail in any way on what is no picture
        return type(error).__name__


class TooLargeError(Exception):
    """More bytes or pixels than are read."""


def _normal(path: str) -> str:
    """A path without `..`, empty when it leads out of what an author keeps in the folder."""
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
    return "" if _unread(tuple(parts)) else "/".join(parts)


def _unread(parts: tuple[str, ...]) -> bool:
    """Whether a place is none of the author's: hidden, of a tool, or among the outputs."""
    hidden = any(part in TOOLS or (part[0] == "." and part != "..") for part in parts)
    return hidden or parts[:1] == (BUILD,)


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
