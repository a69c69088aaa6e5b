"""`prospecta build`: the documents of seminar folders."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Folders, Lang, Strict, TrustTemplates, existing, wrong

if TYPE_CHECKING:
    from prospecta.build import Built, Wishes
    from prospecta.console import Console
    from prospecta.engines import Engines


def build(  # noqa: PLR0913 - typer makes an option of each
    folders: Folders = None,
    *,
    to: Annotated[
        str | None,
        typer.Option(help="Formats with commas between them: docx,pdf,html unless given."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write, in place of FOLDER/build.")
    ] = None,
    theme: Annotated[
        Path | None, typer.Option(help="A theme's folder; its templates are trusted.")
    ] = None,
    lang: Lang = None,
    strict: Strict = False,
    trust_templates: TrustTemplates = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")] = False,
    timings: Annotated[bool, typer.Option(help="Say how long each step took.")] = False,
) -> None:
    """Build the documents of each seminar folder."""
    from prospecta.commands import speech

    language = speech.language(lang)
    wanted = existing(folders, language)
    names = [folder.resolve().name for folder in wanted]
    if output is not None and len(set(names)) < len({folder.resolve() for folder in wanted}):
        wrong("same-name", language)
    if theme is not None and not theme.is_dir():
        wrong("not-a-theme", language, name=theme)
    formats = None if to is None else _formats(to, language)
    from prospecta.build import Wishes
    from prospecta.console import Console
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import text
    from prospecta.review import in_order

    wishes = Wishes(formats, output, theme, trust_templates)
    console = Console(language, quiet=quiet)
    codes = {CLEAN}
    engines = begun()
    try:
        for folder in wanted:
            try:
                built = _built(folder, wishes, engines, console, strict=strict)
            except ToolError as error:
                console.failed(folder, error, kept=True)
                codes.add(MACHINE)
                continue
            messages = console.speak(speech.language(lang, built.language))
            found = Reviewed(folder, in_order(built.findings), messages, strict=strict)
            if found.findings:
                console.findings(text([found]))
            console.written(built.written)
            if timings:
                console.timings(built.seconds)
            codes.add(FINDINGS if found.failed else CLEAN)
    finally:
        engines.kill()
    raise typer.Exit(max(codes))


def _built(
    folder: Path, wishes: "Wishes", engines: "Engines", console: "Console", *, strict: bool
) -> "Built":
    """What a build did; with `strict`, nothing before the folder is clean."""
    from prospecta.build import Built, build

    with console.progress(folder) as tell:
        if strict:
            from prospecta.commands.check import reviewed

            found = reviewed(folder, engines, wishes.theme, trusted=wishes.trusted)
            if found.findings:
                return Built(found.language, found.findings)
        return build(folder, wishes, engines, tell)


def _formats(to: str, language: str) -> list[str]:
    """The wanted formats in the order of the table."""
    from prospecta.formats import FORMATS

    known = list(FORMATS)
    wanted = [name.strip() for name in to.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            wrong("not-a-format", language, name=name, known=", ".join(known))
    if not wanted:
        wrong("no-format", language, known=", ".join(known))
    return [name for name in known if name in wanted]
