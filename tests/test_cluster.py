"""A workspace on a Dask cluster: a real scheduler and two workers, one of which is killed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import forked
from folders import SMALL, write

MANY = 8


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Any]:
    """Start a program of Dask's, and end it with the test."""
    running: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "DASK_DISTRIBUTED__WORKER__DAEMON": "false",
    }

    def start(*words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-W", "ignore", "-m", *words]
        with (tmp_path / f"{len(running)}.log").open("wb") as log:
            running.append(
                subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=tmp_path)
            )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def said(log: Path, pattern: str) -> str:
    """What a program wrote, once it has."""
    for _ in range(1200):
        if found := re.search(pattern, log.read_text()):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def workspace(root: Path) -> Path:
    write(root, {"prospecta.toml": ""})
    for number in range(MANY):
        words = {"text/accueil.md": f"Bonjour à la ville {number}.\n"}
        write(root / f"ville-{number}", {**SMALL, **words})
    return root


def outputs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.glob("*/build/[!.]*")}


def test_a_cluster_makes_the_same_documents_though_a_worker_dies(
    tmp_path: Path, started: Any
) -> None:
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    started(*scheduler, "--no-dashboard", "--no-show")
    at = said(tmp_path / "0.log", r"tcp://127\.0\.0\.1:\d+")
    worker = ("distributed.cli.dask_worker", at, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    doomed, _ = started(*worker), started(*worker)
    for log in ("1.log", "2.log"):
        said(tmp_path / log, "Registered to")
    # It takes its share, and does nothing of it before it dies.
    doomed.send_signal(signal.SIGSTOP)
    root, local = workspace(tmp_path / "ws"), workspace(tmp_path / "local")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "mine"), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "prospecta", "build", "--all"]
    far = subprocess.Popen([*command, "--scheduler", at], cwd=root, env=environment)
    while not outputs(root):
        assert far.poll() is None
        time.sleep(0.02)
    doomed.send_signal(signal.SIGKILL)
    assert len(outputs(root)) < 3 * MANY, "its share is still to be made"
    assert far.wait(timeout=100) == 0
    alone = {**environment, "XDG_CACHE_HOME": str(tmp_path / "other")}
    words = ("build", "--all", "--quiet")
    subprocess.run([*forked.command(), *words], cwd=local, env=alone, check=True)
    assert len(outputs(root)) == 3 * MANY
    assert outputs(root) == outputs(local)


IMPATIENT = """
from prospecta import __main__
from prospecta.workspace import cluster
cluster.SECONDS = 0.5
__main__.main()
"""
"""The command, were it not to wait long for an answer that will not come."""


def test_without_a_scheduler_it_is_said_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", IMPATIENT, "build", "--all", "--lang", "fr"]
    done = subprocess.run(
        [*command, "--scheduler", "tcp://127.0.0.1:9"],
        cwd=workspace(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert "tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
