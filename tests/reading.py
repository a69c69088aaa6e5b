"""What each of the three documents says, read from its bytes as its reader would meet it.

The words of a document are its cover and its body, block by block, then its notes. What belongs to
one format alone is left out: contents, running heads, the marks of lists and notes, the words
inside drawings, and the numbers of headings, which Word counts by itself.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree, html

from pdf_reading import mark_glyphs, opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = re.compile(r"[ \n\t]+")
"""What parts words. A no-break space does not."""

Line = tuple[str, str, str]
"""A line of the contents: number, title and page. A page of HTML has no pages."""


@dataclass
class Reading:
    """The blocks in reading order, the lines of the contents, what is said of the pictures."""

    blocks: list[str] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [word for block in self.blocks for word in words(block)]


def words(text: str) -> list[str]:
    return [word for word in SPACES.split(text.replace("\u00ad", "")) if word]


def joined(text: str) -> str:
    return " ".join(words(text))
