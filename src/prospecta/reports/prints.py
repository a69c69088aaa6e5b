"""Fingerprints: by them a platform knows a finding again after the file has changed around it."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from prospecta.findings import Finding
from prospecta.reports.reviewed import Reviewed


def fingerprinted(reviewed: Reviewed) -> Iterator[tuple[Finding, str]]:
    """Each finding with a fingerprint of its own.

    Made of the file, the code and the words of the line, never of the line's number nor of the
    language. Equal findings are told apart by their order.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in reviewed.findings:
        span = finding.span
        lines = reviewed.lines(span.path)
        line = lines[span.line - 1].strip() if 0 < span.line <= len(lines) else ""
        key = (reviewed.path(span), finding.code, line)
        seen[key] += 1
        words = "\0".join((*key, str(seen[key])))
        yield finding, sha256(words.encode("utf-8", "backslashreplace")).hexdigest()
