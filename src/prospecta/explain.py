"""The pages of the codes: why a finding is one, a wrong example, the right one, what to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any, TypeAlias

from prospecta.findings import CODES, Finding, Severity, Span
from prospecta.messages import Messages
from prospecta.places import templates
from prospecta.shipped import table

Files: TypeAlias = Mapping[str, Any]
"""What an example puts into the base folder, by path: a text, or `hex`, `repeat` and `times`,
`link` or `absent` for what cannot be typed."""
FOUND = "_found"
"""The file that says what is found in each wrong example."""
PLACEHOLDER = re.compile(r"\{\w+\}")
WRONG, RIGHT = "✗", "✓"
"""The margin of the lines by which two examples differ."""
TAB = "⇥   "


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to know about a code, in one language. Values of a finding read `…`."""

    code: str
    severity: Severity
    says: str
    why: str
    do: Sequence[str]
    """What to do whatever the finding is about; where that cannot be told, all that may be."""
    wrong: Files
    right: Files
    found: str
    """What is told of the wrong example, with its place; `hint` is what to do about it."""
    hint: str
    cases: Sequence[tuple[str, Sequence[str]]] = ()
    """What is said, and what to do, where the code knows more about the finding."""

    @property
    def advice(self) -> Sequence[str]:
        """What to do about the wrong example, and then about any other."""
        general = [one for one in self.do if "…" not in one or not self.hint]
        return list(dict.fromkeys(filter(None, [self.hint, *general])))


def page(code: str, language: str) -> Page:
    """Raises KeyError for a code that is none, ToolError when its page cannot be read."""
    severity, data = CODES[code], _read(code)
    told = _told(code, language)
    why = str(data["why"].get(language) or data["why"]["fr"])
    cases = [
        (_open(case.get("says", told["says"])), _advice(case.get("do", told.get("do", []))))
        for case in told.get("cases", {}).values()
    ]
    says, advice = _open(told["says"]), _advice(told.get("do", []))
    found, hint = _found(code, language)
    return Page(code, severity, says, why, advice, data["wrong"], data["right"], found, hint, cases)


def _found(code: str, language: str) -> tuple[str, str]:
    values = _read(FOUND).get(code)
    if values is None:
        return "", ""
    messages, finding = Messages.read(language), Finding(code, Span(""), values)
    return f"{values['at']}: {messages.sentence(finding)}", messages.hint(finding)


def base() -> Files:
    """The seminar that every example changes."""
    return _read("_base")


def words(language: str) -> Mapping[str, str]:
    """The words between the parts of a page."""
    found: Mapping[str, Mapping[str, str]] = _read("_words")
    return found.get(language, found["fr"])


def sentences(language: str) -> Mapping[str, str]:
    """What each code says, in the order of the table of codes."""
    return {code: _open(_told(code, language)["says"]) for code in CODES}


def example(files: Files, other: Files, mark: str, language: str) -> Iterator[tuple[str, str]]:
    """The lines of an example, each with its margin: `mark` where `other` has another line.

    The name of a file has no margin, and comes before its lines.
    """
    for path, held in files.items():
        yield "", path
        lines = _lines(held, language)
        against = other.get(path, base().get(path, "")) if path in base() else other.get(path, "")
        same = SequenceMatcher(None, lines, _lines(against, language), autojunk=False)
        kept = {at for a, _, size in same.get_matching_blocks() for at in range(a, a + size)}
        for at, line in enumerate(lines):
            yield (" " if at in kept else mark), line


def _lines(held: Any, language: str) -> list[str]:
    """What an author would see of a file in an editor."""
    if not isinstance(held, Mapping):
        return str(held).rstrip("\n").replace("\t", TAB).split("\n")
    said = words(language)
    if "hex" in held:
        text = bytes.fromhex(str(held["hex"])).decode("utf-8", "replace")
        return "".join(chr(0x2400 + ord(one)) if one < " " else one for one in text).split("\n")
    if "repeat" in held:
        text = str(held["repeat"]).strip()
        return [str(said["repeated"]).format(text=text, times=held["times"])]
    if "link" in held:
        return [str(said["link"]).format(target=held["link"])]
    return [str(said["absent"])]


def _advice(hints: Sequence[str]) -> list[str]:
    """The hints that hold whatever the finding is about; all of them when there is none such."""
    general = [hint for hint in hints if not PLACEHOLDER.search(hint)]
    return general or [_open(hint) for hint in hints]


def _open(sentence: str) -> str:
    return PLACEHOLDER.sub("…", sentence).replace("….", "…")


def _told(code: str, language: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = Messages.read(language).data["findings"][code]
    return told


@cache
def _read(name: str) -> Mapping[str, Any]:
    return table(templates() / "explain" / f"{name}.yaml")
