"""The command line: parse, call, show, exit."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from prospecta import __version__

CLEAN, FINDINGS, USAGE, MACHINE, BUG = 0, 1, 2, 3, 70

app = typer.Typer(
    name="prospecta",
    help="Compile seminar folders into DOCX, PDF and HTML minutes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"prospecta {__version__}")
        raise typer.Exit


@app.callback()
def prospecta(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compile seminar folders into DOCX, PDF and HTML minutes."""
    del version


@app.command()
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
            _usage(f"'{folder}' is not a folder.")
    names = [folder.resolve().name for folder in wanted]
    if output is not None and len(set(names)) < len({folder.resolve() for folder in wanted}):
        _usage("two folders of the same name cannot share --output.")
    if theme is not None and not theme.is_dir():
        _usage(f"'{theme}' is not a theme's folder.")
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
            _usage(f"'{name}' is not a format: choose among {', '.join(known)}.")
    if not wanted:
        _usage(f"--to names no format: choose among {', '.join(known)}.")
    return [name for name in known if name in wanted]


def _usage(words: str) -> NoReturn:
    typer.echo(f"prospecta: {words}", err=True)
    raise typer.Exit(USAGE)


def run() -> int:
    """Run the command that was typed. Its exit code is one of those above."""
    try:
        return app(standalone_mode=False) or CLEAN
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except Exception as error:  # noqa: BLE001 - the last fence: nobody should meet a traceback
        return _failed(error)


def _failed(error: Exception) -> int:
    from prospecta.findings import ToolError

    show = getattr(error, "show", None)
    if show is not None:
        show()
        return USAGE
    if isinstance(error, ToolError):
        typer.echo(f"prospecta: {error}.", err=True)
        return MACHINE
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    words = (
        f"prospecta {__version__} has a bug: {type(error).__name__} at {place}.\n"
        "Please report this line with the folder that caused it."
    )
    typer.echo(words, err=True)
    return BUG
