"""A seminar folder, read and validated."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import BaseModel

from prospecta import folder as layout
from prospecta.block import Block, models_in, values_of
from prospecta.blocks import BLOCKS
from prospecta.blocks.objectives import Objectives
from prospecta.blocks.prose import Prose
from prospecta.comments import hushed
from prospecta.findings import Finding, Severity, Span
from prospecta.identity import Identity, Section
from prospecta.model import all_keys
from prospecta.salvage import Understood, understood
from prospecta.source import Source, read
from prospecta.strict_yaml import Mapping as Node
from prospecta.strict_yaml import Scalar, load
from prospecta.strict_yaml import Sequence as Nodes
from prospecta.text import Id, Text

PLACED = re.compile(r"!\[(?:[^\]!]|!(?!\[))*+\]\(#([^)\s]+)\)")
"""How prose places a block: a picture whose target is an id."""
PLACEHOLDERS = Node(
    {
        "title": Scalar("?"),
        "kind": Scalar("?"),
        "dates": Scalar("2000-01-01"),
        "language": Scalar("fr"),
        "outline": Nodes(),
    }
)
"""What stands for a missing part of the identity, so that the rest can be checked."""
FILED = [kind for kind in BLOCKS if kind not in {"prose", "objectives"}]
"""The kinds of block that have YAML files of their own."""
Remember: TypeAlias = Callable[[Hashable, Callable[[], Any]], Any]
"""Answers what was made under a key before, or makes it. What it answers is never changed."""
Open: TypeAlias = Callable[[Path, str], Source | Finding]
"""Reads a file of a folder, as `source.read` does."""


@dataclass(frozen=True)
class Seminar:
    """What the author wrote. `blocks` are by id, prose by its path.

    `whole` says that every file could be read to its end; `lost` are the ids of what could not
    be understood, `broken` the paths of the files that they and other mistakes stand in.
    """

    folder: Path
    identity: Identity
    blocks: Mapping[str, Block]
    sources: Mapping[str, Source]
    whole: bool = True
    lost: frozenset[str] = frozenset()
    doubles: Sequence[Block] = ()
    broken: frozenset[str] = frozenset()

    @cached_property
    def models(self) -> Sequence[BaseModel]:
        """Every model of the folder."""
        roots = (self.identity, *self.blocks.values())
        return [model for root in roots for model in models_in(root)]

    @cached_property
    def values(self) -> Sequence[Any]:
        """What the models of the folder hold in their own fields, item by item."""
        return [value for model in self.models for value in values_of(model)]

    @cached_property
    def objects(self) -> Mapping[str, BaseModel]:
        """Everything that has an id, by its id."""
        named = ((getattr(model, "id", None), model) for model in self.models)
        return {str(identifier): model for identifier, model in named if identifier is not None}

    @cached_property
    def placements(self) -> Sequence[tuple[str, Span]]:
        """Every id or path that the outline or a text puts somewhere, and where it does so."""
        placed = [
            (str(section.place), section.place.span) for section in self.sections if section.place
        ]
        return [*placed, *placed_in(self.values)]

    @property
    def sections(self) -> Iterator[Section]:
        """Every section of the outline, each before what it holds."""
        waiting = list(reversed(self.identity.outline))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.contents))


def placed_in(values: Iterable[Any]) -> list[tuple[str, Span]]:
    """What the texts among values of models place, and where they do so."""
    placed: list[tuple[str, Span]] = []
    for value in values:
        if isinstance(value, Text) and "](#" in str(value):
            found = PLACED.finditer(str(value))
            placed += [(one[1], value.part(*one.span(1))) for one in found]
    return placed


def read_seminar(
    folder: Path,
    given: Mapping[str, str] = MappingProxyType({}),
    remember: Remember = lambda _, make: make(),
    opened: Open = read,
) -> tuple[Seminar | None, list[Finding]]:
    """Read a folder, leaving out what cannot be understood. None when that is all of it.

    `given` are the keys of the identity that hold where `seminar.yaml` has none. What `remember`
    has of a file that holds what it held is not made again: it is the very same object. `opened`
    reads the files.
    """
    if not (folder / layout.SEMINAR).exists():
        return None, [layout.no_seminar(folder)]
    kinds, findings = layout.sort_out(layout.files(folder), FILED)
    reader = _Reader(folder, findings, remember, opened)
    identity = reader.model(layout.SEMINAR, Identity, given)
    blocks, doubles = dict[str, Block](), list[Block]()
    for path, kind in kinds.items():
        block = reader.prose(path) if kind == "prose" else reader.block(path, kind)
        if block is not None:
            name = path if kind == "prose" else str(block.id)
            if name in blocks:
                doubles.append(block)
            else:
                blocks[name] = block
    if not isinstance(identity, Identity):
        return None, findings
    if identity.objectives:
        own = Id(Scalar("objectives", identity.objectives[0].text.span))
        blocks["objectives"] = Objectives.model_construct(id=own, objectives=identity.objectives)
    lost, broken = frozenset(reader.lost), frozenset(reader.broken)
    whole = reader.whole
    return Seminar(folder, identity, blocks, reader.sources, whole, lost, doubles, broken), findings


@dataclass
class _Reader:
    folder: Path
    findings: list[Finding]
    remember: Remember
    opened: Open

    def __post_init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.whole = True
        self.lost: set[str] = set()
        self.broken: set[str] = set()

    def source(self, path: str) -> Source | None:
        found = self.opened(self.folder, path)
        if isinstance(found, Finding):
            self.findings.append(found)
            self.whole = False
            return None
        self.sources[path] = found
        return found

    def prose(self, path: str) -> Block | None:
        source = self.source(path)
        if source is None:
            return None
        found: Block = self.remember((path, source.text), lambda: _prose(source))
        return found

    def block(self, path: str, kind: str) -> Block | None:
        own = layout.default_id(path, kind)
        found = self.model(path, BLOCKS[kind], {"id": own})
        if not isinstance(found, Block) or found.id is not None:
            return found if isinstance(found, Block) else None
        named = {"id": Id(Scalar(own, Span(path)))}
        copied: Block = self.remember((path, id(found)), lambda: found.model_copy(update=named))
        return copied

    def model(self, path: str, model: type[BaseModel], given: Mapping[str, str]) -> Any:
        source = self.source(path)
        if source is None:
            return None
        key = (path, source.text, model, *given.items())
        made, findings, lost = self.remember(key, lambda: _understood(source, model, given))
        self.findings += findings
        if any(one.severity is Severity.ERROR for one in findings):
            self.broken.add(path)
        self.whole = self.whole and made is not None
        self.lost |= lost
        return made


def _prose(source: Source) -> Prose:
    span = Span(source.path, 1, 1, source.text.count("\n") + 1, 1)
    words, written = hushed(source.text)
    return Prose(text=Text(Scalar(words, span).written_in(written, 0)))


def _understood(source: Source, model: type[BaseModel], given: Mapping[str, str]) -> Understood:
    node, told = load(source, keys=all_keys(model))
    if node is None:
        return Understood(None, told, set())
    if isinstance(node, Node):
        for key, value in given.items():
            if key not in node:
                node[key] = Scalar(value, _first_key(node))
    made, findings, lost = understood(model, node, PLACEHOLDERS)
    # Keys come back where a list has no dashes: that it is one says it all.
    unlisted = [one.span for one in findings if one.code == "list-expected"]
    told = [one for one in told if one.code != "yaml-duplicate-key" or not _within(one, unlisted)]
    return Understood(made, [*told, *findings], lost)


def _within(finding: Finding, spans: Iterable[Span]) -> bool:
    at = finding.span.line, finding.span.column
    return any((one.line, one.column) <= at < (one.end_line, one.end_column) for one in spans)


def _first_key(node: Node) -> Span:
    """Where a file begins: what is said of the name it has of itself is shown there."""
    return min(node.key_spans.values(), default=node.span)
