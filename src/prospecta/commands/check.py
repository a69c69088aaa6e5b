"""`prospecta check`: every finding of seminar folders, and nothing written."""

from pathlib import Path
from typing import Annotated

import typer

from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE, usage


def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Seminar folders.", show_default="."),
    ] = None,
) -> None:
    """Say everything that is wrong in each seminar folder, and how to mend it."""
    wanted = folders or [Path()]
    for folder in wanted:
        if not folder.is_dir():
            usage(f"'{folder}' is not a folder.")
    from prospecta.console import Console
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.review import review

    console = Console()
    codes = {CLEAN}
    engines = begun()
    try:
        for folder in wanted:
            try:
                found = review(folder, engines.pandoc)
            except ToolError as error:
                typer.echo(f"prospecta: {folder}: {error}.", err=True)
                codes.add(MACHINE)
                continue
            console.speak(found.language)
            console.findings(folder, found.findings)
            codes.add(FINDINGS if found.failed else CLEAN)
    finally:
        engines.kill()
    raise typer.Exit(max(codes))
