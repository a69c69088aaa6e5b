"""What is told of the files around seminars before one is read: `prospecta.toml`, `theme.yaml`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from prospecta.commands.exits import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospecta.findings import Finding


def sound(theme: Path | None, language: str) -> None:
    """Leave when the `theme.yaml` of a theme's own folder is wrong."""
    if theme is None:
        return
    from prospecta.theme_keys import mistakes

    found = mistakes(theme)
    if found:
        refuse(theme, found, language)


def refuse(folder: Path, mistakes: "Sequence[Finding]", language: str) -> NoReturn:
    """Tell what is wrong with a file of a folder, and leave."""
    from prospecta.messages import Messages
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import text

    near = Path(os.path.relpath(folder))
    sys.stderr.write(text([Reviewed(near, mistakes, Messages.read(language))]))
    raise typer.Exit(FINDINGS)
