"""Make the files of a release from a commit, twice, and hand them over if both are the same.

    python tools/make_release.py [COMMIT]

The commit is cloned twice, far from the tree, and built under two names, two umasks and two time
zones; the date of what is packed is the commit's. The hatchling that is installed builds, and its
version stands in the wheel: it has to be that of the lock. `dist/` then holds the wheel, the source
archive, the SBOM and SHA256SUMS. Ends with 1, and leaves `dist/` alone, when a byte differs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
SBOM = Path("sboms") / "prospecta.cdx.json"
WAYS = (("one", 0o022, "UTC"), ("another place", 0o077, "Pacific/Chatham"))
"""How the two builds differ: the name of the folder, the umask and the time zone."""


def main() -> int:
    """Build, compare, hand over."""
    commit = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    with TemporaryDirectory() as scratch:
        one, other = (_built(commit, Path(scratch) / name, *way) for name, *way in WAYS)
        differing = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    if differing:
        print(f"two builds of {commit} differ in {', '.join(differing)}", file=sys.stderr)
        return 1
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(one.items()))
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    for name, data in {**one, "SHA256SUMS": sums.encode()}.items():
        (DIST / name).write_bytes(data)
    print(sums, end="")
    return 0


def _built(commit: str, copy: Path, umask: int, zone: str) -> Mapping[str, bytes]:
    """What a clone of the commit gives, by the names of the files."""
    name = _run("git", "rev-parse", f"{commit}^{{commit}}")
    before = os.umask(umask)
    try:
        _run("git", "clone", "--quiet", "--no-checkout", str(ROOT), str(copy))
        _run("git", "checkout", "--quiet", "--detach", name, cwd=copy)
        date = _run("git", "log", "-1", "--format=%ct", cwd=copy)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
        _run(*build, cwd=copy, SOURCE_DATE_EPOCH=date, TZ=zone)
    finally:
        os.umask(before)
    files = {path.name: path.read_bytes() for path in (copy / "dist").iterdir()}
    (wheel,) = (name for name in files if name.endswith(".whl"))
    release = "-".join(wheel.split("-")[:2])
    return {**files, f"{release}.cdx.json": (copy / SBOM).read_bytes()}


def _run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed commands
        command,
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
