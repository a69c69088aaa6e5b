"""Publishing: every output is replaced whole or not at all."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from errno import EISDIR
from pathlib import Path

from prospecta.findings import ToolError

LOCK = ".prospecta.lock"
PART = ".part"
OLD = ".old"
LONGEST = 220
"""Bytes of an output's name that are part of the name beside it; most disks have 255."""
LOCK_SECONDS = 5
"""How long to wait for another build of the same folder."""


def publish(outputs: Mapping[Path, bytes]) -> None:
    """Write all outputs beside their targets, then put each in its place in one step.

    Raises ToolError when the disk refuses; every earlier output is then still whole.
    """
    folders = sorted({path.parent for path in outputs})
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            for folder in folders:
                stack.enter_context(locked(folder, folder / LOCK, LOCK_SECONDS))
            _clear(outputs)
            _replace(outputs)
    except OSError as error:
        where = error.filename or folders[0]
        message = f"{where}: {error.strerror or error}"
        raise ToolError(message) from error


def changed(outputs: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Those of the outputs that do not stand in their places yet, byte for byte."""
    return {path: data for path, data in outputs.items() if _there(path) != data}


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _replace(outputs: Mapping[Path, bytes]) -> None:
    for path in outputs:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "a folder stands where the output goes", str(path))
    parts = {path: _beside(path, PART) for path in outputs}
    earlier = {path: _beside(path, OLD) for path in outputs if path.exists()}
    try:
        for path, data in outputs.items():
            _write(parts[path], data)
        for path, old in earlier.items():
            with contextlib.suppress(OSError):  # not every file system has a second name for a file
                os.link(path, old)
        _rename(parts, earlier)
    finally:
        for left in (*parts.values(), *earlier.values()):
            with contextlib.suppress(OSError):  # it may be gone; the next build clears it
                left.unlink()


def _rename(parts: Mapping[Path, Path], earlier: Mapping[Path, Path]) -> None:
    """Put every part in its place; when that fails, the earlier outputs in theirs."""
    done: list[Path] = []
    try:
        for path, part in parts.items():
            part.replace(path)
            done.append(path)
        for folder in {path.parent for path in parts}:
            _sync(folder)
    except OSError:
        for path in done:
            with contextlib.suppress(OSError):
                earlier[path].replace(path) if path in earlier else path.unlink()
        raise


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f".{_cut(path)}.{os.getpid()}{ending}")


def _cut(path: Path) -> str:
    """The name, with room for what is put around it."""
    return os.fsencode(path.stem)[:LONGEST].decode(errors="ignore") + path.suffix


def _write(path: Path, data: bytes) -> None:
    # 0o666 less the umask is what any other program would give a new file.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear(outputs: Mapping[Path, bytes]) -> None:
    """Remove what a build that was killed left behind; the lock says that none is under way."""
    for path in outputs:
        ours = re.compile(rf"\.{re.escape(_cut(path))}\.\d+(?:{re.escape(PART)}|{re.escape(OLD)})")
        for left in path.parent.iterdir():
            if ours.fullmatch(left.name) and left.is_file():
                left.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(folder: Path, lock: Path, seconds: float) -> Iterator[None]:
    """One program at a time at a folder, by a file that the system lets go of with its holder.

    Raises ToolError when another has held it for so many seconds.
    """
    from filelock import FileLock, Timeout

    held = FileLock(lock, timeout=seconds)
    try:
        held.acquire()
    except Timeout as error:
        message = f"another build has held {folder} for {seconds} seconds"
        raise ToolError(message) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # the end of the process lets it go
            held.release()
