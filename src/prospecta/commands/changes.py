"""`prospecta changes`: which documents differ between two builds of a workspace, in Markdown."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.options import Lang, wrong

if TYPE_CHECKING:
    from prospecta.ci.changes import Counts, Side
    from prospecta.workspace.settings import Settings

LINK = re.compile(r"https?://[^\s()<>]+")
Hashes = Annotated[Path, typer.Argument()]


def changes(
    before: Hashes,
    after: Hashes,
    *,
    findings: Annotated[Path | None, typer.Option("--findings")] = None,
    link: Annotated[str, typer.Option("--link")] = "",
    lang: Lang = None,
) -> None:
    """Tell in Markdown which documents differ between two builds, given their hashes."""
    from prospecta.ci.changes import Report
    from prospecta.ci.changes import changes as compared
    from prospecta.commands import speech
    from prospecta.commands.members import workspace
    from prospecta.console import hand_over
    from prospecta.messages import Messages
    from prospecta.workspace.walk import members

    language = speech.language(lang)
    settings = workspace(Path(), language)
    language = speech.language(lang, settings.language)
    if link and not LINK.fullmatch(link):
        wrong("not-a-link", language, name=link)
    old, new = _side(before, language), _side(after, language)
    counts = {} if findings is None else _counts(findings, language)
    found = compared(old, new, counts)
    there = members(settings.root, (settings.site.folder,))
    total = len({*there, *old.documents})
    titles = _titles(settings, (change.member for change in found if change.member in there))
    report = Report(found, total, titles, counts, link)
    hand_over(report.markdown(Messages.read(language)))


def _side(path: Path, language: str) -> "Side":
    from prospecta.ci.changes import Side

    try:
        return Side.read(_read(path, language))
    except ValueError:
        wrong("not-hashes", language, name=path)


def _counts(path: Path, language: str) -> "Mapping[str, Counts]":
    """The findings of each seminar, from what `check --all --format json` said."""
    from prospecta.ci.changes import Counts

    try:
        rows = json.loads(_read(path, language))["folders"]
        found = {}
        for row in rows:
            kinds = [finding["severity"] for finding in row["findings"]]
            member = "" if row["folder"] == "." else str(row["folder"])
            broken = row["failure"] is not None
            found[member] = Counts(kinds.count("error"), kinds.count("warning"), broken)
    except (ValueError, KeyError, TypeError, RecursionError):
        wrong("not-a-report", language, name=path)
    return found


def _read(path: Path, language: str) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        wrong("not-a-path", language, name=path)


def _titles(settings: "Settings", members: Iterable[str]) -> Mapping[str, str]:
    from prospecta.workspace.about import about

    given = {"language": settings.language} if settings.language else {}
    return {member: about(settings.root / member, given).title for member in members}
