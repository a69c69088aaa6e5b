"""What an author likely meant by the name of a picture, or of a place of the report."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from prospecta.compose.sanitise import span_of
from prospecta.findings import Finding
from prospecta.folder import FIGURES, IGNORED
from prospecta.pictures import KINDS
from prospecta.places import TOOLS
from prospecta.synonyms import folded, nearest
from prospecta.text import Authored

SHOWN = 12
"""How many of the possible names a hint lists."""
MAX_SUGGESTIONS = 100
"""For how many unknown names the nearest one is sought: comparing takes time."""
MANY = 200
"""Links to nowhere that are told of one report; the others are when these are mended."""
MAX_PICTURES = 300
"""Pictures of a folder among which a missing one is sought."""


def anchors_unknown(
    links: Iterable[tuple[str, Authored, int]], unknown: AbstractSet[str], known: Sequence[str]
) -> Iterator[Finding]:
    """A finding for each of the links that lead to what nothing in the report is called.

    A link is its target, the text that it stands in, and how many of the same are before it there.
    """
    wrong = (link for link in links if link[0] in unknown)
    for told, (target, words, before) in enumerate(islice(wrong, MANY)):
        span = span_of(words, f"#{target}", before)
        meant = nearest(target, known) if told < MAX_SUGGESTIONS else ""
        values = {"id": f"#{target}", "suggestion": f"#{meant}" if meant else ""}
        values["known"] = ", ".join(known[:SHOWN])
        yield Finding("unknown-anchor", span, values)


def pictures_in(folder: Path) -> list[str]:
    """The pictures of a folder by their paths in it, in a fixed order, up to MAX_PICTURES."""
    return list(islice(_pictures(folder), MAX_PICTURES))


def _pictures(folder: Path) -> Iterator[str]:
    for root, below, names in os.walk(folder):
        above = Path(root).relative_to(folder)
        ignored = TOOLS if above.parts else TOOLS | IGNORED - {FIGURES}
        below[:] = sorted(name for name in below if name[0] != "." and name not in ignored)
        for name in sorted(names):
            if PurePosixPath(name).suffix.lower() in KINDS and name[0] != ".":
                yield (above / name).as_posix()


def picture_meant(target: str, beside: str, known: Sequence[str]) -> str:
    """How to write the picture among those known whose name is nearest to a missing one's.

    Its path begins in the folder of the file `beside` if the target's did, else in the seminar's.
    """
    typed = unquote(target).replace("\\", "/")
    name = PurePosixPath(typed).name
    same = [path for path in known if folded(PurePosixPath(path).name) == folded(name)]
    named = {PurePosixPath(path).name: path for path in reversed(known)}
    meant = same[0] if same else named.get(nearest(name, named), "")
    if meant and typed.startswith("../"):
        meant = posixpath.relpath(f"/{meant}", f"/{PurePosixPath(beside).parent}")
    return f"<{meant}>" if " " in meant and " " not in target else meant
