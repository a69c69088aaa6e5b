"""One pixel of a colour: of these is the cover's ornament made, and every reader shows them."""

import re
import struct
import zlib
from collections.abc import Mapping
from typing import Final

from prospecta.findings import ToolError

NAMED: Final = re.compile(r'r:embed="(colour-([a-z-]*[a-z])(?:-(\d+))?)"')
PAPER: Final = "paper"


def pixels(markup: str, colours: Mapping[str, str]) -> dict[str, bytes]:
    """A PNG for each colour that a part names: `colour-accent`, or 40 % of it on paper, `-40`."""
    return {
        name: _png(_mixed(colour, int(share or 100), colours))
        for name, colour, share in NAMED.findall(markup)
    }


def _mixed(name: str, share: int, colours: Mapping[str, str]) -> bytes:
    if name not in colours:
        message = f"the theme's cover asks for the colour {name}, which there is not"
        raise ToolError(message)
    both = zip(bytes.fromhex(colours[name]), bytes.fromhex(colours[PAPER]), strict=True)
    return bytes(round((ink * share + paper * (100 - share)) / 100) for ink, paper in both)


def _png(colour: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" + colour)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
