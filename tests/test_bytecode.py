"""Compiled templates, kept on the disk and by the process that read them."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from prospecta.bytecode import Compiled


def test_a_template_is_read_once_until_its_text_changes(tmp_path: Path) -> None:
    def rendered() -> str:
        loader, kept = FileSystemLoader([str(tmp_path)]), Compiled(str(tmp_path), "%s.cache")
        environment = Environment(loader=loader, bytecode_cache=kept, autoescape=True)
        return environment.get_template("a.j2").render()

    (tmp_path / "a.j2").write_text("one", encoding="utf-8")
    assert rendered() == "one"
    (kept,) = tmp_path.glob("*.cache")
    kept.write_bytes(b"damaged: who reads it compiles anew, and writes it whole")
    assert rendered() == "one"
    assert kept.read_bytes().startswith(b"damaged")
    (tmp_path / "a.j2").write_text("two", encoding="utf-8")
    assert rendered() == "two"
    assert not kept.read_bytes().startswith(b"damaged")
