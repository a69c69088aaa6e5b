"""What a person reads while a command works: progress, findings, what was written."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from prospecta.findings import ToolError
from prospecta.messages import Messages


class Console:
    """What a command says beside its result. `quiet` keeps what is wrong, on the error stream.

    `wish` is the language that was asked for, if any was: of a seminar, too, it is spoken in that.
    """

    def __init__(self, language: str, *, quiet: bool = False, wish: str | None = None) -> None:
        self.wish = wish
        self._quiet = quiet
        self.live = sys.stderr.isatty() and not quiet
        self._language = language

    def speak(self, language: str) -> Messages:
        """Go on in a language, if there are sentences in it."""
        self._language = language
        return self.messages

    @property
    def messages(self) -> Messages:
        """The sentences, read when the first one is needed."""
        return Messages.read(self._language)

    @contextmanager
    def progress(self, folder: Path) -> Iterator[Callable[[str], None]]:
        """Show the step at work on a terminal; say nothing elsewhere."""
        if not self.live:
            yield lambda _: None
            return
        from rich.console import Console as Terminal

        name = folder.resolve().name
        with Terminal(stderr=True).status(name) as status:
            yield lambda step: status.update(f"{name} · {self.messages.step(step)}")

    def findings(self, report: str) -> None:
        """Say the findings of a report in text."""
        _write(sys.stderr, report)

    def failed(self, folder: Path, error: ToolError, *, kept: bool = False) -> None:
        """Say that the machine failed, and what became of the outputs: `kept` as they were."""
        then = f" {self.messages.interface('kept')}" if kept else ""
        _write(sys.stderr, f"prospecta: {folder}: {self.messages.failure(error)}.{then}\n")

    def written(self, paths: Sequence[Path]) -> None:
        for path in paths:
            size = max(1, round(path.stat().st_size / 1000))
            self.say(self.messages.interface("written", path=path, size=size) + "\n")

    def removed(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.say(self.messages.interface("removed", path=path) + "\n")

    def timings(self, seconds: Mapping[str, float]) -> None:
        for step, taken in seconds.items():
            self.say(f"{self.messages.step(step):<24}{taken * 1000:7.0f} ms\n")

    def note(self, words: str) -> None:
        """Say beside the result that something is not as it was meant."""
        _write(sys.stderr, f"prospecta: {words}\n")

    def say(self, words: str) -> None:
        if not self._quiet:
            _write(sys.stdout, words)


def hand_over(report: str, path: Path | None = None) -> None:
    """Write a report to a file or to the output, in UTF-8 whatever the terminal speaks.

    Raises ToolError when it cannot be written: half a report must not pass for a whole one.
    """
    # The name of a file may be no text: it is spelt out.
    data = report.encode("utf-8", "backslashreplace")
    try:
        if path is not None:
            path.write_bytes(data)
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return
    except OSError as error:
        where = "" if path is None else f"{path}: "
        message = f"the report cannot be written: {where}{error.strerror}"
        raise ToolError(message) from error


def _write(stream: TextIO | None, words: str) -> None:
    """Say it, if somebody listens: a closed pipe or a full disk does not undo a build."""
    with contextlib.suppress(OSError, ValueError):
        if stream is not None:
            encoding = stream.encoding or "utf-8"
            stream.write(words.encode(encoding, "backslashreplace").decode(encoding))
            stream.flush()
