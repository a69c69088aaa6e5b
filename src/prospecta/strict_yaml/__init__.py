"""YAML as an author's data: mappings, lists and texts, each with its place, and nothing else.

Every scalar stays the text that was typed, until a model says what it means. No alias, anchor,
merge key, tag or second document; no key twice; no value of any file makes this module fail.
"""

from collections.abc import Collection

from prospecta.findings import Finding, Span
from prospecta.source import Source, forbidden_character
from prospecta.strict_yaml.advice import quoted
from prospecta.strict_yaml.builder import MAX_DEPTH, MAX_NODES, Builder
from prospecta.strict_yaml.events import (
    DEFAULT,
    Failure,
    ParserFactory,
    events,
    hide_breaks,
    show_breaks,
)
from prospecta.strict_yaml.nodes import NOWHERE, Mapping, Node, Null, Scalar, Sequence
from prospecta.strict_yaml.places import Places
from prospecta.strict_yaml.repair import diagnose, mend, repair
from prospecta.strict_yaml.shapes import Mending

__all__ = [
    "MAX_DEPTH",
    "MAX_NODES",
    "NOWHERE",
    "Mapping",
    "Node",
    "Null",
    "Scalar",
    "Sequence",
    "load",
    "quoted",
]

MAX_REPAIRS = 20
REPAIR_BUDGET = 200_000
"""Characters of a file, times the mistakes in it, up to which reading goes on after a mistake."""


def load(
    source: Source, new_parser: ParserFactory = DEFAULT, keys: Collection[str] = ()
) -> tuple[Node | None, list[Finding]]:
    """The value of a YAML file, and what is wrong with it, in the order of the file.

    After a broken line that quotes can mend, the rest is still read, as if they stood there. The
    value is None when the file is empty or cannot be read to its end. A finding does not make it
    None otherwise: of two equal keys the first one counts, and an alias is the text `*name`. `keys`
    are words that may stand for keys where a line lacks its colon.
    """
    source = Source(source.path, source.text.lstrip("\ufeff"))
    if control := forbidden_character(source):
        return None, [control]
    value, findings = _read(source, new_parser, keys)
    if not findings and (value is None or isinstance(value, Null)):
        return None, [Finding("yaml-empty", Span(source.path))]
    return value, sorted(findings, key=lambda finding: finding.span)


def _read(
    source: Source, new_parser: ParserFactory, keys: Collection[str]
) -> tuple[Node | None, list[Finding]]:
    written, mended = hide_breaks(source.text), list[Finding]()
    text = written
    while True:
        builder = Builder(source.path, text, written)
        failure = builder.read(events(text, new_parser))
        if failure is None:
            return builder.root, mended + builder.findings
        rounds = len(mended) + 1
        affordable = rounds <= MAX_REPAIRS and rounds * len(text) <= REPAIR_BUDGET
        mending = repair(text, failure, new_parser, keys) if affordable else None
        mended.append(_explain(builder.places, failure, mending))
        if mending is None:
            return None, mended + builder.findings
        text, _ = mend(text, mending)


def _explain(places: Places, failure: Failure, mending: Mending | None) -> Finding:
    kind, offset = diagnose(places.text, failure)
    if mending:
        kind = mending.kind or failure.kind
        offset = failure.offset if mending.at is None else mending.at
    span = places.sign(offset)
    if failure.limit:
        return Finding(failure.code, span, {"limit": failure.limit})
    typed = places.typed(mending.start if mending else offset)
    fixed = show_breaks(mending.line) if mending else ""
    values = {"line": typed, "fixed": fixed}
    if "\n" in fixed:
        first, *_, last = fixed.split("\n")
        values |= {"fixed": "", "opened": first.strip(), "closed": last.strip()}
    if mending and mending.spaces is not None:
        values["spaces"] = str(mending.spaces)
    own = mending.kind if mending else failure.code == "yaml-colon"
    if failure.code == "yaml-syntax" or own:
        return Finding("yaml-syntax", span, values | {"kind": kind})
    return Finding(failure.code, span, values)
