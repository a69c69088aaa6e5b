"""Where in the document a block stands, as far as its looks depend on it."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Scope:
    """`text` and `first` are the style ids of a paragraph and of one that follows anything else.

    `lists` is what the ids of list styles begin with; `marker` is the kind of the lists (Check,
    Arrow, Step) where it is not the plain one; `level` is that of the list around, -1 outside;
    `width` is in twips; `keep` glues each paragraph to the next.
    """

    width: int
    text: str = "BodyText"
    first: str = "FirstParagraph"
    lists: str = "List"
    marker: str = ""
    level: int = -1
    align: str = ""
    keep: bool = False

    def style(self, text: str, lists: str | None = None) -> Self:
        """The same place with one style for all its paragraphs."""
        return replace(self, text=text, first=text, lists=lists or self.lists)

    def cell(self, text: str, width: int, align: str = "") -> Self:
        """The inside of a cell: nothing of what is around it but whether it is glued."""
        return type(self)(
            max(width, 1), text=text, first=text, lists="Table", align=align, keep=self.keep
        )
