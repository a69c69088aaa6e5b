"""The site's one style sheet: the typeface and the colours of the theme, by day and by night."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from prospecta.formats.html.colours import dark
from prospecta.formats.html.style import FAMILY, TINT
from prospecta.places import templates
from prospecta.theme import Theme

FACES = {"SourceSans3-Regular": 400, "SourceSans3-Semibold": 600}
COLUMNS = ("owner", "when", "status", "lane", "seminar")
"""The cells of an action on a narrow screen, each behind its name."""


def sheet(theme: Theme, words: Mapping[str, Any]) -> str:
    """The sheet in the language of `words`: on a narrow screen it names the cells of tables."""
    day = "".join(
        f"--{name}:{value};--day-{name}:{value};" for name, value in theme.colours.items()
    )
    tint = theme.colours[TINT]
    night = "".join(f"--{name}:{dark(value, tint)};" for name, value in theme.colours.items())
    parts = [
        *(_face(theme, name, weight) for name, weight in FACES.items()),
        f":root{{{day}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}",
        (templates() / "site" / "style.css").read_text(encoding="utf-8"),
        "@media screen and (max-width:60rem){",
        *(
            f".actions td:nth-child({at}):not(:empty)::before{{content:{_quoted(words[name])}}}"
            for at, name in enumerate(COLUMNS, 2)
        ),
        "}",
    ]
    return "\n".join(parts) + "\n"


def _face(theme: Theme, name: str, weight: int) -> str:
    """A font in the sheet itself: a page opened from a disk may not read one beside it."""
    data = b64encode((theme.fonts / "html" / f"{name}.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:normal;'
        f"font-display:swap;src:{source}}}"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
