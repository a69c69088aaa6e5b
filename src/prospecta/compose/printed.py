"""Markdown that its author meant and pandoc does not see: the report prints it as it was typed.

What the tree holds as text is proof of it; the words as they were typed say where it stands.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from prospecta.compose.fences import unclosed
from prospecta.compose.lines import merged
from prospecta.compose.literal import Passage, Slip, Typed, as_typed, passages
from prospecta.document import Node
from prospecta.findings import Finding
from prospecta.text import Authored

SIGNS = re.compile(
    r"[*`|]|\[\^|\]\s*\(|<!--|:::|#\S|\n[ \t>]*(?:[-+–—−→⇒➔✓✔☐]|\(?\w{1,2}[ ]?[°).:/–-])"
)
"""What a text has of which something may not be read as it was meant."""
LEADS = r"(?:https?://|mailto:|www\.|\#[a-z]|\.\./|figures/)[^\s()]*"
ENDS = ".,;:!?»"
_OPENS = re.compile(
    r"""(?x)
    (?<![^\s(\[«“"'’]) \*{2,3} (?=[\w«“"(\[’']) [^\s*]*
    | (?<!\S) \*\* [ ] [^\W\d] [^*\n]* \*\*
    """
)
_LEANS = re.compile(r"(?<=[ («“\"\u00a0])\*(?=[^\W\d_])[^\s*]*")
_MARKED = re.compile(r"[\w)».!?%€ ]\*{1,3}(?!\w)")
"""A word with a star behind it, which a line below explains: `Prix*`."""
_GRAVE = re.compile(r"[^\s`]{0,40}`[^\s`]{0,40}")
_LETTERED = re.compile(r"(?<=[^\W\d_])`(?=\w)")
_NOTE = re.compile(r"\[\^[^\]\n]{1,60}\]")
_LATE = re.compile(r"(?m)^(?P<call>\[\^[^\]\n]{1,60}\])(?P<blank>[ \u00a0]+):")
_PARTED = re.compile(rf"(!?\[(?!\d+\])[^\[\]\n]{{1,200}}\])\s+(\({LEADS}\))")
_ENDLESS = re.compile(rf"\]\((?P<path>{LEADS})(?![^)]{{0,1000}}\))")
_TABLE = re.compile(r"(?m)^(?:\|?[ ]*:?-{2,}:?[ ]*\|.*|\+[-=]{3,}[-=+]*\+|\|.+\|[ ]*\n\|.+\|[ ]*)$")
_BOX = re.compile(r"(?m)^:::.*$")
_COMMENT = re.compile(r"<!--")
_HEADING = re.compile(r"(?m)^(#{2,6})([^\s#].*)$")
_TITLE = re.compile(r"#([^\W\d_][^\n#]*[^\n#.!?…;:,])")
_HASHTAG = re.compile(r"#.*[a-z][A-ZÀ-Ý].*")
"""A line that begins with `#` and is no heading."""
MANY = 100
"""Slips of one text that are told; the others are when these are mended."""


def printed(found: Any, nodes: Sequence[Node], words: Authored) -> Iterator[Finding]:
    """The slips of a parsed text, each kind once for a paragraph.

    `nodes` are the structure of what was `found`.
    """
    if not SIGNS.search(f"\n{words}"):
        return
    yield from unclosed(found, words)
    texts = list(passages(found, nodes))
    in_file = words.span.path.endswith(".md")
    slips = [*islice(_slips(texts, in_file=in_file), MANY), *islice(_comments(nodes), MANY)]
    if not slips:
        return
    typed, often = Typed(words), Counter(slip.pattern for slip in slips)
    for slip in slips:
        place = typed.place(slip, often[slip.pattern])
        if place is not None:
            yield _finding(slip, words, place)


def _finding(slip: Slip, words: Authored, place: tuple[int, int]) -> Finding:
    values = {"kind": slip.kind, "shown": slip.shown, "fixed": slip.fixed}
    if slip.kind == "list":
        line = str(words)[slice(*place)]
        # One line of a list alone is no `fixed`: the others have to follow.
        item = slip.fixed + line.removeprefix(slip.shown).lstrip()
        values |= {"shown": line, "fixed": "", "item": item}
    return Finding("mark-printed", words.part(*place), values)


def _slips(texts: Sequence[Passage], *, in_file: bool) -> Iterator[Slip]:
    explained = False
    yield from _notes(texts)
    for text in texts:
        yield from _emphasis(text.text, explained=explained)
        yield from _signs(text.text)
        yield from merged(text)
        title = _TITLE.fullmatch(text.text) if in_file and text.kind == "Para" else None
        if title and not _HASHTAG.fullmatch(text.text):
            yield _slip("heading", text.text, f"# {title[1]}")
        explained = explained or ("*" in text.text and bool(_MARKED.search(text.text)))


def _slip(kind: str, shown: str, fixed: str = "") -> Slip:
    return Slip(kind, shown, as_typed(shown), fixed)


def _emphasis(text: str, *, explained: bool) -> Iterator[Slip]:
    """Stars that nothing ends. One behind a word is no slip, nor is what explains it below."""
    if "*" not in text:
        return
    for found in _OPENS.finditer(text):
        if found.start() or not explained:
            yield _slip("emphasis", found[0].rstrip(ENDS))
            return
    leaning = _LEANS.search(text)
    if leaning and not explained and not _MARKED.search(text, 0, leaning.start()):
        yield _slip("emphasis", leaning[0].rstrip(ENDS))


def _signs(text: str) -> Iterator[Slip]:
    if "`" in text and (grave := _GRAVE.search(text)):
        right = _LETTERED.sub("'", grave[0])
        yield _slip("backtick", grave[0], "" if "`" in right else right)
    for link in _PARTED.finditer(text):
        yield _slip("link", link[0], "".join(link.groups()))
    for link in _ENDLESS.finditer(text):
        shown = f"]({link['path'].rstrip(ENDS)}"
        yield Slip("link", shown, rf"{re.escape(shown)}(?![^\s)]*\))", f"{shown})")
    if heading := _HEADING.search(text):
        yield _slip("heading", heading[0], " ".join(heading.groups()))
    for kind, sign in (("box", _BOX), ("table", _TABLE), ("comment-open", _COMMENT)):
        if found := sign.search(text):
            yield _slip(kind, found[0].split("\n")[0])


def _notes(texts: Sequence[Passage]) -> Iterator[Slip]:
    """Calls of notes that are not there; `[^1] : …` is a note that Markdown does not see."""
    whole = "\n".join(text.text for text in texts)
    late = {note["call"]: note for note in _LATE.finditer(whole)}
    for call in dict.fromkeys(_NOTE.findall(whole)):
        if texts[0].kind == "Line":
            yield _slip("note-line", call)
        elif call not in late:
            yield _slip("note", call)
        else:
            note = late[call]
            yield _slip("note-blank", f"{call}{note['blank']}:", f"{call}:")


def _comments(nodes: Sequence[Node]) -> Iterator[Slip]:
    for node in nodes:
        if node["t"] in {"RawInline", "RawBlock"} and node["c"][1].startswith("<!--"):
            words, end, _ = node["c"][1].partition("-->")
            kind = "comment" if end else "comment-open"
            yield _slip(kind, f"{words}{end}" if end else words.split("\n")[0])
