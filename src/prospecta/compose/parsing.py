"""One round trip to pandoc: every frame and every author's text, each parsed alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from prospecta.compose.classes import strange
from prospecta.compose.lost import lost
from prospecta.compose.near import MAX_SUGGESTIONS, picture_meant, pictures_in
from prospecta.compose.printed import printed
from prospecta.compose.remarks import headings, spaced_paths
from prospecta.compose.sanitise import figures, sanitise, span_of
from prospecta.compose.slots import Slots, fill
from prospecta.document import (
    Blocks,
    Node,
    Picture,
    deeper,
    joined,
    pairs_of,
    plain,
    structure,
    text,
)
from prospecta.findings import Finding, Span, ToolError
from prospecta.language import Language
from prospecta.pandoc import HTML, MARKDOWN, Pandoc
from prospecta.pictures import MAX_ALL, TEXT_WIDTH, read_picture, too_large
from prospecta.seminar import Seminar
from prospecta.text import Authored, Line

MANY = 100
"""Findings of a kind that are told of one text."""
MAX_DEPTH = 30
"""Levels of a text's tree. typst refuses little more."""
FRAME = "frame"
"""The class of the element around each frame, while pandoc reads them as one page."""


@dataclass
class Parsed:
    """The frames with their slots filled, the pictures they show, the ids they link to.

    `findings` forbid the document; `remarks` do not.
    """

    seminar: Seminar
    language: Language
    frames: list[Blocks] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    links: list[tuple[str, Authored, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    _plain: dict[str, str] = field(default_factory=dict)
    _shown: Counter[tuple[Span, str]] = field(default_factory=Counter)

    def plain(self, words: Authored) -> str:
        """An author's words without their marks, typeset: for charts and metadata."""
        return self.language.typeset(" ".join(self.bare(str(words)).split()))

    def bare(self, words: str) -> str:
        """Words without their marks, if they were parsed."""
        return self._plain.get(words, words)

    @property
    def known(self) -> Mapping[str, str]:
        """The texts that were parsed, without their marks."""
        return self._plain

    def join(self, other: "Parsed") -> None:
        """Take over what was found in other texts."""
        self.pictures |= other.pictures
        self.links += other.links
        self.findings += other.findings
        self.remarks += other.remarks
        self._plain |= other.known

    def keep(self, found: Any, words: Authored) -> Any:
        """A parsed text, safe; its pictures and links are remembered."""
        nodes = list(structure(found))
        if deeper(found, MAX_DEPTH):
            values = {"limit": str(MAX_DEPTH)}
            self.findings.append(Finding("text-depth", words.span, values))
            return [text(str(words))] if isinstance(words, Line) else []
        self.remarks += headings(nodes, words)
        self.remarks += islice(printed(found, nodes, words), MANY)
        self.remarks += islice(strange(nodes, words), MANY)
        self.findings += islice(spaced_paths(found, words), MANY)
        self.findings += islice(lost(found, nodes, words), MANY)
        safe = sanitise(joined(found), words, self._image, self.findings)
        # An id is led to by `#id`, whose sign may be written as `&num;`.
        leads = not {"#", "&"}.isdisjoint(str(words))
        if leads:
            self._lead(safe, words)
        self._plain[str(words)] = plain(safe)
        if not isinstance(words, Line):
            safe = figures(safe)
        elif not self._plain[str(words)]:
            # Marks alone, as `#` or `{.x}`, are the words of a line that has no others.
            return [text(str(words))]
        if leads:
            self._stray(safe, words)
        return safe

    def _lead(self, safe: Any, words: Authored) -> None:
        """The ids to which a text leads, in their order."""
        seen = Counter[str]()
        for node in structure(safe):
            if node["t"] == "Link" and node["c"][2][0].startswith("#"):
                target = node["c"][2][0]
                self.links.append((target[1:], words, seen[target]))
                seen[target] += 1

    def _stray(self, safe: Any, words: Authored) -> None:
        """A block is placed in a paragraph of its own, and nowhere else."""
        alone = {id(node) for figure in _figures(safe) for node in structure(figure["c"][2])}
        for node in structure(safe):
            if node["t"] == "Image" and node["c"][2][0].startswith("#") and id(node) not in alone:
                target = node["c"][2][0]
                span = span_of(words, target)
                self.findings.append(Finding("place-alone", span, {"id": target[1:]}))

    def _image(self, node: Node, words: Authored) -> Node:
        attributes, alt, (target, title) = node["c"]
        if target.startswith("#"):
            return node
        before = self._shown[words.span, target]
        self._shown[words.span, target] += 1
        span = span_of(words, target, before)
        if sum(len(one.data) for one in self.pictures.values()) > MAX_ALL:
            self.findings.append(too_large(target, span, MAX_ALL))
            return node
        found = read_picture(self.seminar.folder, target, words.span.path, span)
        if isinstance(found, Finding):
            self.findings.append(self._advised(found, words))
            return node
        alternative = plain(alt)
        if not alternative:
            self.findings.append(Finding("picture-alt", span, {"path": target}))
        share = pairs_of(attributes).get("width", "").rstrip("%")
        if share:
            name, width = f"{share}/{found.name}", TEXT_WIDTH * int(share) / 100
            found = replace(found, name=name, width=width)
            attributes = [attributes[0], attributes[1], []]
        self.pictures[found.name] = found
        named = [text(self.language.typeset(alternative))]
        return {"t": "Image", "c": [attributes, named, [f"picture:{found.name}", title]]}

    @cached_property
    def _brought(self) -> list[str]:
        return pictures_in(self.seminar.folder)

    def _advised(self, found: Finding, words: Authored) -> Finding:
        """The same finding, with the picture that was likely meant by one that is not there."""
        sought = {"picture-missing", "picture-outside"}
        if found.code not in sought or len(self.findings) > MAX_SUGGESTIONS:
            return found
        meant = picture_meant(found.values["path"], words.span.path, self._brought)
        return replace(found, values={**found.values, "suggestion": meant})


def parse(
    seminar: Seminar, slots: Slots, frames: Sequence[str], pandoc: Pandoc, language: Language
) -> Parsed:
    """Parse frames and texts, make the texts safe, and fill the frames with them."""
    parsed = Parsed(seminar, language)

    def read(texts: list[str]) -> list[Blocks]:
        whole, *answers = pandoc.read([(HTML, page(frames)), *((MARKDOWN, one) for one in texts)])
        parsed.frames = parts(whole, len(frames))
        return answers

    if excess := slots.excess(frames):
        parsed.findings.append(excess)
        return parsed
    found = slots.parse(read, parsed.keep)
    parsed.frames = [filled(frame, found, language) for frame in parsed.frames]
    return parsed


def page(frames: Iterable[str]) -> str:
    """One page of frames: it is parsed twice as fast as the frames by themselves."""
    return "".join(f'<div class="{FRAME}">{frame}</div>' for frame in frames)


def parts(whole: Blocks, count: int) -> list[Blocks]:
    """The frames of a page that was parsed. Raises ToolError when they are not as many."""
    found = [node["c"][1] for node in whole if node["t"] == "Div" and node["c"][0][1] == [FRAME]]
    if len(found) != count:
        message = "a template of the theme leaves an element open"
        raise ToolError(message)
    return found


def _figures(blocks: Any) -> list[Node]:
    """The figures where a block may be placed: at the top, or in boxes there."""
    found: list[Node] = []
    for node in blocks if isinstance(blocks, list) else []:
        if node.get("t") == "Figure":
            found.append(node)
        elif node.get("t") == "Div":
            found += _figures(node["c"][1])
    return found


def filled(frame: Blocks, found: list[Any], language: Language) -> Blocks:
    """A frame as prospecta's templates mean it, with its slots filled; it is changed in place."""
    blocks: Blocks = fill(frame, found, lambda node: _mean(node, language))
    return blocks


def _mean(node: Node, language: Language) -> None:
    """Drop `data-`, typeset alternatives."""
    if node["t"] in {"Div", "Table", "Figure"}:
        for pair in node["c"][0][2]:
            pair[0] = pair[0].removeprefix("data-")
    elif node["t"] == "Image":
        node["c"][1] = [text(language.typeset(plain(node["c"][1])))]
