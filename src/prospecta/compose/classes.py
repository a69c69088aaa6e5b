"""Names of boxes and passages that no theme knows: what stands in them loses its look."""

import re
from collections.abc import Iterator, Sequence

from prospecta.compose.literal import Typed
from prospecta.compose.sanitise import CLASSES, PASSAGES
from prospecta.document import Node
from prospecta.findings import Finding
from prospecta.synonyms import nearest
from prospecta.text import Authored

SIGNS = re.compile(r":::|\]\{|^[ \t>]*\{", re.MULTILINE)
_OPENS = re.compile(
    r"""(?xm)
    ^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*
    (?: :{3,}[ \t]* (?: (?P<name>[^\s{}:]+)[ \t]*$ | (?P<box>\{[^{}\n]{1,300}\}) )
      | (?P<block>\{[^{}\n]{1,300}\})[ \t]*$ )
    | \](?P<passage>\{[^{}\n]{1,300}\})
    """
)
_CLASS = re.compile(r"""(?<=[\s{])\.([^\s{}.#="']+)|"[^"]*\"""")


def strange(nodes: Sequence[Node], words: Authored) -> Iterator[Finding]:
    """The classes of boxes and passages that are asked for and that there are not.

    `nodes` are the structure of a parsed text.
    """
    if not SIGNS.search(str(words)):
        return
    named = (node["c"][0][1] for node in nodes if node["t"] in {"Div", "Span"})
    unknown = {name for names in named for name in names} - CLASSES
    for kind, name, place in _typed(Typed(words).masked) if unknown else ():
        if name in unknown:
            known = PASSAGES if kind == "passage" else CLASSES - PASSAGES
            meant = nearest(name, sorted(known))
            values = {"kind": kind, "shown": name, "suggestion": meant}
            values["known"] = ", ".join(sorted(known))
            yield Finding("mark-printed", words.part(*place), values)


def _typed(masked: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """What is asked for, whether by a box or a passage, and where."""
    for opened in _OPENS.finditer(masked):
        if opened["name"]:
            yield "box-unknown", opened["name"], opened.span("name")
            continue
        group = opened.lastgroup or ""
        kind = "passage" if group == "passage" else "box-unknown"
        for one in _CLASS.finditer(masked, *opened.span(group)):
            if one[1]:
                yield kind, one[1], one.span(1)
