"""Looks as data: a theme is a folder; what it lacks comes from `default`."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.shipped import table

DEFAULT = "default"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def shipped_themes() -> list[str]:
    return sorted(path.name for path in (templates() / "themes").iterdir() if path.is_dir())


class Theme:
    """The files of a theme by name, the first folder that has one winning.

    `folder` is a theme's own folder; the default theme stands behind it. `brought` are files that
    come before both, by their names: a seminar's own, whose templates nobody has read.
    """

    def __init__(
        self, folder: Path | None = None, brought: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.brought = brought
        default = templates() / "themes" / DEFAULT
        self.own: tuple[Path, ...] = () if folder is None else (folder,)
        self.folders: tuple[Path, ...] = (*self.own, default)

    @property
    def fonts(self) -> Path:
        return templates() / "fonts"

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """Colour names to `#rrggbb`, those of the default theme where this one has none.

        Raises ToolError for what is no such colour.
        """
        colours = self._merged()
        for name, value in colours.items():
            if not COLOUR.fullmatch(value):
                message = f"the theme's colour {name} is {value}, not one like #0f4c5c"
                raise ToolError(message)
        return colours

    def path(self, name: str) -> Path:
        """Where a file of the theme is. Raises ToolError when no folder has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        message = f"the theme has no file {name}"
        raise ToolError(message)

    def text(self, name: str) -> str:
        if name in self.brought:
            return self.brought[name]
        try:
            return self.path(name).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise coded(self.spoken(name), error) from error
        except OSError as error:
            message = f"{self.spoken(name)}: {error.strerror}"
            raise ToolError(message) from error

    def bytes(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def has(self, name: str) -> bool:
        """Whether a file is this theme's own, and not the default one's."""
        return any((folder / name).is_file() for folder in self.own)

    def spoken(self, name: str) -> str:
        """A file's name with that of the theme's folder before it, for a person."""
        return f"{self.path(name).resolve().parents[name.count('/')].name}/{name}"

    def _merged(self) -> Mapping[str, str]:
        merged: dict[str, str] = {}
        for folder in reversed(self.folders):
            file = folder / "theme.yaml"
            if file.is_file():
                own = table(file).get("colours")
                if isinstance(own, dict):
                    merged |= {name: str(value) for name, value in own.items()}
                elif own is not None:
                    message = "the theme's colours are not given by their names"
                    raise ToolError(message)
        return merged


def coded(name: str, error: UnicodeDecodeError) -> ToolError:
    """That a file of a theme is not in UTF-8, and on which line it shows."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return ToolError(f"the template {name}, line {line}: it is not encoded in UTF-8")


def themes(name: str) -> Path | None:
    """The folder of a shipped theme; None for the default one."""
    return templates() / "themes" / name if name and name != DEFAULT else None
