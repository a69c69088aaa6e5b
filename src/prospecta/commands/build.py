"""`prospecta build`: the documents of seminar folders."""

from pathlib import Path
from typing import Annotated

import typer

from prospecta.commands.completing import formats
from prospecta.commands.exits import CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Folders, Lang, Strict, TrustTemplates, existing, wrong


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
    from prospecta.places import root_of

    if every or (theme is None and root_of(wanted[0]) is not None):
        from prospecta.commands.together import Asked, together

        asked = Asked(
            folders or [] if every else wanted,
            lang,
            None if to is None else _formats(to, language),
            output,
            theme,
            strict=strict,
            trusted=trust_templates,
            quiet=quiet,
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
    if output is not None and output.exists() and not output.is_dir():
        wrong("not-a-folder", language, name=output)
    if theme is not None and not theme.is_dir():
        wrong("not-a-theme", language, name=theme)
    chosen = None if to is None else _formats(to, language)
    from prospecta.build import Wishes
    from prospecta.build import build as build_folder
    from prospecta.console import Console
    from prospecta.engines import begun
    from prospecta.findings import ToolError
    from prospecta.reports.reviewed import Reviewed
    from prospecta.reports.text import brief, text
    from prospecta.review import in_order

    wishes = Wishes(chosen, output, theme, trust_templates, strict)
    console = Console(language, quiet=quiet)
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
            found = Reviewed(folder, in_order(built.findings), messages, strict=strict)
            if found.findings:
                console.findings(text([found]) if found.failed else brief(found))
            console.written(built.written)
            if timings:
                console.timings(built.seconds)
            codes.add(FINDINGS if found.failed else CLEAN)
    finally:
        engines.kill()
    raise typer.Exit(max(codes))


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
