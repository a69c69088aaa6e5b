"""A YAML file as its author laid it out: values in their order, and every comment in its place."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True, eq=False)
class Comment:
    """A comment with its `#`; `line` and `column` count from 0, `gap` counts the blanks before it.

    `alone` says that nothing but blanks stands before it, `blank` that an empty line does.
    """

    text: str
    line: int
    column: int
    gap: int
    alone: bool
    blank: bool


@dataclass(slots=True, eq=False)
class Node:
    """What every value has: comments before it, on its last line, and indented below it.

    `column` is where a comment has to stand, at least, to belong to the end of the value.
    """

    column: int
    lead: list[Comment] = field(default_factory=list)
    eol: Comment | None = None
    tail: list[Comment] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Empty(Node):
    """Nothing was written: `key:`."""


@dataclass(slots=True, eq=False)
class Words(Node):
    """A scalar. `style` is empty for a plain one, else one of `'`, `"`, `|`, `>`.

    `lines` are as in the file, quotes included and without indentation; those of a block scalar
    without its head. `below` says that it begins on a line of its own, `typed` that its quotes are
    the author's own words.
    """

    value: str = ""
    style: str = ""
    lines: list[str] = field(default_factory=list)
    below: bool = False
    typed: bool = False


@dataclass(slots=True, eq=False)
class Group(Node):
    """A mapping or a list. `signs` are `[]`, `{}`, or empty when it has none.

    `in_flow` says that it is written between signs, its own or those of a list around it;
    `commented` that there are comments between them. In the outermost one, `lead` is the head of
    the file, and `parted` says that an empty line follows it.
    """

    is_mapping: bool = False
    signs: str = ""
    in_flow: bool = False
    commented: bool = False
    parted: bool = False
    entries: list["Entry"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Entry:
    """An item of a list, or a key with its value. `eol` stands behind `-` or `key:`.

    `colon` has the blanks that were typed before it, `gap` are those after it or after a dash;
    `blank` says that an empty line stands right before it, after the comments of its `lead`.
    """

    value: "Value"
    key: str = ""
    lead: list[Comment] = field(default_factory=list)
    eol: Comment | None = None
    blank: bool = False
    colon: str = ":"
    gap: str = " "


Value: TypeAlias = Empty | Words | Group
