"""The colours of a theme by night, worked out from those by day.

Lightness is turned over in OKLCH (Björn Ottosson's Oklab in polar form), where equal steps look
equal whatever the hue; a theme need not name its colours twice.
"""

import math

SPLIT = 0.7
"""Lightness that parts what is written (below) from what it is written on (above)."""

GREY = 0.01
"""Chroma below which a colour is seen as a grey."""

# Where sRGB's curve (IEC 61966-2-1) leaves its straight part, encoded and in linear light.
ENCODED, LINEAR = 0.04045, 0.0031308

RGB = tuple[float, float, float]


def dark(value: str, tint: str) -> str:
    """The colour `#rrggbb` for a dark page: paper becomes night, ink becomes light.

    What is white takes a little of the hue of `tint`, so that the night is not a mere grey.
    """
    lightness, chroma, hue = _oklch(value)
    if lightness <= SPLIT:
        return _hex(0.78 + max(0.0, 0.5 - lightness) * 0.75, min(chroma, 0.12), hue)
    if chroma < GREY:
        chroma, hue = GREY, _oklch(tint)[2]
    return _hex(0.2 + (1 - lightness) * 1.6, min(chroma * 1.4, 0.04), hue)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(value: str) -> float:
    red, green, blue = _linear(value)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: str) -> RGB:
    red, green, blue = (_light(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _light(part: float) -> float:
    return part / 12.92 if part <= ENCODED else float(((part + 0.055) / 1.055) ** 2.4)


def _oklch(value: str) -> tuple[float, float, float]:
    red, green, blue = _linear(value)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour as a screen shows it: its chroma is lowered until there is one."""
    while chroma > 0 and not all(0 <= part <= 1 for part in _rgb(lightness, chroma, hue)):
        chroma -= 0.005
    return "#" + "".join(f"{_byte(part):02x}" for part in _rgb(lightness, max(0.0, chroma), hue))


def _rgb(lightness: float, chroma: float, hue: float) -> RGB:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _byte(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return round(255 * (12.92 * part if part <= LINEAR else 1.055 * part ** (1 / 2.4) - 0.055))
