"""The page's one style sheet: fonts, colours and widths are written, the rest is the theme's."""

from base64 import b64encode
from collections.abc import Mapping, Sequence

from prospecta.formats.html.colours import dark
from prospecta.theme import Theme

FAMILY = "Prospecta Sans"
"""The fonts embedded are modified ones: the name `Source` is reserved to the original."""
FACES: Mapping[str, tuple[int, str]] = {
    "SourceSans3-Regular": (400, "normal"),
    "SourceSans3-It": (400, "italic"),
    "SourceSans3-Semibold": (600, "normal"),
    "SourceSans3-Bold": (700, "normal"),
}
SOFT = "-soft"
TINT = "accent"


def sheet(theme: Theme, widths: Sequence[int]) -> str:
    """The whole sheet; `widths` are the percents for which a class is wanted."""
    return "\n".join(
        [
            *(_face(theme, name, weight, slant) for name, (weight, slant) in FACES.items()),
            *_palette(theme.colours),
            theme.text("html/style.css"),
            *(f".w{width}{{width:{width}%}}" for width in widths),
        ]
    )


def _face(theme: Theme, name: str, weight: int, slant: str) -> str:
    data = b64encode((theme.fonts / "html" / f"{name}.woff2").read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:{slant};'
        f"font-display:swap;src:{source}}}"
    )


def _palette(colours: Mapping[str, str]) -> list[str]:
    """Variables by day and by night, and cells by their tone, which follow them."""
    day = "".join(f"--{name}:{value};--day-{name}:{value};" for name, value in colours.items())
    night = "".join(f"--{name}:{dark(value, colours[TINT])};" for name, value in colours.items())
    rules = [
        f":root{{{day}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}",
    ]
    rules += [
        f".cell.{name}{{--tone:var(--{name});--tone-soft:var(--{name}{SOFT})}}"
        for name in colours
        if name + SOFT in colours
    ]
    return rules
