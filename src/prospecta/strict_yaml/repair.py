"""What is wrong with a line that YAML does not read, and the line that makes it readable."""

import re
from collections.abc import Collection

from prospecta.strict_yaml.advice import line_bounds
from prospecta.strict_yaml.candidates import candidates
from prospecta.strict_yaml.events import Failure, ParserFactory, events
from prospecta.strict_yaml.shapes import Mending
from prospecta.strict_yaml.wrapped import indent_of


def repair(
    text: str, failure: Failure, new_parser: ParserFactory, keys: Collection[str] = ()
) -> Mending | None:
    """What makes the text readable past the failure, if one line or one text can do it."""
    end = line_bounds(text, failure.offset)[1]
    for mending in candidates(text, failure, keys):
        mended, shift = mend(text, mending)
        past = failure.reached if mending.kind == "bracket" else end
        if _read_past(mended, max(past, _end(text, mending)) + shift, new_parser):
            return mending
    return None


def mend(text: str, mending: Mending) -> tuple[str, int]:
    """The text with that line, and by how much it grew."""
    mended = text[: mending.start] + mending.line + text[_end(text, mending) :]
    return mended, len(mended) - len(text)


def _end(text: str, mending: Mending) -> int:
    """Where the lines end that are mended."""
    end = line_bounds(text, mending.start)[1]
    for _ in range(mending.line.count("\n")):
        end = line_bounds(text, end + 1)[1]
    return end


def diagnose(text: str, failure: Failure) -> tuple[str, int]:
    """The kind of a failure that no line mends, and the offset at which to show it."""
    start = line_bounds(text, failure.offset)[0]
    above = _above(text, start)
    comment = re.search(r"\S[ \t]+(?=#)", text[above:start])
    if (
        comment
        and failure.kind in {"structure", "no-colon"}
        and indent_of(text, above) < indent_of(text, start)
    ):
        return "comment", above + comment.end()
    if failure.kind != "structure":
        return ("indent" if failure.kind == "colon" else failure.kind), failure.offset
    first = re.compile(r"\s*").match(text, start)
    if first and first.end() != failure.offset:
        return "after-quote" if '"' in text[start : failure.offset] else "other", failure.offset
    if text.startswith("- ", failure.offset):
        return "list", failure.offset
    if not re.compile(r"(?![\[{])[^\n]*:(?:[ \n]|$)").match(text, failure.offset):
        return "no-colon", failure.offset
    return ("key" if "collection" in failure.context else "indent"), failure.offset


def _above(text: str, start: int) -> int:
    """Where the line begins that stands above another one; blank lines do not count."""
    before = len(text[:start].rstrip())
    return line_bounds(text, before)[0] if before else start


def _read_past(text: str, offset: int, new_parser: ParserFactory) -> bool:
    for event in events(text, new_parser):
        if isinstance(event, Failure):
            return event.offset > offset
    return True
