"""The packages that prospecta needs, by its own metadata, and those that are installed."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from prospecta.doctor.part import BUILD, Part, State
from prospecta.versions import Range

NEED = re.compile(
    r"(?P<name>[\w.-]+)(?:\[.*\])? ?(?P<wanted>[^;]*?) ?(?:;.*extra == ['\"](?P<extra>.+)['\"])?"
)
DEVELOPERS = "dev"
"""The extra that no feature needs."""
Need = tuple[str, str, str]
"""A package, the range of its versions, the extra that asks for it or an empty text."""


def packages() -> Iterator[Part]:
    """Each package that is needed, those of an extra with what the extra is for.

    Nothing where prospecta is not installed, so that nothing is known of its needs.
    """
    for name, wanted, extra in needs():
        found = _version(name)
        good = State.OK if Range(wanted).holds(found) else State.UNSUPPORTED
        state = good if found else State.MISSING
        asked = f"prospecta[{extra}]" if extra else f"{name}{wanted}"
        remedy = "" if state is State.OK else f'pip install "{asked}"'
        yield Part(name, extra or BUILD, state, found, wanted, remedy=remedy, package=True)


def needs() -> Iterator[Need]:
    """What the metadata of prospecta ask for, less what only its developers need."""
    try:
        listed = requires("prospecta") or []
    except PackageNotFoundError:
        return
    for need in filter(None, map(NEED.fullmatch, listed)):
        name, wanted, extra = (need[key] or "" for key in ("name", "wanted", "extra"))
        if extra != DEVELOPERS:
            yield name, ",".join(sorted(wanted.split(","), reverse=True)), extra


def again(package: str) -> str:
    """The command that installs a package anew, in a version that was tried."""
    wanted = next((wanted for name, wanted, _ in needs() if name == package), "")
    return f'pip install --force-reinstall "{package}{wanted}"'


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
