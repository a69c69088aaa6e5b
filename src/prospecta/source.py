"""The files an author wrote, read as text."""

import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from prospecta.encodings import decode
from prospecta.findings import Finding, Span, ToolError

MAX_BYTES = 2 * 1024 * 1024

FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that YAML 1.1 or XML 1.0 cannot hold, and those that Unicode keeps from texts."""

CONFLICT = re.compile(r"^(?:<{7}|>{7}) \S.*", re.MULTILINE)
"""A line of those with which git marks a conflict."""

# The path is resolved before: a link or a pipe found while opening came in between.
_OPEN = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"):
    _OPEN |= getattr(os, _flag, 0)
_NOT_THE_AUTHOR = frozenset({errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC})
_REASONS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ELOOP: "link",
    errno.EISDIR: "directory",
    errno.ENAMETOOLONG: "name",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a seminar folder: its path relative to the folder, with `/`, and its text.

    Lines of the text end with a line feed whatever the file had, and no byte order mark is left.
    """

    path: str
    text: str


def read(folder: Path, relative: str, limit: int = MAX_BYTES) -> Source | Finding:
    """Read one text file of `folder`, of `limit` bytes at most.

    UTF-8, or UTF-16 and UTF-32 that begin with a byte order mark. A file outside the folder,
    by its path or by a symbolic link, and anything but a regular file is never opened.
    Raises ToolError when the disk fails.
    """
    data = read_bytes(folder, relative, limit)
    if isinstance(data, Finding):
        return data
    text = decode(data, relative)
    if isinstance(text, Finding):
        return text
    source = Source(relative, text)
    return forbidden_character(source) or conflict(source) or source


def read_bytes(folder: Path, relative: str, limit: int) -> bytes | Finding:
    """Read the bytes of one file of `folder` under the rules of `read`."""
    try:
        # Outside is outside, whether something is there or not: that is nobody's business.
        path = (folder / relative).resolve()
        if not path.is_relative_to(folder.resolve(strict=True)):
            return _unreadable(relative, "outside")
        if not stat.S_ISREG(path.stat().st_mode):
            return _unreadable(relative, "directory" if path.is_dir() else "special")
        return _bounded(path, relative, limit)
    except OSError as error:
        if error.errno in _NOT_THE_AUTHOR:
            message = f"{relative}: {error.strerror}"
            raise ToolError(message) from error
        return _unreadable(relative, _REASONS.get(error.errno or 0, "other"))
    except (ValueError, RuntimeError) as error:
        # ValueError: a NUL or a lone surrogate in the name. RuntimeError: before Python 3.13,
        # pathlib's word for links that turn in a circle.
        return _unreadable(relative, "name" if isinstance(error, ValueError) else "link")


def _bounded(path: Path, relative: str, limit: int) -> bytes | Finding:
    with open(os.open(path, _OPEN), "rb") as file:  # noqa: PTH123
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            return _unreadable(relative, "special")
        data = file.read(limit + 1)
        size = max(found.st_size, len(data))
    if size <= limit:
        return data
    values = {"path": relative, "size": str(size), "limit": str(limit)}
    return Finding("file-too-large", Span(relative), values)


def plain_bytes(path: Path, limit: int) -> bytes:
    """The first bytes of a regular file, `limit` at most, wherever links lead.

    Raises OSError, also for what is no regular file: a pipe would be waited for.
    """
    with open(os.open(path, _OPEN & ~getattr(os, "O_NOFOLLOW", 0)), "rb") as file:  # noqa: PTH123
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read(min(limit, found.st_size + 1))


def _unreadable(relative: str, reason: str) -> Finding:
    return Finding("file-unreadable", Span(relative), {"path": relative, "reason": reason})


def forbidden_character(source: Source) -> Finding | None:
    """The first control character, lone surrogate or noncharacter of a text, if it has one."""
    found = FORBIDDEN.search(source.text)
    if found is None:
        return None
    values = {"character": f"U+{ord(found[0]):04X}"}
    return Finding("file-control-character", span_of(source, *found.span()), values)


def conflict(source: Source) -> Finding | None:
    """Where git left two versions of some lines, one below the other, for a person to choose."""
    if "<<<<<<< " not in source.text and ">>>>>>> " not in source.text:
        return None
    found = CONFLICT.search(source.text)
    return Finding("file-conflict", span_of(source, *found.span())) if found else None


def span_of(source: Source, start: int, end: int) -> Span:
    """The span between two character offsets of the text, the second one exclusive."""
    return Span(source.path, *_place(source.text, start), *_place(source.text, end))


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
