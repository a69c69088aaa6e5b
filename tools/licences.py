"""Hold every package of the locks to the table of licences, tools/licences.yaml.

    python tools/licences.py

Says what is wrong and ends with 1: a licence that is not allowed, one that nobody can tell, a
package that the locks do not name, a row of the table that is of no use any more.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from prospecta.shipped import table

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tools" / "licences.yaml"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ]+)", re.MULTILINE)
UNTOLD = "UNTOLD"


@dataclass(frozen=True, slots=True)
class Licences:
    """The table, with what installed packages say of themselves."""

    data: Mapping[str, Any]

    def of(self, package: str) -> str:
        """The SPDX expression of a package, or UNTOLD."""
        row = self.data["read"].get(package)
        return str(row["licence"]) if row else self._said(package)

    def _said(self, package: str) -> str:
        """What its metadata say: an expression, else words that can mean one licence only."""
        try:
            said = metadata(package).json
        except PackageNotFoundError:
            return UNTOLD
        if expression := said.get("license_expression"):
            return str(expression)
        classifiers = [one.split(" :: ") for one in said.get("classifier", ())]
        words = [str(said.get("license", "")).partition("\n")[0]]
        words += [one[-1] for one in classifiers if one[0] == "License"]
        known = {*self.data["allowed"]}
        spelled = {one: one for one in known} | dict(self.data["spelled"])
        return next((str(spelled[one]) for one in words if one in spelled), UNTOLD)

    def refused(self, package: str, licence: str) -> str:
        """Why a package may not be used under its licence; an empty text if it may."""
        if licence == UNTOLD:
            return "nobody can tell its licence from its metadata"
        argued = self.data["argued"].get(package)
        if argued and argued["licence"] == licence:
            return ""
        # Whichever side of an OR: what is chosen has to be argued.
        named = re.split(r" (?:AND|OR|WITH) ", re.sub("[()]", "", licence))
        foreign = [one for one in named if one not in self.data["allowed"]]
        return f"{', '.join(foreign)} is not allowed" if foreign else ""


def problems(lock: str, node: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong, a sentence each: `lock` and `node` are what the two lock files hold."""
    licences = Licences(data)
    python = dict(PINNED.findall(lock))
    told = {package: licences.of(package) for package in python}
    told |= {
        name.removeprefix("node_modules/"): one.get("license", UNTOLD)
        for name, one in node["packages"].items()
        if name
    }
    for package, licence in told.items():
        if refused := licences.refused(package, licence):
            yield f"{package}: {refused}"
    for package, row in data["read"].items():
        if python.get(package) != row["version"]:
            yield f"{package}: the version read was {row['version']}: read its licence again"
    for package, row in data["argued"].items():
        if told.get(package) != row["licence"]:
            yield f"{package}: there is no such package under {row['licence']} to argue for"
    named = {one for licence in told.values() for one in re.split(r" (?:AND|OR|WITH) ", licence)}
    for licence in data["allowed"]:
        if licence not in named | {"OFL-1.1"}:
            yield f"{licence}: no package is under it"


def main() -> int:
    """Check the two locks of the project."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    node = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wrong = list(problems(lock, node, table(TABLE)))
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
