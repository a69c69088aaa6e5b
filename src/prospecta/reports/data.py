"""The report for programs of one's own. Its shape is in docs/checks.md."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from prospecta.findings import Finding, Severity
from prospecta.reports.fixes import fix
from prospecta.reports.prints import fingerprinted
from prospecta.reports.reviewed import Reviewed, counted

VERSION = 1
"""Grows when a key goes or changes its meaning; a new key does not count."""


def data(reviewed: Sequence[Reviewed]) -> str:
    found = counted(reviewed)
    report = {
        "version": VERSION,
        "errors": found[Severity.ERROR],
        "warnings": found[Severity.WARNING],
        "folders": [_folder(one) for one in reviewed],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _folder(reviewed: Reviewed) -> Mapping[str, Any]:
    findings = [_finding(reviewed, one, mark) for one, mark in fingerprinted(reviewed)]
    failure = reviewed.failure or None
    return {"folder": reviewed.folder.as_posix(), "failure": failure, "findings": findings}


def _finding(reviewed: Reviewed, finding: Finding, fingerprint: str) -> Mapping[str, Any]:
    replacement = fix(reviewed, finding)
    told: dict[str, Any] = {
        "code": finding.code,
        "severity": reviewed.severity(finding).value,
        "message": reviewed.sentence(finding),
        "hint": reviewed.messages.hint(finding),
        "path": reviewed.path(finding.span),
        **_region(finding),
        "fingerprint": fingerprint,
    }
    if replacement:
        span, text = replacement
        told["fix"] = {**_region(Finding(finding.code, span)), "text": text}
    return told


def _region(finding: Finding) -> Mapping[str, int]:
    span = finding.span
    return {
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
