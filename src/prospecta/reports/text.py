"""The report that a person reads: each finding on its line of the author's file."""

from collections.abc import Iterator, Sequence

from prospecta.findings import Finding, Severity
from prospecta.messages import visible
from prospecta.reports.frames import frame
from prospecta.reports.reviewed import Reviewed, counted


def text(reviewed: Sequence[Reviewed]) -> str:
    """Every finding with its frame and its hint, then how many there are.

    Empty when nothing was found but not every folder could be reviewed.
    """
    found = counted(reviewed)
    if not any(found.values()):
        whole = reviewed and not any(one.failure for one in reviewed)
        return reviewed[0].messages.interface("nothing") + "\n" if whole else ""
    lines = [line for one in reviewed for finding in one.findings for line in _told(one, finding)]
    first = next(one for one in reviewed if one.findings)
    lines.append(first.messages.count(found[Severity.ERROR], found[Severity.WARNING]))
    return "\n".join(lines) + "\n"


def _told(reviewed: Reviewed, finding: Finding) -> Iterator[str]:
    messages, span = reviewed.messages, finding.span
    severity = messages.interface(reviewed.severity(finding).value)
    yield f"{severity}[{finding.code}] {messages.sentence(finding)}"
    path = visible(str(reviewed.folder / span.path))
    yield f"  --> {path}:{span.line}:{span.column}"
    yield from frame(reviewed.lines(span.path), span)
    hint = messages.hint(finding)
    if hint:
        yield f"  = {hint}"
    yield ""
