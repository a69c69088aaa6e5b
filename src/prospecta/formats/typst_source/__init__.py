"""A document as a source of typst, whose look is the theme's `typst/report.typ`.

An emitter of our own, and not pandoc's: that one puts two ordered lists that follow each other
into one and the paragraphs of a definition into one, drops the alternative text of pictures, and
would need nearly every node rewritten as raw typst so that no word is taken for markup.
"""

from prospecta.formats.typst_source.job import LOOK, job

__all__ = ["LOOK", "job"]
