"""Grids: cells two by two, each with its title inside, on the ground of its tone."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Final

from prospecta.document import Blocks, Node, pairs_of
from prospecta.formats.ooxml.markup import block
from prospecta.formats.ooxml.scope import Scope
from prospecta.formats.ooxml.tables import EMPTY, Fill, cell_blocks, opening, table_look

STYLE: Final = "Grid"
COLUMNS: Final = 2
CELL_MARGINS: Final = 300
"""What a cell's left and right margins take together in the style Grid, in twips."""
NEUTRAL: Final = "accent"
BAR: Final = 36
RULE: Final = 36
"""The widths of a cell's bar and of the paper between two rows, in eighths of a point."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the theme has for the tones of cells: colours, and the ids of all its styles."""

    colours: Mapping[str, str]
    styles: Container[str]

    def tone(self, classes: list[str]) -> str:
        """The tone that a cell's class names, which has a ground of its own: `NAME-soft`."""
        return next((name for name in classes if f"{name}-soft" in self.colours), NEUTRAL)

    def title(self, tone: str) -> str:
        """The style of the title in a cell of that tone."""
        own = f"SWOT{tone.capitalize()}"
        return own if own in self.styles else "GridTitle"


def write(node: Node, scope: Scope, look: Look, fill: Fill) -> Blocks:
    """A Div of the class `grid`, whose cells are Divs of the class `cell`."""
    attributes, blocks = node["c"]
    cells = [cell for cell in blocks if _has_class(cell, "cell")]
    columns = min(COLUMNS, len(cells)) or 1
    widths = [scope.width * (n + 1) // columns - scope.width * n // columns for n in range(columns)]
    label = pairs_of(attributes).get("label", "")
    written = fill([other for other in blocks if other not in cells], scope)
    written.append(block(opening(STYLE, widths, table_look(), label, "")))
    for start in range(0, len(cells), columns):
        row = cells[start : start + columns]
        last = start + columns >= len(cells)
        # What is glued to the next row in all rows but the last stays whole on a page.
        inside = replace(scope, keep=not last)
        written.append(block("<w:tr><w:trPr><w:cantSplit/></w:trPr>"))
        for place, cell in enumerate(row):
            span = columns - place if cell is row[-1] else 1
            width = sum(widths[place : place + span])
            written += _cell(cell, replace(inside, width=width), span, look, fill)
        written.append(block("</w:tr>"))
    written.append(block("</w:tbl>"))
    return written


def _cell(cell: Node, scope: Scope, span: int, look: Look, fill: Fill) -> Blocks:
    attributes, blocks = cell["c"]
    tone = look.tone(attributes[1])
    inside = scope.cell("TableText", scope.width - CELL_MARGINS)
    written: Blocks = []
    for held in blocks:
        if _has_class(held, "cell-title"):
            written += fill(held["c"][1], replace(inside.style(look.title(tone)), keep=True))
        else:
            written += fill([held], inside)
    return [
        block(f"<w:tc><w:tcPr>{_properties(scope.width, span, tone, look.colours)}</w:tcPr>"),
        *cell_blocks(written or fill([EMPTY], inside)),
        block("</w:tc>"),
    ]


def _has_class(node: Node, name: str) -> bool:
    return node["t"] == "Div" and name in node["c"][0][1]


def _properties(width: int, span: int, tone: str, colours: Mapping[str, str]) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    paper = f'w:val="single" w:sz="{RULE}" w:space="0" w:color="{colours["paper"]}"'
    return (
        f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:tcBorders><w:top {paper}/>'
        f'<w:left w:val="single" w:sz="{BAR}" w:space="0" w:color="{colours[tone]}"/>'
        f"<w:bottom {paper}/></w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{colours[f"{tone}-soft"]}"/>'
    )
