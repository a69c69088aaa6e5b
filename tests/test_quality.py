"""The gates: style, format, types and the import contract, so that `pytest` checks everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    ["mypy", "ruff check --output-format concise", "ruff format --check", "lint-imports"],
)
def test_gate(command: str) -> None:
    tool, *options = command.split()
    done = subprocess.run(
        [SCRIPTS / tool, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


SKIPPED = """\
import pytest

@pytest.mark.skip(reason="of a whim")
def test_skipped() -> None: ...

@pytest.mark.xfail(reason="known", strict=True)
def test_expected_to_fail() -> None: assert False

def test_passed() -> None: ...
"""


@pytest.mark.parametrize(
    ("all_tests", "closing"),
    [("0", "1 passed, 1 skipped, 1 xfailed"), ("1", "1 passed, 1 xfailed, 1 error")],
)
def test_where_all_tests_must_run_a_skipped_one_fails(
    tmp_path: Path, all_tests: str, closing: str
) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_three.py").write_text(SKIPPED, encoding="utf-8")
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        env=os.environ | {"PROSPECTA_ALL_TESTS": all_tests},
        capture_output=True,
        text=True,
        check=False,
    )
    assert closing in done.stdout
