"""Write sboms/prospecta.cdx.json: what a release is made of and what it needs, as CycloneDX 1.6.

    python tools/make_sbom.py [--check]

Made from the lock, what the pinned packages say of their licences, and the tables beside this file,
so that the same commit gives the same bytes on every machine: no clock, no random number. pandoc
and typst stand as programs of their own, with the hash of each platform's file, because the wheels
around them do not name them. `--check` writes nothing and ends with 1 when the file is old.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from licences import TABLE, Licences

from prospecta import __version__
from prospecta.shipped import table

ROOT = Path(__file__).resolve().parents[1]
SBOM = ROOT / "sboms" / "prospecta.cdx.json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+).*\n((?:    .*\n)+)", re.MULTILINE)
VIA = re.compile(r"^    #(?: via|  ) ([a-z0-9-]+)$", re.MULTILINE)
"""A package that needs the one above, in the lock's own words; the project itself is no package."""
FONTS = ROOT / "templates" / "fonts"
FONT = {"name": "Source Sans 3", "version": "3.052", "licence": "OFL-1.1"}
"""The typeface; templates/fonts/README.md says where it comes from and what was changed."""
SELF = f"pkg:pypi/prospecta@{__version__}"

Part = dict[str, Any]


def made() -> str:
    """The whole document, as it is written."""
    locked = {name: (version, rest) for name, version, rest in ENTRY.findall(_lock())}
    needs = _needs(locked)
    required = _reached(needs, _named(PROJECT["dependencies"]))
    extras = PROJECT["optional-dependencies"].items()
    wished = [one for extra, names in extras if extra != "dev" for one in _named(names)]
    licences = Licences(table(TABLE))
    packages = [
        _package(name, *locked[name], licences, required=name in required)
        for name in sorted(required | _reached(needs, wished))
    ]
    engines = [_engine(name, row, licences) for name, row in _engines().items()]
    refs = {one["name"]: one["bom-ref"] for one in packages}
    links = {SELF: [refs[one] for one in sorted({*_named(PROJECT["dependencies"]), *wished})]}
    links |= {refs[name]: [refs[one] for one in needs[name] if one in refs] for name in refs}
    for name, engine in zip(_engines().values(), engines, strict=True):
        links[refs[name["package"]]] += [engine["bom-ref"]]
        links[engine["bom-ref"]] = []
    document: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _itself()},
        "components": packages + engines,
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in links.items()],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(document, sort_keys=True))
    return json.dumps(document | {"serialNumber": f"urn:uuid:{number}"}, indent=2) + "\n"


def _itself() -> Part:
    """What the wheel holds: the program, and the typeface that ships beside it."""
    faces = sorted(path for path in FONTS.rglob("*Sans*-*") if path.is_file())
    font = _part("data", FONT["name"], FONT["version"], FONT["licence"], "pkg:npm/source-sans")
    font["purl"] = "pkg:npm/source-sans@3.52.0"
    font["components"] = [
        _file(path.relative_to(ROOT).as_posix(), sha256(path.read_bytes()).hexdigest())
        for path in faces
    ]
    itself = _part("application", "prospecta", __version__, PROJECT["license"], SELF)
    return itself | {"description": PROJECT["description"], "components": [font]}


def _package(name: str, version: str, rest: str, licences: Licences, *, required: bool) -> Part:
    """A package of the lock, with the hash of every file that pip may fetch for it."""
    part = _part("library", name, version, licences.of(name), f"pkg:pypi/{name}@{version}")
    page = f"https://pypi.org/project/{name}/{version}/"
    hashes = [_hash(found) for found in re.findall(r"--hash=sha256:(\w+)", rest)]
    part["scope"] = "required" if required else "optional"
    part["externalReferences"] = [{"type": "distribution", "url": page, "hashes": hashes}]
    return part


def _engine(name: str, row: Mapping[str, Any], licences: Licences) -> Part:
    """A program inside a wheel: one file a platform."""
    known = licences.data["inside"][name]
    purl = f"{known['purl']}@{row['version']}"
    part = _part("application", name, row["version"], str(known["licence"]), purl)
    part["description"] = f"inside the wheel {row['package']}: {known['why']}"
    part["externalReferences"] = [{"type": "source-distribution", "url": str(known["source"])}]
    files = [_file(f"{one['program']} in {one['wheel']}", one["sha256"]) for one in row["programs"]]
    part["components"] = [*files, *map(_held, known.get("holds", ()))]
    return part


def _held(row: Mapping[str, str]) -> Part:
    """A typeface inside a program; not every licence of one has an SPDX identifier."""
    known = "id" if " " not in row["licence"] else "name"
    return {
        "type": "data",
        "bom-ref": f"font:{row['name']}",
        "name": str(row["name"]),
        "licenses": [{"license": {known: str(row["licence"])}}],
    }


def _part(kind: str, name: str, version: str, licence: str, purl: str) -> Part:
    """A component. An expression that joins licences has a place of its own in CycloneDX."""
    joined = " " in licence
    told = {"expression": licence} if joined else {"license": {"id": licence}}
    return {
        "type": kind,
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [told],
        "purl": purl,
    }


def _file(name: str, digest: str) -> Part:
    return {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [_hash(digest)]}


def _hash(digest: str) -> Mapping[str, str]:
    return {"alg": "SHA-256", "content": digest}


def _needs(locked: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """What each package of the lock needs on any machine, by what the lock says `via`."""
    needs: dict[str, list[str]] = {name: [] for name in locked}
    for name, (_, rest) in locked.items():
        for user in VIA.findall(rest):
            needs.get(user, []).append(name)
    return needs


def _reached(needs: Mapping[str, Sequence[str]], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in needs:
            sys.exit(f"requirements.lock does not pin {name}: make it anew first")
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return found


def _named(requirements: Iterable[str]) -> list[str]:
    """The packages that requirements name, as the lock spells them."""
    heads = [re.split(r"[^A-Za-z0-9._-]", one)[0] for one in requirements]
    return [re.sub(r"[._-]+", "-", one).lower() for one in heads]


def _engines() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((ROOT / "tools" / "engines.json").read_text("utf-8"))
    return read


def _lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def main() -> int:
    """Write the file, or say whether it is old."""
    text = made()
    if "--check" in sys.argv[1:]:
        fresh = SBOM.is_file() and SBOM.read_text(encoding="utf-8") == text
        if not fresh:
            print(f"{SBOM.relative_to(ROOT)} is old: python tools/make_sbom.py", file=sys.stderr)
        return 0 if fresh else 1
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
