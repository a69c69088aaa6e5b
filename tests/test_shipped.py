"""The program's own data: a broken installation says which file is broken."""

from pathlib import Path

import pytest

from prospecta.findings import ToolError
from prospecta.places import templates
from prospecta.shipped import table


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("a: [\n", r"words/fr\.yaml cannot be read, line \d"),
        ("- a\n", r"words/fr\.yaml cannot be read$"),
        (None, r"fr\.yaml: No such file"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, held: str | None, told: str) -> None:
    path = tmp_path / "words" / "fr.yaml"
    path.parent.mkdir()
    if held is not None:
        path.write_text(held, encoding="utf-8")
    with pytest.raises(ToolError, match=told):
        table(path)


def test_every_shipped_file_is_whole() -> None:
    shipped = [path for path in templates().rglob("*.yaml") if "new" not in path.parts]
    assert len(shipped) > 90
    for path in shipped:
        assert table(path)
