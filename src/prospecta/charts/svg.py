"""Write a drawing as SVG.

Attributes carry the look and classes name the roles: a page may restyle both, and no `style` is
needed, which a strict content security policy would refuse.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prospecta.charts.look import SHAPES, TEXTS, UNITS
from prospecta.charts.metrics import BASELINE, LEADING, SPACE

if TYPE_CHECKING:
    from prospecta.charts.drawing import Drawing, Shape, Text
    from prospecta.charts.look import Look
    from prospecta.charts.metrics import Line, Run


def write(drawing: Drawing, look: Look, prefix: str, title: str = "", description: str = "") -> str:
    """Write the whole; `prefix` begins every id. The size is in millimetres of paper."""
    said = [
        (tag, f"{prefix}-{tag}", text)
        for tag, text in (("title", title), ("desc", description))
        if text
    ]
    names = " ".join(name for _, name, _ in said)
    width, height = drawing.width, drawing.height
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "chart",
        "role": "img",
        **({"aria-labelledby": names} if names else {}),
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": f"{number(width / UNITS)}mm",
        "height": f"{number(height / UNITS)}mm",
        "font-family": f"'{look.font}', sans-serif",
    }
    parts = [element(tag, {"id": name}, escape(text, quote=False)) for tag, name, text in said]
    parts += [write_shape(shape, look) for shape in drawing.shapes]
    parts += [write_text(text, look) for text in drawing.texts]
    return element("svg", root, "\n" + "\n".join(parts) + "\n") + "\n"


def write_shape(shape: Shape, look: Look) -> str:
    """Write a rectangle, a polygon or a line."""
    style = SHAPES[shape.role]
    attributes = {
        "class": shape.role,
        "fill": look.colours[style.fill] if style.fill else "none",
    }
    if style.stroke:
        attributes["stroke"] = look.colours[style.stroke]
        attributes["stroke-width"] = number(style.width)
    if style.dash:
        attributes["stroke-dasharray"] = style.dash
    if shape.radius:
        box = shape.box
        sides = zip(
            ("x", "y", "width", "height"), (box.x, box.y, box.width, box.height), strict=True
        )
        attributes |= {name: number(value) for name, value in sides}
        return element("rect", attributes | {"rx": number(shape.radius)})
    path = " ".join(f"{number(x)} {number(y)}" for x, y in shape.points)
    return element("path", attributes | {"d": f"M{path}{'Z' if shape.closed else ''}"})


def write_text(text: Text, look: Look) -> str:
    """Write one text of a line each; a real space divides the words of two lines."""
    box, size = text.box, text.size
    x = {"start": box.x, "middle": box.x + box.width / 2, "end": box.right}[text.anchor]
    aside = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * SPACE * size
    attributes = {
        "class": text.role,
        "font-size": number(size),
        "fill": look.colours[TEXTS[text.role]],
        **({} if text.anchor == "start" else {"text-anchor": text.anchor}),
    }
    content = ""
    for at, line in enumerate(text.lines):
        y = box.y + size * (BASELINE + at * LEADING)
        space = "" if line.broken or at + 1 == len(text.lines) else " "
        # The space belongs to the line that it ends, and would push an anchored one inwards.
        place = {"x": number(x + aside * len(space)), "y": number(y)}
        content += element("tspan", place, write_line(line, look)) + space
    return element("text", attributes, content)


def write_line(line: Line, look: Look) -> str:
    """Write the runs of a line."""
    return " ".join(write_run(run, look) for run in line.runs)


def write_run(run: Run, look: Look) -> str:
    """Write a run; a plain one needs no element of its own."""
    attributes: dict[str, str] = {}
    if run.role:
        attributes |= {"class": run.role, "fill": look.colours[TEXTS[run.role]]}
    if run.weight != 400:  # noqa: PLR2004
        attributes["font-weight"] = str(run.weight)
    text = escape(run.text, quote=False)
    return element("tspan", attributes, text) if attributes else text


def element(tag: str, attributes: dict[str, str], content: str = "") -> str:
    """Write an element; the content is markup already, the attributes are not."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def number(value: float) -> str:
    """Write a length to a tenth of a unit."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")
