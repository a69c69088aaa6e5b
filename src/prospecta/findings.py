"""What prospecta says about an author's folder: values, never exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How a finding weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an author's file.

    `path` is relative to the seminar folder, with `/`. Lines and columns start at 1 and
    columns count characters (code points), a tab being one. `end_column` is exclusive.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: a stable `code`, the `span` it is about, and the values its words need.

    The sentence and the hint live in `templates/findings/<language>.yaml` under the code,
    so that the same finding can be told in every language.
    """

    code: str
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return CODES[self.code]


class ToolError(Exception):
    """The machine failed, not the author: an engine, the disk or a lock. Exit code 3."""


ERROR, WARNING = Severity.ERROR, Severity.WARNING

CODES: Mapping[str, Severity] = MappingProxyType(
    {
        # reading
        "file-unreadable": ERROR,
        "file-too-large": ERROR,
        "file-encoding": ERROR,
        "file-control-character": ERROR,
        "file-conflict": ERROR,
        "yaml-syntax": ERROR,
        "yaml-colon": ERROR,
        "yaml-tab": ERROR,
        "yaml-anchor": ERROR,
        "yaml-tag": ERROR,
        "yaml-documents": ERROR,
        "yaml-depth": ERROR,
        "yaml-nodes": ERROR,
        "yaml-duplicate-key": ERROR,
        "yaml-key": ERROR,
        "yaml-empty": ERROR,
        "yaml-comment": WARNING,
        "bullet-lost": WARNING,
        # the shape of a file
        "no-seminar": ERROR,
        "unknown-file": ERROR,
        "templates-untrusted": WARNING,
        "template-unknown": WARNING,
        "template-failed": ERROR,
        "template-style": ERROR,
        "unknown-key": ERROR,
        "missing-key": ERROR,
        "empty-value": ERROR,
        "unknown-value": ERROR,
        "wrong-type": ERROR,
        "text-expected": ERROR,
        "id-invalid": ERROR,
        "number-expected": ERROR,
        "not-used": ERROR,
        "place-alone": ERROR,
        "text-depth": ERROR,
        "date-expected": ERROR,
        "day-expected": ERROR,
        "list-expected": ERROR,
        "list-empty": ERROR,
        "mapping-expected": ERROR,
        "outline-section": ERROR,
        # across files
        "unknown-language": ERROR,
        "unknown-theme": ERROR,
        "unknown-word": ERROR,
        "duplicate-id": ERROR,
        "unknown-id": ERROR,
        "wrong-reference": ERROR,
        "unknown-place": ERROR,
        "placed-twice": ERROR,
        "not-placed": ERROR,
        # what may be meant, and likely is not
        "unknown-owner": ERROR,
        "person-twice": WARNING,
        "organisation-twice": WARNING,
        "interval-inverted": ERROR,
        "outside-dates": WARNING,
        "before-seminar": WARNING,
        "previous-later": WARNING,
        "dependency-cycle": ERROR,
        "starts-too-soon": WARNING,
        "horizon-differs": WARNING,
        "no-owner": WARNING,
        "no-date": WARNING,
        "no-objective": WARNING,
        "objective-unserved": WARNING,
        "quadrant-empty": WARNING,
        "item-twice": WARNING,
        "acronym-spelling": WARNING,
        "acronym-unexpanded": WARNING,
        "name-spelling": WARNING,
        "typed-spacing": WARNING,
        "capital-accent": WARNING,
        "heading-skip": WARNING,
        "number-typed": WARNING,
        "mark-printed": WARNING,
        # in the texts
        "link-empty": ERROR,
        "picture-too-large": ERROR,
        "unknown-anchor": ERROR,
        "link-refused": ERROR,
        "picture-remote": ERROR,
        "picture-outside": ERROR,
        "picture-missing": ERROR,
        "picture-unreadable": ERROR,
        "picture-kind": ERROR,
        "picture-alt": ERROR,
        "path-space": ERROR,
        "words-lost": ERROR,
        # in the comments to prospecta
        "silence-error": WARNING,
        "silence-reason": WARNING,
        "silence-unknown": WARNING,
        "silence-unused": WARNING,
        # among the seminars of a workspace
        "rank-twice": WARNING,
        # in `prospecta.toml`
        "workspace-syntax": ERROR,
        "workspace-key": ERROR,
        "workspace-value": ERROR,
        # in the pages
        "glyph-missing": ERROR,
        "engine-refused": ERROR,
        "report-too-large": ERROR,
        "note-endless": ERROR,
        "marks-piled": ERROR,
    }
)
