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
    """A section's w:sectPr. What it does not name it has from the section before."""
    properties = deepcopy(section)
    references = [("header", "first", "cover")] if cover else []
    references += [("header", "default", "header"), ("footer", "default", "footer")]
    for place, (part, kind, identifier) in enumerate(references):
        names = {w("type"): kind, f"{{{OFFICE}}}id": identifier}
        properties.insert(place, properties.makeelement(w(f"{part}Reference"), names))
    begins = properties.makeelement(w("type"), {w("val"): "nextPage"})
    properties.insert(len(references), begins)
    if cover:
        properties.append(properties.makeelement(w("titlePg"), {}))
    return properties
