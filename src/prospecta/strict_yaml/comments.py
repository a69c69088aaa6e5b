"""Words that a ` #` made a comment, though they read like the rest of the text before it."""

import re

from prospecta.findings import Finding
from prospecta.strict_yaml.advice import MAX_LINE, line_bounds, quoted_lines
from prospecta.strict_yaml.events import show_breaks
from prospecta.strict_yaml.places import Places

_COMMENT = re.compile(r"([ \t]+)#(.*)")
_REMARK = re.compile(
    r"\W*(?:[àa]|ancien|attention|car|cf|check|compl[eé]ter|confirmer|corriger|demander|e\.?g|ex|exemple"
    r"|facultatif|fixme|ici|i\.?e|mettre|nb|nota|note|old|optional|optionnel|prospecta|ou|or|pourquoi|provisoire"
    r"|rappel|remarque|revoir|see|sic|source|tbc|tbd|todo|valider|v[eé]rifier|voir|was|why|xxx)\b",
    re.IGNORECASE,
)
"""How a remark begins that an author leaves for later."""
_PAIRS = ("()", "«»", "“”", "[]")


def swallowed(places: Places, end: int, value: str) -> list[Finding]:
    """A warning when the comment behind a plain text, which ends at `end`, may be part of it."""
    found = _COMMENT.match(places.text, end)
    if not found or _is_remark(value, *found.groups()):
        return []
    start, last = line_bounds(places.text, end)
    line = places.text[start:last]
    fixed = ""
    if len(line) <= MAX_LINE:
        written = found.start(2) - 1 if not value else end - len(value)
        fixed = next(iter(quoted_lines(line, written - start, whole=True)), "")
    values = {"words": found[2].strip(), "line": places.typed(end), "fixed": fixed}
    shown = {name: show_breaks(value[: 2 * MAX_LINE]) for name, value in values.items()}
    return [Finding("yaml-comment", places.span(found.start(2) - 1, found.end()), shown)]


def _is_remark(value: str, gap: str, words: str) -> bool:
    """Whether a comment is meant as one.

    It stands apart by two blanks, follows a single word, begins as remarks do or ends in a
    question mark. It is not when it begins without a blank, as `#3` and `#hashtag`, or closes a
    bracket that the text opened.
    """
    if not value:
        return not words or not (words[0].isalnum() or words[0] == "_")
    if any(value.count(one[0]) > value.count(one[1]) and one[1] in words for one in _PAIRS):
        return False
    if len(gap) > 1 or "\t" in gap or not re.search(r"\s", value):
        return True
    if words and not words[0].isspace():
        return words[0] in "#!=-"
    return bool(_REMARK.match(words)) or words.rstrip().endswith("?")
