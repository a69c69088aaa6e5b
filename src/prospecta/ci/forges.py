"""The files of each forge: a frozen table, templates, and a way to write that replaces nothing."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from prospecta import __version__
from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.replacing import beside
from prospecta.shipped import table

FORGES: Mapping[str, str] = MappingProxyType(
    {"github": ".github/workflows/prospecta.yml", "gitlab": ".gitlab-ci.yml"}
)
"""Where each forge looks for its file, from the root of the repository."""
MOST: Final = 50
"""Parts that a build can be divided into: a forge has its limits, and each part its start."""
PACKAGE = re.compile(r"[A-Za-z0-9.][A-Za-z0-9._/+:@~=<>,\[\]#%-]*")
"""What pip may be told to install. No sign in it means anything between a shell's double quotes."""
WRITTEN, SAME, DIFFERS = "written", "same", "differs"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the file should do. With `trusted`, only the default branch uses the folder's theme.

    `package` is what pip installs; without one, the version that writes the file.
    """

    language: str
    shards: int = 1
    package: str = ""
    trusted: bool = False


def is_package(words: str) -> bool:
    """Whether these words name one thing to install, and can do nothing else."""
    return PACKAGE.fullmatch(words) is not None


def text(forge: str, wishes: Wishes) -> str:
    """The file of a forge."""
    # Imported here: completion and help of all commands would pay for it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = templates() / "ci"
    environment = Environment(  # noqa: S701 - YAML has no use for the escapes of HTML
        # The usual signs are those of the forge's own expressions and of shells.
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<{",
        variable_end_string="}>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(folder),
    )
    return environment.get_template(f"{forge}.yml.j2").render(
        actions=table(folder / "actions.yaml"),
        words=table(folder / f"{wishes.language}.yaml"),
        version=__version__,
        shards=wishes.shards,
        package=wishes.package or f"prospecta=={__version__}",
        trust=" --trust-templates" if wishes.trusted else "",
    )


def add(root: Path, forge: str, words: str) -> str:
    """Write a forge's file whole, unless something stands there; say which of the three it was.

    Raises ToolError when the disk refuses, or when a link leads out of the repository.
    """
    path = root / FORGES[forge]
    data = words.encode()
    try:
        if not path.parent.resolve().is_relative_to(root.resolve()):
            message = f"{path.parent}: this link leads out of the folder"
            raise ToolError(message)
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return SAME if path.is_file() and path.read_bytes() == data else DIFFERS
        with beside(path, data) as part:
            part.replace(path)
    except OSError as error:
        message = f"{error.filename or path}: {error.strerror or error}"
        raise ToolError(message) from error
    return WRITTEN


def repository(root: Path) -> Path | None:
    """The root of the git repository that a folder stands in; None where there is none."""
    here = root.resolve()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), None)
