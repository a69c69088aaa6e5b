"""What can be typed instead, where a finding knows it to the letter."""

from dataclasses import replace

from prospecta.discretion import discreet
from prospecta.findings import Finding, Span
from prospecta.reports.reviewed import Reviewed

_BETTER = ("suggestion", "usual")
"""The values of a finding that replace what it is about."""
_ABOVE = 20
"""Lines above a finding among which the line is looked for that it wants changed."""


def fix(reviewed: Reviewed, finding: Finding) -> tuple[Span, str] | None:
    """A place and the text for it; None unless the file says there what the finding supposes."""
    values = finding.values
    if discreet(values.get("fixed", "")) != values.get("fixed", ""):
        return None
    if values.get("fixed") and "\n" not in values["fixed"]:
        return _fixed(reviewed, finding.span, values["fixed"], values.get("line"))
    better = next((values[name] for name in _BETTER if values.get(name)), "")
    for name, words in values.items():
        place = _place(reviewed, finding.span, words) if better and name not in _BETTER else None
        if place:
            return place, better
    return None


def _fixed(reviewed: Reviewed, span: Span, fixed: str, line: str | None) -> tuple[Span, str] | None:
    """The line that was typed, or a sentence that needs quotes; without a `line`, the value."""
    source = reviewed.source(span)
    if line is None:
        return (span, fixed) if source and "\n" not in source else None
    lines = reviewed.lines(span.path)[: span.line]
    for number in range(len(lines), max(0, span.line - _ABOVE), -1):
        if lines[number - 1] == line:
            return Span(span.path, number, 1, number, len(line) + 1), fixed
    doubled = source.replace("'", "''")
    return (span, fixed) if fixed in {f'"{source}"', f"'{doubled}'"} else None


def _place(reviewed: Reviewed, span: Span, words: str) -> Span | None:
    """Where these words stand: the span, its inside when it is quoted, or what begins there."""
    if not words:
        return None
    source = reviewed.source(span)
    if source == words:
        return span
    if len(source) > 1 and source[0] == source[-1] and source[0] in "'\"":
        inside = replace(span, column=span.column + 1, end_column=span.end_column - 1)
        return inside if source[1:-1] == words else None
    wider = replace(span, end_line=span.line, end_column=span.column + len(words))
    return wider if source and reviewed.source(wider) == words else None
