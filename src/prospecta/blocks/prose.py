"""Prose: a Markdown file in `text/`."""

from prospecta.block import Block
from prospecta.text import Text


class Prose(Block):
    """The text of a Markdown file."""

    kind = "prose"

    text: Text
