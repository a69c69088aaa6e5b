"""`prospecta completion`: the script that makes a shell complete, and the answers to it.

typer's own option for this would cost every command its start-up time. Its protocol is used: the
script sets `_PROSPECTA_COMPLETE` and what was typed, and reads what may come next.
"""

import os
from typing import Annotated

import typer

from prospecta.commands.exits import CLEAN
from prospecta.commands.options import wrong

VARIABLE = "_PROSPECTA_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


def _shells(incomplete: str) -> list[str]:
    return [shell for shell in SHELLS if shell.startswith(incomplete)]


def completion(
    shell: Annotated[str, typer.Argument(autocompletion=_shells)],
) -> None:
    """Print the script that completes commands, options and ids in a shell.

    Its first lines say where it goes.
    """
    if shell not in SHELLS:
        from prospecta.commands import speech

        wrong("not-a-shell", speech.language(None), name=shell, known=", ".join(SHELLS))
    from prospecta.commands.screen import write
    from prospecta.places import templates

    write((templates() / "completion" / shell).read_text(encoding="utf-8"))


def asked() -> bool:
    """Whether a shell asks what may come next."""
    return bool(os.environ.get(VARIABLE))


def answer(app: typer.Typer) -> int:
    """Print what may come next, one a line; nothing when that cannot be told."""
    from typer.completion import get_completion_inspect_parameters

    # What it answers is of no use here: it is the public way to make typer know its shells.
    get_completion_inspect_parameters()
    try:
        app(prog_name="prospecta", complete_var=VARIABLE)
    except SystemExit:
        return CLEAN
    except Exception:  # noqa: BLE001 - who presses a key has not asked for a message
        return CLEAN
    return CLEAN
