"""The package around what pandoc wrote: of its parts, the text and the notes; the rest is ours."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from prospecta.document import Document
from prospecta.formats.ooxml import colours, contents, properties, sections
from prospecta.formats.ooxml.blocks import BlockWriter
from prospecta.formats.ooxml.markup import serialise
from prospecta.formats.ooxml.package import (
    DOCUMENT,
    FONT,
    FOOTNOTES,
    HYPERLINK,
    IMAGE,
    RELATIONS,
    Package,
)
from prospecta.formats.ooxml.skin import FOLDER, Skin

THEME: Final = "theme1.xml"


@dataclass(frozen=True, slots=True)
class Pages:
    """What the layout knows: the page of each heading by its id, and a PNG of each SVG."""

    numbers: Mapping[str, int]
    pngs: Mapping[str, bytes]


def assemble(
    written: bytes, document: Document, writer: BlockWriter, layout: Callable[[], Pages]
) -> bytes:
    """The finished package. `written` is pandoc's, made from what `writer` wrote.

    `layout` is asked as late as can be: it may have to wait.
    """
    package = Package()
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        body = etree.fromstring(writer.sheet.applied(archive.read(DOCUMENT)))
        notes = etree.fromstring(writer.sheet.applied(archive.read(FOOTNOTES)))
        for part in (DOCUMENT, FOOTNOTES):
            _keep_links(archive, part, package)
    writer.lists.finish()
    _add_looks(package, document, writer)
    pages = layout()
    contents.fill(body, document, writer.names, pages.numbers)
    sections.apply(body, writer.skin.section, cover=bool(document.cover))
    for part, root in ((DOCUMENT, body), (FOOTNOTES, notes)):
        data = serialise(root)
        package.add(part, data)
        if b'r:embed="' in data:
            writer.pictures.attach(package, part, pages.pngs)
            _add_colours(package, part, writer.skin)
    last = str(max(pages.numbers.values(), default=1))
    for name in ("settings.xml", "fontTable.xml", "header.xml", "footer.xml", THEME):
        folder = "word/theme" if name == THEME else "word"
        package.add(f"{folder}/{name}", serialise(writer.skin.part(name, pages=last)))
    return package.to_bytes()


def _keep_links(archive: zipfile.ZipFile, part: str, package: Package) -> None:
    """Of the relations that pandoc wrote, only those to addresses outside are still true."""
    name = part.replace("word/", "word/_rels/") + ".rels"
    for relation in etree.fromstring(archive.read(name)).iter(f"{{{RELATIONS}}}Relationship"):
        if relation.get("TargetMode") == "External":
            package.relate(part, HYPERLINK, relation.get("Target", ""), relation.get("Id", ""))


def _add_looks(package: Package, document: Document, writer: BlockWriter) -> None:
    skin = writer.skin
    package.add("word/styles.xml", serialise(skin.styles))
    package.add("word/numbering.xml", serialise(writer.numbering))
    package.add("docProps/app.xml", properties.APP.encode())
    package.add("docProps/core.xml", properties.core(document))
    for face, file in skin.fonts["faces"].items():
        name = f"word/fonts/{file['file']}"
        package.add(name, (skin.theme.fonts / FOLDER / file["file"]).read_bytes())
        package.relate("word/fontTable.xml", FONT, name, face)


def _add_colours(package: Package, part: str, skin: Skin) -> None:
    for name, data in colours.pixels(package.parts[part].decode(), skin.colours).items():
        package.add(f"word/media/{name}.png", data)
        package.relate(part, IMAGE, f"word/media/{name}.png", name)
