"""Findings as the page of the preview shows them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from prospecta.findings import Finding, Severity
from prospecta.messages import Messages
from prospecta.reports.reviewed import Reviewed

EDITORS: Mapping[str, str] = MappingProxyType(
    {
        "vscode": "vscode://file{path}:{line}:{column}",
        "vscodium": "vscodium://file{path}:{line}:{column}",
        "idea": "idea://open?file={path}&line={line}&column={column}",
        "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    }
)
"""The addresses by which editors open a file at a place."""


def notes(
    messages: Messages,
    failure: str,
    folder: Path = Path(),
    findings: Sequence[Finding] = (),
    editor: str = "",
) -> Mapping[str, Any]:
    """What stands beside the page: each finding in words and with its place, or a failure.

    With an editor, a finding has the address that opens its place in it.
    """
    reviewed = Reviewed(folder, findings, messages)
    errors = reviewed.errors
    ranked = sorted(findings, key=lambda one: one.severity is not Severity.ERROR)
    count = messages.count(errors, len(findings) - errors)
    return {
        "findings": [_told(reviewed, one, editor) for one in ranked],
        "failed": bool(errors or failure),
        "count": failure or (count if findings else messages.interface("nothing")),
    }


def _told(reviewed: Reviewed, finding: Finding, editor: str) -> Mapping[str, Any]:
    span = finding.span
    severity = reviewed.severity(finding).value
    said = {
        "severity": severity,
        "word": reviewed.messages.interface(severity),
        "code": finding.code,
        "says": reviewed.sentence(finding, ""),
        "hint": reviewed.messages.hint(finding),
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "last": span.end_line,
    }
    if editor:
        path = quote((reviewed.folder.resolve() / span.path).as_posix(), errors="surrogateescape")
        said["open"] = EDITORS[editor].format(path=path, line=span.line, column=span.column)
    return said
