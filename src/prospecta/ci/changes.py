"""What a change of a repository does to its documents, told in Markdown to whoever reviews it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from prospecta.messages import Messages, visible

MARK = "<!-- prospecta -->"
"""The first line, by which a comment of ours is found again."""
MOST = 100
"""Seminars that are told: a forge refuses comments that are too long."""
LONGEST = 120
ESCAPED = {"n": "\n", "r": "\r", "\\": "\\"}
ESCAPE = re.compile(r"\\([nr\\])")
"""How `sha256sum` spells what would break its lines."""
NEW, CHANGED, GONE, FAILED, SAME = "new", "changed", "gone", "failed", "same"


@dataclass(frozen=True, slots=True)
class Side:
    """The hashes of documents, by seminar and format."""

    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, lines: str) -> "Side":
        """From what `sha256sum` prints. Raises ValueError when it is something else."""
        found: dict[str, dict[str, str]] = {}
        for line in lines.split("\n"):  # no other sign ends a line of `sha256sum`
            if not line:
                continue
            # A name that would break the line is spelt with backslashes, and one stands before.
            escaped = line.startswith("\\")
            digest, _, name = line.removeprefix("\\").partition(" ")
            if not name.startswith((" ", "*")):
                raise ValueError(line)
            name = ESCAPE.sub(lambda one: ESCAPED[one[1]], name[1:]) if escaped else name[1:]
            path = PurePosixPath(name)
            member = "" if str(path.parent) == "." else str(path.parent)
            found.setdefault(member, {})[path.suffix.removeprefix(".")] = digest
        return cls(found)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings a seminar has; `broken` says that it could not be checked at all."""

    errors: int = 0
    warnings: int = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the documents of a seminar, by format."""

    member: str
    states: Mapping[str, str]


def changes(before: Side, after: Side, counts: Mapping[str, Counts]) -> list[Change]:
    """The seminars whose documents change or cannot be built, by name."""
    found = []
    for member in sorted({*before.documents, *after.documents, *counts}):
        count = counts.get(member, Counts())
        failed = count.errors > 0 or count.broken
        old, new = before.documents.get(member, {}), after.documents.get(member, {})
        states = {
            form: _state(old.get(form), new.get(form), failed=failed) for form in {**old, **new}
        }
        if failed or any(state != SAME for state in states.values()):
            found.append(Change(member, states))
    return found


def _state(old: str | None, new: str | None, *, failed: bool) -> str:
    if new is None:
        return FAILED if failed else GONE
    if old is None:
        return NEW
    return SAME if old == new else CHANGED


@dataclass(frozen=True, slots=True)
class Report:
    """What is told: the changes among `total` seminars, their titles, their findings, a link."""

    found: Sequence[Change]
    total: int
    titles: Mapping[str, str]
    counts: Mapping[str, Counts]
    link: str = ""

    def markdown(self, messages: Messages) -> str:
        say = messages.interface
        number = len(self.found)
        said = say("changes-none", total=self.total)
        if number:
            said = messages.counted("changes-some", number).format(total=self.total)
        lines = [MARK, f"### {say('changes-title')}", "", said, ""]
        if self.found:
            lines += [*self._table(messages), ""]
        if number > MOST:
            lines += [say("changes-more", count=number - MOST), ""]
        if self.link:
            lines += [f"[{say('changes-link')}]({self.link})", ""]
        return "\n".join(lines)

    def _table(self, messages: Messages) -> list[str]:
        forms = [
            form
            for form in ("html", "docx", "pdf")
            if any(form in change.states for change in self.found)
        ]
        heads = [messages.interface("changes-seminar"), *(form.upper() for form in forms)]
        heads.append(messages.interface("changes-findings"))
        rows = [self._row(change, forms, messages) for change in self.found[:MOST]]
        return [_line(row) for row in (heads, ["---"] * len(heads), *rows)]

    def _row(self, change: Change, forms: Sequence[str], messages: Messages) -> list[str]:
        title = self.titles.get(change.member, "")
        named = [code(change.member or "."), *([code(title)] if title else [])]
        states = (change.states.get(form, "") for form in forms)
        told = [messages.interface(f"change-{state}") if state else "" for state in states]
        return [" ".join(named), *told, _counted(self.counts.get(change.member), messages)]


def _counted(count: Counts | None, messages: Messages) -> str:
    if count is None:
        return ""
    if count.broken:
        return messages.interface("failed-member")
    pairs = (("errors", count.errors), ("warnings", count.warnings))
    return ", ".join(messages.counted(key, number) for key, number in pairs if number)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def code(words: str) -> str:
    """Words of an author as code: there no forge sees a link, a mention, a picture or HTML.

    A table is cut at its bars before anything else is read, so a bar is written as a broken one.
    """
    shown = visible(words)
    shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    fence = "`"
    while fence in shown:
        fence += "`"
    space = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{space}{shown}{space}{fence}".replace("|", "¦")
