"""How a chart looks: sizes in tenths of a millimetre, colours by their names in the theme."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS = 10
"""Drawing units in a millimetre."""

# 27 units are 7.65 pt: nothing that is printed is smaller.
SMALL = 27
BODY = 28
TITLE = 31


@dataclass(frozen=True, slots=True)
class Look:
    """What the theme decides. Width and greatest height are in millimetres of paper.

    `colours` needs ink, muted, accent, accent-soft, signal, rule and paper.
    """

    colours: Mapping[str, str]
    font: str = "Source Sans 3"
    width: float = 160
    max_height: float = 220


@dataclass(frozen=True, slots=True)
class Style:
    """How one role is painted; the names are those of the theme's colours."""

    fill: str = ""
    stroke: str = ""
    width: float = 0
    dash: str = ""


# The name of a role is also its CSS class. Priority is told by fill and outline, never by hue.
SHAPES: Mapping[str, Style] = MappingProxyType(
    {
        "grid": Style(stroke="rule", width=1.5),
        "grid bound": Style(stroke="muted", width=1.5, dash="2 7"),
        "axis": Style(stroke="muted", width=2),
        "lane": Style(stroke="accent", width=2),
        "band": Style(fill="accent-soft"),
        "band-edge": Style(fill="accent"),
        "halo": Style(fill="paper"),
        "bar high": Style(fill="accent", stroke="accent", width=3),
        "bar medium": Style(fill="accent-soft", stroke="accent", width=3),
        "bar low": Style(fill="paper", stroke="accent", width=3, dash="9 7"),
        "bar plain": Style(fill="rule", stroke="rule", width=3),
        "milestone": Style(fill="signal"),
        "milestone-line": Style(stroke="signal", width=2, dash="8 7"),
        "link": Style(stroke="muted", width=2.5),
        "link-head": Style(fill="muted"),
        "step": Style(fill="accent"),
        "step-result": Style(fill="accent-soft"),
    }
)

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "label": "ink",
        "label on-high": "paper",
        "status": "muted",
        "tick": "muted",
        "band-title": "ink",
        "band-years": "muted",
        "lane-title": "accent",
        "continued": "muted",
        "milestone-title": "ink",
        "key": "ink",
        "step-number": "paper",
        "step-title": "paper",
        "step-label": "accent",
        "step-text": "ink",
    }
)
