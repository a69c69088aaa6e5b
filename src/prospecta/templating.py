"""Where a theme's template is at fault: Jinja's own words say neither the file nor the line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from prospecta.findings import ToolError
from prospecta.theme import coded


def blame(error: Exception, own: Sequence[Path]) -> None:
    """Raise ToolError, with the place, if a template below one of these folders is at fault.

    `own` are the folders of themes that somebody wrote: what fails elsewhere is a bug of ours.
    """
    if isinstance(error, ToolError | MemoryError):
        return
    for folder in own:
        for path, line in _places(error, folder):
            name = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
            if isinstance(error, UnicodeDecodeError):
                raise coded(name, error) from error
            message = f"the template {name}, line {line}: {_why(error)}"
            raise ToolError(message) from error


def _places(error: Exception, folder: Path) -> Iterator[tuple[Path, int]]:
    """The templates in a folder that were at work and their lines, the innermost first."""
    if isinstance(error, UnicodeDecodeError):
        found = [(path, 1) for path in folder.rglob("*.j2") if path.read_bytes() == error.object]
    elif isinstance(error, TemplateSyntaxError):
        found = [(Path(error.filename or ""), error.lineno)]
    else:
        found, trace = [], error.__traceback__
        while trace is not None:
            found.insert(0, (Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno))
            trace = trace.tb_next
    return (place for place in found if place[0].is_relative_to(folder))


def _why(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"the theme has no file {error.name}"
    if isinstance(error, TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}"
