"""The package: parts, how they relate, and a zip that is the same every time."""

import io
import zipfile
from collections.abc import Iterator
from posixpath import basename, dirname, relpath
from typing import Final

from prospecta.formats.ooxml.markup import escape

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
IMAGE: Final = f"{_OFFICE}image"
FONT: Final = f"{_OFFICE}font"
HYPERLINK: Final = f"{_OFFICE}hyperlink"

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DEFAULTS: Final = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "jpeg": "image/jpeg",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "png": "image/png",
    "svg": "image/svg+xml",
}
STORED: Final = frozenset({"odttf", "png", "jpeg"})
"""What is packed already: to deflate it again costs time and saves nothing."""
LEVEL: Final = 6
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold: a package has no other time than its properties say."""

DOCUMENT: Final = "word/document.xml"
FOOTNOTES: Final = "word/footnotes.xml"
KINDS: Final = {
    DOCUMENT: ("officeDocument", f"{_WORD}document.main+xml"),
    "docProps/app.xml": (
        "extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    "docProps/core.xml": (
        "",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    FOOTNOTES: ("footnotes", f"{_WORD}footnotes+xml"),
    "word/fontTable.xml": ("fontTable", f"{_WORD}fontTable+xml"),
    "word/header.xml": ("header", f"{_WORD}header+xml"),
    "word/footer.xml": ("footer", f"{_WORD}footer+xml"),
    "word/numbering.xml": ("numbering", f"{_WORD}numbering+xml"),
    "word/settings.xml": ("settings", f"{_WORD}settings+xml"),
    "word/styles.xml": ("styles", f"{_WORD}styles+xml"),
    "word/theme/theme1.xml": (
        "theme",
        "application/vnd.openxmlformats-officedocument.theme+xml",
    ),
}
CORE: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)


class Package:
    """An OPC package in the making. Part names have no leading slash."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self._relations: dict[str, list[str]] = {}

    def add(self, name: str, data: bytes) -> None:
        """Add a part; one of KINDS is related to the part that owns it."""
        self.parts[name] = data
        if name in KINDS:
            owner = "" if name == DOCUMENT or name.startswith("docProps/") else DOCUMENT
            kind = f"{_OFFICE}{KINDS[name][0]}" if KINDS[name][0] else CORE
            self.relate(owner, kind, name, basename(name).partition(".")[0])

    def relate(self, source: str, kind: str, target: str, identifier: str) -> None:
        """Relate a part, or the package itself (""), to another part or an address outside."""
        if kind == HYPERLINK:
            where = f'{escape(target)}" TargetMode="External'
        else:
            where = relpath(target, dirname(source) or ".")
        relation = f'<Relationship Id="{identifier}" Type="{kind}" Target="{where}"/>'
        self._relations.setdefault(source, []).append(relation)

    def to_bytes(self) -> bytes:
        """The zip, its parts in the order of their names after the two that come first."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in self._all_parts():
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.create_system = 0
                packed = name.rpartition(".")[2] in STORED
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(entry, data, compresslevel=None if packed else LEVEL)
        return buffer.getvalue()

    def _all_parts(self) -> Iterator[tuple[str, bytes]]:
        yield "[Content_Types].xml", self._types().encode()
        for source in sorted(self._relations):
            name = f"{dirname(source)}/_rels/{basename(source)}.rels".lstrip("/")
            inside = "".join(self._relations[source])
            code = f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'
            yield name, code.encode()
        yield from sorted(self.parts.items())

    def _types(self) -> str:
        used = {name.rpartition(".")[2] for name in self.parts} | {"rels", "xml"}
        defaults = "".join(
            f'<Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in DEFAULTS.items()
            if extension in used
        )
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, (_, kind) in KINDS.items()
            if name in self.parts
        )
        return f'{DECLARATION}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'
