"""List definitions: those of the theme, and for each ordered list a number of its own."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from prospecta.formats.ooxml.levels import LEVELS
from prospecta.formats.ooxml.markup import Element, w
from prospecta.formats.ooxml.paragraphs import Paragraph
from prospecta.formats.ooxml.scope import Scope

CONTINUATION = "ListContinue"
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "LowerAlpha": "lowerLetter",
        "UpperAlpha": "upperLetter",
        "LowerRoman": "lowerRoman",
        "UpperRoman": "upperRoman",
    }
)
TEXTS: Mapping[str, str] = MappingProxyType({"OneParen": "%{})", "TwoParens": "(%{})"})


@dataclass(frozen=True, slots=True)
class Restart:
    """An ordered list: the number it has, the one it takes its looks from, and how it counts."""

    number: int
    model: int
    level: int
    start: int
    form: str
    text: str


class Lists:
    """The lists of a document, on the list definitions of the theme's numbering part."""

    def __init__(self, numbering: Element, style_numbers: Mapping[str, int | None]) -> None:
        self.numbering = numbering
        self.style_numbers = style_numbers
        self._abstract = {
            number.get(w("numId")): number[0].get(w("val"))
            for number in numbering.iterchildren(w("num"))
        }
        self._definitions = {
            definition.get(w("abstractNumId")): definition
            for definition in numbering.iterchildren(w("abstractNum"))
        }
        self._restarts: dict[int, Restart] = {}

    def paragraph(self, scope: Scope, kind: str) -> Paragraph:
        """The properties of an item's first paragraph; `kind` is Bullet, Number or a marker."""
        style = f"{scope.lists}{kind}"
        number = self.style_numbers.get(style)
        if number is None:
            ordered = kind in {"Number", "Step"}
            style = f"{scope.lists}{'Number' if ordered else 'Bullet'}"
            number = self.style_numbers[f"List{kind}"]
        return Paragraph(style, number=(number or 0, min(scope.level, LEVELS - 1)), keep=scope.keep)

    def restart(self, paragraph: Paragraph, attributes: list[Any]) -> Paragraph:
        """The same paragraph in a list that counts on its own, as pandoc's ListAttributes say."""
        start, style, delimiter = attributes
        model, level = paragraph.number or (0, 0)
        form, text = FORMATS.get(style["t"], ""), TEXTS.get(delimiter["t"], "")
        number = len(self._abstract) + len(self._restarts) + 1
        self._restarts[number] = Restart(number, model, level, start, form, text)
        return replace(paragraph, number=(number, level))

    def continuation(self, paragraph: Paragraph, scope: Scope) -> Paragraph:
        """The properties of what follows the first paragraph in an item."""
        model, level = paragraph.number or (0, 0)
        if model in self._restarts:
            model = self._restarts[model].model
        indent = self._level(model, level).find(f"{w('pPr')}/{w('ind')}")
        left = 0 if indent is None else int(indent.get(w("left"), "0"))
        style = CONTINUATION if scope.lists == "List" else scope.text
        return Paragraph(style, indent=left, keep=paragraph.keep)

    def finish(self) -> None:
        """Write the ordered lists into the numbering part."""
        for restart in self._restarts.values():
            number = _child(self.numbering, "num", numId=restart.number)
            abstract = self._abstract[str(restart.model)]
            _child(number, "abstractNumId", val=abstract)
            override = _child(number, "lvlOverride", ilvl=restart.level)
            _child(override, "startOverride", val=restart.start)
            if restart.form or restart.text:
                override.append(self._restyled(restart))

    def _level(self, number: int, level: int) -> Element:
        definition = self._definitions[self._abstract[str(number)]]
        return definition.findall(w("lvl"))[level]

    def _restyled(self, restart: Restart) -> Element:
        level = deepcopy(self._level(restart.model, restart.level))
        for element in level.findall(w("pStyle")):
            level.remove(element)
        _set(level, "start", str(restart.start))
        if restart.form:
            _set(level, "numFmt", restart.form)
        if restart.text:
            shown = level.find(w("lvlText"))
            before = "" if shown is None else shown.get(w("val"), "")
            indent = before[: len(before) - len(before.lstrip())]
            _set(level, "lvlText", indent + restart.text.format(restart.level + 1))
        return level


def _child(parent: Element, name: str, **attributes: object) -> Element:
    child = parent.makeelement(w(name), {w(key): str(v) for key, v in attributes.items()})
    parent.append(child)
    return child


def _set(level: Element, name: str, value: str) -> None:
    element = level.find(w(name))
    if element is not None:
        element.set(w("val"), value)
