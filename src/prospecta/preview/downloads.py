"""The PDF and the DOCX, built when they are asked for, in a process of their own."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What can be asked for, and its type."""


class FailedError(Exception):
    """The document could not be built; the words say why, as `prospecta build` said it."""


@dataclass
class Downloads:
    """Builds documents of one folder. `options` are those of `prospecta build`."""

    folder: Path
    options: Sequence[str]
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def build(self, form: str) -> bytes:
        """One document of what the folder holds now. Raises FailedError."""
        async with self._turn:
            with TemporaryDirectory(prefix="prospecta-") as scratch:
                # -P: a `prospecta.py` of the folder that one stands in is not the program.
                command = [sys.executable, "-P", "-m", "prospecta", "build", "--to", form]
                child = await asyncio.create_subprocess_exec(
                    *command,
                    "--output",
                    scratch,
                    *self.options,
                    str(self.folder.resolve()),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                )
                try:
                    _, told = await child.communicate()
                except asyncio.CancelledError:
                    child.terminate()
                    await child.wait()
                    raise
                made = _made(Path(scratch), form)
                if child.returncode or made is None:
                    raise FailedError(told.decode("utf-8", "replace").strip())
                return made


def _made(folder: Path, form: str) -> bytes | None:
    # Of a workspace, each seminar's outputs have a folder of their own.
    found = next(folder.rglob(f"*.{form}"), None)
    return None if found is None else found.read_bytes()
