"""The command line: the commands, and the last fence around them."""

from errno import EIO, EMFILE, ENFILE, ENOMEM, ENOSPC
from pathlib import Path
from typing import Annotated

import typer

from prospecta import __version__
from prospecta.commands.build import build
from prospecta.commands.check import check
from prospecta.commands.completion import answer, asked, completion
from prospecta.commands.exits import BUG, CLEAN, MACHINE, USAGE
from prospecta.commands.explain import explain
from prospecta.commands.fmt import fmt
from prospecta.commands.new import new
from prospecta.commands.schema import schema
from prospecta.commands.show import show

EXHAUSTED = frozenset({EIO, EMFILE, ENFILE, ENOMEM, ENOSPC})
"""What the machine lacks wherever it is met, no fault of the author's nor of the program's."""

app = typer.Typer(
    name="prospecta",
    help="Compile seminar folders into DOCX, PDF and HTML minutes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (build, check, explain, fmt, new, schema, show, completion):
    app.command()(command)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted and not asked():
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


def run() -> int:
    """Run the command that was typed. Its exit code is one of those of `commands.exits`."""
    if asked():
        return answer(app)
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
    if isinstance(error, OSError) and error.errno in EXHAUSTED:
        typer.echo(f"prospecta: {error.strerror}.", err=True)
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
