"""Which tests this machine can run. Under PROSPECTA_ALL_TESTS=1 it has to be all of them."""

import gc
import os
import shutil
import signal
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
ALL_TESTS = os.environ.get("PROSPECTA_ALL_TESTS") == "1"

COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "browser": (("chromium", "chromium-browser", "google-chrome"), ("node",)),
        "java": (("java",),),
        "libreoffice": (("soffice", "libreoffice"),),
        "poppler": (("pdftotext",), ("pdftoppm",)),
        "shells": (("fish",), ("zsh",)),
        "strace": (("strace",),),
        "types": (("node",),),
    }
)
"""What a marker's tests call: one name of each group has to be on the PATH."""

NODE_PACKAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "browser": ("axe-core", "playwright-core"),
        "java": ("vnu-jar",),
        "types": ("codeclimate-types", "typescript"),
    }
)

# A shared machine has its moments; how long an example took says nothing about the code. And
# where a run decides whether a change lands, it may not depend on which examples were drawn.
settings.register_profile("prospecta", deadline=None, derandomize=ALL_TESTS)
settings.load_profile("prospecta")


LONG = frozenset(
    f"test_{name}"
    for name in ("browser", "ci", "cluster", "crash", "example", "incremental", "site", "together")
)
"""The modules with the longest tests: one of them at the very end would leave a worker alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_collection_finish() -> None:
    # As the command does: what was imported and collected is no garbage.
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test often waits for what it started."""
    return (os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    # A shell teaches what it starts in the background to ignore Ctrl-C; what tests start may not.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [
        what for marker in COMMANDS if item.get_closest_marker(marker) for what in _missing(marker)
    ]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: bash .ci/run installs it")


def _missing(marker: str) -> Iterator[str]:
    for names in COMMANDS[marker]:
        if not any(map(shutil.which, names)):
            yield names[0]
    for package in NODE_PACKAGES.get(marker, ()):
        if not (ROOT / "node_modules" / package).is_dir():
            yield f"the npm package {package}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid_skip(report)
    return report


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if ALL_TESTS and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"PROSPECTA_ALL_TESTS=1 allows no skipped test. {reason}"
