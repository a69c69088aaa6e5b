"""The Nu HTML checker, which speaks for the standard."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

JAR = Path(__file__).parents[1] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-Xss4m")
"""Code that runs for two seconds is not worth optimising; without that it needs a larger stack."""


def errors(pages: Iterable[Path]) -> str:
    """What it finds wrong with pages: nothing, when they are valid."""
    asked = ("--errors-only", "--exit-zero-always", "--stdout")
    command = ["java", *BRIEFLY, "-jar", str(JAR), *asked, *map(str, pages)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
