"""Inlines of the tree as calls to the functions of `typst/report.typ`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from prospecta.document import Inlines, plain
from prospecta.formats.typst_source.text import Emitter, Scope, anchored, literal, text

TARGET = 8000
"""Characters that typst takes at most as the target of a link."""


def inlines(nodes: Inlines, scope: Scope) -> str:
    """Markup of inlines; neighbouring words become one string."""
    parts: list[str] = []
    words: list[str] = []
    for node in nodes:
        kind = node["t"]
        if kind == "Str":
            words.append(node["c"])
        elif kind in {"Space", "SoftBreak"}:
            words.append(" ")
        else:
            parts += [text("".join(words), scope), INLINES[kind](node.get("c"), scope)]
            words.clear()
    parts.append(text("".join(words), scope))
    return "".join(parts)


def _nothing(_held: Any, _scope: Scope) -> str:
    return ""


def _wrapped(function: str) -> Emitter:
    return lambda held, scope: f"#{function}[{inlines(held, scope)}];"


def _second(held: Any, scope: Scope) -> str:
    return inlines(held[1], scope)


def _quoted(held: Any, scope: Scope) -> str:
    opening, closing = QUOTES[held[0]["t"]]
    return f"#{literal(opening)};{inlines(held[1], scope)}#{literal(closing)};"


def _note(held: Any, scope: Scope) -> str:
    return f"#footnote[{scope.blocks(held, scope)}];"


def _raw(held: Any, _scope: Scope) -> str:
    return f"#raw({literal(held[1])});"


def _link(held: Any, scope: Scope) -> str:
    attributes, contents, (target, _) = held
    body = anchored(attributes, inlines(contents, scope), scope)
    if target.startswith("#"):
        return f"#to({literal(target[1:])})[{body}];"
    return f"#out({literal(target)})[{body}];" if 0 < len(target) <= TARGET else body


def _span(held: Any, scope: Scope) -> str:
    attributes, contents = held
    body = anchored(attributes, inlines(contents, scope), scope)
    for name in attributes[1]:
        if name in SPANS:
            body = f"#{SPANS[name]}[{body}];"
    return body


def pictures(images: Inlines, scope: Scope) -> str:
    """Markup of pictures that stand alone, side by side; what parts them is left out."""
    shown = [_picture(image["c"], scope) for image in images if image["t"] == "Image"]
    return f"#{shown[0]};" if len(shown) == 1 else f"#side-by-side({', '.join(shown)});"


def _picture(held: Any, scope: Scope) -> str:
    name = held[2][0].removeprefix("picture:")
    width = scope.pictures[name].width
    return f"picture({literal(scope.files[name])}, {width:g}mm, {literal(plain(held[1]))})"


QUOTES = MappingProxyType({"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")})
SPANS = MappingProxyType({"family-name": "family-name", "caption-label": "caption-label"})

INLINES: Mapping[str, Emitter] = MappingProxyType(
    {
        "Emph": _wrapped("emph"),
        "Strong": _wrapped("strong"),
        "Underline": _wrapped("underline"),
        "Strikeout": _wrapped("strike"),
        "Superscript": _wrapped("super"),
        "Subscript": _wrapped("sub"),
        "SmallCaps": _wrapped("smallcaps"),
        "Quoted": _quoted,
        "Cite": _second,
        "Code": _raw,
        "Math": _raw,
        "LineBreak": lambda _held, _scope: "#linebreak();",
        "RawInline": _nothing,
        "Link": _link,
        "Image": lambda held, scope: f"#box({_picture(held, scope)});",
        "Span": _span,
        "Note": _note,
    }
)
