"""What shapes an output beside the author's words: the program, its engines, the theme."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from prospecta.places import templates
from prospecta.source import plain_bytes
from prospecta.workspace.walk import Row, rows

LIBRARIES = ("jinja2", "lxml", "markupsafe", "pillow", "pydantic", "pyyaml", "pypandoc_binary")
"""The packages whose versions may show in an output; typst counts with its own bytes."""
PACKAGE = Path(__file__).resolve().parents[1]


def digest(value: object) -> str:
    """The SHA-256 of a value that JSON can hold."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(shape: Mapping[str, str], files: Mapping[str, str]) -> str:
    """The key of the record of what was made of these files in this shape."""
    return digest([dict(shape), dict(files)])


def contents(folder: Path, found: Sequence[Row]) -> dict[str, str]:
    """The SHA-256 of each file by its path; of one that cannot be read, the reason.

    Of a link it is also said whether it leads out of the folder: then it may not be read.
    """
    return {path: _linked(folder, path) + _held(folder / path) for path, *_ in found}


def _linked(folder: Path, path: str) -> str:
    if not os.path.islink(f"{folder}/{path}"):  # noqa: PTH114 - for each file of a workspace
        return ""
    try:
        inside = (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that turn in a circle
        inside = False
    return "link " if inside else "outside "


def _held(path: Path) -> str:
    try:
        return _sha256(plain_bytes(path, MAX_BYTES + 1))
    except OSError as error:
        return f"errno {error.errno}"


MAX_BYTES = 64_000_000
"""As much of a file is looked at: none that is larger is ever read."""


def _sha256(data: bytes) -> str:
    return sha256(data).hexdigest()


def program_rows(engines: Iterable[Path]) -> tuple[Row, ...]:
    """What the disk says of the program, its engines, and where its libraries are installed."""
    places = {Path(path) for path in sys.path if path.endswith("-packages")}
    found = [*rows(PACKAGE), *rows(templates())]
    for place in (*sorted(places), *engines):
        if place.exists():
            stat = place.stat()
            found.append((place.name, 0, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    return tuple(found)


def program() -> dict[str, str]:
    """The SHA-256 of what the program is made of, and of its engines with their libraries."""
    own = contents(PACKAGE, rows(PACKAGE))
    words = contents(templates(), rows(templates()))
    held = {path.name: _sha256(path.read_bytes()) for path in engines()}
    versions = {name: _version(name) for name in LIBRARIES}
    python = f"{sys.version_info.major}.{sys.version_info.minor} {sys.platform}"
    return {
        "program": digest([own, words]),
        "engines": digest([held, versions, python]),
    }


@cache
def engines() -> tuple[Path, ...]:
    """The files that hold pandoc and typst. Raises ToolError when there are none."""
    from importlib.util import find_spec

    from prospecta.pandoc import binary

    spec = find_spec("typst")
    found = [binary()]
    if spec is not None and spec.origin is not None:
        found += sorted(Path(spec.origin).parent.glob("*.so"))
        found += sorted(Path(spec.origin).parent.glob("*.pyd"))
    return tuple(found)


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
