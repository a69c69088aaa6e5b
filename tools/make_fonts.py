"""Make `templates/fonts` and the table of character widths from the npm package `source-sans`.

A maintainer runs this by hand when the typeface changes; it needs fonttools and brotli::

    npm pack source-sans@3.52.0 && tar xzf source-sans-3.52.0.tgz
    python tools/make_fonts.py package

The same package gives the same bytes.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import uuid
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import buildPairPosClassesSubtable
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables.otBase import ValueRecord

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "templates" / "fonts"
WIDTHS = ROOT / "src" / "prospecta" / "charts" / "widths.py"

PDF_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
HTML_FACES = ("Regular", "It", "Semibold", "Bold")
DOCX_FACES = {"regular": "Regular", "bold": "Bold", "italic": "It", "boldItalic": "BoldIt"}
MEASURED_FACES = {400: "Regular", 600: "Semibold"}

# The licence reserves the name "Source" to the unmodified font: what is changed in any way has
# to carry another name. A page names the family in its own @font-face.
FAMILY = "Prospecta Sans"

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E)
SPACES = "\u2002\u2003\u2009\u200a\u202f"
PUNCTUATION = "\u2010\u2011–—―‘’‚“”„†‡•…‰′″‹›⁄№™"  # noqa: RUF001
SUPERIORS = "⁰⁴⁵⁶⁷⁸⁹ⁿᵈᵉʳˢᵒ"
SIGNS = "€←↑→↓↔⇒∂∆∏∑−√∞≈≠≤≥■□▪▲△▶▷▼▽◀◆●○☐☑✓✗"
CHARACTERS = {*LATIN, *map(ord, SPACES + PUNCTUATION + SUPERIORS + SIGNS)}
KERNED = {*range(0x20, 0x250), *range(0x2010, 0x2060)}
Glyphs = tuple[str, ...]
# A chart measures these too: the whole font of a PDF draws them.
MEASURED = CHARACTERS | {*range(0x370, 0x400), *range(0x400, 0x460)}
# Figures are tabular and lining by default in this typeface: it has no tnum, no lnum.
BASIC_FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "mkmk")
WEB_FEATURES = (*BASIC_FEATURES, "smcp", "c2sc", "sups")
RUN_LENGTH = 20
SIZE_LIMITS = {"pdf": 500_000, "html": 30_000}


def main(package: Path) -> None:
    """Write everything; `package` is the unpacked npm package."""
    for folder in ("pdf", "html", "docx"):
        (FONTS / folder).mkdir(parents=True, exist_ok=True)
    for face in PDF_FACES:
        font = TTFont(source(package, face), recalcTimestamp=False)
        latin_first(font)
        rename(font, FAMILY)
        (FONTS / "pdf" / f"ProspectaSans-{face}.ttf").write_bytes(to_bytes(font))
    for face in HTML_FACES:
        font = subset(package, face, WEB_FEATURES)
        rename(font, FAMILY)
        font.flavor = "woff2"
        (FONTS / "html" / f"SourceSans3-{face}.woff2").write_bytes(to_bytes(font))
    write_docx_fonts(package)
    write_widths(package)
    shutil.copyfile(package / "LICENSE.md", FONTS / "OFL.txt")
    check_sizes()


def source(package: Path, face: str) -> Path:
    """Give the static TrueType file of one face."""
    return package / "TTF" / f"SourceSans3-{face}.ttf"


def subset(package: Path, face: str, features: tuple[str, ...]) -> TTFont:
    """Keep what French and its neighbours need, unhinted."""
    font = TTFont(source(package, face), recalcTimestamp=False)
    options = Options(
        layout_features=list(features),
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(CHARACTERS))
    subsetter.subset(font)
    return font


def latin_first(font: TTFont) -> None:
    """Let the pairs of Latin letters be found at once, with the same kerning.

    The typeface looks a pair up in sixteen tables, those of Greek and Cyrillic first. Here the
    pairs that begin with a Latin letter stand in one table before them.
    """
    names, orders = font.getBestCmap(), font.getReverseGlyphMap()
    latin = {names[code] for code in KERNED if code in names}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        tables = [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]
        classes = [table for table in tables if (table.LookupType, table.Format) == (2, 2)]
        if classes:
            if tables[0].Format != 1:
                message = "the table of single pairs is not the first"
                raise ValueError(message)
            whole = buildPairPosClassesSubtable(pairs_of(classes, latin), orders)
            first = otTables.ExtensionPos()
            first.Format, first.ExtensionLookupType, first.ExtSubTable = 1, 2, whole
            # Behind the table of single pairs, which says what the classes do not.
            lookup.SubTable.insert(1, first)
            lookup.SubTableCount = len(lookup.SubTable)


def pairs_of(classes: list[Any], firsts: set[str]) -> dict[tuple[Glyphs, Glyphs], Any]:
    """The kerning of pairs that begin with these, by classes of glyphs that are kerned alike."""
    rows: dict[str, dict[str, int]] = {}
    for table in classes:
        first, second = table.ClassDef1.classDefs, table.ClassDef2.classDefs
        for glyph in firsts.intersection(table.Coverage.glyphs) - rows.keys():
            records = table.Class1Record[first.get(glyph, 0)].Class2Record
            values = {other: records[number].Value1 for other, number in second.items()}
            rows[glyph] = {other: value.XAdvance for other, value in values.items() if value}
    columns = {other: None for row in rows.values() for other, value in row.items() if value}
    alike = grouped({other: [rows[one].get(other, 0) for one in sorted(rows)] for other in columns})
    pairs = {}
    for ones in grouped(
        {one: [row.get(other, 0) for other in columns] for one, row in rows.items()}
    ):
        for others in alike:
            value = ValueRecord()
            value.XAdvance = rows[ones[0]].get(others[0], 0)
            pairs[ones, others] = (value, None)
    return pairs


def grouped(vectors: dict[str, list[int]]) -> list[Glyphs]:
    """The glyphs that have the same numbers, together."""
    found: dict[tuple[int, ...], list[str]] = {}
    for glyph in sorted(vectors):
        found.setdefault(tuple(vectors[glyph]), []).append(glyph)
    return [tuple(glyphs) for glyphs in found.values()]


def rename(font: TTFont, family: str) -> None:
    """Replace the reserved name wherever a user could see it."""
    old = ("Source Sans 3", "SourceSans3")
    new = (family, family.replace(" ", ""))
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16}:
            text = record.toUnicode()
            for before, after in zip(old, new, strict=True):
                text = text.replace(before, after)
            record.string = text


def to_bytes(font: TTFont) -> bytes:
    """Compile the font."""
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return buffer.getvalue()


def write_docx_fonts(package: Path) -> None:
    """Write the four linked faces as ECMA-376 embeds them, and what names them."""
    index = {}
    for style, face in DOCX_FACES.items():
        # Word draws small capitals itself, from capitals.
        font = subset(package, face, BASIC_FEATURES)
        rename(font, FAMILY)
        if font["OS/2"].fsType != 0:
            message = f"{face}: its licence bits forbid embedding"
            raise ValueError(message)
        if font["name"].getDebugName(1) != FAMILY:
            message = f"{face}: the family is {font['name'].getDebugName(1)}"
            raise ValueError(message)
        key = uuid.uuid5(uuid.NAMESPACE_DNS, f"{face}.source-sans.prospecta")
        name = f"SourceSans3-{face}.odttf"
        (FONTS / "docx" / name).write_bytes(obfuscate(to_bytes(font), key))
        index[style] = {"file": name, "guid": f"{{{str(key).upper()}}}"}
    document = {"family": FAMILY, "faces": index}
    (FONTS / "docx" / "fonts.json").write_text(json.dumps(document, indent=2) + "\n", "utf-8")


def obfuscate(data: bytes, key: uuid.UUID) -> bytes:
    """XOR the first 32 bytes with the reversed key, twice (ECMA-376 part 1, 17.8.1)."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data, mask, strict=False)) + data[len(mask) :]


def write_widths(package: Path) -> None:
    """Write the advance widths as a module: it loads faster than any data file."""
    lines = [
        '"""Advance widths of Source Sans 3, in 1/1000 em; written by `tools/make_fonts.py`."""',
        "",
        "# Weight -> lines of a first code point in hexadecimal and the widths from there on.",
        "WIDTHS: dict[int, str] = {",
    ]
    for weight, face in MEASURED_FACES.items():
        lines.append(f'    {weight}: """')
        lines += (f"{code:x} {' '.join(map(str, run))}" for code, run in runs(package, face))
        lines.append('""",')
    lines.append("}")
    WIDTHS.parent.mkdir(parents=True, exist_ok=True)
    WIDTHS.write_text("\n".join(lines) + "\n", "utf-8")


def runs(package: Path, face: str) -> list[tuple[int, list[int]]]:
    """Group neighbouring code points: (the first one, the widths from there on)."""
    font = TTFont(source(package, face))
    glyphs = font.getBestCmap()
    found: list[tuple[int, list[int]]] = []
    for code in sorted(MEASURED & set(glyphs)):
        first, widths = found[-1] if found else (0, [])
        if first + len(widths) != code or len(widths) == RUN_LENGTH:
            found.append((code, widths := []))
        widths.append(font["hmtx"][glyphs[code]][0])
    return found


def check_sizes() -> None:
    """Fail when a file is heavier than a document may bear."""
    for folder, limit in SIZE_LIMITS.items():
        for path in sorted((FONTS / folder).iterdir()):
            if path.stat().st_size > limit:
                message = f"{path.name}: {path.stat().st_size} bytes, at most {limit}"
                raise ValueError(message)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
