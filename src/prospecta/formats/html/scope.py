"""What the parts of one page share while they are rewritten."""

from prospecta.document import Attr, Document, Picture

KEPT = frozenset({"dir", "lang", "scope", "title"})
"""Attributes that mean something in a page; the others were for prospecta or another format."""
TEXT_WIDTH = 160.0
"""Millimetres of the text on paper: a picture as wide as that fills the page's column."""


class Scope:
    """One page in the making. `pictures` are those shown, in the order of their Image nodes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures: list[Picture] = []
        self._identifiers = {entry.identifier for entry in document.contents}
        self._labels: dict[str, int] = {}

    def clean(self, attributes: Attr) -> Attr:
        """A node's attributes without those that HTML does not know."""
        identifier, classes, pairs = attributes
        self._identifiers.add(identifier)
        return [identifier, classes, [pair for pair in pairs if pair[0] in KEPT]]

    def identifier(self, wish: str) -> str:
        """An identifier that nothing else in the page has. Ask once the trees are rewritten."""
        while wish in self._identifiers:
            wish += "-"
        self._identifiers.add(wish)
        return wish

    def label(self, wish: str) -> str:
        """A name for a region that no other region has."""
        count = self._labels[wish] = self._labels.get(wish, 0) + 1
        return wish if count == 1 else f"{wish} {count}"
