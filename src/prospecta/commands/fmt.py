"""`prospecta fmt`: the files of seminar folders in one form, every word and comment kept."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prospecta.commands.exits import BUG, CLEAN, FINDINGS, MACHINE
from prospecta.commands.options import Lang, wrong

if TYPE_CHECKING:
    from prospecta.console import Console
    from prospecta.findings import Finding
    from prospecta.fmt.typesetting import Typesetter
    from prospecta.fmt.work import Work
    from prospecta.pandoc import Pandoc

STDIN = Path("-")
SECONDS = 60
"""How long all texts may take to be typeset."""


def fmt(  # noqa: PLR0913 - typer makes an option of each
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Seminar folders, files or folders in them; - reads the input.",
            show_default=".",
        ),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="The same, and show what would change in each line.")
    ] = False,
    typography: Annotated[
        bool,
        typer.Option(
            "--typography",
            "--fix",
            help="Write the language's spaces, apostrophes and dashes into the texts, too.",
        ),
    ] = False,
    stdin_name: Annotated[
        Path, typer.Option(metavar="FILE", help="Which file the input stands for.")
    ] = Path("seminar.yaml"),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")] = False,
    lang: Lang = None,
) -> None:
    """Put YAML and Markdown in one form; every word and every comment is kept."""
    from prospecta.commands import speech

    wanted = paths or [Path()]
    language = speech.language(lang)
    for path in wanted:
        if path != STDIN and not os.path.exists(path):  # noqa: PTH110 - Path raises on some names
            wrong("not-a-path", language, name=path)
    if STDIN in wanted and len(wanted) > 1:
        wrong("input-alone", language)
    from prospecta.console import Console

    run = _Run(Console(language, quiet=quiet), lang, dry=check or diff, diff=diff)
    with run.typesetting(wanted=typography):
        if STDIN in wanted:
            run.stdin(stdin_name)
        else:
            run.paths(wanted)
    raise typer.Exit(max(run.codes))


class _Run:
    """One call of the command. `codes` are the exit codes of all that it did."""

    def __init__(self, console: "Console", lang: str | None, *, dry: bool, diff: bool) -> None:
        self.codes = {CLEAN}
        self._console = console
        self._lang = lang
        self._dry = dry
        self._diff = diff
        self._pandoc: Pandoc | None = None

    @contextmanager
    def typesetting(self, *, wanted: bool) -> Iterator[None]:
        """Have an engine at hand that says how texts are shown, if typography is wanted."""
        if not wanted:
            yield
            return
        from prospecta.engines import begun

        engines = begun()
        engines.stop_at(time.monotonic() + SECONDS)
        self._pandoc = engines.pandoc
        try:
            yield
        finally:
            engines.kill()

    def _typesetter(self, language: str) -> "Typesetter | None":
        if self._pandoc is None:
            return None
        from prospecta.fmt.typesetting import Typesetter
        from prospecta.language import DEFAULT, Language, shipped_languages
        from prospecta.pandoc import MARKDOWN

        read = self._pandoc.read
        code = language if language in shipped_languages() else DEFAULT
        return Typesetter(
            Language.read(code), lambda texts: read([(MARKDOWN, words) for words in texts])
        )

    def paths(self, wanted: Sequence[Path]) -> None:
        from prospecta.findings import Finding, Span, ToolError
        from prospecta.fmt.files import chosen
        from prospecta.fmt.work import language_of, works

        folders, strangers = chosen(wanted)
        for path in strangers:
            if path.is_dir():
                self._tell(path, [Finding("no-seminar", Span("seminar.yaml"))])
            else:
                self._warn("format-stranger", path=path)
        changed, same = 0, 0
        for folder, files in folders.items():
            language = language_of(folder)
            self._speak(language)
            findings: list[Finding] = []
            try:
                for done in works(folder, files, self._typesetter(language)):
                    findings += done.findings
                    changed += done.changed
                    same += not done.changed and not done.findings
                    self._finish(folder, done)
            except ToolError as error:
                self._console.failed(folder, error)
                self.codes.add(MACHINE)
            self._tell(folder, findings)
        self._console.say(f"{self._counted(changed, same)}\n")

    def stdin(self, name: Path) -> None:
        """From the input to the output; nothing is written there when there are findings."""
        from prospecta.console import hand_over
        from prospecta.fmt.files import place_of
        from prospecta.fmt.work import language_of, work
        from prospecta.source import MAX_BYTES

        folder, path = place_of(name)
        language = language_of(folder)
        self._speak(language)
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        done = work(path, data, self._typesetter(language))
        self._tell(folder, done.findings)
        if self._dry or done.findings or done.lost:
            self._say(folder, done)
        else:
            hand_over(done.after)

    def _finish(self, folder: Path, done: "Work") -> None:
        from prospecta.fmt.files import replace

        if done.changed and not self._dry:
            replace(folder, done.path, done.old, done.new)
        self._say(folder, done)

    def _say(self, folder: Path, done: "Work") -> None:
        if done.lost:
            self._warn("format-lost", path=folder / done.path)
            self.codes.add(BUG)
        if not done.changed:
            return
        if self._dry:
            self.codes.add(FINDINGS)
        key = "would-format" if self._dry else "formatted"
        note = self._console.messages.interface("format-recoded") if done.recoded else ""
        words = self._console.messages.interface(key, path=folder / done.path)
        self._console.say(f"{words}{note}\n")
        if self._diff:
            from prospecta.console import hand_over

            hand_over("".join(_diff(done, str(folder / done.path))))

    def _tell(self, folder: Path, findings: "Sequence[Finding]") -> None:
        if not findings:
            return
        from prospecta.reports import Reviewed, text

        self._console.findings(text([Reviewed(folder, findings, self._console.messages)]))
        self.codes.add(FINDINGS)

    def _warn(self, key: str, **values: object) -> None:
        self._console.findings(f"{self._console.messages.interface(key, **values)}\n")

    def _speak(self, language: str) -> None:
        from prospecta.commands import speech

        self._console.speak(speech.language(self._lang, language))

    def _counted(self, changed: int, same: int) -> str:
        messages = self._console.messages
        forms = messages.data["console"]["would-change" if self._dry else "changed"]
        form = str(forms[{0: "none", 1: "one"}.get(changed, "other")])
        return form.format(count=changed, same=same)


def _diff(done: "Work", path: str) -> list[str]:
    """A unified diff. Ends of lines and encodings, which it cannot show, are not in it."""
    import difflib

    before, after = (text.splitlines(keepends=True) for text in (done.before, done.after))
    lines = list(difflib.unified_diff(before, after, path, path))
    return [
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    ]
