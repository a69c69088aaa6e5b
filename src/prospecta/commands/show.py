"""`prospecta show`: a seminar's data as tables, for a quick look."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from prospecta.commands.completing import blocks
from prospecta.commands.exits import FINDINGS, usage
from prospecta.commands.options import Lang, existing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.findings import Finding
    from prospecta.messages import Messages
    from prospecta.seminar import Seminar


def show(
    block: Annotated[
        str | None,
        typer.Argument(autocompletion=blocks),
    ] = None,
    *,
    folder: Annotated[Path | None, typer.Option()] = None,
    lang: Lang = None,
) -> None:
    """Show participants, SWOT grids, visions, actions and the rest as tables."""
    from prospecta.commands import speech

    wanted, here = _asked(block, folder)
    existing([here], speech.language(lang))
    from prospecta.checks import check
    from prospecta.messages import Messages
    from prospecta.seminar import read_seminar
    from prospecta.silences import silenced

    seminar, findings = read_seminar(here)
    own = str(seminar.identity.language) if seminar else ""
    messages = Messages.read(speech.language(lang, own))
    if seminar is None:
        _refused(here, findings, messages)
    _show(seminar, wanted, messages)
    found = [*findings, *check(seminar)]
    _remark(silenced(found, seminar.sources.values(), whole=False), here, messages)


def _asked(block: str | None, folder: Path | None) -> tuple[str, Path]:
    """What to show of which folder. `prospecta show FOLDER` is understood too."""
    from prospecta.astray import is_seminar

    if block and folder is None and is_seminar(Path(block)):
        return "", Path(block)
    return block or "", folder or Path()


def _show(seminar: "Seminar", wanted: str, messages: "Messages") -> None:
    from prospecta.commands.screen import width, write
    from prospecta.language import Language
    from prospecta.show import names, tables

    if wanted and wanted not in names(seminar):
        _unknown(wanted, names(seminar), messages)
    language = Language.read(messages.language)
    if language.code == str(seminar.identity.language):
        language = language.with_words({k: str(v) for k, v in seminar.identity.words.items()})
    from prospecta.commands.tables import drawn

    terminal = sys.stdout.isatty()
    text = drawn(tables(seminar, language, wanted), width(), terminal=terminal)
    write(text)


def _unknown(wanted: str, known: list[str], messages: "Messages") -> None:
    from prospecta.messages import visible
    from prospecta.model import nearest

    meant = nearest(wanted, known)
    advice = (
        messages.interface("block-meant", suggestion=meant)
        if meant
        else messages.interface("blocks-known", known=", ".join(known))
    )
    usage(f"{messages.interface('not-a-block', name=visible(wanted))} {advice}")


def _refused(folder: Path, findings: "Sequence[Finding]", messages: "Messages") -> NoReturn:
    """There is nothing to show: the findings are all that can be said."""
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import text

    typer.echo(text([Reviewed(folder, findings, messages)]), err=True, nl=False)
    raise typer.Exit(FINDINGS)


def _remark(findings: "Sequence[Finding]", folder: Path, messages: "Messages") -> None:
    """What is wrong, in a word: what was asked for is on the screen."""
    import shlex

    from prospecta.findings import Severity
    from prospecta.messages import visible

    if findings:
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        count = messages.count(errors, len(findings) - errors)
        typed = shlex.quote(visible(str(folder)))
        typer.echo(
            f"prospecta: {messages.interface('to-check', count=count, folder=typed)}", err=True
        )
