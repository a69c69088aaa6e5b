"""PyYAML's own scanner, taught to judge as libyaml does where no libyaml was compiled in.

The two differ on tabs, on `?` and `:` inside `[]` and `{}`, on what a tag may hold, on `|#` and
on the place of a bad escape.
Texts come without directives and names of tag handles, and with no other line break than line
feeds (see `events.hide_breaks`).
"""

import re
from typing import NoReturn

from yaml.error import Mark
from yaml.events import Event
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import (
    FlowEntryToken,
    FlowSequenceEndToken,
    ScalarToken,
    TagToken,
    ValueToken,
)

_BREAKS = " \t\n\0"
_WORD = re.compile(r"(?:[^ \t\n\0:]|:(?![ \t\n\0]))+")
_WORD_IN_FLOW = re.compile(r"(?:[^ \t\n\0:,\[\]{}]|:(?![ \t\n\0,?\[\]{}]))+")
_INDICATORS = re.compile(r"(?:([+-])([1-9])?|([1-9])([+-])?)?")
_URI = r"(?:[\w;/?:@&=+$.!~*'()-]|%[0-9A-Fa-f]{2})"
_TAG = re.compile(rf"(!!){_URI}+|(!)(?:<(?:{_URI}|[,\[\]])+>|(?!!){_URI}*)", re.ASCII)


class PureParser(Reader, Scanner, Parser):
    """The events of a text, one at a time by `get_event`, then None."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        while True:
            tab = "\t" if self.flow_level or not self.allow_simple_key else ""
            while self.peek() == " " or self.peek() == (tab or None):
                self.forward()
            if self.peek() == "#":
                self._skip_comment()
            if self.peek() != "\n":
                return
            self.forward()
            if not self.flow_level:
                self.allow_simple_key = True

    def _skip_comment(self) -> None:
        while self.peek() not in "\n\0":
            self.forward()

    def fetch_stream_end(self) -> None:
        if self.column:
            self.line, self.column = self.line + 1, 0
        self.stale_possible_simple_keys()
        super().fetch_stream_end()

    def parse_flow_sequence_entry_mapping_key(self) -> Event:
        self.get_token()  # type: ignore[no-untyped-call]
        if not self.check_token(ValueToken, FlowEntryToken, FlowSequenceEndToken):
            self.states.append(self.parse_flow_sequence_entry_mapping_value)
            return self.parse_flow_node()  # type: ignore[no-untyped-call,no-any-return]
        # libyaml takes the sign behind `?` for a part of the missing key.
        mark = self.get_token().end_mark  # type: ignore[no-untyped-call]
        self.state = self.parse_flow_sequence_entry_mapping_value
        return self.process_empty_scalar(mark)

    def scan_plain(self) -> ScalarToken:
        start = end = self.get_mark()
        chunks, gap, broken = list[str](), "", False
        while not self._at_separator() and self.peek() != "#":
            word = self._word(start)
            if word:
                chunks += gap, word
                end, broken = self.get_mark(), False
            if self.peek() not in " \t\n":
                break
            gap, broken = self._gap(start)
            if not self.flow_level and self.column <= self.indent:
                break
        self.allow_simple_key = broken
        return ScalarToken("".join(chunks), plain=True, start_mark=start, end_mark=end)

    def _at_separator(self) -> bool:
        if self.column or self.prefix(3) not in {"---", "..."}:
            return False
        return self.peek(3) in _BREAKS

    def _word(self, start: Mark) -> str:
        pattern = _WORD_IN_FLOW if self.flow_level else _WORD
        found = pattern.match(self.buffer, self.pointer)
        word = found[0] if found else ""
        self.forward(len(word))
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
            self._fail("while scanning a plain scalar", start, "found unexpected ':'")
        return word

    def _gap(self, start: Mark) -> tuple[str, bool]:
        """What stands for the blanks between two words, and whether a line ended among them."""
        blanks, breaks = "", 0
        while self.peek() in " \t\n":
            if self.peek() == "\n":
                breaks += 1
            elif not breaks:
                blanks += self.peek()
            elif self.peek() == "\t" and self.column <= self.indent:
                problem = "found a tab character that violates indentation"
                self._fail("while scanning a plain scalar", start, problem)
            self.forward()
        if not breaks:
            return blanks, False
        return (" " if breaks == 1 else "\n" * (breaks - 1)), True

    def scan_tag(self) -> TagToken:
        start = self.get_mark()
        found = _TAG.match(self.buffer, self.pointer)
        self.forward(len(found[0]) if found else 0)
        ended = self.peek() in _BREAKS or (self.flow_level and self.peek() == ",")
        if not found or not ended:
            self._fail("while scanning a tag", start, "found unexpected character")
        handle = found[1] or found[2]
        return TagToken((handle, found[0][len(handle) :]), start, self.get_mark())

    def scan_block_scalar_indicators(self, _: Mark) -> tuple[bool | None, int | None]:
        found = _INDICATORS.match(self.buffer, self.pointer)
        first, width, other_width, last = found.groups() if found else ("", "", "", "")
        self.forward(len(found[0]) if found else 0)
        chomping = {"+": True, "-": False}.get(first or last)
        return chomping, int(width or other_width or 0) or None

    def scan_block_scalar_ignored_line(self, start_mark: Mark) -> None:
        while self.peek() in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Mark]:
        found: tuple[list[str], int, Mark] = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Mark]:
        found: tuple[list[str], Mark] = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            self._fail("while scanning a block scalar", self.get_mark(), problem)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Mark) -> list[str]:  # noqa: FBT001
        try:
            found: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
        except ScannerError as error:
            if error.problem_mark and str(error.problem).startswith("found unknown escape"):
                error.problem_mark.index -= 1
            raise
        except (ValueError, OverflowError):  # a character beyond the last one
            problem = "found invalid Unicode character escape code"
            self._fail("while parsing a quoted scalar", start_mark, problem)
        return found

    def _fail(self, context: str, start: Mark, problem: str) -> NoReturn:
        raise ScannerError(context, start, problem, self.get_mark())
