"""The command line: the commands, and the last fence around them."""

import sys
from collections.abc import Callable, Iterable, Mapping
from errno import EIO, EMFILE, ENFILE, ENOMEM, ENOSPC
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from prospecta import __version__
from prospecta.commands.completion import answer, asked
from prospecta.commands.exits import BUG, CLEAN, MACHINE, USAGE
from prospecta.commands.options import Lang
from prospecta.commands.screen import write
from prospecta.commands.spoken import Command, Group, helpless

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "build": "build",
        "changes": "changes",
        "check": "check",
        "ci": "ci",
        "doctor": "doctor",
        "explain": "explain",
        "fmt": "fmt",
        "new": "new",
        "preview": "preview",
        "schema": "schema",
        "show": "show",
        "site": "site",
        "completion": "completion",
        "list": "listing",
    }
)
"""The commands: each a module of `prospecta.commands`, and the function in it."""
EXHAUSTED = frozenset({EIO, EMFILE, ENFILE, ENOMEM, ENOSPC})
"""What the machine lacks wherever it is met, no fault of the author's nor of the program's."""


def application(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with these commands: making one takes longer than looking it up."""
    made = typer.Typer(
        name="prospecta",
        cls=Group,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    made.callback()(prospecta)
    for name in names:
        module = import_module(f"prospecta.commands.{name}")
        made.command(name, cls=Command)(getattr(module, COMMANDS[name]))
    return made


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted and not asked():
        write(f"prospecta {__version__}\n")
        raise typer.Exit


def prospecta(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    lang: Lang = None,
) -> None:
    """Compile seminar folders into DOCX, PDF and HTML minutes."""
    del version
    if ctx.invoked_subcommand is None:
        helpless(ctx)
    if lang is not None:
        ctx.default_map = {ctx.invoked_subcommand: {"lang": lang}}


def run() -> int:
    """Run the command that was typed. Its exit code is one of those of `commands.exits`."""
    if asked():
        return answer(application())
    typed = sys.argv[1:2]
    app = application(typed if COMMANDS.keys() & typed else COMMANDS)
    try:
        return app(prog_name="prospecta", standalone_mode=False) or CLEAN
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
    exhausted = isinstance(error, OSError) and error.errno in EXHAUSTED
    if exhausted or isinstance(error, ToolError):
        said = str(error.strerror if isinstance(error, OSError) else error)
        typer.echo(f"prospecta: {_spoken(said, lambda: _reason(said))}.", err=True)
        return MACHINE
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    known = {"version": __version__, "kind": type(error).__name__, "place": place}
    plain = "prospecta {version} has a bug: {kind} at {place}.".format_map(known)
    typer.echo(_spoken(plain, lambda: _bug(known)), err=True)
    return BUG


def _reason(said: str) -> str:
    from prospecta.commands.speech import spoken
    from prospecta.messages import Messages

    return Messages.read(spoken(sys.argv[1:])).failure(said)


def _bug(known: Mapping[str, str]) -> str:
    from prospecta.commands.words import Words

    return Words.spoken().end("bug", **known)


def _spoken(plain: str, told: Callable[[], str]) -> str:
    """What is told in the language of whoever calls; plain words if even that has failed."""
    try:
        return told()
    except Exception:  # noqa: BLE001 - the fence stands when all else has fallen
        return plain
