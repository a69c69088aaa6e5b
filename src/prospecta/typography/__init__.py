"""The typography of a language, applied once on the tree.

The rules are data (`templates/languages/<code>.yaml`, key `typography`); the French ones follow
the Lexique des règles typographiques of the Imprimerie nationale.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeAlias

from prospecta.document import HOLDING, Node
from prospecta.typography.quotes import Quotes
from prospecta.typography.runs import ATOM, Edit, Run, is_foreign

UNTOUCHABLE = frozenset({ATOM, "\n"})
INLINES = frozenset({
    "Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong", "Underline", "Strikeout",
    "SmallCaps", "Superscript", "Subscript", "Quoted", "Cite", "Code", "Math", "RawInline", "Link",
    "Image", "Note", "Span",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """What `find` matches, or its group `here` when it has one, gives way to `replace`.

    With groups `low` and `high`, it holds only when low < high as numbers. The rule is tried only
    on text that holds a character of each set of `needs`, which spares most searches.
    """

    find: re.Pattern[str]
    replace: str
    needs: tuple[frozenset[str], ...]
    group: str | int
    ranged: bool

    @classmethod
    def from_data(cls, data: Mapping[str, Any], replace: str = "") -> Self:
        find = re.compile(str(data["find"]))
        needs = data.get("needs", ())
        sets = (needs,) if isinstance(needs, str) else needs
        return cls(
            find,
            str(data.get("replace", replace)),
            tuple(map(frozenset, sets)),
            group="here" if "here" in find.groupindex else 0,
            ranged="low" in find.groupindex,
        )

    def may_apply(self, present: AbstractSet[str]) -> bool:
        for needed in self.needs:  # noqa: SIM110 - a generator would cost more than the search
            if needed.isdisjoint(present):
                return False
        return True

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it applies, never on what stands for an atom nor between two of them."""
        spans = [
            found.span(self.group)
            for found in self.find.finditer(text)
            if not self.ranged or _ascends(found)
        ]
        if text and ATOM not in text and "\n" not in text:
            return spans
        return [span for span in spans if not _untouchable(text, *span)]

    def edits(self, text: str) -> list[Edit]:
        new = self.replace
        return [(start, end, new) for start, end in self.spans(text) if text[start:end] != new]


def _ascends(found: re.Match[str]) -> bool:
    low, high = (float(found[name].replace(",", ".")) for name in ("low", "high"))
    return low < high


def _untouchable(text: str, start: int, end: int) -> bool:
    if start == end:
        return UNTOUCHABLE.issuperset(text[max(start - 1, 0) : start + 1])
    return not UNTOUCHABLE.isdisjoint(text[start:end])


Steps: TypeAlias = "list[tuple[int, Rule | Quotes]]"
MOST_KNOWN = 4096


@dataclass(frozen=True)
class Typography:
    """The rules of one language. `superscripts` finds the letters of ordinals."""

    quotes: Quotes
    apostrophe: Rule
    rules: tuple[Rule, ...]
    superscripts: Rule | None = None
    _known: dict[frozenset[str], Steps] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def _signs(self) -> frozenset[str]:
        """What a text must have one of, so that any rule applies."""
        needs = [needed for rule in (self.apostrophe, *self.rules) for needed in rule.needs]
        return frozenset(self.quotes.straight).union(*needs)

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """From the parsed key `typography`, all scalars being text.

        Raises KeyError, TypeError or re.error on data of another shape than the French.
        """
        marks = {str(key).replace("-", "_"): str(value) for key, value in data["quotes"].items()}
        apostrophe = data["apostrophe"]
        raised = data.get("superscripts")
        return cls(
            Quotes(**marks),
            Rule.from_data({"needs": "'", **apostrophe}, apostrophe["mark"]),
            tuple(Rule.from_data(rule) for rule in data.get("rules", ())),
            None if raised is None else Rule.from_data(raised),
        )

    def edit(self, run: Run) -> set[str]:
        """Apply the apostrophes, the quotes, then every rule in its order.

        The answer holds every character that the text has.
        """
        present, at = set(run.text), 0
        steps = self._applying(frozenset(present & self._signs))
        while at < len(steps):
            place, rule = steps[at]
            at += 1
            if edits := rule.edits(run.text):
                run.edit(edits)
                new = {sign for _, _, written in edits for sign in written} - present
                present |= new
                if not new.isdisjoint(self._signs):  # a later rule may apply to what came in
                    steps = self._applying(frozenset(present & self._signs))
                    at = sum(one <= place for one, _ in steps)
        return present

    def _applying(self, signs: frozenset[str]) -> Steps:
        """The rules that may apply to a text that has these of the `_signs`, by their places."""
        known = self._known.get(signs)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            every: tuple[Rule | Quotes, ...] = (self.apostrophe, self.quotes, *self.rules)
            pairs = enumerate(every)
            known = [(at, rule) for at, rule in pairs if rule.may_apply(signs)]
            self._known[signs] = known
        return known


def typeset(blocks: list[Node], typography: Typography, lang: str | None = None) -> list[Node]:
    """A copy of the blocks with every sequence of inlines typeset, notes on their own.

    Where an attribute `lang` says another language than `lang`, nothing changes; without `lang`,
    nothing changes in any passage that has the attribute. Pictures keep their alt text as it is.
    """
    typeset_blocks: list[Node] = _walk(blocks, typography, lang)
    return typeset_blocks


def typeset_text(text: str, typography: Typography) -> str:
    """The same on a plain string: an alt text, a label, metadata. No superscripts."""
    run = Run([{"t": "Str", "c": text}])
    typography.edit(run)
    return run.restored()


def _walk(value: Any, typography: Typography, lang: str | None) -> Any:
    if type(value) is dict:
        if "c" not in value or value["t"] in {"CodeBlock", "RawBlock"}:
            return value
        return {**value, "c": _walk(value["c"], typography, lang)}
    if type(value) is not list or not value:
        return value
    first = value[0]
    if type(first) is dict and first.get("t") in INLINES:
        return _inlines(value, typography, lang)
    attributes = value[1] if type(first) is int and len(value) > 1 else first
    if _is_attr(attributes) and is_foreign(attributes, lang):
        return value
    return [_walk(item, typography, lang) if type(item) in HOLDING else item for item in value]


def _is_attr(value: Any) -> bool:
    return type(value) is list and [type(part) for part in value] == [str, list, list]


def _inlines(inlines: Sequence[Node], typography: Typography, lang: str | None) -> list[Node]:
    run = Run(inlines, lang)
    present = typography.edit(run)
    letters = typography.superscripts
    raised = letters.spans(run.text) if letters and letters.may_apply(present) else []
    return run.inlines(raised, lambda note: {**note, "c": _walk(note["c"], typography, lang)})
