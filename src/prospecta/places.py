"""Where the files that ship with the program are, and what the folders of an author are called."""

from functools import cache
from pathlib import Path

SEMINAR = "seminar.yaml"
BUILD = "build"
TOOLS = frozenset({"__pycache__", "node_modules"})
"""Folders of programs: wherever they are, they hold nothing of an author's."""
WORKSPACE = "prospecta.toml"
SITE = ".prospecta-site"
"""What a folder holds that is a site of ours, and may be replaced."""


@cache
def templates() -> Path:
    """The folder of themes, languages and fonts."""
    return shipped_with(Path(__file__))


def shipped_with(module: Path) -> Path:
    """The templates of the code that a module stands in: beside it in a wheel, else at the top."""
    here = module.resolve().parent
    shipped = here / "templates"
    return shipped if shipped.is_dir() else here.parents[1] / "templates"


def root_of(folder: Path) -> Path | None:
    """The nearest folder, from this one up, that holds a `prospecta.toml`."""
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if (one / WORKSPACE).is_file()), None)
