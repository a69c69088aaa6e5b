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

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "templates" / "fonts"
WIDTHS = ROOT / "src" / "prospecta" / "charts" / "widths.py"

PDF_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
HTML_FACES = ("Regular", "It", "Semibold", "Bold")
DOCX_FACES = {"regular": "Regular", "bold": "Bold", "italic": "It", "boldItalic": "BoldIt"}
MEASURED_FACES = {400: "Regular", 600: "Semibold"}

# The licence reserves the name "Source" to the unmodified font: a subset which is served as a
# font of its own has to carry another name. A page names the family in its own @font-face.
HTML_FAMILY = "Prospecta Sans"
DOCX_FAMILY = HTML_FAMILY

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E)
SPACES = "\u2002\u2003\u2009\u200a\u202f"
PUNCTUATION = "\u2010\u2011–—―‘’‚“”„†‡•…‰′″‹›⁄№™"  # noqa: RUF001
SUPERIORS = "⁰⁴⁵⁶⁷⁸⁹ⁿᵈᵉʳˢᵒ"
SIGNS = "€←↑→↓↔⇒∂∆∏∑−√∞≈≠≤≥■□▪▲△▶▷▼▽◀◆●○☐☑✓✗"
CHARACTERS = {*LATIN, *map(ord, SPACES + PUNCTUATION + SUPERIORS + SIGNS)}
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
        shutil.copyfile(source(package, face), FONTS / "pdf" / f"SourceSans3-{face}.ttf")
    for face in HTML_FACES:
        font = subset(package, face, WEB_FEATURES)
        rename(font, HTML_FAMILY)
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
        rename(font, DOCX_FAMILY)
        if font["OS/2"].fsType != 0:
            message = f"{face}: its licence bits forbid embedding"
            raise ValueError(message)
        if font["name"].getDebugName(1) != DOCX_FAMILY:
            message = f"{face}: the family is {font['name'].getDebugName(1)}"
            raise ValueError(message)
        key = uuid.uuid5(uuid.NAMESPACE_DNS, f"{face}.source-sans.prospecta")
        name = f"SourceSans3-{face}.odttf"
        (FONTS / "docx" / name).write_bytes(obfuscate(to_bytes(font), key))
        index[style] = {"file": name, "guid": f"{{{str(key).upper()}}}"}
    document = {"family": DOCX_FAMILY, "faces": index}
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
