"""Commands that speak the language of whoever calls: their help, and what is wrong with a call."""

from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from prospecta.commands.exits import USAGE, usage

if TYPE_CHECKING:
    from prospecta.commands.words import Words


SHORT = 45
"""Characters of a sentence that a shell shows beside a name: typer breaks its lines."""


class _Spoken:
    """What a command and the group of all have in common, before typer's own ways."""

    name: str | None
    params: list[Any]

    def get_help(self, ctx: Any) -> str:
        from prospecta.commands.helping import page

        return page(ctx.command, ctx)

    def get_short_help_str(self, limit: int = SHORT) -> str:
        """What a shell shows beside the name of a command."""
        from prospecta.commands.words import Words

        return shorten(Words.spoken().command(self.name or ""), limit, placeholder=" …")

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.callback = _help
        return option

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        from prospecta.commands.words import Words

        for option in ctx.command.get_params(ctx):
            says = Words.spoken().parameter(self.name or "", option.name)[1]
            option.help = shorten(says, SHORT, placeholder=" …")
        return super().shell_complete(ctx, incomplete)  # type: ignore[misc]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]
        except typer.TyperException as error:
            from prospecta.commands.words import Words

            words = Words.spoken()
            refused(_told(error, ctx, words), ctx, words)


class Command(_Spoken, TyperCommand):
    """A command of prospecta."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from prospecta.commands.words import Words
            from prospecta.messages import visible

            words = Words.spoken()
            refused(words.call("extra", name=visible(" ".join(rest))), ctx, words)
        return rest


class Group(_Spoken, TyperGroup):
    """All commands."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            from prospecta.commands.words import Words

            words = Words.spoken()
            refused(_no_command(args[0], list(self.commands), words), ctx, words)
        return super().resolve_command(ctx, args)


def refused(told: str, ctx: Any, words: "Words") -> NoReturn:
    """Say what is wrong with a call and how it is made, and leave."""
    from prospecta.commands.helping import usage as called

    lines = [told, *called(ctx.command, ctx, words), words.page("more", command=ctx.command_path)]
    usage("\n".join(lines))


def helpless(ctx: Any) -> NoReturn:
    """Nothing was asked for: the help is the answer, though to no question."""
    typer.echo(ctx.get_help(), err=True, nl=False)
    raise typer.Exit(USAGE)


def _help(ctx: Any, option: Any, wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    from prospecta.commands.screen import write

    del option
    if wanted and not ctx.resilient_parsing:
        write(ctx.get_help())
        raise typer.Exit


def _told(error: typer.TyperException, ctx: Any, words: "Words") -> str:
    """What typer found, told by the names of its classes, which it keeps to itself."""
    from prospecta.commands.helping import shown
    from prospecta.messages import visible
    from prospecta.synonyms import nearest

    name = visible(str(getattr(error, "option_name", "")))
    options = {one: param for param in ctx.command.get_params(ctx) for one in param.opts}
    match type(error).__name__:
        case "NoSuchOption":
            close = [*(getattr(error, "possibilities", None) or ()), ""]
            meant = nearest(name, options) or close[0]
            advice = words.call("meant", suggestion=meant) if meant else ""
            return f"{words.call('option', name=name)} {advice}".rstrip()
        case "BadOptionUsage":
            flag = getattr(options.get(name), "is_flag", False)
            return words.call("no-value" if flag else "value", name=name)
        case "MissingParameter":
            missing = shown(words, ctx.command.name, getattr(error, "param", None))
            return words.call("missing", name=missing)
        case "BadParameter":
            param = getattr(error, "param", None)
            if param is not None:
                return words.call("invalid", name=shown(words, ctx.command.name, param))
    return error.format_message()


def _no_command(typed: str, known: list[str], words: "Words") -> str:
    from prospecta.astray import is_seminar
    from prospecta.messages import visible
    from prospecta.synonyms import nearest

    if is_seminar(Path(typed)):
        import shlex

        told = words.call("folder", name=visible(typed))
        return f"{told} {words.call('write', fixed=f'prospecta build {shlex.quote(typed)}')}"
    also = words.also()
    meant = nearest(typed, [*known, *also])
    told = words.call("command", name=visible(typed))
    if meant:
        return f"{told} {words.call('meant', suggestion=also.get(meant, meant))}"
    return f"{told} {words.call('known', known=', '.join(known))}"
