"""The program's own data: the YAML files under `templates/`, and those of a theme."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from prospecta.caches import own, put
from prospecta.findings import ToolError

VERSION = 1


def table(path: Path) -> Mapping[str, Any]:
    """The mapping that a file holds. Raises ToolError when it is missing or broken.

    What was read is kept, as reading YAML strictly takes longer than most of what a command does.
    """
    try:
        stat = path.stat()
        seen = [VERSION, str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        kept = _kept(path)
        found = _found(kept, seen)
        if found is None:
            found = _read(path)
            if kept is not None:
                put(kept, json.dumps([seen, found], ensure_ascii=False).encode())
    except OSError as error:
        message = f"{path.name}: {error.strerror}"
        raise ToolError(message) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"{path.parent.name}/{path.name} cannot be read, line {line}"
        raise ToolError(message) from error
    return found


def _read(path: Path) -> Mapping[str, Any]:
    # Imported here: mostly it is not needed.
    from prospecta.source import Source
    from prospecta.strict_yaml import load

    data, findings = load(Source(path.name, path.read_text(encoding="utf-8")))
    if findings or not isinstance(data, Mapping):
        where = f", line {findings[0].span.line}" if findings else ""
        message = f"{path.parent.name}/{path.name} cannot be read{where}"
        raise ToolError(message)
    plain: Mapping[str, Any] = _plain(data)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_plain(held) for held in value]
    return None if value is None else str(value)


def _kept(path: Path) -> Path | None:
    folder = own("tables")
    name = blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return None if folder is None else folder / f"{name}.json"


def _found(kept: Path | None, seen: list[Any]) -> Mapping[str, Any] | None:
    """What was kept of this very file; None when it is missing, damaged or of another."""
    if kept is None:
        return None
    try:
        then, found = json.loads(kept.read_bytes())
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return found if then == seen and isinstance(found, dict) else None
