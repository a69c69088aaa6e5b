"""On what terms a seminar of a workspace is read: what it says itself comes first."""

from pathlib import Path

from prospecta.review import Terms
from prospecta.workspace.settings import Settings


def terms(settings: Settings, theme: Path | None = None, *, trusted: bool = False) -> Terms:
    """What was asked for, then what the seminar says, then what the workspace says.

    A theme of the workspace's own is taken only if its templates are trusted.
    """
    given = {"language": settings.language} if settings.language else {}
    if theme is None and settings.theme and settings.house is None:
        given["theme"] = settings.theme
    return Terms(theme, trusted, given, settings.house if trusted and theme is None else None)
