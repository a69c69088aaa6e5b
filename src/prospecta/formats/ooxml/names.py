"""Bookmarks: the names by which Word knows the places that links and the contents lead to."""

import re
from hashlib import sha256

from prospecta.document import Blocks, Node
from prospecta.formats.ooxml.markup import block, inline

LONGEST = 40
"""Word drops a bookmark whose name is longer, or holds anything but letters, digits and `_`."""


class Names:
    """Bookmark names by the document's ids, unlike each other even without their capitals."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._numbers = 0

    def of(self, identifier: str) -> str:
        name = self._names.get(identifier)
        if name is None:
            name = self._names[identifier] = self._new(identifier)
        return name

    def around(self, identifier: str, *inlines: Node) -> list[Node]:
        """Inlines between the two ends of a bookmark; without an id, the inlines alone."""
        if not identifier:
            return list(inlines)
        start, end = self.ends(identifier)
        return [inline(start), *inlines, inline(end)]

    def before(self, identifier: str) -> Blocks:
        """A bookmark before a block; without an id, nothing."""
        return [block("".join(self.ends(identifier)))] if identifier else []

    def ends(self, identifier: str) -> tuple[str, str]:
        """The markup of a bookmark's two ends. Call once for each id."""
        self._numbers += 1
        start = f'<w:bookmarkStart w:id="{self._numbers}" w:name="{self.of(identifier)}"/>'
        return start, f'<w:bookmarkEnd w:id="{self._numbers}"/>'

    def _new(self, identifier: str) -> str:
        name = re.sub(r"\W", "_", identifier, flags=re.ASCII)
        if not name[0].isalpha():
            name = f"b{name}"
        if len(name) > LONGEST or name.casefold() in self._taken:
            digest = sha256(identifier.encode()).hexdigest()[:8]
            name = f"{name[: LONGEST - 9]}_{digest}"
        self._taken.add(name.casefold())
        return name
