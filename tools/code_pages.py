"""The page docs/codes.md: every code with its severity, its sentence and its page."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from prospecta.explain import Files, example, page, sentences
from prospecta.findings import CODES

MARKS = re.compile(r"([\\`*_<>|\[\]])")
SYNTAX = {".md": "markdown", ".svg": "xml", ".yaml": "yaml"}
HEAD = """\
# The codes of findings

Made from `templates/findings/` and `templates/explain/` by `python tools/make_docs.py`: do not edit
it here. `prospecta explain CODE` prints the page of a code, in French or in English.

An error stops a build, a warning does not. `…` stands for what the finding is about. Each example
changes or adds the files shown in a small whole seminar, `templates/explain/_base.yaml`; the tests
run both.

| code | severity | what it says | ce qu'il dit |
|---|---|---|---|
"""


def codes() -> str:
    """The whole page."""
    english, french = sentences("en"), sentences("fr")
    rows = (
        f"| [`{code}`](#{code}) | {severity} | {_safe(english[code])} | {_safe(french[code])} |"
        for code, severity in CODES.items()
    )
    return HEAD + "\n".join(rows) + "\n" + "".join(f"\n{_page(code)}" for code in CODES)


def _page(code: str) -> str:
    english, french = page(code, "en"), page(code, "fr")
    parts = [f"## {code}"]
    parts += [f"**{_safe(told.says)}** {_safe(told.why)}" for told in (english, french)]
    parts += ["Wrong – faux :", *_files(english.wrong, english.right)]
    parts += [f"> {_safe(told.found)}" for told in (english, french) if told.found]
    parts += ["Right – juste :", *_files(english.right, english.wrong)]
    parts += ["What to do – que faire :"]
    advice = [_safe(one) for told in (english, french) for one in told.advice]
    cases = [
        f"{_safe(says)} {_safe(' '.join(do))}"
        for told in (english, french)
        for says, do in told.cases
    ]
    parts += ["\n".join(f"- {one}" for one in (*advice, *cases))]
    return "\n\n".join(parts) + "\n"


def _files(files: Files, other: Files) -> Iterator[str]:
    lines: dict[str, list[str]] = {}
    path = ""
    for margin, line in example(files, other, "!", "en"):
        if margin:
            lines[path].append(line)
        else:
            path = line
            lines[path] = []
    for path, held in lines.items():
        syntax = SYNTAX.get(PurePosixPath(path).suffix, "")
        yield "\n".join([f"`{path}`", "", f"~~~~ {syntax}".rstrip(), *held, "~~~~"])


def _safe(words: str) -> str:
    """Words in which Markdown sees no mark."""
    return MARKS.sub(r"\\\1", words)
