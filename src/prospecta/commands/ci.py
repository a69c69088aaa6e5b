"""`prospecta ci`: the file by which GitHub or GitLab checks, builds and publishes a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from prospecta.commands.exits import FINDINGS
from prospecta.commands.options import Lang, wrong

KNOWN = ("github", "gitlab")
"""The names of `ci.forges.FORGES`, which is read later: a test holds them together."""


def ci(  # noqa: PLR0913 - typer makes an option of each
    forge: Annotated[str, typer.Argument(autocompletion=lambda: list(KNOWN))],
    *,
    shards: Annotated[int, typer.Option("--shards", min=1)] = 1,
    package: Annotated[str, typer.Option("--from")] = "",
    trust_templates: Annotated[bool, typer.Option("--trust-templates")] = False,
    stdout: Annotated[bool, typer.Option("--stdout")] = False,
    lang: Lang = None,
) -> None:
    """Write the file by which a forge checks, builds and publishes all seminars."""
    from prospecta.commands import speech
    from prospecta.commands.members import workspace
    from prospecta.commands.screen import show

    language = speech.language(lang)
    if forge not in KNOWN:
        wrong("not-a-forge", language, name=forge, known=", ".join(KNOWN))
    settings = workspace(Path(), language)
    language = speech.language(lang, settings.language)
    from prospecta.ci.forges import DIFFERS, FORGES, MOST, Wishes, add, is_package, repository, text

    if shards > MOST:
        wrong("too-many-shards", language, most=MOST)
    if package and not is_package(package):
        wrong("not-a-package", language, name=package)
    if repository(settings.root) not in {None, settings.root}:
        wrong("ci-not-root", language, folder=repository(settings.root))
    wishes = Wishes(language, shards, package, trust_templates)
    words = text(forge, wishes)
    if stdout:
        from prospecta.console import hand_over

        hand_over(words)
        return
    from prospecta.messages import Messages

    say = Messages.read(language).interface
    became = add(settings.root, forge, words)
    told = [("", say(f"ci-{became}", path=FORGES[forge], forge=forge))]
    if became != DIFFERS:
        told.append(("", say(f"ci-next-{forge}")))
    show(told)
    if settings.house is not None and not trust_templates:
        from prospecta.console import Console

        Console(language).note(say("theme-untrusted", name=settings.theme))
    if became == DIFFERS:
        raise typer.Exit(FINDINGS)
