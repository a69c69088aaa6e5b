"""`prospecta new`: a folder to begin a seminar with."""

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from prospecta.commands.completing import languages
from prospecta.commands.options import wrong


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make, or to complete.")
    ],
    *,
    lang: Annotated[
        str | None,
        typer.Option(
            help="The language: fr or en. That of the locale unless given.",
            autocompletion=languages,
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Fill it with a small seminar.")
    ] = False,
) -> None:
    """Make a folder that builds at once. What is there already is kept."""
    from prospecta.commands import speech
    from prospecta.commands.screen import show

    language = speech.language(lang)
    if os.path.lexists(folder) and not folder.is_dir():
        wrong("not-a-folder", language, name=folder)
    from prospecta.folder import SEMINAR
    from prospecta.messages import Messages
    from prospecta.new import new as make

    say = Messages.read(language).interface
    made = make(folder, language, example=example)
    lines = [say("made", path=folder / path) for path in _named(made.written)]
    lines += [say("left", path=folder / path) for path in _named(made.kept)]
    if SEMINAR in made.kept:
        lines.append(say("begun"))
    lines += ["", say("next")]
    lines += [f"  prospecta {command} {_typed(folder)}" for command in ("check", "build")]
    show(("", line) for line in lines)


def _named(paths: list[str]) -> list[str]:
    """The paths to tell of: the folder of schemas stands for what it holds."""
    from prospecta.new import SCHEMAS

    return list(dict.fromkeys(SCHEMAS if path.startswith(SCHEMAS) else path for path in paths))


def _typed(folder: Path) -> str:
    """A folder as it is typed in a shell: in double quotes, which all have, if it can be."""
    name = f"./{folder}" if str(folder).startswith("-") else str(folder)
    needed = shlex.quote(name)
    return needed if needed == name or set(name) & set('"$`\\!%') else f'"{name}"'
