"""The program's own data: the YAML files under `templates/`, and those of a theme."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prospecta.findings import ToolError
from prospecta.source import Source
from prospecta.strict_yaml import load


def table(path: Path) -> Mapping[str, Any]:
    """The mapping that a file holds. Raises ToolError when it is missing or broken."""
    try:
        data, findings = load(Source(path.name, path.read_text(encoding="utf-8")))
    except OSError as error:
        message = f"{path.name}: {error.strerror}"
        raise ToolError(message) from error
    if findings or not isinstance(data, Mapping):
        where = f", line {findings[0].span.line}" if findings else ""
        message = f"{path.parent.name}/{path.name} cannot be read{where}"
        raise ToolError(message)
    return data
