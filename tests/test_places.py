"""Where the program finds what ships with it."""

from pathlib import Path

import pytest

from prospecta import places


def test_templates_are_beside_the_code_of_a_wheel_or_at_the_top_of_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a symbolic link to the code stands."""
    code = tmp_path / "src" / "prospecta"
    code.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(code)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "elsewhere" / "link" / "places.py"))
    assert places.templates() == tmp_path / "templates"
    (code / "templates").mkdir()
    assert places.templates() == code / "templates"
