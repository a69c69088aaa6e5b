"""A Code Quality report of GitLab: the part of Code Climate's format that it reads."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from prospecta.findings import Finding, Severity
from prospecta.reports.prints import fingerprinted
from prospecta.reports.reviewed import Reviewed, last_line

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab(reviewed: Sequence[Reviewed]) -> str:
    """A list of issues. A folder that could not be reviewed has none: it has no line to show."""
    issues = [
        _issue(one, finding, mark) for one in reviewed for finding, mark in fingerprinted(one)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(reviewed: Reviewed, finding: Finding, fingerprint: str) -> Mapping[str, Any]:
    span = finding.span
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": reviewed.words(finding),
        "categories": ["Bug Risk"],
        "severity": SEVERITIES[reviewed.severity(finding)],
        "fingerprint": fingerprint,
        "location": {
            "path": reviewed.path(span),
            "lines": {"begin": span.line, "end": last_line(span)},
        },
    }
