"""Captions, whose numbers Word can count and whose labels it can quote."""

import re
from dataclasses import dataclass, field
from typing import Final

from prospecta.document import Blocks, Inlines, Node, plain, text
from prospecta.formats.ooxml.inlines import InlineWriter
from prospecta.formats.ooxml.markup import escape, inline, styled
from prospecta.formats.ooxml.paragraphs import Paragraph, Sheet

LABEL: Final = re.compile(r"(?P<word>\D*[^\W\d]\D*?)(?P<gap>\s*)(?P<number>\d+)(?P<rest>\D*)")


@dataclass
class Captions:
    """Writes captions; `counts` is what Word has counted so far, by label."""

    sheet: Sheet
    inlines: InlineWriter
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, blocks: Blocks, identifier: str, style: str, width: int) -> Blocks:
        """The paragraphs of a caption, the id's bookmark around its label."""
        written: Blocks = []
        for block in blocks:
            words = block["c"] if block["t"] in {"Para", "Plain"} else [text(plain(block))]
            inlines = self._labelled(words, "" if written else identifier, width)
            written.append(self.sheet.line(inlines, Paragraph(style)))
        return written

    def _labelled(self, inlines: Inlines, identifier: str, width: int) -> Inlines:
        names = self.inlines.names
        if not (inlines and inlines[0]["t"] == "Span" and _is_label(inlines[0])):
            return names.around(identifier, *self.inlines.write(inlines, width))
        label = self._counted(plain(inlines[0]["c"][1]))
        rest = self.inlines.write(inlines[1:], width)
        return [*names.around(identifier, *label), *rest]

    def _counted(self, label: str) -> Inlines:
        """A label with its number as a SEQ field, when it has one."""
        parts = LABEL.fullmatch(label)
        if parts is None:
            return [styled([text(label)], "CaptionLabel")]
        word, number = parts["word"].strip(), int(parts["number"])
        expected = self.counts.get(word, 0) + 1
        self.counts[word] = number
        reset = "" if number == expected else f"\\r {number} "
        name = re.sub(r"\W", "_", word)
        run = f'<w:rPr><w:rStyle w:val="CaptionLabel"/></w:rPr><w:t>{escape(parts["number"])}</w:t>'
        field_code = (
            f'<w:fldSimple w:instr=" SEQ {escape(name)} \\* ARABIC {reset}">'
            f"<w:r>{run}</w:r></w:fldSimple>"
        )
        before = styled([text(parts["word"] + parts["gap"])], "CaptionLabel")
        after = [styled([text(parts["rest"])], "CaptionLabel")] if parts["rest"] else []
        return [before, inline(field_code), *after]


def _is_label(span: Node) -> bool:
    return "caption-label" in span["c"][0][1]
