"""Where the files that ship with the program are, and what the folders of an author are called."""

from pathlib import Path

SEMINAR = "seminar.yaml"
BUILD = "build"
SITE = ".prospecta-site"
"""What a folder holds that is a site of ours, and may be replaced."""


def templates() -> Path:
    """The folder of themes, languages and fonts: beside the code in a wheel, else at the top."""
    here = Path(__file__).resolve().parent
    shipped = here / "templates"
    return shipped if shipped.is_dir() else here.parents[1] / "templates"
