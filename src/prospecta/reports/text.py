"""The report that a person reads: each finding on its line of the author's file."""

import shlex
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
    lines.append(_count(reviewed))
    return "\n".join(lines) + "\n"


def brief(reviewed: Reviewed) -> str:
    """A line for each finding, for whoever has what was asked for: `check` shows the rest."""
    messages = reviewed.messages
    lines = [f"{_place(reviewed, one)}: {_head(reviewed, one)}" for one in reviewed.findings]
    more = messages.interface("more", folder=shlex.quote(visible(str(reviewed.folder))))
    return "\n".join([*lines, f"{_count([reviewed])} {more}"]) + "\n"


def _count(reviewed: Sequence[Reviewed]) -> str:
    found = counted(reviewed)
    first = next(one for one in reviewed if one.findings)
    return first.messages.count(found[Severity.ERROR], found[Severity.WARNING])


def _head(reviewed: Reviewed, finding: Finding) -> str:
    severity = reviewed.messages.interface(reviewed.severity(finding).value)
    return f"{severity}[{finding.code}] {reviewed.sentence(finding, _root(reviewed))}"


def _root(reviewed: Reviewed) -> str:
    """What to put before a path for it to be found from where the command was typed."""
    return visible(str(reviewed.folder / "_")).removesuffix("_")


def _place(reviewed: Reviewed, finding: Finding) -> str:
    path = visible(str(reviewed.folder / finding.span.path))
    return f"{path}:{finding.span.line}:{finding.span.column}"


def _told(reviewed: Reviewed, finding: Finding) -> Iterator[str]:
    messages, span = reviewed.messages, finding.span
    yield _head(reviewed, finding)
    yield f"  --> {_place(reviewed, finding)}"
    yield from frame(reviewed.lines(span.path), span)
    hint = messages.hint(finding)
    if hint:
        yield f"  = {hint}"
    yield ""
