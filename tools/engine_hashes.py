"""Write tools/engines.json: what the wheels of pandoc and typst hold, platform by platform.

A maintainer runs this when the lock takes another version of either; it downloads 350 MB, each
wheel held to its hash in `requirements.lock`::

    python tools/engine_hashes.py

The same lock gives the same bytes.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from re import MULTILINE, findall
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from prospecta.pandoc import binary

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
TABLE = ROOT / "tools" / "engines.json"

PLATFORMS = {
    "linux-x86_64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "linux-aarch64": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
    "macos-x86_64": ["macosx_10_12_x86_64", "macosx_10_9_x86_64"],
    "macos-arm64": ["macosx_11_0_arm64"],
    "windows-x86_64": ["win_amd64"],
}
"""The platforms for which both engines have wheels, with the tags that pip knows them by."""
ENGINES = {
    "pandoc": ("pypandoc-binary", ("pypandoc/files/pandoc", "pypandoc/files/pandoc.exe")),
    "typst": ("typst", ("typst/_typst.abi3.so", "typst/_typst.pyd")),
}
"""The engines: the package that brings each, and what its program is called in there."""


def main() -> None:
    """Download, weigh and write."""
    table: dict[str, Any] = {}
    for engine, (package, programs) in ENGINES.items():
        table[engine] = {"package": package, "version": "", "programs": []}
        for platform, tags in PLATFORMS.items():
            with TemporaryDirectory() as folder:
                wheel = _downloaded(package, tags, Path(folder))
                row = {"platform": platform, "wheel": wheel.name, "wheel_sha256": _hash(wheel)}
                with ZipFile(wheel) as held:
                    (program,) = set(programs) & set(held.namelist())
                    data = held.read(program)
                    crates = [json.loads(held.read(name)) for name in _sboms(held)]
            row |= {"program": program, "sha256": sha256(data).hexdigest()}
            table[engine]["programs"].append(row)
        table[engine]["version"] = _version(engine, crates)
    TABLE.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _downloaded(package: str, tags: list[str], folder: Path) -> Path:
    """The wheel that the lock pins for a platform; pip refuses one with another hash."""
    locked = LOCK.read_text(encoding="utf-8")
    (entry,) = findall(rf"^{package}==.+\n(?:    --hash.+\n)+", locked, MULTILINE)
    (folder / "one.lock").write_text(entry, encoding="utf-8")
    wanted = [option for tag in tags for option in ("--platform", tag)]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    only = ["--only-binary", ":all:", *wanted, "-r", "one.lock"]
    subprocess.run([*pip, *only], cwd=folder, check=True)  # noqa: S603 - a fixed command
    (wheel,) = folder.glob("*.whl")
    return wheel


def _version(engine: str, crates: list[dict[str, Any]]) -> str:
    """What the program calls itself: typst is older or newer than the package around it."""
    if engine == "pandoc":
        asked = [str(binary()), "--version"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603
        return told.stdout.split()[1]
    (crate,) = [one for one in crates[0]["components"] if one["name"] == engine]
    return str(crate["version"])


def _sboms(wheel: ZipFile) -> Iterator[str]:
    return (name for name in wheel.namelist() if ".dist-info/sboms/" in name)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
