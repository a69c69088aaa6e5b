"""A JUnit report: a suite a folder, a case a finding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prospecta.findings import Finding, Severity
from prospecta.messages import visible
from prospecta.reports.reviewed import Reviewed, counted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "prospecta check"


def junit(reviewed: Sequence[Reviewed]) -> str:
    """Errors fail; warnings are skipped cases, which are shown and fail nothing.

    A folder without finding has one case that passes: a suite without any looks forgotten.
    """
    from xml.etree.ElementTree import Element, indent, tostring

    found = counted(reviewed)
    total = sum(len(one.findings) or 1 for one in reviewed)
    root = Element("testsuites", name=NAME, tests=str(total))
    root.set("failures", str(found[Severity.ERROR]))
    root.set("errors", str(sum(bool(one.failure) for one in reviewed)))
    root.extend(_suite(one) for one in reviewed)
    indent(root)
    told = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n'


def _suite(reviewed: Reviewed) -> "Element":
    from xml.etree.ElementTree import Element, SubElement

    name = visible(reviewed.name)
    suite = Element("testsuite", name=name, tests=str(len(reviewed.findings) or 1))
    suite.set("failures", str(reviewed.errors))
    suite.set("errors", str(int(bool(reviewed.failure))))
    suite.set("skipped", str(len(reviewed.findings) - reviewed.errors))
    for finding in reviewed.findings:
        _case(suite, reviewed, finding)
    if not reviewed.findings:
        case = SubElement(suite, "testcase", name=NAME, classname=name)
        if reviewed.failure:
            SubElement(case, "error", type="ToolError", message=visible(reviewed.failure))
    return suite


def _case(suite: "Element", reviewed: Reviewed, finding: Finding) -> None:
    from xml.etree.ElementTree import SubElement

    span = finding.span
    path = visible(reviewed.path(span))
    place = f"{path}:{span.line}:{span.column}"
    case = SubElement(suite, "testcase", name=f"{finding.code} {place}", classname=path)
    failed = reviewed.severity(finding) is Severity.ERROR
    result = SubElement(case, "failure" if failed else "skipped", type=finding.code)
    result.set("message", reviewed.sentence(finding))
    result.text = "\n".join(filter(None, (place, reviewed.messages.hint(finding))))
