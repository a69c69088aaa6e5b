"""How a command ends: the exit codes, and what is said about a wrong call."""

from typing import Final, NoReturn

import typer

CLEAN: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
MACHINE: Final = 3
BUG: Final = 70


def usage(words: str) -> NoReturn:
    """Say what is wrong with the call, and leave."""
    typer.echo(f"prospecta: {words}", err=True)
    raise typer.Exit(USAGE)
