"""`prospecta check`: every finding of seminar folders, and nothing written but the report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.around import Tell, sound
from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Folders, Lang, Strict, TrustTemplates, existing, wrong

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.reports import Reviewed
    from prospecta.review import Review, Terms

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
            autocompletion=lambda: list(FORMATS),
        ),
    ] = "text",
    lang: Lang = None,
    strict: Strict = False,
    trust_templates: TrustTemplates = False,
    output: Annotated[Path | None, typer.Option()] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1)] = None,
    cache: Annotated[Path | None, typer.Option()] = None,
) -> None:
    """Say everything that is wrong in each seminar folder, and how to mend it."""
    from prospecta.commands import speech

    language = speech.language(lang)
    if form not in FORMATS:
        wrong("not-a-format", language, name=form, known=", ".join(FORMATS))
    wanted = existing(folders, language)
    if not every and (jobs or cache):
        option = f"--jobs {jobs}" if jobs else f"--cache {cache}"
        wrong("needs-all", language, option=option, command="check")
    from prospecta.console import Console

    def tell(told: "Sequence[Reviewed]") -> None:
        _report(told, form, output)

    console = Console(language)
    found: Sequence[tuple[Path, Review, str]]
    if every:
        from prospecta.commands.together import Asked, checked

        found = checked(
            Asked(folders or [], lang, trusted=trust_templates, jobs=jobs, cache=cache, tell=tell),
            console,
        )
    else:
        found = _reviews(wanted, console, tell, trusted=trust_templates)
    from prospecta.messages import Messages
    from prospecta.reports import Reviewed

    told = []
    for folder, review, failure in found:
        spoken = Messages.read(speech.language(lang, review.language))
        told.append(Reviewed(folder, review.findings, spoken, spoken.failure(failure), strict))
    tell(told)
    codes = [MACHINE if one.failure else FINDINGS if one.failed else CLEAN for one in told]
    raise typer.Exit(max(codes))


def _report(told: "Sequence[Reviewed]", form: str, output: Path | None) -> None:
    from prospecta.commands.screen import write
    from prospecta.console import hand_over
    from prospecta.reports import REPORTS

    report = REPORTS[form](told)
    if form == "text" and output is None:
        write(report)
    else:
        hand_over(report, output)


def _reviews(
    folders: Sequence[Path], console: "Console", tell: Tell, *, trusted: bool
) -> "Sequence[tuple[Path, Review, str]]":
    """What was found in each folder, and why it could not be reviewed if it could not."""
    from prospecta.build import reviewed
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.review import Review

    engines = begun()
    engines.pandoc.meanwhile(LATER)
    found = []
    try:
        language = console.messages.language
        terms = [_terms(folder, language, tell, trusted=trusted) for folder in folders]
        for folder, its in zip(folders, terms, strict=True):
            try:
                found.append((folder, reviewed(folder, engines, its), ""))
            except ToolError as error:
                console.failed(folder, error)
                found.append((folder, Review(), str(error)))
    finally:
        engines.kill()
    return found


def _terms(folder: Path, language: str, tell: Tell, *, trusted: bool) -> "Terms":
    """As a build of the folder would read it: a workspace says what it does not."""
    from prospecta.places import root_of
    from prospecta.review import Terms

    if root_of(folder) is None:
        return Terms(trusted=trusted)
    from prospecta.commands.members import workspace
    from prospecta.workspace.terms import terms

    its = terms(workspace(folder, language, tell), trusted=trusted)
    sound(its.house, language, tell)
    return its
