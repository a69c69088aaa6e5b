"""What pandoc cannot say in HTML is put right in the text that it wrote.

In that text each `<` begins a tag: those of the words, and each `>` of theirs, are escaped.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from prospecta.document import Picture
from prospecta.formats.html.scope import TEXT_WIDTH

COLUMN = 846
"""CSS pixels of the page's column at its widest."""
MIMES: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg"}

IMAGE = re.compile(r'<img src="picture:(\d+)"([^<>]*)>')
ALT = re.compile(r'\balt="([^"]*)"')
COL = re.compile(r'<col style="width: (\d+)%">')
ALIGN = re.compile(r'(<t[dh][^<>]*?) style="text-align: (left|right|center);"')
STYLE = re.compile(r'(<[a-z][^<>]*?) style="[^"]*"')
EMPTY_HEAD = re.compile(r"<th[^<>]*></th>")
BACK = re.compile(r'<a href="#fnref(\d+)" class="footnote-back"([^<>]*)>[^<>]*</a>')
NOTES = re.compile(r'<section id="footnotes"([^<>]*)>\n<hr>')
SVG = re.compile(r"<svg\b([^<>]*)>(.*)</svg>", re.DOTALL)
TOLD = re.compile(r"<(title|desc)\b[^<>]*>[^<>]*</\1>\s*")
PAINT = re.compile(r'\b(fill|stroke)="(#\w+)"(?=[^<>]*>)')
"""A colour in a tag: after one that a text speaks of, another tag begins first."""
VIEW = re.compile(r'\bviewBox="[^"]*"')


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML without style attributes; `widths` are the percents that its `.w…` classes mean."""

    text: str
    widths: tuple[int, ...]


def finish(
    written: str,
    pictures: Sequence[Picture],
    words: Mapping[str, str],
    colours: Mapping[str, str],
) -> Fragment:
    """Make pandoc's HTML fit for a page without styles, scripts and outside pictures.

    `colours` are the theme's, by their names.
    """
    written = written.replace(" />", ">")
    widths = tuple(sorted({int(width) for width in COL.findall(written)}))
    written = COL.sub(r'<col class="w\1">', written)
    written = ALIGN.sub(r'\1 data-align="\2"', written)
    written = STYLE.sub(r"\1", written)
    written = EMPTY_HEAD.sub("<td></td>", written)
    written = BACK.sub(partial(_back, escape(words["back"])), written)
    written = NOTES.sub(rf'<section\1 aria-label="{escape(words["notes"])}">', written)
    names = {value.lower(): name for name, value in colours.items()}
    return Fragment(IMAGE.sub(partial(_picture, pictures, names), written), widths)


def _back(name: str, link: re.Match[str]) -> str:
    """The way back from a note. The arrow is drawn by the style: it is no word of the report."""
    number, rest = link.groups()
    return (
        f'<a href="#fnref{number}" class="footnote-back"{rest} aria-label="{name} ({number})"></a>'
    )


def _picture(pictures: Sequence[Picture], colours: Mapping[str, str], image: re.Match[str]) -> str:
    place, attributes = image.groups()
    picture = pictures[int(place)]
    attributes += f' width="{round(picture.width / TEXT_WIDTH * COLUMN)}"'
    if picture.drawn:
        return _drawing(PAINT.sub(partial(_paint, colours), picture.data.decode()), attributes)
    attributes += "" if ALT.search(attributes) else ' alt=""'
    source = f"data:{MIMES[picture.kind]};base64,{b64encode(picture.data).decode()}"
    return f'<img src="{source}"{attributes}>'


def _paint(names: Mapping[str, str], colour: re.Match[str]) -> str:
    """A colour by its name in the theme, so that a drawing changes with the page: at night, too."""
    attribute, value = colour.groups()
    name = names.get(value.lower())
    return f'{attribute}="var(--{name})"' if name else colour[0]


def _drawing(svg: str, attributes: str) -> str:
    """prospecta's own drawing, inline: its colours and letters follow the page's.

    Its title and description go: the alternative text says the same, once.
    """
    found = SVG.search(svg)
    assert found is not None, "a drawing is an svg element"
    named = ALT.sub(r'role="img" aria-label="\1"', attributes)
    named += "" if named != attributes else ' aria-hidden="true"'
    view = VIEW.search(found[1])
    box = f" {view[0]}" if view else ""
    return f'<svg class="drawing"{box}{named}>{TOLD.sub("", found[2])}</svg>'
