"""Looks as data: a theme is a folder; what it lacks comes from `default`."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.shipped import table

DEFAULT = "default"


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
        self.folders = (default,) if folder is None else (folder, default)

    @property
    def fonts(self) -> Path:
        return templates() / "fonts"

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """Colour names to `#rrggbb`, those of the default theme where this one has none."""
        return self._merged("colours")

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
        return self.path(name).read_text(encoding="utf-8")

    def bytes(self, name: str) -> bytes:
        return self.path(name).read_bytes()

    def _merged(self, key: str) -> Mapping[str, str]:
        merged: dict[str, str] = {}
        for folder in reversed(self.folders):
            file = folder / "theme.yaml"
            if file.is_file():
                own = table(file).get(key)
                if isinstance(own, dict):
                    merged |= {name: str(value) for name, value in own.items()}
        return merged


def themes(name: str) -> Path | None:
    """The folder of a shipped theme; None for the default one."""
    return templates() / "themes" / name if name and name != DEFAULT else None
