"""Pictures in the text: DrawingML around the bytes, an SVG with a PNG for those who need one."""

import re
import struct
from collections.abc import Mapping
from typing import Any, Final

from prospecta.document import Node, Picture, plain, text
from prospecta.formats.ooxml.markup import EMU_PER_MM, TWIPS_PER_MM, escape, inline
from prospecta.formats.ooxml.package import IMAGE, Package

SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_NAMESPACE: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
SCHEME: Final = "picture:"
SUFFIXES: Final[Mapping[str, str]] = {"svg": "svg", "png": "png", "jpeg": "jpeg"}
START_OF_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class Pictures:
    """Shows a document's pictures and remembers which were shown.

    `height` is the most that a picture may have, in twips.
    """

    def __init__(self, pictures: Mapping[str, Picture], height: int) -> None:
        self.pictures = pictures
        self.height = height
        self._shown: dict[str, int] = {}
        self._drawings = 0

    def show(self, image: list[Any], width: int) -> Node:
        """The drawing for pandoc's Image, at most `width` twips wide."""
        _, alternative, (target, _) = image
        words = plain(alternative)
        picture = self.pictures.get(target.removeprefix(SCHEME))
        if picture is None:
            return text(words)
        number = self._shown.setdefault(picture.name, len(self._shown) + 1)
        size = fitted(picture, width / TWIPS_PER_MM, self.height / TWIPS_PER_MM)
        self._drawings += 1
        return inline(_drawing(self._drawings, number, picture.kind, words, size))

    def attach(self, package: Package, part: str, pngs: Mapping[str, bytes]) -> None:
        """Put the pictures shown into the package, related to the part that shows them."""
        for name, number in self._shown.items():
            picture = self.pictures[name]
            if picture.kind == "svg":
                _attach(package, part, f"svg{number}", "svg", picture.data)
                _attach(package, part, f"picture{number}", "png", pngs[name])
            else:
                _attach(package, part, f"picture{number}", picture.kind, picture.data)


def _attach(package: Package, part: str, identifier: str, kind: str, data: bytes) -> None:
    name = f"word/media/{identifier}.{SUFFIXES[kind]}"
    package.add(name, data)
    package.relate(part, IMAGE, name, identifier)


def fitted(picture: Picture, width: float, height: float) -> tuple[int, int]:
    """The size to show a picture in, in EMU, within so many millimetres, its shape kept."""
    across, down = pixels(picture)
    shown = min(picture.width, width, height * across / down)
    return round(shown * EMU_PER_MM), round(shown * down / across * EMU_PER_MM)


def pixels(picture: Picture) -> tuple[float, float]:
    """Width and height of a picture in its own unit."""
    if picture.kind == "svg":
        return _svg_size(picture.data)
    if picture.kind == "png":
        return struct.unpack(">II", picture.data[16:24])
    return _jpeg_size(picture.data)


def _svg_size(data: bytes) -> tuple[float, float]:
    root = re.search(rb"<svg\b[^>]*>", data)
    tag = root.group().decode() if root else ""
    box = re.search(r"""\bviewBox=["']\s*([^"']+)""", tag)
    if box:
        numbers = [float(number) for number in re.split(r"[\s,]+", box.group(1).strip())]
        return numbers[2], numbers[3]
    sides = dict(re.findall(r"""\s(width|height)=["']([\d.]+)""", tag))
    return float(sides.get("width", 1)), float(sides.get("height", 1))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while data[place + 1] not in START_OF_FRAME:
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    down, across = struct.unpack(">HH", data[place + 5 : place + 9])
    return across, down


def _drawing(number: int, picture: int, kind: str, words: str, size: tuple[int, int]) -> str:
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    properties = f'id="{number}" name="Image {number}" descr="{escape(words)}"'
    vector = (
        f'<a:extLst><a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" '
        f'r:embed="svg{picture}"/></a:ext></a:extLst>'
        if kind == "svg"
        else ""
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:docPr {properties}>{'' if words else DECORATIVE}</wp:docPr>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="picture{picture}">{vector}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
