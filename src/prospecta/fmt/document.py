"""A YAML text in the one form, or untouched when anything of it would be lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from prospecta.findings import Finding
from prospecta.fmt.acting import acts_the_same
from prospecta.fmt.emitting import emit
from prospecta.fmt.order import arrange
from prospecta.fmt.reading import read_layout
from prospecta.fmt.tree import Entry, Group, Value, Words
from prospecta.fmt.wording import put, taken
from prospecta.source import Source
from prospecta.strict_yaml import Node, load
from prospecta.strict_yaml.events import DEFAULT, ParserFactory, hide_breaks, show_breaks

if TYPE_CHECKING:
    from prospecta.fmt.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of a text. `lost` says that the new one would have lost something: our bug."""

    text: str
    findings: tuple[Finding, ...] = ()
    lost: bool = False


def format_yaml(
    source: Source, model: type[BaseModel] | None = None, new_parser: ParserFactory = DEFAULT
) -> Formatted:
    """The text with its data, its words and its comments in the one form.

    A text that has findings is left as it is. So is one that, read again, would not give the same
    data and the same comments, one whose value is no mapping or list in lines, and one in which a
    silence would no more be about what it was about.
    """
    value, findings = load(source, new_parser)
    if findings:
        return Formatted(source.text, tuple(findings))
    return _rewritten(source, value, model, new_parser, None)


def typeset_yaml(
    source: Source, model: type[BaseModel] | None, typesetter: "Typesetter"
) -> Formatted:
    """The same for a text in the one form, with the typography of a language in its prose."""
    value, findings = load(source)
    if findings or model is None:
        return Formatted(source.text, tuple(findings))
    return _rewritten(source, value, model, DEFAULT, typesetter)


def _rewritten(
    source: Source,
    value: Node | None,
    model: type[BaseModel] | None,
    new_parser: ParserFactory,
    typesetter: "Typesetter | None",
) -> Formatted:
    hidden = hide_breaks(source.text.lstrip("\ufeff"))
    root = read_layout(hidden, new_parser)
    if root is None:
        return Formatted(source.text)
    before = comments_of(root)
    prose = arrange(root, model)
    if typesetter:
        _typeset(prose, typesetter)
    text = emit(root)
    again = read_layout(text, new_parser)
    shown = show_breaks(text)
    if shown.startswith("\ufeff"):
        # A key that begins with one, below a `---`: at the head of the file it would be none.
        return Formatted(source.text)
    made = Source(source.path, shown)
    value_again, findings = load(made, new_parser)
    kept = (
        again is not None
        and not findings
        and _same(value, value_again, typeset=bool(typesetter))
        and comments_of(again) == before
        and text.count("#") == hidden.count("#")
    )
    if kept and not acts_the_same((source, value), (made, value_again)):
        return Formatted(source.text)
    return Formatted(shown) if kept else Formatted(source.text, lost=True)


def _same(value: Node | None, again: Node | None, *, typeset: bool) -> bool:
    if typeset:
        from prospecta.fmt.typesetting import skeleton

        return bool(skeleton(again) == skeleton(value))
    return again == value


def _typeset(prose: Sequence[tuple[Words, bool]], typesetter: "Typesetter") -> None:
    texts = [(taken(words), line) for words, line in prose]
    asked = [(show_breaks(text), line) for text, line in texts if text is not None]
    made = iter(typesetter.typeset(asked))
    for (words, _), (text, _) in zip(prose, texts, strict=True):
        if text is not None:
            put(words, hide_breaks(next(made)))


def comments_of(root: Group) -> list[str]:
    """Every comment of a layout, sorted: keys may have taken theirs elsewhere."""
    found: list[str] = []
    waiting: list[Value | Entry] = [root]
    while waiting:
        held = waiting.pop()
        below = held.tail if not isinstance(held, Entry) else []
        found += [one.text for one in (*held.lead, *below, *filter(None, [held.eol]))]
        if isinstance(held, Entry):
            waiting.append(held.value)
        elif isinstance(held, Group):
            waiting += held.entries
    return sorted(found)
