"""The events of a YAML text, with or without libyaml, and every way in which they may fail.

Nothing here recurses or builds: PyYAML's composers overflow the stack on deep nesting, its event
stream does not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml
from yaml.events import Event, ScalarEvent

# YAML 1.1 ends lines at these, 1.2 and text editors do not; and only one of the two scanners
# counts a byte order mark inside a text as a character. Noncharacters stand in for them.
_STAND_INS = {"\x85": "\ufdd0", "\u2028": "\ufdd1", "\u2029": "\ufdd2", "\ufeff": "\ufdd3"}
_HIDE = str.maketrans(_STAND_INS)
# The two differ in where and how a directive fails, and a tag like `!e!x`, which needs one: both
# take the first of these for a letter, and refuse the other inside a tag.
_DIRECTIVE, _HANDLE = "\ufdd4", "\ufdd5"
_AT_DIRECTIVE = re.compile("^%", re.MULTILINE)
_AT_HANDLE = re.compile(r"(![\w-]+)!", re.ASCII)
_SHOW = str.maketrans(
    {stand_in: char for char, stand_in in _STAND_INS.items()} | {_DIRECTIVE: "%", _HANDLE: "!"}
)
HIDDEN = re.compile("[\ufdd0-\ufdd5]")

# PyYAML lets more than YAMLError escape: `chr` and `int` fail on escapes and directives.
_RAISED = (
    yaml.YAMLError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Parser(Protocol):
    """What PyYAML's parsers have in common: the next event, None after the last."""

    def get_event(self) -> Event | None: ...


ParserFactory = Callable[[str], Parser]


def _pure(text: str) -> Parser:
    from prospecta.strict_yaml.pure import PureParser

    return PureParser(text)


def _libyaml(text: str) -> Parser:
    from yaml._yaml import CParser

    return CParser(text)


PARSERS: dict[str, ParserFactory] = {"pure": _pure}
if yaml.__with_libyaml__:
    PARSERS["libyaml"] = _libyaml
DEFAULT = PARSERS.get("libyaml", _pure)

# A part of PyYAML's problem or context, and what it tells; the first that fits.
_KINDS = (
    ("cannot start any token", "first-character"),
    ("simple key", "no-colon"),
    ("while parsing a flow", "bracket"),
    ("while scanning a plain scalar", "bracket"),
    ("while scanning a block scalar", "block"),
    ("mapping values are not allowed", "colon"),
    ("not allowed", "structure"),
    ("while parsing a block", "structure"),
    ("document", "structure"),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the events of a text ended early.

    `code` is a finding's, `kind` tells what is wrong in words that do not depend on PyYAML's,
    `limit` what was exceeded. `offset` is the character where people find the mistake, `reached`
    the one where the parser gave up, `context` what PyYAML was reading.
    """

    code: str
    offset: int
    kind: str = "other"
    reached: int = 0
    context: str = ""
    limit: str = ""


def hide_breaks(text: str) -> str:
    """The same text, as long, in which PyYAML sees no directive, and no break but line feeds."""
    text = text.translate(_HIDE) if any(char in text for char in _STAND_INS) else text
    text = _AT_DIRECTIVE.sub(_DIRECTIVE, text) if "%" in text else text
    return _AT_HANDLE.sub(rf"\1{_HANDLE}", text) if "!" in text else text


def show_breaks(value: str) -> str:
    """Undo `hide_breaks` on a part of its result."""
    return value.translate(_SHOW) if HIDDEN.search(value) else value


def events(text: str, new_parser: ParserFactory) -> Iterator[Event | Failure]:
    """The events of a text that went through `hide_breaks`; a Failure may be the last of them."""
    end = 0
    parser = None
    try:
        parser = new_parser(text)
        while (event := parser.get_event()) is not None:
            start, end = offsets(event)
            if isinstance(event, ScalarEvent) and text.startswith(_DIRECTIVE, start):
                yield Failure("yaml-syntax", start, "directive", start)
                return
            yield event
    except _RAISED as error:
        yield _failure(error, text, getattr(parser, "index", end))


def offsets(event: Event) -> tuple[int, int]:
    """Where an event begins and ends in its text; the end is exclusive."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _failure(error: Exception, text: str, reached: int) -> Failure:
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    at = getattr(getattr(error, "problem_mark", None), "index", reached)
    begun = getattr(getattr(error, "context_mark", None), "index", at)
    code, kind = _code(problem, context, text[at : at + 1]), _kind(problem, context)
    from_the_start = (
        code in {"yaml-anchor", "yaml-tag"}
        or kind in {"unclosed-quote", "no-colon"}
        or (kind == "bracket" and code == "yaml-syntax" and "\n" in text[begun:at])
    )
    offset = min(begun if from_the_start else at, len(text))
    if text.startswith(_DIRECTIVE, offset):
        return Failure("yaml-syntax", offset, "directive", offset)
    return Failure(code, offset, kind, min(at, len(text)), context)


def _code(problem: str, context: str, char: str) -> str:
    if context.endswith((" alias", " anchor")):
        return "yaml-anchor"
    if context.endswith(" tag"):
        return "yaml-tag"
    if char == "\t" or "tab character" in problem:
        return "yaml-tab"
    return "yaml-colon" if problem.startswith("mapping values are not allowed") else "yaml-syntax"


def _kind(problem: str, context: str) -> str:
    if "quoted" in context:
        ended = "end of stream" in problem or "document" in problem
        return "unclosed-quote" if ended else "escape"
    return next((kind for words, kind in _KINDS if words in problem or words in context), "other")
