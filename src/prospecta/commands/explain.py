"""`prospecta explain`: the page of a code, or the list of all codes."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.completing import codes
from prospecta.commands.exits import usage
from prospecta.commands.options import Lang

if TYPE_CHECKING:
    from prospecta.commands.screen import Styled
    from prospecta.explain import Files, Page

CODE = re.compile(r"(?:\w+\[)?([\w-]+)\]?")
"""A code as it was typed, or copied from a finding: `erreur[unknown-key]`."""


def explain(
    code: Annotated[
        str | None,
        typer.Argument(autocompletion=codes),
    ] = None,
    *,
    lang: Lang = None,
) -> None:
    """Explain a code: why it matters, a wrong example, the right one, what to do."""
    from prospecta.commands import speech
    from prospecta.commands.screen import show
    from prospecta.explain import page, words
    from prospecta.findings import CODES

    language = speech.language(lang)
    said = words(language)
    if code is None:
        show(_list(language, said))
        return
    found = CODE.fullmatch(code.strip())
    name = found[1].casefold().replace("_", "-") if found else code
    if name not in CODES:
        usage(_unknown(name, said))
    show(_page(page(name, language), said, language))


def _unknown(code: str, said: Mapping[str, str]) -> str:
    from prospecta.findings import CODES
    from prospecta.model import nearest

    suggestion = nearest(code, list(CODES))
    advice = said["meant"].format(suggestion=suggestion) if suggestion else said["known"]
    return f"{said['unknown'].format(code=code)} {advice}"


def _list(language: str, said: Mapping[str, str]) -> "Iterator[Styled]":
    from prospecta.commands.screen import entry
    from prospecta.explain import sentences
    from prospecta.findings import CODES
    from prospecta.messages import Messages

    margin = max(map(len, CODES)) + 2
    told = sentences(language)
    for severity in sorted(set(CODES.values())):
        yield "bold", Messages.read(language).interface(severity.value)
        for code in (code for code in CODES if CODES[code] is severity):
            yield from (("", line) for line in entry(f"  {code:<{margin}}", told[code]))
        yield "", ""
    yield "dim", said["list"]


def _page(page: "Page", said: Mapping[str, str], language: str) -> "Iterator[Styled]":
    from prospecta.commands.screen import paragraph
    from prospecta.explain import RIGHT, WRONG
    from prospecta.messages import Messages

    severity = Messages.read(language).interface(page.severity.value)
    style = "bold red" if page.severity.value == "error" else "bold yellow"
    yield style, f"{severity}[{page.code}]"
    yield from (("bold", line) for line in paragraph(page.says, ""))
    yield from _titled(said["why"])
    yield from (("", line) for line in paragraph(page.why))
    yield from _titled(said["wrong"])
    if "french" in said:
        yield from (("dim", line) for line in paragraph(said["french"]))
        yield "", ""
    yield from _example(page.wrong, page.right, (WRONG, "red"), language)
    if page.found:
        yield "", ""
        yield from (("", line) for line in paragraph(page.found))
    yield from _titled(said["right"])
    yield from _example(page.right, page.wrong, (RIGHT, "green"), language)
    yield from _titled(said["do"])
    for advice in page.advice:
        yield from (("", line) for line in paragraph(advice, "    ", "  - "))
    if page.cases:
        yield from _titled(said["cases"])
    for sentence, advices in page.cases:
        yield from (("", line) for line in paragraph(sentence))
        for advice in advices:
            yield from (("", line) for line in paragraph(advice, "      ", "    - "))


def _titled(words: str) -> "Iterator[Styled]":
    yield "", ""
    yield "bold cyan", words


def _example(
    files: "Files", other: "Files", mark: tuple[str, str], language: str
) -> "Iterator[Styled]":
    from prospecta.explain import example

    sign, style = mark
    for margin, line in example(files, other, sign, language):
        if not margin:
            yield "dim", f"  {line}"
        else:
            yield style if margin == sign else "", f"    {margin} {line}".rstrip()
