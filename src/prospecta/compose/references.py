"""Captions numbered in the order of the report, and references that name what they point at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from prospecta.compose.headings import ANNEX
from prospecta.document import Node, pairs_of, plain, span, text
from prospecta.language import Language

CAPTIONED = {"Figure": "figure", "Table": "table"}


@dataclass
class References:
    """What can be pointed at in a report, and how a sentence names it."""

    language: Language
    names: dict[str, str] = field(default_factory=dict)

    def number_captions(self, nodes: Sequence[Node]) -> None:
        """Put `Tableau 1 – ` and the like before each caption, in place."""
        counts = dict.fromkeys(CAPTIONED, 0)
        for node in nodes:
            kind = node["t"]
            if kind not in CAPTIONED:
                if kind in {"Div", "Span"} and node["c"][0][0]:
                    self._name_labelled(node)
                continue
            caption = node["c"][1][1]
            if not caption:
                continue
            counts[kind] += 1
            number = counts[kind]
            label = self.language.word(f"caption.{CAPTIONED[kind]}", number=number)
            separator = text(self.language.words["caption.separator"])
            caption[0]["c"][:0] = [span([text(label)], "caption-label"), separator]
            if node["c"][0][0]:
                name = self.language.word(f"reference.{CAPTIONED[kind]}", number=number)
                self.names[node["c"][0][0]] = name

    def name_headings(self, nodes: Sequence[Node]) -> None:
        """How a sentence names each heading: by its number, or by its title."""
        part, annexes = "", 0
        for node in (node for node in nodes if node["t"] == "Header"):
            level, attributes, inlines = node["c"]
            number = pairs_of(attributes).get("number", "").rstrip(".")
            part = number if level == 1 else part
            key, full = "unnumbered", ""
            if ANNEX in attributes[1]:
                annexes += 1
                key, full = "annex", str(annexes)
            elif number:
                key, full = "numbered", number if level == 1 else f"{part}.{number}"
            name = self.language.word(f"reference.{key}", number=full, title=plain(inlines))
            self.names[attributes[0]] = name

    def fill_links(self, nodes: Sequence[Node]) -> list[str]:
        """Give every link `[](#id)` its words, in place; answers the ids that nothing has."""
        unknown = []
        for node in nodes:
            if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
                continue
            target = node["c"][2][0][1:]
            if target not in self.names:
                unknown.append(target)
            if not node["c"][1]:
                node["c"][1] = [text(self.names.get(target, target))]
        return unknown

    def _name_labelled(self, node: Node) -> None:
        """What names it in a sentence is taken off the tree: no format has a use for it."""
        attributes = node["c"][0]
        pairs = pairs_of(attributes)
        attributes[2] = [pair for pair in attributes[2] if pair[0] != "reference"]
        named = self.language.word("reference.unnumbered", title=pairs.get("label", attributes[0]))
        self.names[attributes[0]] = pairs.get("reference", named)
