"""Annotations of a pull request on GitHub: commands that a workflow prints."""

from collections.abc import Iterator, Sequence

from prospecta.findings import Finding
from prospecta.messages import visible
from prospecta.reports.reviewed import Reviewed, last_line


def github(reviewed: Sequence[Reviewed]) -> str:
    """One command a finding; nothing at all when there is none."""
    return "".join(f"{line}\n" for one in reviewed for line in _commands(one))


def _commands(reviewed: Reviewed) -> Iterator[str]:
    if reviewed.failure:
        title = _property(f"prospecta: {reviewed.name}")
        yield f"::error title={title}::{_data(reviewed.failure)}"
    for finding in reviewed.findings:
        name = reviewed.severity(finding).value
        known = ",".join(f"{key}={value}" for key, value in _properties(reviewed, finding))
        told = (reviewed.sentence(finding), reviewed.messages.hint(finding))
        words = _data("\n".join(filter(None, told)))
        yield f"::{name} {known}::{words}"


def _properties(reviewed: Reviewed, finding: Finding) -> Iterator[tuple[str, str]]:
    span = finding.span
    yield "file", _property(reviewed.path(span))
    yield "line", str(span.line)
    if span.line == span.end_line:
        # The runner refuses columns of a place that has several lines. The last one is included.
        yield "col", str(span.column)
    yield "endLine", str(last_line(span))
    if span.line == span.end_line:
        yield "endColumn", str(max(span.column, span.end_column - 1))
    yield "title", _property(f"prospecta: {finding.code}")


def _data(words: str) -> str:
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
