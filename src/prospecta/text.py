"""The kinds of scalar that an author writes, each knowing where it stands.

pydantic sees them as plain validators: the loader keeps every scalar as the text that was typed,
and the field's type says what it means.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from prospecta.findings import Span
from prospecta.strict_yaml import Scalar

ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)


def slug(words: str) -> str:
    """The identifier nearest to some words: `Atelier n° 1` is `atelier-n-1`. It may be empty."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    parts = (part.strip("-_.") for part in re.findall(r"[a-z0-9_.-]+", bare))
    return re.sub(r"[-_.]{2,}", "-", "-".join(part for part in parts if part))


class Authored:
    """Words of an author, kept as typed. Two of them are equal when their words are."""

    __slots__ = ("source",)
    describes: ClassVar[str] = "text"

    def __init__(self, source: Scalar) -> None:
        self.source = source

    @classmethod
    def check(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Scalar) or not value.strip():
            problem = "text-expected"
            raise PydanticCustomError(problem, "text expected")
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.check)

    @property
    def span(self) -> Span:
        return self.source.span

    def part(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` of the words stand in their file."""
        first, last = self.source.at(start), self.source.at(max(start, end - 1))
        return Span(first.path, first.line, first.column, last.end_line, last.end_column)

    def __str__(self) -> str:
        return str(self.source)

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


class Line(Authored):
    """One line of inline Markdown: a title, a name, a label. It never becomes a list or a heading.

    Line breaks inside count as spaces.
    """

    __slots__ = ()
    describes = "one line of Markdown"


class Text(Authored):
    """Block Markdown: paragraphs, lists, tables, footnotes."""

    __slots__ = ()
    describes = "Markdown"


class Id(Authored):
    """A name by which other places can point here: lower-case letters, digits, `-`, `_`, `.`."""

    __slots__ = ()
    describes = "an identifier"

    @classmethod
    def check(cls, value: Any) -> Self:
        checked = super().check(value)
        if not ID.fullmatch(str(checked)):
            problem = "id-invalid"
            # An address is not repeated, even in part.
            fixed = "" if "@" in str(checked) else slug(str(checked))
            raise PydanticCustomError(problem, "not an identifier", {"fixed": fixed})
        return checked


class Ref(Id):
    """The id of something that stands elsewhere. Subclasses say what kinds may be meant.

    One that no id can be is kept, so that a check can say which was meant.
    """

    __slots__ = ()
    describes = "the id of another object"
    targets: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def check(cls, value: Any) -> Self:
        return super(Id, cls).check(value)


class UnreadError(ValueError):
    """A text that cannot be taken for a value; `values` are what its finding can say of it."""

    def __init__(self, **values: str) -> None:
        super().__init__(", ".join(values.values()))
        self.values = values


def parsed(convert: Callable[[str], Any], problem: str) -> BeforeValidator:
    """Turn the typed text into a value with `convert`; a ValueError becomes the error `problem`."""

    def check(value: Any) -> Any:
        if not isinstance(value, Scalar):
            return value
        try:
            return convert(value)
        except ValueError as error:
            known: dict[str, Any] = dict(getattr(error, "values", {}))
            raise PydanticCustomError(problem, "cannot be read", known) from error

    return BeforeValidator(check)


def whole(value: str) -> int:
    """A whole number, spaces between thousands allowed."""
    if not re.fullmatch(r"[+-]?\d[\d \u00a0\u202f]*", value, re.ASCII):
        found = re.fullmatch(r"\D*(\d{1,9})\D*", value.replace("_", ""), re.ASCII)
        raise UnreadError(fixed=found[1] if found else "")
    return int(re.sub(r"\s", "", value))


Count = Annotated[int, parsed(whole, "number-expected")]
