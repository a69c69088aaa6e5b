"""From YAML events to nodes, on a stack of our own, with a finding for what we do not read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from prospecta.findings import Finding, Span
from prospecta.source import FORBIDDEN
from prospecta.strict_yaml.advice import line_bounds
from prospecta.strict_yaml.bullets import GLUED, lost
from prospecta.strict_yaml.candidates import BULLET
from prospecta.strict_yaml.comments import swallowed
from prospecta.strict_yaml.events import Failure, offsets, show_breaks
from prospecta.strict_yaml.nodes import Mapping, Node, Null, Scalar, Sequence
from prospecta.strict_yaml.places import HARD, HARD_SPACES, Places

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_FINDINGS = 100
"""How many mistakes one file may tell of: reading stops there."""

_NOWHERE = Scalar("")
"""The key of a value that is read and dropped, its own key having been refused."""


@dataclass(slots=True)
class _Open:
    """A collection that has not ended. In a mapping, `key` is None while a key is awaited.

    `doubled` says that a key of an item came twice, which is told once.
    """

    node: Sequence | Mapping
    start: Span
    is_key: bool
    key: Scalar | None = None
    doubled: bool = False


class Builder:
    """Builds the value of one text. `root` is None when the text has none or was cut short.

    `written` is the text as it was before any line of it was mended.
    """

    def __init__(self, path: str, text: str, written: str = "") -> None:
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.places = Places(path, text, written)
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self._end = Span(path)

    def read(self, stream: Iterable[Event | Failure]) -> Failure | None:
        """Build until the first document ends, or until there is a failure, which it returns."""
        for event in stream:
            failure = event if isinstance(event, Failure) else self._take(event)
            if failure:
                self.root = None
                return failure
            if len(self.findings) >= MAX_FINDINGS:
                self.root = None
                break
            if self._documents > 1:
                break
        return None

    def _take(self, event: Event) -> Failure | None:
        if isinstance(event, NodeEvent):
            self._nodes += 1
            if self._nodes > MAX_NODES:
                return Failure("yaml-nodes", offsets(event)[0], limit=str(MAX_NODES))
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, CollectionStartEvent):
            return self._open(event)
        if isinstance(event, CollectionEndEvent):
            self._close(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.findings.append(Finding("yaml-documents", self.places.of(event)))
        return None

    def _scalar(self, event: ScalarEvent) -> Failure | None:
        (start, end), self._end = offsets(event), self.places.of(event)
        if event.tag is not None or event.anchor is not None:
            start, refused = self.places.properties(event, event.tag)
            self.findings += refused
        if event.style in {"|", ">"}:
            above = self.places.text.count("\n", offsets(event)[0], start)
            self._end = self.places.block(start, end, self._end.line + above)
        elif not event.style and not event.value:
            self.findings += swallowed(self.places, end, "")
            self._end = self.places.nothing(end, self._end.end_line)
            self._attach(Null(self._end))
            return None
        elif not event.style:
            if GLUED.match(event.value) and self._begins(start):
                return Failure("yaml-syntax", start, "dash-space")
            self.findings += swallowed(self.places, end, event.value)
            self.findings += lost(self.places, start, end)
            if (HARD.match(event.value) or BULLET.match(event.value)) and (
                kind := self.places.list_by_hand(start, end)
            ):
                return Failure("yaml-syntax", start, kind)
        scalar = Scalar(show_breaks(event.value), self._end, quoted=bool(event.style))
        self._attach(scalar.written_in(self.places.text, start, self.places.columns))
        if event.style != '"':
            return None
        self.findings += self.places.escaped(event.value, start, end)
        return self._check_escapes(scalar)

    def _begins(self, start: int) -> bool:
        """Whether a key is awaited where nothing but spaces stands before."""
        before = self.places.text[line_bounds(self.places.text, start)[0] : start]
        return self._awaits_key() and not before.strip(" -")

    def _awaits_key(self) -> bool:
        top = self._stack[-1] if self._stack else None
        return top is not None and isinstance(top.node, Mapping) and top.key is None

    def _check_escapes(self, scalar: Scalar) -> Failure | None:
        found = FORBIDDEN.search(scalar)
        if not found:
            return None
        start, end = scalar.offsets(found.start())
        if "\ud800" <= found[0] <= "\udfff":
            # libyaml says this itself; PyYAML alone does not.
            return Failure("yaml-syntax", start + 2, "escape")
        values = {"character": f"U+{ord(found[0]):04X}"}
        span = self.places.span(start, end)
        self.findings.append(Finding("file-control-character", span, values))
        return None

    def _alias(self, event: AliasEvent) -> None:
        start, end = offsets(event)
        self.findings.append(self.places.refusal("yaml-anchor", start, end))
        self._end = self.places.of(event)
        text, columns = self.places.text, self.places.columns
        self._attach(Scalar(text[start:end], self._end).written_in(text, start, columns))

    def _open(self, event: CollectionStartEvent) -> Failure | None:
        if len(self._stack) >= MAX_DEPTH:
            return Failure("yaml-depth", offsets(event)[0], limit=str(MAX_DEPTH))
        if event.tag is not None or event.anchor is not None:
            self.findings += self.places.properties(event, event.tag)[1]
        start = self.places.of(event)
        is_key = self._awaits_key()
        if is_key:
            self._refuse_key("collection", start)
        node = Mapping() if isinstance(event, MappingStartEvent) else Sequence()
        self._stack.append(_Open(node, start, is_key))
        return None

    def _close(self, event: CollectionEndEvent) -> None:
        closed = self._stack.pop()
        start, end = offsets(event)
        if end > start:
            self._end = self.places.of(event)
        first, last = closed.start, self._end
        closed.node.span = Span(
            first.path, first.line, first.column, last.end_line, last.end_column
        )
        if end > start and first.line == last.end_line:
            closed.node.typed = self.places.typed_in(closed.node.span, end)
        if closed.is_key:
            self._stack[-1].key = _NOWHERE
        else:
            self._attach(closed.node)

    def _attach(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if isinstance(top.node, Sequence):
            top.node.append(node)
        elif top.key is None:
            top.key = self._key(top.node, node)
        else:
            if top.key is not _NOWHERE:
                top.node[top.key] = node
            top.key = None

    def _key(self, mapping: Mapping, node: Node) -> Scalar:
        reason = self._fault_of_key(node)
        if reason:
            self._refuse_key(reason, node.span)
        if not isinstance(node, Scalar) or reason == "merge" or node.startswith("*"):
            return _NOWHERE
        typed = node
        if node.endswith(tuple(HARD_SPACES)):
            self.findings.append(self.places.hard_space(node.offsets(len(node) - 1)[0]))
            node = Scalar(node.rstrip(HARD_SPACES), node.span)
        if node in mapping.key_spans:
            return self._double(mapping, node, typed)
        mapping.key_spans[node] = node.span
        return node

    def _double(self, mapping: Mapping, key: Scalar, typed: Scalar) -> Scalar:
        """A key that was given before. The first one of an item, below it, begins another item."""
        first = mapping.key_spans[key]
        values = {"key": str(key), "first": str(first.line)}
        top, above = self._stack[-1], self._stack[-2].node if len(self._stack) > 1 else None
        listed = isinstance(above, Sequence) and first.column == key.span.column
        begins = listed and key == next(iter(mapping.key_spans))
        if begins:
            line = self.places.text[typed.offsets(0)[0] :].partition("\n")[0]
            values |= {"kind": "dash", "item": f"- {line.rstrip()}"}
        if begins or not top.doubled:
            self.findings.append(Finding("yaml-duplicate-key", key.span, values))
        if not begins or not isinstance(above, Sequence):
            top.doubled = listed
            return _NOWHERE
        last = list(mapping.values())[-1].span
        mapping.span = replace(top.start, end_line=last.end_line, end_column=last.end_column)
        above.append(mapping)
        top.node, top.start, top.doubled = Mapping({}), key.span, False
        top.node.key_spans[key] = key.span
        return key

    def _fault_of_key(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            return "empty"
        if node.quoted:
            return "quoted"
        if node == "<<":
            return "merge"
        return "" if node.span.line == node.span.end_line else "multiline"

    def _refuse_key(self, reason: str, span: Span) -> None:
        self.findings.append(Finding("yaml-key", span, {"reason": reason}))
