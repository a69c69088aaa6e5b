"""Authors' texts without a report around them: what is wrong with each, read alone."""

from prospecta.compose.parsing import Parsed
from prospecta.compose.slots import Slots
from prospecta.document import Blocks
from prospecta.findings import Finding
from prospecta.language import DEFAULT, Language, shipped_languages
from prospecta.pandoc import MARKDOWN, Pandoc
from prospecta.seminar import Seminar
from prospecta.text import Line, Text


def review_texts(seminar: Seminar, pandoc: Pandoc) -> list[Finding]:
    """What `compose` would find in the texts of a folder that cannot be composed."""
    code = str(seminar.identity.language)
    parsed = Parsed(seminar, Language.read(code if code in shipped_languages() else DEFAULT))
    slots = Slots()
    for value in seminar.values:
        if isinstance(value, Line | Text):
            slots.add(value, inline=isinstance(value, Line))

    def read(texts: list[str]) -> list[Blocks]:
        return pandoc.read([(MARKDOWN, words) for words in texts])

    if excess := slots.excess([]):
        return [excess]
    slots.parse(read, parsed.keep)
    return parsed.findings + parsed.remarks
