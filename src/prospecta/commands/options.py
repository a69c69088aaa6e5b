"""What the commands that read seminar folders have in common on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from prospecta.commands.exits import usage

Folders = Annotated[
    list[Path] | None,
    typer.Argument(),
]
Lang = Annotated[
    str | None,
    typer.Option(autocompletion=lambda: ["fr", "en"]),
]
Strict = Annotated[bool, typer.Option("--strict")]
TrustTemplates = Annotated[
    bool,
    typer.Option("--trust-templates"),
]


def existing(folders: Sequence[Path] | None, language: str) -> Sequence[Path]:
    """The folders that were named, or the one at hand. Leaves when one of them is none."""
    wanted = folders or [Path()]
    for folder in wanted:
        if not _is_folder(folder):
            usage(_no_folder(folder, language))
    return wanted


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, or above it a folder that is closed
        return False


def _no_folder(path: Path, language: str) -> str:
    """What is said of a path that is no folder: a file, or a name that was probably mistyped."""
    from prospecta.astray import is_seminar
    from prospecta.messages import Messages, visible

    say = Messages.read(language).interface
    name = visible(str(path))
    try:
        there, meant = path.exists(), _meant(path)
    except OSError:
        return say("not-there", name=name)
    if there:
        root = next(filter(is_seminar, path.parents), None)
        advice = "" if root is None else say("file-of", folder=visible(str(root)))
        return f"{say('a-file', name=name)} {advice}".rstrip()
    advice = say("folder-meant", suggestion=visible(str(path.parent / meant))) if meant else ""
    return f"{say('not-there', name=name)} {advice}".rstrip()


def _meant(path: Path) -> str:
    """The folder beside a path that has nearly its name."""
    from prospecta.synonyms import nearest

    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    return nearest(path.name, [one.name for one in beside if one.is_dir()])


def wrong(key: str, language: str, **values: object) -> NoReturn:
    """Say what is wrong with the call, and leave."""
    from prospecta.messages import Messages

    usage(Messages.read(language).interface(key, **values))
