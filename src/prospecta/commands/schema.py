"""`prospecta schema`: what each kind of file may hold, for editors."""

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from prospecta.commands.completing import kinds, languages
from prospecta.commands.options import wrong


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="A kind of file: seminar, swot, and so on; all unless given.",
            autocompletion=kinds,
        ),
    ] = None,
    *,
    lang: Annotated[
        str | None,
        typer.Option(
            help="The language of what is explained: fr or en. That of the locale unless given.",
            autocompletion=languages,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write KIND.schema.json there, in place of what has that name."),
    ] = None,
) -> None:
    """Print a JSON Schema of the data, for editors to complete and check."""
    from prospecta.commands import speech
    from prospecta.commands.screen import show
    from prospecta.schemas import FILES, SUFFIX, bundle, written
    from prospecta.schemas import schema as made

    language = speech.language(lang)
    if kind is not None and kind not in FILES:
        _unknown(kind, list(FILES), language)
    if output is None:
        found = made(kind, language) if kind else bundle(language)
        typer.echo(written(found).encode(), nl=False)
        return
    if os.path.lexists(output) and not output.is_dir():
        wrong("not-a-folder", language, name=output)
    wanted = {output / f"{one}{SUFFIX}": one for one in ([kind] if kind else FILES)}
    for path, one in wanted.items():
        _put(path, written(made(one, language)).encode())
    show(("", str(path)) for path in wanted)


def _put(path: Path, data: bytes) -> None:
    """Replace a schema whole, and only if it has changed: an editor may be reading it."""
    from prospecta.findings import ToolError
    from prospecta.replacing import beside

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == data:
            return
        with beside(path, data) as part:
            part.replace(path)
    except OSError as error:
        message = f"{error.filename or path}: {error.strerror or error}"
        raise ToolError(message) from error


def _unknown(kind: str, known: list[str], language: str) -> NoReturn:
    from prospecta.model import nearest

    meant = nearest(kind, known)
    key = "kind-meant" if meant else "not-a-kind"
    wrong(key, language, name=kind, suggestion=meant, known=", ".join(known))
