"""A folder with its findings, as the reports ask for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from prospecta.encodings import decode
from prospecta.findings import Finding, Severity, Span, ToolError
from prospecta.messages import Messages
from prospecta.source import MAX_BYTES, read_bytes

PLACE = re.compile(r"[^:\n]+\.(?:yaml|md):\d+")
"""Another line of the folder, as a finding names it."""


@dataclass(frozen=True)
class Reviewed:
    """What was found in a folder, named as it was typed.

    `failure` says why it could not be reviewed; it is empty when it could. With `strict`,
    a warning counts as an error.
    """

    folder: Path
    findings: Sequence[Finding]
    messages: Messages
    failure: str = ""
    strict: bool = False

    def severity(self, finding: Finding) -> Severity:
        return Severity.ERROR if self.strict else finding.severity

    def sentence(self, finding: Finding, root: str | None = None) -> str:
        """What is wrong. A place in it is from the root of the repository, or behind `root`."""
        first = finding.values.get("first", "")
        if PLACE.fullmatch(first):
            root = self._prefix if root is None else root
            finding = replace(finding, values={**finding.values, "first": f"{root}{first}"})
        return self.messages.sentence(finding)

    def words(self, finding: Finding) -> str:
        """The sentence and the hint, in one paragraph."""
        told = (self.sentence(finding), self.messages.hint(finding))
        return " ".join(filter(None, told))

    @property
    def errors(self) -> int:
        return sum(self.severity(finding) is Severity.ERROR for finding in self.findings)

    @property
    def failed(self) -> bool:
        return self.errors > 0

    def path(self, span: Span) -> str:
        """Where a finding is, from the root of the repository, with `/`."""
        return f"{self._prefix}{span.path}"

    @property
    def name(self) -> str:
        """What the folder is called in a report: its path there, or its own name at the root."""
        return self._prefix.rstrip("/") or self.folder.resolve().name

    @cached_property
    def _prefix(self) -> str:
        """The folder from the root of its repository or from the working directory.

        Outside of both it is named as it was typed, and by its name alone if that was a path from
        the root of the machine: no such path is told.
        """
        here, root = self.folder.resolve(), Path.cwd().resolve()
        for above in (here, *here.parents):
            # A worktree and a submodule have a file of that name.
            if (above / ".git").exists():
                root = above
                break
        if not here.is_relative_to(root):
            return f"{here.name if self.folder.is_absolute() else self.folder.as_posix()}/"
        name = here.relative_to(root).as_posix()
        return "" if name == "." else f"{name}/"

    def lines(self, path: str) -> Sequence[str]:
        """The lines of an author's file, without their ends; none when it cannot be read."""
        if path not in self._read:
            self._read[path] = self._lines(path)
        return self._read[path]

    @cached_property
    def _read(self) -> dict[str, Sequence[str]]:
        return {}

    def _lines(self, path: str) -> Sequence[str]:
        try:
            data = read_bytes(self.folder, path, MAX_BYTES)
        except ToolError:
            return ()
        if isinstance(data, Finding):
            return ()
        text = decode(data, path)
        if isinstance(text, Finding):
            # The place of the first byte that is no text is exact, whatever stands behind it.
            text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
        return text.split("\n")

    def source(self, span: Span) -> str:
        """What the author typed at a place; an empty text when it cannot be read."""
        lines = self.lines(span.path)[span.line - 1 : span.end_line]
        if not lines or len(lines) < span.end_line - span.line + 1:
            return ""
        first, last = lines[0][span.column - 1 :], lines[-1][: span.end_column - 1]
        if len(lines) == 1:
            return lines[0][span.column - 1 : span.end_column - 1]
        return "\n".join((first, *lines[1:-1], last))


def last_line(span: Span) -> int:
    """The last line that holds something of a span, whose end is exclusive."""
    return max(span.line, span.end_line if span.end_column > 1 else span.end_line - 1)


def counted(reviewed: Sequence[Reviewed]) -> Mapping[Severity, int]:
    """How many findings of each severity there are in all."""
    errors = sum(one.errors for one in reviewed)
    total = sum(len(one.findings) for one in reviewed)
    return {Severity.ERROR: errors, Severity.WARNING: total - errors}
