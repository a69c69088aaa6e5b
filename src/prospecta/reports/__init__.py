"""How findings are told: a frozen table of plain functions, one a format."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from prospecta.reports.data import data
from prospecta.reports.github import github
from prospecta.reports.gitlab import gitlab
from prospecta.reports.junit import junit
from prospecta.reports.reviewed import Reviewed
from prospecta.reports.sarif import sarif
from prospecta.reports.text import text

__all__ = ["REPORTS", "Report", "Reviewed", "text"]

Report = Callable[[Sequence[Reviewed]], str]
"""Folders with their findings, in the order of the author's lines, to the text of a report."""

REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "text": text,
        "json": data,
        "sarif": sarif,
        "github": github,
        "gitlab": gitlab,
        "junit": junit,
    }
)
