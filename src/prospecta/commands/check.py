"""`prospecta check`: every finding of seminar folders, and nothing written but the report."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Folders, Lang, Strict, TrustTemplates, existing, wrong

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.engines import Engines
    from prospecta.review import Review

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
"""The names of `reports.REPORTS`, which is read later: a test holds them together."""
LATER = ("prospecta.reports",)
"""What is needed last: loaded while pandoc reads."""


def check(  # noqa: PLR0913 - typer makes an option of each
    folders: Folders = None,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="How to tell what was found.",
            autocompletion=lambda: list(FORMATS),
        ),
    ] = "text",
    lang: Lang = None,
    strict: Strict = False,
    trust_templates: TrustTemplates = False,
    output: Annotated[
        Path | None, typer.Option(help="A file for the report, in place of the terminal.")
    ] = None,
) -> None:
    """Say everything that is wrong in each seminar folder, and how to mend it."""
    from prospecta.commands import speech

    language = speech.language(lang)
    if form not in FORMATS:
        wrong("not-a-format", language, name=form, known=", ".join(FORMATS))
    wanted = existing(folders, language)
    from prospecta.console import Console, hand_over

    console = Console(language)
    found = _reviews(wanted, console, trusted=trust_templates)
    from prospecta.messages import Messages
    from prospecta.reports import REPORTS, Reviewed

    told = []
    for folder, (review, failure) in zip(wanted, found, strict=True):
        spoken = Messages.read(speech.language(lang, review.language))
        told.append(Reviewed(folder, review.findings, spoken, failure, strict))
    report = REPORTS[form](told)
    if form != "text" or output is not None:
        hand_over(report, output)
    elif any(one.findings for one in told):
        console.findings(report)
    else:
        console.say(report)
    codes = [MACHINE if one.failure else FINDINGS if one.failed else CLEAN for one in told]
    raise typer.Exit(max(codes))


def _reviews(
    folders: Sequence[Path], console: "Console", *, trusted: bool
) -> "Sequence[tuple[Review, str]]":
    """What was found in each folder, and why it could not be reviewed if it could not."""
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.review import Review

    engines = begun()
    engines.pandoc.meanwhile(LATER)
    found = []
    try:
        for folder in folders:
            try:
                found.append((reviewed(folder, engines, trusted=trusted), ""))
            except ToolError as error:
                console.failed(folder, error)
                found.append((Review(), str(error)))
    finally:
        engines.kill()
    return found


def reviewed(
    folder: Path, engines: "Engines", theme: Path | None = None, *, trusted: bool = False
) -> "Review":
    """What is wrong with a folder, within the time that a folder may take.

    Raises ToolError when an engine or the disk fails.
    """
    from prospecta.build import SECONDS
    from prospecta.pandoc import RefusedTextsError
    from prospecta.review import finished, review

    engines.stop_at(time.monotonic() + SECONDS)
    try:
        return review(folder, engines.pandoc, theme, trusted=trusted)
    except RefusedTextsError as error:
        from prospecta.blame import review_of_refused

        return finished(review_of_refused(folder, error))
