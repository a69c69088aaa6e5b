"""What is told of the files around seminars before one is read: `prospecta.toml`, `theme.yaml`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

import typer

from prospecta.commands.exits import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prospecta.findings import Finding
    from prospecta.reports.reviewed import Reviewed

Tell: TypeAlias = "Callable[[Sequence[Reviewed]], None]"
"""How findings are told: each command has its own report."""


def aloud(told: "Sequence[Reviewed]") -> None:
    """In text, beside what a command writes."""
    from prospecta.reports.text import text

    sys.stderr.write(text(told))


def sound(theme: Path | None, language: str, tell: Tell = aloud) -> None:
    """Leave when the `theme.yaml` of a theme's own folder is wrong."""
    if theme is None:
        return
    from prospecta.theme_keys import mistakes

    found = mistakes(theme)
    if found:
        refuse(theme, found, language, tell)


def refuse(folder: Path, mistakes: "Sequence[Finding]", language: str, tell: Tell) -> NoReturn:
    """Tell what is wrong with a file of a folder, and leave."""
    from prospecta.messages import Messages
    from prospecta.reports.reviewed import Reviewed

    tell([Reviewed(Path(os.path.relpath(folder)), mistakes, Messages.read(language))])
    raise typer.Exit(FINDINGS)
