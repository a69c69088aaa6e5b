"""Sections: the cover, the contents and the text each begin on a page of their own."""

from copy import deepcopy
from typing import Final

from prospecta.document import Node
from prospecta.formats.ooxml.markup import OFFICE, Element, block, w

END: Final = '<w:p><w:pPr><w:pStyle w:val="Gap"/><w:sectPr/></w:pPr></w:p>'


def end() -> Node:
    """What keeps the place of a section's end."""
    return block(END)


def apply(root: Element, section: Element, *, cover: bool) -> None:
    """Give every section of the document its pages; `cover` says that the first one is."""
    for index, place in enumerate(list(root.iter(w("sectPr")))):
        parent = place.getparent()
        if parent is not None:
            parent.replace(place, _properties(section, cover=cover and index == 0))


def _properties(section: Element, *, cover: bool) -> Element:
    """A section's w:sectPr. The cover's first page has no header and no footer."""
    properties = deepcopy(section)
    for place, name in enumerate(("header", "footer")):
        names = {w("type"): "default", f"{{{OFFICE}}}id": name}
        properties.insert(place, properties.makeelement(w(f"{name}Reference"), names))
    begins = properties.makeelement(w("type"), {w("val"): "nextPage"})
    properties.insert(2, begins)
    if cover:
        properties.append(properties.makeelement(w("titlePg"), {}))
    return properties
