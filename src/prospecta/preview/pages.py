"""A page in its parts, and what leads from one page to the next."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

COVER, BODY = "<!-- cover -->", "<!-- body -->"
"""Where the cover and the body stand in the shell."""
BEGIN, CHUNK, END = "<!--[{}-->", "<!--|-->", "<!--]-->"
"""What tells the script of the preview where they begin and end, and where their parts do."""
EMPTY = re.compile(r"<style[^>]*></style>\n?")
FACE = re.compile(r"@font-face\{[^}]*\}\n?")


@dataclass(frozen=True)
class Page:
    """A report as HTML. The `shell` is all but what stands in COVER and BODY.

    `paths` says for each part of the body in which file its words stand.
    """

    shell: str
    sheet: str
    cover: str
    body: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The page as a build writes it."""
        body = "\n".join(("", *self.body))
        return self.shell.replace(COVER, self.cover, 1).replace(BODY, body, 1)

    def marked(self, version: int) -> str:
        """The page with the marks that the script of the preview needs."""
        cover = BEGIN.format("cover") + CHUNK + self.cover + END
        body = BEGIN.format("body") + "\n".join(CHUNK + part for part in self.body) + END
        page = self.shell.replace(COVER, cover, 1).replace(BODY, body, 1)
        return f"{page}<!--{version}-->"

    @cached_property
    def outline(self) -> str:
        """The shell without the element of the sheet, its two parts empty."""
        shell = EMPTY.sub("", self.shell.replace(self.sheet, "", 1))
        shell = shell.replace(COVER, BEGIN.format("cover") + END, 1)
        return shell.replace(BODY, BEGIN.format("body") + END, 1)

    @cached_property
    def faces(self) -> Sequence[str]:
        return FACE.findall(self.sheet)

    @cached_property
    def rules(self) -> str:
        """The sheet without its fonts."""
        return FACE.sub("", self.sheet)


def patch(old: Page, new: Page, changed: Collection[str]) -> Mapping[str, Any] | None:
    """What turns the old page into the new one; None when it has to be loaded anew.

    `focus` is the part of the new body that was edited: of one of the `changed` files, if any is.
    """
    if old.faces != new.faces:
        return None
    told: dict[str, Any] = {}
    if old.outline != new.outline:
        told["outline"] = new.outline
    if old.rules != new.rules:
        told["rules"] = new.rules
    if old.cover != new.cover:
        told["cover"] = new.cover
    edits = list(_edits(old.body, new.body))
    if edits:
        told["body"] = [[at, gone, list(new.body[start:end])] for at, gone, start, end in edits]
        told["focus"] = _focus(edits, new.paths, changed)
    return told


def _edits(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """From the end: where parts go, how many, and which of the new ones take their place."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    before, after = old[first : len(old) - last], new[first : len(new) - last]
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, begin, until in reversed(found):
        if kind != "equal":
            yield first + start, end - start, first + begin, first + until


def _focus(
    edits: Sequence[tuple[int, int, int, int]], paths: Sequence[str], changed: Collection[str]
) -> int:
    touched = [at for _, _, start, end in reversed(edits) for at in range(start, end)]
    own = [at for at in touched if paths[at] in changed]
    return next(iter(own or touched), edits[-1][0])
