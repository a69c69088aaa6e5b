"""`prospecta preview`: a report in the browser, made anew at each save."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from prospecta.commands.around import sound
from prospecta.commands.exits import FINDINGS
from prospecta.commands.options import Lang, TrustTemplates, existing, wrong
from prospecta.places import SEMINAR

if TYPE_CHECKING:
    from prospecta.preview.rendering import Wishes

EXTRA = ("starlette", "uvicorn", "watchfiles")
"""What `prospecta[preview]` brings."""
EDITORS = ("vscode", "vscodium", "idea", "sublime")
"""The names of `preview.telling.EDITORS`, which is read later: a test holds them together."""


def preview(  # noqa: PLR0913 - typer makes an option of each
    folder: Annotated[Path | None, typer.Argument()] = None,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 0,
    browse: Annotated[bool, typer.Option("--open")] = False,
    editor: Annotated[str | None, typer.Option(autocompletion=lambda: list(EDITORS))] = None,
    theme: Annotated[Path | None, typer.Option()] = None,
    lang: Lang = None,
    trust_templates: TrustTemplates = False,
) -> None:
    """Show the report in a browser and follow every save, until Ctrl-C."""
    from prospecta import deadline
    from prospecta.commands import speech

    language = speech.language(lang)
    wanted = existing([folder] if folder else None, language)[0]
    if theme is not None and not theme.is_dir():
        wrong("not-a-theme", language, name=theme)
    if editor is not None and editor not in EDITORS:
        wrong("not-an-editor", language, name=editor, known=", ".join(EDITORS))
    if not (wanted / SEMINAR).is_file():
        _no_seminar(wanted, language)
    deadline.stop()
    _complete()
    its = _wishes(wanted, theme, trusted=trust_templates).terms
    sound(its.theme or its.house, language)
    from prospecta.commands.screen import write
    from prospecta.messages import Messages
    from prospecta.preview.rounds import Asked
    from prospecta.preview.running import Preview
    from prospecta.review import written_language

    messages = Messages.read(speech.language(lang, written_language(wanted)))

    def ready(address: str) -> None:
        write(messages.interface("previewing", address=address) + "\n")
        if browse:
            import webbrowser

            webbrowser.open(address)

    options = ["--trust-templates"] if trust_templates else []
    options += ["--theme", str(theme.resolve())] if theme else []
    options += ["--lang", messages.language]
    asked = Asked(
        wanted, lambda: _wishes(wanted, theme, trusted=trust_templates), messages, editor or ""
    )
    Preview(asked, port, options).run(ready)


def _no_seminar(folder: Path, language: str) -> NoReturn:
    """Say what a build would say of a folder that is no seminar, and leave."""
    from prospecta.folder import no_seminar
    from prospecta.messages import Messages
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import text

    told = Reviewed(folder, [no_seminar(folder)], Messages.read(language))
    typer.echo(text([told]), err=True, nl=False)
    raise typer.Exit(FINDINGS)


def _complete() -> None:
    """Raises ToolError where what the preview needs is not installed."""
    from importlib.util import find_spec

    from prospecta.findings import ToolError

    if not all(map(find_spec, EXTRA)):
        message = 'the preview is not installed: pip install "prospecta[preview]"'
        raise ToolError(message)


def _wishes(folder: Path, theme: Path | None, *, trusted: bool) -> "Wishes":
    """What was asked for and, where nothing was, what the workspace says.

    A theme of the workspace's own is taken only if its templates are trusted, as in a build.
    """
    from prospecta.places import WORKSPACE, root_of
    from prospecta.preview.rendering import Wishes
    from prospecta.review import Terms
    from prospecta.workspace.settings import settings
    from prospecta.workspace.terms import terms

    root = root_of(folder)
    its = Terms(theme, trusted)
    if root is not None:
        said, _ = settings(root)
        its = terms(said, theme, trusted=trusted)
    watched = (its.theme, its.house, root and root / WORKSPACE)
    return Wishes(its, tuple(filter(None, watched)))
