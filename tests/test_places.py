"""Where the program finds what ships with it."""

from pathlib import Path

from prospecta.places import shipped_with


def test_templates_are_beside_the_code_of_a_wheel_or_at_the_top_of_the_sources(
    tmp_path: Path,
) -> None:
    """Wherever a symbolic link to the code stands."""
    code = tmp_path / "src" / "prospecta"
    code.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(code)
    module = tmp_path / "elsewhere" / "link" / "places.py"
    assert shipped_with(module) == tmp_path / "templates"
    (code / "templates").mkdir()
    assert shipped_with(module) == code / "templates"
