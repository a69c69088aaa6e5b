"""What the commands that read seminar folders have in common on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from prospecta.commands.exits import usage

Folders = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FOLDER]...", help="Seminar folders.", show_default="."),
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="fr|en",
        help="The language to speak: the folder's, or the locale's, unless given.",
        autocompletion=lambda: ["fr", "en"],
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")]
TrustTemplates = Annotated[
    bool,
    typer.Option("--trust-templates", help="Use the templates that a folder brings, in a sandbox."),
]


def existing(folders: Sequence[Path] | None, language: str) -> Sequence[Path]:
    """The folders that were named, or the one at hand. Leaves when one of them is none."""
    wanted = folders or [Path()]
    for folder in wanted:
        if not folder.is_dir():
            wrong("not-a-folder", language, name=folder)
    return wanted


def wrong(key: str, language: str, **values: object) -> NoReturn:
    """Say what is wrong with the call, and leave."""
    from prospecta.messages import Messages

    usage(Messages.read(language).interface(key, **values))
