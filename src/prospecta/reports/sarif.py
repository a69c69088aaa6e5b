"""SARIF 2.1.0, which code scanning and editors read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from prospecta import __version__
from prospecta.findings import CODES, Finding, Severity, Span
from prospecta.reports.fixes import fix
from prospecta.reports.prints import fingerprinted
from prospecta.reports.reviewed import Reviewed

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "prospecta/v1"


def sarif(reviewed: Sequence[Reviewed]) -> str:
    """One run for all folders. Its rules are the codes that were found, in their own order."""
    found = {finding.code for one in reviewed for finding in one.findings}
    codes = [code for code in CODES if code in found]
    language = reviewed[0].messages.language if reviewed else "fr"
    driver = {
        "name": "prospecta",
        "version": __version__,
        "rules": [_rule(code, language) for code in codes],
    }
    failures = [f"{one.name}: {one.failure}" for one in reviewed if one.failure]
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(failures)],
        "results": [
            _result(one, finding, mark, codes.index(finding.code))
            for one in reviewed
            for finding, mark in fingerprinted(one)
        ],
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, language: str) -> Mapping[str, Any]:
    """What `prospecta explain` tells of a code, without its examples."""
    from prospecta.explain import page

    told = page(code, language)
    return {
        "id": code,
        "shortDescription": {"text": told.says},
        "fullDescription": {"text": told.why},
        "help": {"text": "\n".join((told.says, told.why, *told.do, f"prospecta explain {code}"))},
        "defaultConfiguration": {"level": _level(CODES[code])},
    }


def _level(severity: Severity) -> str:
    return severity.value


def _invocation(failures: Sequence[str]) -> Mapping[str, Any]:
    notes = [{"level": "error", "message": {"text": words}} for words in failures]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": notes}


def _result(reviewed: Reviewed, finding: Finding, mark: str, index: int) -> Mapping[str, Any]:
    from urllib.parse import quote

    artifact = {"uri": quote(reviewed.path(finding.span), errors="surrogateescape")}
    where = {"artifactLocation": artifact, "region": _region(finding.span)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _level(reviewed.severity(finding)),
        "message": {"text": reviewed.words(finding)},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {FINGERPRINT: mark},
    }
    replacement = fix(reviewed, finding)
    if replacement:
        span, text = replacement
        change = {"deletedRegion": _region(span), "insertedContent": {"text": text}}
        changes = [{"artifactLocation": artifact, "replacements": [change]}]
        hint = reviewed.messages.hint(finding)
        result["fixes"] = [{"description": {"text": hint}, "artifactChanges": changes}]
    return result


def _region(span: Span) -> Mapping[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
