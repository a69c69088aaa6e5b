"""Make `src/prospecta/checks/signs.py`: every sign that the pages of a report can show.

A maintainer runs this by hand when the typeface or typst changes. typst itself is asked, so that
what it draws without a glyph (a soft hyphen) and what PDF/UA forbids (U+FEFF) are told rightly::

    python tools/make_signs.py
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

from typst import TypstError

from prospecta.typst_worker.engine import STANDARDS, Engine, missing

ROOT = Path(__file__).resolve().parent.parent
SIGNS = ROOT / "src" / "prospecta" / "checks" / "signs.py"
START = """#set document(title: "T")
#set text(font: ("Prospecta Sans", "DejaVu Sans Mono"), fallback: false)
"""
# No font that ships goes beyond the first two planes; what is for private use is never archived.
ASKED = [*range(0x20, 0xD800), *range(0xF900, 0x20000)]
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
"""Say how the sign before them looks, and need no glyph."""
PAGE = 2000
INDENTED = {"initial_indent": "    ", "subsequent_indent": "    "}


def main() -> None:
    """Ask for all signs, and write where runs of those that are shown begin and end."""
    engine = Engine(str(ROOT / "templates" / "fonts" / "pdf"))
    shown = [
        code
        for first in range(0, len(ASKED), PAGE)
        for code in showable(engine, ASKED[first : first + PAGE])
    ]
    known = SELECTORS.union(shown)
    bounds = sorted(
        [code for code in known if code - 1 not in known]
        + [code + 1 for code in known if code + 1 not in known]
    )
    lines = [
        '"""Signs that the pages of a report can show; written by `tools/make_signs.py`."""',
        "",
        "# Where a run of them begins, where it has ended, and so on.",
        "BOUNDS = (",
        *wrap(" ".join(f"{bound}," for bound in bounds), 100, **INDENTED),
        ")  # fmt: skip",
    ]
    SIGNS.write_text("\n".join(lines) + "\n", "utf-8")


def showable(engine: Engine, codes: list[int]) -> list[int]:
    """Those of the code points that typst lays out, each by itself."""
    while codes:
        refused = {ord(sign) for sign in refusals(engine, codes) if len(sign) == 1}
        if not refused:
            break
        codes = [code for code in codes if code not in refused]
    return codes


def refusals(engine: Engine, codes: list[int]) -> list[str]:
    """What typst names when it refuses a page of these signs. Raises what else it says."""
    source = START + "\n".join(f'#"\\u{{{code:x}}}";\\' for code in codes)
    try:
        engine.compiled({"main.typ": source.encode()}, pdf_standards=STANDARDS, timestamp=0)
    except TypstError as error:
        named = missing(error.diagnostic)
        if not named:
            raise
        return named
    return []


if __name__ == "__main__":
    main()
