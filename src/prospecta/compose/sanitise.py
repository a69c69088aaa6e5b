"""The allow-list: what an author's Markdown may put into a document, and nothing else.

What is refused stays readable: raw markup becomes the text that was typed, a link that may not
lead anywhere keeps its words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from prospecta.document import Attr, Blocks, Inlines, Node, pairs_of, para, plain, rewrite, text
from prospecta.findings import Finding, Span
from prospecta.text import ID, Authored

BLOCKS = frozenset(
    {"Para", "Plain", "Header", "BulletList", "OrderedList", "DefinitionList", "BlockQuote"}
    | {"CodeBlock", "HorizontalRule", "Table", "Figure", "Div", "LineBlock"}
)
INLINES = frozenset(
    {"Str", "Space", "SoftBreak", "LineBreak", "Strong", "Emph", "Strikeout", "Underline"}
    | {"Superscript", "Subscript", "SmallCaps", "Code", "Link", "Image", "Note", "Span"}
)
PARTS = frozenset(
    {"AlignDefault", "AlignLeft", "AlignRight", "AlignCenter", "ColWidth", "ColWidthDefault"}
    | {"DefaultStyle", "Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman", "Example"}
    | {"DefaultDelim", "Period", "OneParen", "TwoParens"}
)
KNOWN = BLOCKS | INLINES | PARTS
PASSAGES = frozenset({"family-name"})
"""What an author may ask of the theme for some words of a line."""
CLASSES = PASSAGES | {"callout", "note", "checks", "arrows", "steps", "question", "definition"}
"""What an author may ask of the theme."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
WIDTH = re.compile(r"(?:100|[1-9]?\d)%", re.ASCII)
LINKS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
LEADING = ("](", "](<", "]: ")
"""What stands before that to which a link or a picture leads."""
MOST = 20
"""Places of the same in one text that are told apart."""
LOOKED = 100
"""Places of a text that are looked at for one of these."""
WHERE_ATTR_STANDS = {"Code": 0, "CodeBlock": 0, "Link": 0, "Image": 0, "Span": 0, "Div": 0}
WHERE_ATTR_STANDS |= {"Table": 0, "Figure": 0, "Header": 1}

ImageHandler = Callable[[Node, Authored], Node]


def sanitise(found: Any, words: Authored, image: ImageHandler, findings: list[Finding]) -> Any:
    """A parsed text without anything that could execute, fetch or disguise."""
    seen = Counter[str]()

    def change(node: Node) -> Node | list[Node] | None:
        kind = node["t"]
        if kind in {"RawInline", "RawBlock"}:
            literal = text(node["c"][1])
            return literal if kind == "RawInline" else para([literal])
        if kind in WHERE_ATTR_STANDS:
            place = WHERE_ATTR_STANDS[kind]
            node["c"][place] = _attributes(node["c"][place])
        if kind == "Link":
            return _link(node, words, findings, seen)
        if kind == "Image":
            return image(node, words)
        if kind == "Table":
            _bare_cells(node)
        if kind in KNOWN:
            return None
        return text(plain(node))

    return rewrite(found, change)


def _attributes(attributes: Attr) -> Attr:
    identifier, classes, _ = attributes
    pairs = pairs_of(attributes)
    kept = []
    if LANGUAGE.fullmatch(pairs.get("lang", "")):
        kept.append(["lang", pairs["lang"]])
    if WIDTH.fullmatch(pairs.get("width", "")):
        kept.append(["width", pairs["width"]])
    known = identifier if ID.fullmatch(identifier) else ""
    return [known, [name for name in classes if name in CLASSES], kept]


def _link(
    node: Node, words: Authored, findings: list[Finding], seen: Counter[str]
) -> Node | Inlines:
    attributes, inlines, (target, _) = node["c"]
    before, seen[target] = seen[target], seen[target] + 1
    if not target.removeprefix("#"):
        findings.append(Finding("link-empty", span_of(words, f"]({target})", before)))
        return list(inlines)
    if target.startswith("#") or LINKS.fullmatch(target):
        return {"t": "Link", "c": [attributes, inlines, [target, ""]]}
    values = {"target": target}
    findings.append(Finding("link-refused", span_of(words, target, before), values))
    return list(inlines)


def _bare_cells(node: Node) -> None:
    """Rows and cells of a Markdown table have nothing but their contents and alignment."""
    _, _, _, head, bodies, foot = node["c"]
    rows = [*head[1], *foot[1]]
    for body in bodies:
        rows += [*body[2], *body[3]]
    for row in rows:
        row[0] = ["", [], []]
        for cell in row[1]:
            cell[0] = ["", [], []]


def span_of(words: Authored, part: str, before: int = 0) -> Span:
    """Where a part of an author's text stands, or the text's own place when it is not found.

    It is looked for first as what a link or a picture leads to, behind as many of the same as
    there are `before` it.
    """
    typed, which = str(words), before if before < MOST else 0
    leads = (at for opened in LEADING for at in _all(typed, opened, part) if _ends(typed, at, part))
    start = next(islice(leads, which, None), None)
    if start is None:
        start = next(islice(_all(typed, "", part), which, None), typed.find(part))
    return words.span if start < 0 else words.part(start, start + len(part))


def _all(typed: str, opened: str, part: str) -> Iterator[int]:
    """Where a part stands behind what opens it: some places, for a text may hold any number."""
    at = typed.find(opened + part)
    for _ in range(LOOKED):
        if at < 0:
            return
        yield at + len(opened)
        at = typed.find(opened + part, at + max(len(opened + part), 1))


def _ends(typed: str, at: int, part: str) -> bool:
    return typed[at + len(part) : at + len(part) + 1] in {"", ")", ">", " ", "\t", "\n"}


def figures(blocks: Blocks) -> Blocks:
    """A paragraph that holds a picture alone is a figure; the picture's title is its caption."""

    def change(node: Node) -> Node | None:
        if node["t"] != "Para" or len(node["c"]) != 1 or node["c"][0]["t"] != "Image":
            return None
        attributes, alt, (target, title) = node["c"][0]["c"]
        image = {"t": "Image", "c": [["", [], attributes[2]], alt, [target, ""]]}
        caption = [{"t": "Plain", "c": [text(title)]}] if title else []
        body = [{"t": "Plain", "c": [image]}]
        return {"t": "Figure", "c": [[attributes[0], [], []], [None, caption], body]}

    changed: Blocks = rewrite(blocks, change)
    return changed
