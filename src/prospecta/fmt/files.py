"""The files of seminar folders, found by what was named, and replaced whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path

from prospecta import folder as layout
from prospecta.findings import Finding, ToolError
from prospecta.replacing import beside
from prospecta.source import MAX_BYTES, read_bytes


def chosen(named: Sequence[Path]) -> tuple[dict[Path, list[str]], list[Path]]:
    """The files to format, by the seminar folder that they belong to, and what belongs to none.

    A folder stands for its files, whether it is a seminar's or lies in one.
    """
    wanted: dict[Path, list[str]] = {}
    strangers: list[Path] = []
    known: dict[Path, list[str]] = {}
    for path in named:
        root = _seminar(path)
        if root is None:
            strangers.append(path)
            continue
        if root not in known:
            known[root] = layout.files(root)
        below = _below(root, path)
        found = [one for one in known[root] if below in {"", one} or one.startswith(f"{below}/")]
        strangers += [] if found or path.is_dir() else [path]
        kept = wanted.setdefault(root, [])
        kept += [one for one in found if one not in kept]
    return {root: files for root, files in wanted.items() if files}, strangers


def _seminar(path: Path) -> Path | None:
    """The seminar folder that a file or a folder is or lies in, named as it was typed if it can."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.parents, *start.absolute().parents):
        if (folder / layout.SEMINAR).exists():
            return folder
    return None


def place_of(path: Path) -> tuple[Path, str]:
    """The seminar folder that a file lies in, and its path there; else the folder at hand."""
    root = _seminar(path)
    return (root, _below(root, path)) if root is not None else (Path(), path.name)


def _below(root: Path, path: Path) -> str:
    here = os.path.relpath(path.absolute(), root.absolute())
    return "" if here == "." else Path(here).as_posix()


def read_file(folder: Path, path: str) -> bytes | Finding:
    """The bytes of a file, under the rules of `source.read`. Raises ToolError."""
    return read_bytes(folder, path, MAX_BYTES)


def replace(folder: Path, path: str, old: bytes, new: bytes) -> None:
    """Put `new` in place of a file that holds `old`, with its permissions.

    A link inside the folder stays a link. Raises ToolError when the disk refuses, or when the
    file has changed meanwhile; it is whole then, as it was.
    """
    try:
        target = (folder / path).resolve(strict=True)
        if not target.is_relative_to(folder.resolve(strict=True)):
            message = f"{path}: the file has gone out of the folder"
            raise ToolError(message)
        with beside(target, new) as part:
            if target.read_bytes() != old:
                message = f"{path}: the file was changed by another program meanwhile"
                raise ToolError(message)
            part.replace(target)
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise ToolError(message) from error
