"""Compiled templates, kept on the disk and by the process that read them."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from prospecta import bytecode
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


def test_a_process_holds_the_code_of_so_many_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytecode, "_read", {})
    monkeypatch.setattr(bytecode, "MOST", 3)
    names = "abcdefg"
    kept = Compiled(str(tmp_path), "%s.cache")
    environment = Environment(
        loader=DictLoader({name: name for name in names}), bytecode_cache=kept, autoescape=True
    )
    assert [environment.get_template(name).render() for name in names] == list(names)
    assert len(bytecode._read) <= 3
