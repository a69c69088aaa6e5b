"""The help of the command and of each of its commands, in the language of whoever asks."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer
    from typer.core import TyperCommand, TyperGroup

    from prospecta.commands.words import Words

WIDEST_HEAD = 26
NARROWEST = 28
"""Columns: of what stands on the left at most, and of the words beside it at least."""


def page(command: "TyperCommand | TyperGroup", ctx: "typer.Context") -> str:
    """How a command is called, what it does, its arguments, its options, its commands."""
    from prospecta.commands.screen import paragraph
    from prospecta.commands.words import Words

    words = Words.spoken()
    name = command.name or ""
    params = command.get_params(ctx)
    arguments = [one for one in params if one.param_type_name == "argument"]
    options = [one for one in params if one.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    lines = [*usage(command, ctx, words), "", *paragraph(words.command(name))]
    for title, rows in (
        ("arguments", [_row(words, name, one, [shown(words, name, one)]) for one in arguments]),
        ("options", [_row(words, name, one, _heads(words, name, one)) for one in options]),
        ("commands", [(one, words.command(one)) for one in commands]),
    ):
        if rows:
            lines += ["", words.page(title), *_list(rows)]
    return "\n".join(lines) + "\n"


def usage(
    command: "TyperCommand | TyperGroup", ctx: "typer.Context", words: "Words"
) -> "Sequence[str]":
    """How a command is called."""
    from prospecta.commands.screen import paragraph

    params = [one for one in command.get_params(ctx) if one.param_type_name == "argument"]
    named = [shown(words, command.name or "", one) for one in params]
    if hasattr(command, "commands"):
        named.append(words.page("command"))
    head = words.page("usage")
    line = " ".join((ctx.command_path, words.page("given"), *named))
    return paragraph(line, " " * (len(head) + 1), f"{head} ")


def shown(words: "Words", command: str, parameter: Any) -> str:
    """A parameter as it is typed: `DIR`, `[FOLDER]...`, `--to`."""
    if parameter.param_type_name == "option":
        return str(parameter.opts[0])
    value, _ = words.parameter(command, parameter.name)
    value = value if parameter.required else f"[{value}]"
    return value if parameter.nargs == 1 else f"{value}..."


def _heads(words: "Words", command: str, parameter: Any) -> list[str]:
    value, _ = words.parameter(command, parameter.name)
    names = sorted(parameter.opts, key=lambda name: name.startswith("--"))
    return [", ".join(names), *filter(None, [value])]


def _row(words: "Words", command: str, parameter: Any, heads: Iterable[str]) -> tuple[str, str]:
    return " ".join(heads), words.parameter(command, parameter.name)[1]


def _list(rows: "Sequence[tuple[str, str]]") -> Iterator[str]:
    """Words beside what they are about, or below it where there is no room."""
    from prospecta.commands.screen import paragraph, width

    widest = min(WIDEST_HEAD, max(len(head) for head, _ in rows))
    room = width() - widest - 4 >= NARROWEST
    for head, words in rows:
        if room and len(head) <= widest:
            yield from paragraph(words, " " * (widest + 4), f"  {head:<{widest}}  ")
        else:
            yield f"  {head}"
            yield from paragraph(words, " " * (widest + 4 if room else 6))
