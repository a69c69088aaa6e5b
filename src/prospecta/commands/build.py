"""`prospecta build`: the documents of seminar folders."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.around import sound
from prospecta.commands.completing import formats
from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Folders, Lang, Strict, TrustTemplates, existing, wrong

if TYPE_CHECKING:
    from prospecta.build import Wishes
    from prospecta.console import Console


def build(  # noqa: PLR0913 - typer makes an option of each
    folders: Folders = None,
    *,
    to: Annotated[
        str | None,
        typer.Option(autocompletion=formats),
    ] = None,
    output: Annotated[Path | None, typer.Option()] = None,
    theme: Annotated[Path | None, typer.Option()] = None,
    lang: Lang = None,
    strict: Strict = False,
    trust_templates: TrustTemplates = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    timings: Annotated[bool, typer.Option("--timings")] = False,
    every: Annotated[bool, typer.Option("--all")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1)] = None,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    shard: Annotated[str | None, typer.Option()] = None,
    cache: Annotated[Path | None, typer.Option()] = None,
    scheduler: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Build the documents of each seminar folder."""
    from prospecta.commands import speech

    language = speech.language(lang)
    wanted = existing(folders, language)
    only = {
        "--jobs": jobs,
        "--explain": explain or None,
        "--cache": cache,
        "--scheduler": scheduler,
    }
    beyond = [name for name, value in only.items() if value is not None]
    _possible(language, output=output, theme=theme)
    if not every and shard is not None:
        wrong("needs-all", language, option=f"--shard {shard}", command="build")
    chosen = None if to is None else _formats(to, language)
    if every or _in_workspace(wanted[0], language, beyond, themed=theme is not None):
        from prospecta.commands.together import Asked, together

        asked = Asked(
            folders or [] if every else wanted,
            lang,
            chosen,
            output,
            theme,
            strict=strict,
            trusted=trust_templates,
            quiet=quiet,
            timings=timings,
            every=every,
            jobs=jobs,
            explain=explain,
            shard=shard,
            cache=cache,
            scheduler=scheduler,
        )
        raise typer.Exit(together(asked))
    names = [folder.resolve().name for folder in wanted]
    if output is not None and len(set(names)) < len({folder.resolve() for folder in wanted}):
        wrong("same-name", language)
    sound(theme, language)
    from prospecta.build import Wishes
    from prospecta.console import Console

    wishes = Wishes(chosen, output, theme, trust_templates, strict)
    console = Console(language, quiet=quiet)
    raise typer.Exit(_built(wanted, wishes, console, lang, timings=timings))


def _possible(language: str, *, output: Path | None, theme: Path | None) -> None:
    """Leave when what was named cannot be what it is named for."""
    if output is not None and output.exists() and not output.is_dir():
        wrong("not-a-folder", language, name=output)
    if theme is not None and not theme.is_dir():
        wrong("not-a-theme", language, name=theme)


def _in_workspace(folder: Path, language: str, beyond: Sequence[str], *, themed: bool) -> bool:
    """Whether a folder is built as one of a workspace's. Leaves when options ask for what is not.

    With a theme that was asked for, only if they ask for it.
    """
    from prospecta.places import root_of

    inside = root_of(folder) is not None
    if beyond and not inside:
        wrong("needs-workspace", language, option=beyond[0])
    return inside and (bool(beyond) or not themed)


def _built(
    wanted: Sequence[Path], wishes: "Wishes", console: "Console", lang: str | None, *, timings: bool
) -> int:
    """Build folders that are in no workspace, and answer the exit code."""
    from prospecta.build import build as build_folder
    from prospecta.commands import speech
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import brief, text
    from prospecta.review import in_order

    codes = {CLEAN}
    engines = begun()
    try:
        for folder in wanted:
            try:
                with console.progress(folder) as tell:
                    built = build_folder(folder, wishes, engines, tell)
            except ToolError as error:
                console.failed(folder, error, kept=True)
                codes.add(MACHINE)
                continue
            messages = console.speak(speech.language(lang, built.language))
            found = Reviewed(folder, in_order(built.findings), messages, strict=wishes.strict)
            if found.findings:
                console.findings(text([found]) if found.failed else brief(found))
            console.written(built.written)
            console.removed(built.removed)
            if timings:
                console.timings(built.seconds)
            codes.add(FINDINGS if found.failed else CLEAN)
    finally:
        engines.kill()
    return max(codes)


def _formats(to: str, language: str) -> list[str]:
    """The wanted formats in the order of the table."""
    from prospecta.formats import FORMATS

    known = list(FORMATS)
    wanted = [name.strip() for name in to.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            wrong("not-a-format", language, name=name, known=", ".join(known))
    if not wanted:
        wrong("no-format", language, known=", ".join(known))
    return [name for name in known if name in wanted]
