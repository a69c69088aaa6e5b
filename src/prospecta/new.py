"""A new seminar folder: its files, and what editors and git need. Nothing is ever overwritten."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from errno import ENOTDIR
from pathlib import Path, PurePosixPath

from prospecta.blocks import BLOCKS
from prospecta.findings import ToolError
from prospecta.folder import SEMINAR
from prospecta.places import templates
from prospecta.schemas import FILES, SUFFIX, schema, written

SCHEMAS = ".prospecta/schemas"
"""Where a folder keeps its schemas: editors find them there without a network."""
SETTINGS = ".vscode/settings.json"
TOOLS: Mapping[str, str] = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "vscode-extensions.json": ".vscode/extensions.json",
    "vscode-settings.json": SETTINGS,
}
"""From the names of templates to those in the folder. A real `.gitignore` would act on ours."""


@dataclass(frozen=True, slots=True)
class Made:
    """The paths in the folder that were written, and those that were there and were kept."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def languages() -> list[str]:
    """The languages in which a folder can be begun."""
    return sorted(path.name for path in (templates() / "new").iterdir() if path.is_dir())


def content(language: str, *, example: bool = False) -> dict[str, str]:
    """The data and the texts, by their paths: a small example, or a skeleton to fill in."""
    root = templates() / "new" / language / ("example" if example else "skeleton")
    found: dict[str, str] = {}
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(root).as_posix()
        found[name] = modeline(name) + path.read_text(encoding="utf-8")
    return found


def modeline(path: str) -> str:
    """The comment that tells an editor the schema of a file, relative to that file."""
    parts = PurePosixPath(path)
    kind = parts.parts[0] if len(parts.parts) > 1 else parts.stem
    if parts.suffix != ".yaml" or kind not in FILES:
        return ""
    up = "../" * (len(parts.parts) - 1)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind}{SUFFIX}\n"


def tooling(language: str) -> dict[str, str]:
    """The schemas, the settings of an editor and of git, by their paths."""
    root = templates() / "new" / language / "tools"
    found = {path: (root / name).read_text(encoding="utf-8") for name, path in TOOLS.items()}
    settings = json.loads(found[SETTINGS])
    settings["yaml.schemas"] = {
        f"./{SCHEMAS}/{kind}{SUFFIX}": [f"/{path}" for path in _paths(kind)] for kind in FILES
    }
    found[SETTINGS] = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    for kind in FILES:
        found[f"{SCHEMAS}/{kind}{SUFFIX}"] = written(schema(kind, language))
    return found


def _paths(kind: str) -> list[str]:
    return [f"{kind}.yaml", f"{kind}/*.yaml"] if kind in BLOCKS else [f"{kind}.yaml"]


def new(folder: Path, language: str, *, example: bool = False) -> Made:
    """Begin a seminar in `folder`, which is made if need be; what it has already is kept.

    A folder that has a `seminar.yaml` is begun already, and only gets what editors and git need.
    Raises ToolError when a file stands where a folder should be, with nothing written, or when the
    disk refuses; what was written until then is whole, and a second call goes on from there.
    """
    begun = os.path.lexists(folder / SEMINAR)
    files = {} if begun else content(language, example=example)
    files |= tooling(language)
    made = Made([], [SEMINAR] if begun else [])
    try:
        for parent in dict.fromkeys((folder / path).parent for path in files):
            _make(parent)
        for path, text in files.items():
            (made.written if _add(folder / path, text) else made.kept).append(path)
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror or error}"
        raise ToolError(message) from error
    return made


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder)) from error


def _add(path: Path, text: str) -> bool:
    """Write a file unless something of its name is there; half a file is taken away again."""
    try:
        with path.open("xb", buffering=0) as file:
            try:
                _write(file.fileno(), text.encode())
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        return False
    return True


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
