"""`prospecta build`: the documents of seminar folders."""

from pathlib import Path
from typing import Annotated

import typer

from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE, usage


def build(  # noqa: PLR0913 - typer makes an option of each
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Seminar folders.", show_default="."),
    ] = None,
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")] = False,
    timings: Annotated[bool, typer.Option(help="Say how long each step took.")] = False,
) -> None:
    """Build the documents of each seminar folder."""
    wanted = folders or [Path()]
    for folder in wanted:
        if not folder.is_dir():
            usage(f"'{folder}' is not a folder.")
    names = [folder.resolve().name for folder in wanted]
    if output is not None and len(set(names)) < len({folder.resolve() for folder in wanted}):
        usage("two folders of the same name cannot share --output.")
    if theme is not None and not theme.is_dir():
        usage(f"'{theme}' is not a theme's folder.")
    from prospecta.build import Wishes
    from prospecta.build import build as build_folder
    from prospecta.console import Console
    from prospecta.engines import begun
    from prospecta.findings import ToolError

    wishes = Wishes(None if to is None else _formats(to), output, theme)
    console = Console(quiet=quiet)
    codes = {CLEAN}
    engines = begun()
    try:
        for folder in wanted:
            try:
                with console.progress(folder) as tell:
                    built = build_folder(folder, wishes, engines, tell)
            except ToolError as error:
                typer.echo(f"prospecta: {folder}: {error}. Its outputs are as they were.", err=True)
                codes.add(MACHINE)
                continue
            console.speak(built.language)
            console.findings(folder, built.findings)
            console.written(built.written)
            if timings:
                console.timings(built.seconds)
            codes.add(FINDINGS if built.failed else CLEAN)
    finally:
        engines.kill()
    raise typer.Exit(max(codes))


def _formats(to: str) -> list[str]:
    """The wanted formats in the order of the table."""
    from prospecta.formats import FORMATS

    known = list(FORMATS)
    wanted = [name.strip() for name in to.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            usage(f"'{name}' is not a format: choose among {', '.join(known)}.")
    if not wanted:
        usage(f"--to names no format: choose among {', '.join(known)}.")
    return [name for name in known if name in wanted]
