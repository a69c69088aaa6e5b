"""What a person reads: findings on their line, progress, what was written."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from prospecta.findings import Finding, Severity, Span
from prospecta.messages import Messages
from prospecta.source import Source, read


class Console:
    """Findings go to the error stream, everything else to the output; `quiet` keeps the former."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty() and not quiet
        self._messages = Messages.read()

    def speak(self, language: str) -> None:
        """Go on in a language, if there are sentences in it."""
        self._messages = Messages.read(language)

    @contextmanager
    def progress(self, folder: Path) -> Iterator[Callable[[str], None]]:
        """Show the step at work on a terminal; say nothing elsewhere."""
        if not self._live:
            yield lambda _: None
            return
        from rich.console import Console as Terminal

        name = folder.resolve().name
        with Terminal(stderr=True).status(name) as status:
            yield lambda step: status.update(f"{name} · {self._messages.step(step)}")

    def findings(self, folder: Path, findings: Sequence[Finding]) -> None:
        """Every finding with its line of the author's file and a caret below it."""
        for finding in sorted(findings, key=lambda one: one.span):
            self._error("\n".join(self._lines(folder, finding)))
        if findings:
            errors = sum(finding.severity is Severity.ERROR for finding in findings)
            self._error(self._messages.count(errors, len(findings) - errors))

    def written(self, paths: Sequence[Path]) -> None:
        for path in paths:
            size = max(1, round(path.stat().st_size / 1000))
            self._say(f"{self._messages.interface('written')} {path} ({size} ko)")

    def timings(self, seconds: Mapping[str, float]) -> None:
        for step, taken in seconds.items():
            self._say(f"{self._messages.step(step):<24}{taken * 1000:7.0f} ms")

    def _lines(self, folder: Path, finding: Finding) -> Iterator[str]:
        span = finding.span
        severity = self._messages.interface(finding.severity.value)
        yield f"{severity}[{finding.code}] {self._messages.sentence(finding)}"
        yield f"  --> {folder / span.path}:{span.line}:{span.column}"
        line = _line(folder, span)
        if line is not None:
            margin = len(str(span.line))
            shown, before = line.replace("\t", " "), span.column - 1
            until = span.end_column if span.end_line == span.line else len(line) + 1
            carets = "^" * max(1, min(until, len(line) + 1) - span.column)
            yield f"{' ' * margin} |"
            yield f"{span.line} | {shown}"
            yield f"{' ' * margin} | {' ' * before}{carets}"
        hint = self._messages.hint(finding)
        if hint:
            yield f"  = {hint}"
        yield ""

    def _say(self, words: str) -> None:
        if not self._quiet:
            _write(sys.stdout, words)

    def _error(self, words: str) -> None:
        _write(sys.stderr, words)


def _write(stream: TextIO | None, words: str) -> None:
    """Say it, if somebody listens: a closed pipe or a full disk does not undo a build."""
    with contextlib.suppress(OSError, ValueError):
        if stream is not None:
            encoding = stream.encoding or "utf-8"
            stream.write(words.encode(encoding, "backslashreplace").decode(encoding) + "\n")
            stream.flush()


def _line(folder: Path, span: Span) -> str | None:
    """A line of an author's file, for its frame; None when it may not or cannot be read."""
    source = read(folder, span.path)
    lines = source.text.split("\n") if isinstance(source, Source) else []
    return lines[span.line - 1] if 0 < span.line <= len(lines) else None
