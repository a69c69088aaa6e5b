"""The edges of reading: each finding whole, each limit from both sides, each sign at its place."""

import inspect
import runpy
from pathlib import Path

import pytest
import yaml
from yaml.events import StreamStartEvent

from folders import write
from prospecta.encodings import decode
from prospecta.findings import Finding, Span
from prospecta.folder import default_id, files, no_seminar, sort_out
from prospecta.messages import Messages
from prospecta.source import Source
from prospecta.strict_yaml import Mapping, Node, Null, Scalar, Sequence, load, quoted
from prospecta.strict_yaml.advice import MAX_LINE
from prospecta.strict_yaml.events import (
    PARSERS,
    Failure,
    ParserFactory,
    events,
    hide_breaks,
    offsets,
)
from prospecta.strict_yaml.places import Places

BOTH = pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())


def read(text: str, parser: ParserFactory = PARSERS["pure"]) -> tuple[Node | None, list[Finding]]:
    return load(Source("swot.yaml", text), parser, keys={"title", "outline"})


def told(text: str, parser: ParserFactory = PARSERS["pure"]) -> list[str]:
    """Each finding with all it says: place, code, values, and the line that would be right."""
    return [whole(finding, text) for finding in read(text, parser)[1]]


def whole(finding: Finding, text: str) -> str:
    span, values = finding.span, dict(finding.values)
    assert span.path == "swot.yaml"
    if "line" in values:
        assert values.pop("line") in text.split("\n")
    fixed = values.pop("fixed", "")
    said = "".join(f" {name}={value}" for name, value in sorted(values.items()))
    place = f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"{place} {finding.code}{said}" + (f" → {fixed}" if fixed else "")


TOLD = [
    # A comment that may be words, and one that is a remark
    (
        "a: un deux # trois quatre",
        ['1:12-1:26 yaml-comment words=trois quatre → a: "un deux # trois quatre"'],
    ),
    ("a: un deux #trois", ['1:12-1:18 yaml-comment words=trois → a: "un deux #trois"']),
    ("a: un deux #!trois", []),
    ("a: un deux #Xtrois", ['1:12-1:19 yaml-comment words=Xtrois → a: "un deux #Xtrois"']),
    ("a: un deux #3", ['1:12-1:14 yaml-comment words=3 → a: "un deux #3"']),
    ("a: un deux #", ['1:12-1:13 yaml-comment words= → a: "un deux #"']),
    ("a: un # trois", []),
    ("a: un deux # trois  ", ['1:12-1:21 yaml-comment words=trois → a: "un deux # trois"']),
    ("a: un deux  # trois", []),
    ("a: un deux\t# trois", []),
    ("a: un deux   # trois", []),
    ("a: un deux # à voir", []),
    ("a: un deux # trois ? ", []),
    ("a: un deux # x trois", ['1:12-1:21 yaml-comment words=x trois → a: "un deux # x trois"']),
    ("a: # trois", []),
    ("a: #trois", ['1:4-1:10 yaml-comment words=trois → a: "#trois"']),
    ("a: #_x", ['1:4-1:7 yaml-comment words=_x → a: "#_x"']),
    ("a: #_", ['1:4-1:6 yaml-comment words=_ → a: "#_"']),
    ("a: #é", ['1:4-1:6 yaml-comment words=é → a: "#é"']),
    ("a: #-x", []),
    ("a: #", []),
    ("a: (un #3) x", ['1:8-1:13 yaml-comment words=3) x → a: "(un #3) x"']),
    ("a: (un  # deux) x", ['1:9-1:18 yaml-comment words=deux) x → a: "(un  # deux) x"']),
    ("a: (un) #3) x", []),
    ("a: (un # deux", []),
    ("a: « un #3 » x", ['1:9-1:15 yaml-comment words=3 » x → a: "« un #3 » x"']),
    ("- un\n  deux # trois\n- quatre", ["2:8-2:15 yaml-comment words=trois"]),
    ("a: un\u2028un # trois\u2029x", []),
    ("a:\n  un deux # trois", ["2:11-2:18 yaml-comment words=trois"]),
    # A hard space
    ("b:\n -\xa0un\n", ["2:3-2:4 yaml-syntax kind=hard-space →  - un"]),
    ("b:\n \u202f un\n c\n", ["2:2-2:3 yaml-syntax kind=hard-space →    un"]),
    ("b:\n\xa0un: 1\n", ["2:1-2:2 yaml-syntax kind=hard-space →  un: 1"]),
    ("\xa0a: \xa0b", ["1:1-1:2 yaml-syntax kind=hard-space →  a: \xa0b"]),
    ("b: 1\na\xa0\u2007: \xa01", ["2:3-2:4 yaml-syntax kind=hard-space → a  : \xa01"]),
    ("a\xa0b\xa0\u202f: x", ["1:5-1:6 yaml-syntax kind=hard-space → a\xa0b  : x"]),
    (
        "[a\xa0: b, c\xa0: d]",
        [
            "1:3-1:4 yaml-syntax kind=hard-space → [a : b, c\xa0: d]",
            "1:10-1:11 yaml-syntax kind=hard-space → [a\xa0: b, c : d]",
        ],
    ),
    ("b: \xa0un", []),
    ("- \xa0un", []),
    ("a:\xa0\u202fb", []),
    # A list by hand
    ("a:\n  • u\n  n", []),
    ("a:\n  • u\n  - n", ["2:3-2:4 yaml-syntax kind=bullet →   - u"]),
    (
        "a:\n  • u\n  • n",
        ["2:3-2:4 yaml-syntax kind=bullet →   - u", "3:3-3:4 yaml-syntax kind=bullet →   - n"],
    ),
    (
        "b: 1\nc: 2\na:\n  • u\n  • n",
        ["4:3-4:4 yaml-syntax kind=bullet →   - u", "5:3-5:4 yaml-syntax kind=bullet →   - n"],
    ),
    ("b: 1\na: • u\n  • n", []),
    ("a:\n  x\n  • u", []),
    (
        "a:\n  * u\n  * n",
        ["2:3-2:4 yaml-syntax kind=bullet →   - u", "3:3-3:4 yaml-syntax kind=bullet →   - n"],
    ),
    ("- • u\n  • n", []),
    # Keys
    (
        "'a': 1\n'a': 2",
        [
            "1:1-1:4 yaml-key reason=quoted",
            "2:1-2:4 yaml-key reason=quoted",
            "2:1-2:4 yaml-duplicate-key first=1 key=a",
        ],
    ),
    ("? [a, b]\n: 1", ["1:3-1:4 yaml-key reason=collection"]),
    ("? |\n  a\n: b", ["2:3-2:4 yaml-key reason=quoted"]),
    ("? a\n  b\n: c", ["1:3-2:4 yaml-key reason=multiline"]),
    ("?\n: b", ["1:2-1:2 yaml-key reason=empty"]),
    ("<<: 1", ["1:1-1:3 yaml-key reason=merge"]),
    ("*x : 1", ["1:1-1:3 yaml-anchor"]),
    (
        "a: 1\nb: 1\na: 2\na: 3",
        ["3:1-3:2 yaml-duplicate-key first=1 key=a", "4:1-4:2 yaml-duplicate-key first=1 key=a"],
    ),
    (
        "? {a: b}\n: {c: c, c: d}",
        ["1:3-1:4 yaml-key reason=collection", "2:10-2:11 yaml-duplicate-key first=2 key=c"],
    ),
    # Anchors, aliases, tags, documents
    ("a: &x [1]\nb: {c: *x}", ["1:4-1:6 yaml-anchor", "2:8-2:10 yaml-anchor"]),
    ("- &x !t 'b'", ["1:3-1:5 yaml-anchor → - \"&x !t 'b'\"", "1:6-1:8 yaml-tag"]),
    ("- !t &x b", ['1:3-1:5 yaml-tag → - "!t &x b"', "1:6-1:8 yaml-anchor"]),
    ("a: !t\n  b: c", ["1:4-1:6 yaml-tag"]),
    ("a: &x |\n  b", ["1:4-1:6 yaml-anchor"]),
    ("a: !t # x\n  # y\n  &z b", ["1:4-1:6 yaml-tag", "3:3-3:5 yaml-anchor"]),
    ("a: &\n", ['1:4-1:5 yaml-anchor → a: "&"']),
    ("a: *\n", ['1:4-1:5 yaml-anchor → a: "*"']),
    ("a: & b", ['1:4-1:5 yaml-anchor → a: "& b"']),
    ("\na: &x b", ['2:4-2:6 yaml-anchor → a: "&x b"']),
    ("a: !<t> b", ['1:4-1:8 yaml-tag → a: "!<t> b"']),
    ("a: !!int 3", ['1:4-1:9 yaml-tag → a: "!!int 3"']),
    ("a: !<b\n", ['1:4-1:5 yaml-tag → a: "!<b"']),
    ("- &x\n  !t b", ["1:3-1:5 yaml-anchor", "2:3-2:5 yaml-tag"]),
    ("a: !a!b!c d", ['1:4-1:5 yaml-tag → a: "!a!b!c d"']),
    ("[!t [], !t]", ["1:9-1:10 yaml-tag"]),
    ("a: 1\n---\nb: 2\n---\nc", ["2:1-2:4 yaml-documents"]),
    ("%TAG ! x\n---\na", ["1:1-1:2 yaml-syntax kind=directive"]),
    ("a: 1\n--- b", ["2:1-2:4 yaml-documents"]),
    # Escapes
    ('a: "\\x07\\x1b"', ["1:5-1:9 file-control-character character=U+0007"]),
    ('a: "b\n  \\x07"', ["2:3-2:7 file-control-character character=U+0007"]),
    ("a: '\\x07'", []),
    ('a: "\\ud800"', ["1:7-1:8 yaml-syntax kind=escape → a: '\\ud800'"]),
    ('a: "\\udfff"', ["1:7-1:8 yaml-syntax kind=escape → a: '\\udfff'"]),
    ('a: "\\ufffe"', ["1:5-1:11 file-control-character character=U+FFFE"]),
    ('a: "\\uFDD0 \\U0000fdd5"', ["1:5-1:11 file-control-character character=U+FDD0"]),
    ('a: "\\\\ufdd0 \u2028"', []),
    ('b: 1\na: "c\\q"', ["2:6-2:7 yaml-syntax kind=escape → a: 'c\\q'"]),
    ('a: "\\x0"', ["1:7-1:8 yaml-syntax kind=escape → a: '\\x0'"]),
    # Tabs
    ("\ta: 1\n\tb: 2\n", ["1:1-1:2 yaml-tab →   a: 1", "2:1-2:2 yaml-tab →   b: 2"]),
    ("a:\n  - b: c\n\td: e\n", ["3:1-3:2 yaml-tab spaces=4 →     d: e"]),
    ("a: x\n\tb\n", ["2:1-2:2 yaml-tab →   b"]),
    ("a: >\n\tb", ["2:1-2:2 yaml-tab →   b"]),
    ("a: |\n\tb\n", ["2:1-2:2 yaml-tab →   b"]),
    ("a:\tb: c", ['1:5-1:6 yaml-colon → a:\t"b: c"']),
    ("- a:\n\t- b", ["2:1-2:2 yaml-tab →   - b"]),
    ("\ta: @b\n", ["1:1-1:2 yaml-tab"]),
    # Colons and spaces behind them
    ("- a: b: c: d", ['1:7-1:8 yaml-colon → - a: "b: c: d"']),
    ("a: b:", ['1:5-1:6 yaml-colon → a: "b:"']),
    ("a: b : c  \n", ['1:6-1:7 yaml-colon → a: "b : c"']),
    ("- a: b : c  # d \n", ['1:8-1:9 yaml-colon → - a: "b : c"  # d ']),
    ("a: 'b' : c\n", ["1:8-1:9 yaml-colon → a: \"'b' : c\""]),
    ("a:\xa0 \u202f1\nb: 2", ["1:2-1:3 yaml-syntax kind=no-space → a: 1"]),
    (
        "a: 1\nb:2\nc:3\n",
        ["2:2-2:3 yaml-syntax kind=no-space → b: 2", "3:2-3:3 yaml-syntax kind=no-space → c: 3"],
    ),
    ("a: Xb : cX\n", ['1:7-1:8 yaml-colon → a: "Xb : cX"']),
    ("- a:b\n  c: d", ["1:4-1:5 yaml-syntax kind=no-space → - a: b"]),
    ("a: http://x : y", ['1:13-1:14 yaml-colon → a: "http://x : y"']),
    ("12: 3\n4:5\n", ["2:2-2:3 yaml-syntax kind=no-space → 4: 5"]),
    ("a: 1\nb:https\n", ["2:2-2:3 yaml-syntax kind=no-space → b: https"]),
    ("a: 1\nb:/x\n", ["2:1-2:2 yaml-syntax kind=no-colon"]),
    (
        "- d : e: f\n- [a](b) c",
        [
            '1:8-1:9 yaml-colon → - "d : e: f"',
            '2:3-2:4 yaml-syntax kind=first-character → - "[a](b) c"',
        ],
    ),
    # What is wrong too on a line that was mended
    (
        "a:\n  - b: c\n   d: &x e\n",
        [
            "3:4-3:5 yaml-syntax kind=indent spaces=4 →     d: &x e",
            '3:7-3:9 yaml-anchor →     d: "&x e"',
        ],
    ),
    (
        "a: 1\nb:un deux # trois quatre\n",
        [
            "2:2-2:3 yaml-syntax kind=no-space → b: un deux # trois quatre",
            '2:11-2:25 yaml-comment words=trois quatre → b: "un deux # trois quatre"',
        ],
    ),
    (
        "a:\n  • b\n  •  !t c\n",
        [
            "2:3-2:4 yaml-syntax kind=bullet →   - b",
            "3:3-3:4 yaml-syntax kind=bullet →   - !t c",
            '3:6-3:8 yaml-tag →   - "!t c"',
        ],
    ),
    ("a:\n\t- *x\n", ["2:1-2:2 yaml-tab →   - *x", '2:4-2:6 yaml-anchor →   - "*x"']),
    # Places of keys
    (
        "ab: c\n d: e\n  f: g\n",
        [
            "2:2-2:3 yaml-syntax kind=outdent spaces=0 → d: e",
            "3:3-3:4 yaml-syntax kind=outdent spaces=0 → f: g",
        ],
    ),
    (
        "a:\n    b: 1\n  c: 2\n d: 3\n",
        [
            "3:3-3:4 yaml-syntax kind=indent spaces=4 →     c: 2",
            "4:2-4:3 yaml-syntax kind=indent spaces=4 →     d: 3",
        ],
    ),
    ("a:\n  - b: 1\n   c: 2\n", ["3:4-3:5 yaml-syntax kind=indent spaces=4 →     c: 2"]),
    ("a: b\n\n\n c: d\n", ["4:2-4:3 yaml-syntax kind=outdent spaces=0 → c: d"]),
    ("a:\n  - b: c\n\n# x\n   d: e\n", ["5:4-5:5 yaml-syntax kind=indent spaces=4 →     d: e"]),
    ("- a: b\n- c: d\n e: f\n", ["3:2-3:3 yaml-syntax kind=indent spaces=2 →   e: f"]),
    ("a:\n  b: c\n e: f\n", ["3:2-3:3 yaml-syntax kind=indent spaces=2 →   e: f"]),
    ("\n\n\n  a: b\nc: d\n", ["5:1-5:2 yaml-syntax kind=indent spaces=2 →   c: d"]),
    (
        "k: v v # x y\n  z: 1\n",
        [
            '1:8-1:13 yaml-comment words=x y → k: "v v # x y"',
            "2:3-2:4 yaml-syntax kind=outdent spaces=0 → z: 1",
        ],
    ),
    ("k: v # x y\n  z\n", ["1:6-1:7 yaml-syntax kind=comment"]),
    # Quotes
    ('a: "b\\"c"d"\n', ["1:10-1:11 yaml-syntax kind=after-quote → a: 'b\\\"c\"d'"]),
    ("a: 'b' 'c'", ["1:8-1:9 yaml-syntax kind=after-quote → a: \"'b' 'c'\""]),
    ('a: "b", "c"', ['1:7-1:8 yaml-syntax kind=after-quote → a: \'"b", "c"\'']),
    ('a: "b "c""', ["1:8-1:9 yaml-syntax kind=after-quote → a: 'b \"c\"'"]),
    ("a: ''b''\n", ["1:6-1:7 yaml-syntax kind=after-quote → a: \"'b'\""]),
    ("a: 'b'c'\n", ['1:7-1:8 yaml-syntax kind=after-quote → a: "b\'c"']),
    ("a: 'b' c # d\n", ["1:8-1:9 yaml-syntax kind=after-quote → a: \"'b' c\" # d"]),
    ('a: "b\nc: d\ne: "f"\n', ['1:4-1:5 yaml-syntax kind=unclosed-quote → a: "b"']),
    (
        'a: "b\n  c\n  d: e\nf: g\n',
        [
            '1:4-1:5 yaml-syntax kind=unclosed-quote →   c"',
            "3:3-3:4 yaml-syntax kind=outdent spaces=0 → d: e",
        ],
    ),
    ('a: ["b\nc: d', ["1:5-1:6 yaml-syntax kind=unclosed-quote"]),
    (
        "a: 'b\n\n  c\nd: e\n",
        ["1:4-1:5 yaml-syntax kind=unclosed-quote → a: 'b'", "3:3-3:4 yaml-syntax kind=no-colon"],
    ),
    (
        "a: 'b\n  c\n  - d\n",
        ["1:4-1:5 yaml-syntax kind=unclosed-quote →   c'", "3:3-3:4 yaml-syntax kind=list"],
    ),
    ("- \"b\n  c\n- 'd'\n", ['1:3-1:4 yaml-syntax kind=unclosed-quote →   c"']),
    ("a: 'b   \nc: d", ["1:4-1:5 yaml-syntax kind=unclosed-quote → a: 'b'"]),
    # Brackets
    ("a: {b: [c\nd: e\n", ["1:8-1:9 yaml-syntax kind=bracket"]),
    ("a: [b, [c], d\ne: f\n", ["1:4-1:5 yaml-syntax kind=bracket → a: [b, [c], d]"]),
    ("a: [b,\n", ["2:1-2:1 yaml-syntax kind=bracket"]),
    ("a: [@b]\n", ['1:4-1:5 yaml-syntax kind=first-character → a: "[@b]"']),
    ("a: [b}\n", ["1:6-1:7 yaml-syntax kind=bracket"]),
    ("a: }\n", ['1:4-1:5 yaml-syntax kind=first-character → a: "}"']),
    ("a: , b\n", ['1:4-1:5 yaml-syntax kind=first-character → a: ", b"']),
    ("a: [b c]]", ['1:4-1:5 yaml-syntax kind=first-character → a: "[b c]]"']),
    ("[a\n---\nb]", ["1:1-1:2 yaml-syntax kind=bracket"]),
    ("[a #b]", ["1:7-1:7 yaml-syntax kind=bracket"]),
    ("[a, b:, c]", ["1:6-1:7 yaml-syntax kind=bracket"]),
    ("{a:,b: c}", ["1:3-1:4 yaml-syntax kind=bracket"]),
    ("a: {b: c \nd: e", ["1:4-1:5 yaml-syntax kind=bracket → a: {b: c}"]),
    ("a: [b,\nc: d", ["1:4-1:5 yaml-syntax kind=bracket"]),
    ("a: ]b", ['1:4-1:5 yaml-syntax kind=first-character → a: "]b"']),
    ("a: [b, c  \nd: e", ["1:4-1:5 yaml-syntax kind=bracket → a: [b, c]"]),
    ("a: [[\nb: c", ["1:5-1:6 yaml-syntax kind=bracket"]),
    ("a: [b, {\nc: d", ["1:8-1:9 yaml-syntax kind=bracket"]),
    ("a: {b: {c: d}\ne: f", ["1:4-1:5 yaml-syntax kind=bracket → a: {b: {c: d}}"]),
    ("a: [b [c\nd: e", ["1:7-1:8 yaml-syntax kind=bracket"]),
    ("a: [b, c,\nd: e", ["1:4-1:5 yaml-syntax kind=bracket"]),
    ("a: [\nb: c", ["1:4-1:5 yaml-syntax kind=bracket"]),
    # Blocks
    ("a: | b\n  c\n", ["1:6-1:7 yaml-syntax kind=block"]),
    ("a: >x\n", ['1:4-1:5 yaml-syntax kind=first-character → a: ">x"']),
    ("a: |\n b\n  c\nd\n", ["4:1-4:2 yaml-syntax kind=no-colon"]),
    ("a: >2\n  x\n y\n", ["3:2-3:3 yaml-syntax kind=no-colon"]),
    ("a: |10\n x", ["1:6-1:7 yaml-syntax kind=block"]),
    ("a: |0\n x", ["1:5-1:6 yaml-syntax kind=block"]),
    # Signs at the head of a text
    (
        "- @a\n- %b\n- `c`\n",
        [
            '1:3-1:4 yaml-syntax kind=first-character → - "@a"',
            '2:3-2:4 yaml-syntax kind=first-character → - "%b"',
            '3:3-3:4 yaml-syntax kind=first-character → - "`c`"',
        ],
    ),
    ("a: - b", ['1:4-1:5 yaml-syntax kind=first-character → a: "- b"']),
    ("a: ? b", ['1:4-1:5 yaml-syntax kind=first-character → a: "? b"']),
    ("b: > c d", ['1:4-1:5 yaml-syntax kind=first-character → b: "> c d"']),
    # Lines that are no list, and no key
    ("a:\n  b\nc\nd: e\n", ["3:1-3:2 yaml-syntax kind=no-colon"]),
    ("a: b\n- c\n- d\n", ["2:1-2:2 yaml-syntax kind=list"]),
    ("a:\n  b: c\n  - d\n", ["3:3-3:4 yaml-syntax kind=list"]),
    # A key without its colon, where it is one of those that a file has
    ("a: b\ntitle c d\n", ["2:1-2:2 yaml-syntax kind=colon → title: c d"]),
    ("title a\nb: c\n", ["1:1-1:2 yaml-syntax kind=colon → title: a"]),
    ("a: b\noutline\n- c\n", ["2:1-2:2 yaml-syntax kind=colon → outline:"]),
    ("a:\n  - title b\n    c: d\n", ["2:5-2:6 yaml-syntax kind=colon →   - title: b"]),
    ("a: b\ntitle = c d\n", ["2:1-2:2 yaml-syntax kind=colon → title: c d"]),
    ("a: b\noutline =\n- c\n", ["2:1-2:2 yaml-syntax kind=colon → outline:"]),
    ("a: b\ntitles c\n", ["2:1-2:2 yaml-syntax kind=no-colon"]),
    # Dashes that touch the words of an item
    (
        "a:\n  - b\n  -c\n  --d\n",
        [
            "3:3-3:4 yaml-syntax kind=dash-space →   - c",
            "4:3-4:4 yaml-syntax kind=dash-space →   - d",
        ],
    ),
    ("a:\n-b\n", ["2:1-2:2 yaml-syntax kind=dash-space → - b"]),
    ("a:\n  -b: c\n    d: e\n", ["2:3-2:4 yaml-syntax kind=dash-space →   - b: c"]),
    ("a:\n  - b: c\n  -b: d\n", ["3:3-3:4 yaml-syntax kind=dash-space →   - b: d"]),
    ("a: {-b: c}\n", ["1:5-1:6 bullet-lost item=- b kind=unspaced"]),
    # An item without its key
    ("a:\n  - b: c\n    d: e\n  - f\n    d: g\n", ["4:5-4:6 yaml-syntax kind=no-key →   - b: f"]),
    ("a:\n  - f\n    d: g\n", ["3:5-3:6 yaml-syntax kind=outdent spaces=0 → d: g"]),
    # A list whose first item has no dash
    (
        "a:\n  b: c\n  d: e\n  - b: f\n    d: g\n",
        ["2:3-2:4 yaml-syntax closed=d: e kind=first-dash opened=- b: c"],
    ),
    (
        "a:\n    b: c\n    d: e\n  - b: f\n",
        ["2:5-2:6 yaml-syntax closed=d: e kind=first-dash opened=- b: c"],
    ),
    ("a:\n  b: c\n- b: f\n", ["2:3-2:4 yaml-syntax kind=first-dash → - b: c"]),
    (
        "a:\n\n  # x\n  b: c\n\n  - b: f\n",
        ["4:3-4:4 yaml-syntax closed= kind=first-dash opened=- b: c"],
    ),
    (
        "a:\n  b: c\n  d:\n    - e: f\n  - b: g\n",
        ["2:3-2:4 yaml-syntax closed=- e: f kind=first-dash opened=- b: c"],
    ),
    ("a:\n   b: c\n  - b: f\n", ["3:3-3:4 yaml-syntax kind=list"]),
    ("a: b\n- c: d\n", ["2:1-2:2 yaml-syntax kind=list"]),
    (" a:\n- c: d\n", ["2:1-2:2 yaml-syntax kind=list"]),
    ("a:\n- b\nc\n", ["3:1-3:2 yaml-syntax kind=dash → - c"]),
    ('a: "x" y\n', ["1:8-1:9 yaml-syntax kind=after-quote → a: '\"x\" y'"]),
    ("[a]\nb", ["2:1-2:2 yaml-syntax kind=no-colon"]),
    ("a: b\n'c'\n", ["2:1-2:2 yaml-syntax kind=no-colon"]),
]


@BOTH
@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_finding_says_where_and_what_and_what_instead(
    parser: ParserFactory, text: str, expected: list[str]
) -> None:
    assert told(text, parser) == expected


UNMENDED = [
    ("a:\n  • b\n  • c", "2:3-2:4 yaml-syntax kind=bullet"),
    ("a:\n  -\xa0b\n", "2:3-2:4 yaml-syntax kind=hard-space"),
    ("a: 'b", "1:4-1:5 yaml-syntax kind=unclosed-quote"),
    ("a: 'l'été'", "1:7-1:8 yaml-syntax kind=other"),
    ("a: 'b\n---\nc'", "1:4-1:5 yaml-syntax kind=unclosed-quote"),
    ('a: "\\q"', "1:5-1:6 yaml-syntax kind=escape"),
    ("a: @b", "1:4-1:5 yaml-syntax kind=first-character"),
    ("a: - b", "1:4-1:5 yaml-syntax kind=other"),
    ("a: 1\nb\nc: 3", "2:1-2:2 yaml-syntax kind=no-colon"),
    ("b: 1\na: [b, c\nd: e", "2:4-2:5 yaml-syntax kind=bracket"),
    ("a: [b, c\n", "1:4-1:5 yaml-syntax kind=bracket"),
    ("a: [b}", "1:6-1:7 yaml-syntax kind=bracket"),
    ("a: {b: c", "1:9-1:9 yaml-syntax kind=bracket"),
    ("a: b\n c: d", "2:3-2:4 yaml-syntax kind=indent"),
    ("a: b : c", "1:6-1:7 yaml-syntax kind=indent"),
    ("a:\n  b\n c: d", "3:3-3:4 yaml-syntax kind=indent"),
    ("a: un # deux\n  trois\n", "1:7-1:8 yaml-syntax kind=comment"),
    ("a: un # deux\n  trois: q\n", "1:7-1:8 yaml-syntax kind=comment"),
    ("a: 1\n- b", "2:1-2:2 yaml-syntax kind=list"),
    ("a: |0\n  b", "1:5-1:6 yaml-syntax kind=block"),
    ("a: |b", "1:5-1:6 yaml-syntax kind=block"),
    ("%YAML 1.1\n---\na", "1:1-1:2 yaml-syntax kind=directive"),
    ("%YAML 1.1", "1:1-1:2 yaml-syntax kind=directive"),
    ("a: b\n%YAML 1.1", "2:1-2:2 yaml-syntax kind=directive"),
    ("[a,\n%b]", "2:1-2:2 yaml-syntax kind=directive"),
    ("a:\n%b: c", "2:1-2:2 yaml-syntax kind=directive"),
    ("%FOO\n---\na", "1:1-1:2 yaml-syntax kind=directive"),
    ("%TAG ! x\n---\na", "1:1-1:2 yaml-syntax kind=directive"),
    ("a: &\n", "1:4-1:5 yaml-anchor"),
    ("a: *\n", "1:4-1:5 yaml-anchor"),
    ("a: !<b\n", "1:4-1:5 yaml-tag"),
    ("a: !a!b c", "1:4-1:5 yaml-tag"),
    ("\ta: b", "1:1-1:2 yaml-tab"),
    ("a: b\n\tc: d\n", "2:1-2:2 yaml-tab"),
    ("a:\n\t- b", "2:1-2:2 yaml-tab"),
    ("a: >\n\tb", "2:1-2:2 yaml-tab"),
    ("a: b\n  \tc\n\td", "3:1-3:2 yaml-tab"),
    ("]", "1:1-1:2 yaml-syntax kind=no-colon"),
    ('a: "x" y: z', "1:8-1:9 yaml-syntax kind=after-quote"),
    ("[a]\nb", "2:1-2:2 yaml-syntax kind=no-colon"),
    ("a: 'x'\n'y'\n", "2:1-2:2 yaml-syntax kind=no-colon"),
    ("- a\nb: c\n", "2:1-2:2 yaml-syntax kind=key"),
    ("- a\nb\n", "2:1-2:2 yaml-syntax kind=no-colon"),
    ("- a\n b: c\n", "2:3-2:4 yaml-syntax kind=indent"),
    ("a:\n  b: c\n  - d\n", "3:3-3:4 yaml-syntax kind=list"),
    ("a:\n  - b\n c: d\n", "3:2-3:3 yaml-syntax kind=indent"),
    ("? a\n? b\nc", "3:1-3:2 yaml-syntax kind=no-colon"),
]


@BOTH
@pytest.mark.parametrize(("text", "expected"), UNMENDED)
def test_what_is_not_mended_is_named_all_the_same(
    parser: ParserFactory, text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospecta.strict_yaml.REPAIR_BUDGET", 0)
    assert told(text, parser) == [expected]


VALUES = [
    # Blocks: what is kept at their end, and how deep they stand
    ("|\n  b\n\n", "b\n"),
    ("|-\n  b\n\n", "b"),
    ("|+\n  b\n\n", "b\n\n"),
    (">-\n  b\n  c\n", "b c"),
    ("|1\n  b\n", " b\n"),
    ("|1-\n  b\n", " b"),
    ("|-1\n  b\n", " b"),
    ("|+2\n   b\n\n", " b\n\n"),
    ("|#b\n  c\n", "c\n"),
    ("| \t# b\n  c\n", "c\n"),
    ("|X  # un\n  c\n".replace("X", ""), "c\n"),
    # Plain texts: how lines are folded, and which signs are letters
    ("b\n  c\n", "b c"),
    ("b \t \n  c\n", "b c"),
    ("b\n\n\n  c\n", "b\n\nc"),
    ("b  \tc\n", "b  \tc"),
    ("b#c :d ::e\n", "b#c :d ::e"),
    ("---b\n", "---b"),
    ("b\n  --- c\n", "b --- c"),
    ("b\n...\n", "b"),
    ("b X  # X\n", "b X"),
    ("[b#c, d:e, -5, g?]\n", ["b#c", "d:e", "-5", "g?"]),
    ("[b\n  \tc,\td]\n", ["b c", "d"]),
    ("[b # X\n  , c]\n", ["b", "c"]),
    ("{b: c,d: [e],}\n", {"b": "c", "d": ["e"]}),
    ("\n  # X\n  - b\n\n  # X\n  - c\n", ["b", "c"]),
    ("'b''c'\n", "b'c"),
    ("'b\n% !b!c'\n", "b % !b!c"),
    ("b !c! d!e!\n", "b !c! d!e!"),
    ('"b\\x41\\tc\\\n  d"\n', "bA\tcd"),
]


@BOTH
@pytest.mark.parametrize(("typed", "value"), VALUES)
def test_a_value_is_what_yaml_says_with_and_without_libyaml(
    parser: ParserFactory, typed: str, value: object
) -> None:
    assert read(f"a: {typed}", parser) == ({"a": value}, [])


@BOTH
@pytest.mark.parametrize(
    "text", ["--- a\n", "---\na\n", "---\ta\n", "a\n---", "a\n---\t", "a\n... ", "a\n...\t# b"]
)
def test_only_a_line_of_three_signs_parts_documents(parser: ParserFactory, text: str) -> None:
    node, findings = read(text, parser)
    assert node == "a"
    assert [finding.code for finding in findings] == ["yaml-documents"] * text.startswith("a\n-")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("un", '"un"'),
        ("un n'est", '"un n\'est"'),
        ("'un'", '"un"'),
        ('"un"', '"un"'),
        ("''", '""'),
        ("'", '"\'"'),
        ("'un", '"\'un"'),
        ("XunX", '"XunX"'),
        ("C:\\d", "'C:\\d'"),
        ("n'est \"qu'un\" mot", "'n''est \"qu''un\" mot'"),
    ],
)
def test_a_text_is_quoted_in_the_way_that_needs_least(text: str, written: str) -> None:
    assert quoted(text) == written


CHARACTERS = [
    # Where each character of a value stands, and last where the value ends: line, from, to
    ("\na: un\n", "un", "2:4-5 2:5-6 2:6"),
    ("\n- u\n  n\n", "u n", "2:3-4 2:4-5 3:3-4 3:4"),
    ("b: 1\na: u\n\n  n\n", "u\nn", "2:4-5 2:5-6 4:3-4 4:4"),
    ("a: u\\\n", "u\\", "1:4-5 1:5-6 1:6"),
    ("- *x", "*x", "1:3-4 1:4-5 1:5"),
    ("a: !t un", "un", "1:7-8 1:8-9 1:9"),
    ("u", "u", "1:1-2 1:2"),
    ("a: 'l''é'\n", "l'é", "1:5-6 1:6-8 1:8-9 1:10"),
    ("a: 'u\\n'", "u\\n", "1:5-6 1:6-7 1:7-8 1:9"),
    ("a: 'u\n  n'", "u n", "1:5-6 1:6-7 2:3-4 2:5"),
    ('a: "\\u00e9\\x41\\U0001f600b"', "éA😀b", "1:5-11 1:11-15 1:15-25 1:25-26 1:27"),
    ('a: "\\n\\\\"', "\n\\", "1:5-7 1:7-9 1:10"),
    ('a: "u \\\n  n\\\n  \\ d"\n', "u n d", "1:5-6 1:6-7 2:3-4 3:3-5 3:5-6 3:7"),
    ('a: "u\\\n\n  n"\n', "u\nn", "1:5-6 2:1-2 3:3-4 3:5"),
    ("b: 1\na: >\n  u\n  n\n", "u n\n", "3:3-4 3:4-5 4:3-4 4:4-5 4:4"),
    ("a: >-\n  u\n\n  n\n", "u\nn", "2:3-4 2:4-5 4:3-4 4:4"),
    ("b: 1\na: |\n  u\n\n   n\n", "u\n\n n\n", "3:3-4 3:4-5 4:1-2 5:3-4 5:4-5 5:5-6 5:5"),
    ("a: |\n\n  u\n", "\nu\n", "2:1-2 3:3-4 3:4-5 3:4"),
    ("a: |\n \n  u", "\nu", "2:2-3 3:3-4 3:4"),
    ("a: |+\n\n \n", "\n\n", "2:1-2 3:1-2 1:5"),
    ("a: |2-\n    u\n", "  u", "2:3-4 2:4-5 2:5-6 2:6"),
    ("c: |\n  x\na: |\n  u\n", "u\n", "4:3-4 4:4-5 4:4"),
]


@BOTH
@pytest.mark.parametrize(("text", "value", "places"), CHARACTERS)
def test_each_character_of_a_value_has_its_place(
    parser: ParserFactory, text: str, value: str, places: str
) -> None:
    node, _ = read(text, parser)
    if isinstance(node, Mapping | Sequence):
        node = node["a"] if isinstance(node, Mapping) else node[0]
    assert isinstance(node, Scalar)
    assert node == value
    spans = [node.at(offset) for offset in range(len(node) + 1)]
    assert {(span.path, span.end_line - span.line) for span in spans} == {("swot.yaml", 0)}
    *inside, end = [f"{span.line}:{span.column}-{span.end_column}" for span in spans]
    assert [*inside, end.split("-")[0]] == places.split()


SPANS = [
    # Where a value begins and ends
    ("a:\n", "1:3-1:3"),
    ("b: 1\na: \t\n\n\n", "2:3-2:3"),
    ("a: # b\n", "1:3-1:3"),
    ("{b: c, a:\n\n}", "1:10-1:10"),
    ("a: un\n  deux\n", "1:4-2:7"),
    ("a: 'un'\n", "1:4-1:8"),
    ("a: |\n", "1:4-1:5"),
    ("a: |", "1:4-1:5"),
    ("a: |\n\n  \n", "1:4-1:5"),
    ("b: 1\na: |\n\n  un\n\n  deux\n\nc: d\n", "4:3-6:7"),
    ("a: >\n  un", "2:3-2:5"),
    ("a: >\n  \xa0\n", "2:3-2:4"),
    ("b: 1\na: &x\n  |\n  un\n", "4:3-4:5"),
    ("a: [1,\n 2]\n", "1:4-2:4"),
    ("a: []\n", "1:4-1:6"),
    ("a:\n  b: c\n\nd: e\n", "2:3-2:7"),
    ("a:\n  - b\n  -\n", "2:3-3:4"),
    ("a: &x b\n", "1:4-1:8"),
    ("a: *x\n", "1:4-1:6"),
]


@BOTH
@pytest.mark.parametrize(("text", "place"), SPANS)
def test_a_value_spans_what_was_written(parser: ParserFactory, text: str, place: str) -> None:
    node, _ = read(text, parser)
    assert isinstance(node, Mapping)
    span = node["a"].span
    assert f"{span.line}:{span.column}-{span.end_line}:{span.end_column}" == place
    assert span.path == "swot.yaml"


@BOTH
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\na: 2\nb: 3", {"a": "1", "b": "3"}),
        ("'a': 1", {"a": "1"}),
        ("? [a, b]\n: 1\nc: 2", {"c": "2"}),
        ("?\n: b\nc: 2", {"c": "2"}),
        ("<<: {a: b}\nc: 2", {"c": "2"}),
        ("*x : 1\nc: *y", {"c": "*y"}),
        ("a\u00a0: 1\na: 2", {"a": "1"}),
        ("a: 1\n---\nb: 2", {"a": "1"}),
        ("b: !t c\nd: &e", {"b": "c", "d": Null()}),
        ("a: !<t,u> &x b", {"a": "b"}),
    ],
)
def test_what_is_refused_leaves_the_rest(parser: ParserFactory, text: str, value: object) -> None:
    node, findings = read(text, parser)
    assert node == value
    assert findings != []


@BOTH
@pytest.mark.parametrize(
    "line", ["a: & {}", "a: b {} # c", "a: &{}", "a: b : {}", "{}\u00a0: 1", "\ta: {}", "a: @{}"]
)
def test_a_line_of_the_limit_is_mended_and_none_that_is_longer(
    parser: ParserFactory, line: str
) -> None:
    for length in (MAX_LINE, MAX_LINE + 1):
        text = line.replace("{}", "x" * (length - len(line) + 2))
        (finding,) = load(Source("swot.yaml", f"{text}\n"), parser)[1]
        assert finding.values["line"] == text[:MAX_LINE]
        assert bool(finding.values["fixed"]) == (length == MAX_LINE)


@pytest.mark.parametrize(
    ("shape", "between", "within"),
    [
        # How many lines a mistake may stand below what explains it
        ("a: 'b\n{}c: 'd'\n", "e: f\n", 48),
        ("- a: b\n{}   c: d\n", "#\n", 49),
    ],
)
def test_a_mistake_is_explained_by_the_fifty_lines_above(
    shape: str, between: str, within: int
) -> None:
    found = [read(shape.format(between * lines))[1][0] for lines in (within, within + 1)]
    assert [bool(finding.values["fixed"]) for finding in found] == [True, False]


def test_twenty_mistakes_are_mended_and_no_more() -> None:
    for mistakes, readable in ((20, True), (21, False)):
        node, findings = read("".join(f"a{one}: b : c\n" for one in range(mistakes)))
        assert (node is not None) == readable
        assert [bool(one.values["fixed"]) for one in findings] == [True] * 20 + [False] * (
            mistakes - 20
        )


def test_reading_on_is_worth_two_hundred_thousand_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("prospecta.strict_yaml.REPAIR_BUDGET", 40)
    assert read("a: b : c\n" + "\n" * 31)[0] == {"a": "b : c"}
    assert read("a: b : c\n" + "\n" * 32)[0] is None
    twice = "a: b : c\nd: e : f\n"
    assert read(twice + " " * (18 - len(twice)))[0] == {"a": "b : c", "d": "e : f"}
    assert read(twice + " " * 4)[0] is None


def test_a_hundred_mistakes_end_the_reading() -> None:
    assert read("- *x\n" * 99)[0] == ["*x"] * 99
    assert read("- *x\n" * 100)[0] is None
    assert len(read("- *x\n" * 101)[1]) == 100


def test_a_bullet_is_looked_for_in_the_twenty_lines_below() -> None:
    listed = "a:\n  • b\n" + "  c\n" * 19
    assert told(f"{listed}  • d\n")[0] == "2:3-2:4 yaml-syntax kind=bullet →   - b"
    assert read(f"{listed}  c\n  • d\n")[1] == []


@BOTH
def test_a_limit_is_named(parser: ParserFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prospecta.strict_yaml.builder.MAX_DEPTH", 2)
    monkeypatch.setattr("prospecta.strict_yaml.builder.MAX_NODES", 6)
    assert told("- a\n- [[b]]", parser) == ["2:4-2:5 yaml-depth limit=2"]
    assert told("- a\n- [b, c, d, e]", parser) == ["2:13-2:14 yaml-nodes limit=6"]


def test_findings_come_in_the_order_of_the_file() -> None:
    codes = [finding.code for finding in read("a: &x 1\nb: c : d\ne: !t 2\nf: g : h\n")[1]]
    assert codes == ["yaml-anchor", "yaml-colon", "yaml-tag", "yaml-colon"]


def test_signs_that_stand_in_for_line_breaks_are_never_shown() -> None:
    (finding,) = read("a: un\u2028deux : trois\x85\n")[1]
    assert finding.values["line"] == "a: un\u2028deux : trois\x85"
    assert finding.values["fixed"] == 'a: "un\u2028deux : trois\x85"'
    (finding,) = read("a: un deux # tr\u2029ois\n")[1]
    assert finding.values["words"] == "tr\u2029ois"
    (finding,) = read("a: un\u2028 !\nb: !t c\u2028d")[1]
    assert finding.values["fixed"] == 'b: "!t c\u2028d"'


def test_without_libyaml_the_other_parser_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for compiled, names in ((True, ["pure", "libyaml"]), (False, ["pure"])):
        monkeypatch.setattr(yaml, "__with_libyaml__", compiled)
        loaded = runpy.run_path(inspect.getfile(offsets))
        assert list(loaded["PARSERS"]) == names
        assert loaded["DEFAULT"] is loaded["PARSERS"][names[-1]]


FAILURES = [
    # Code, offset where people look, kind, offset where the parser stands, what it was reading
    ("[a", Failure("yaml-syntax", 2, "bracket", 2, "while parsing a flow sequence")),
    ("\ta: 1", Failure("yaml-tab", 0, "first-character", 0, "while scanning for the next token")),
    ("&", Failure("yaml-anchor", 0, "other", 1, "while scanning an anchor")),
    ("a: *", Failure("yaml-anchor", 3, "other", 4, "while scanning an alias")),
    ("a: !t{b", Failure("yaml-tag", 3, "other", 5, "while scanning a tag")),
    ("[!t{b]", Failure("yaml-tag", 1, "other", 3, "while scanning a tag")),
    ("a: |\n\tb", Failure("yaml-tab", 5, "block", 5, "while scanning a block scalar")),
    ("a: b\n\tc", Failure("yaml-tab", 5, "bracket", 5, "while scanning a plain scalar")),
    ("a:\n  - b\n\t- c", Failure("yaml-tab", 9, "bracket", 9, "while scanning a plain scalar")),
    ("a: |x", Failure("yaml-syntax", 4, "block", 4, "while scanning a block scalar")),
    ("a: |0", Failure("yaml-syntax", 4, "block", 4, "while scanning a block scalar")),
    ("'b", Failure("yaml-syntax", 0, "unclosed-quote", 2, "while scanning a quoted scalar")),
    ("'b\n---", Failure("yaml-syntax", 0, "unclosed-quote", 3, "while scanning a quoted scalar")),
    ("[a}", Failure("yaml-syntax", 2, "bracket", 2, "while parsing a flow sequence")),
    ("[a :b", Failure("yaml-syntax", 5, "bracket", 5, "while parsing a flow sequence")),
    ("{a:,b}", Failure("yaml-syntax", 2, "bracket", 2, "while scanning a plain scalar")),
    ("a: @b", Failure("yaml-syntax", 3, "first-character", 3, "while scanning for the next token")),
    ("a: 1\nb\nc: 3", Failure("yaml-syntax", 5, "no-colon", 7, "while scanning a simple key")),
    ("a: b : c", Failure("yaml-colon", 5, "colon", 5, "")),
    ("a: b\n c: d", Failure("yaml-colon", 7, "colon", 7, "")),
    ("- a\nb: c", Failure("yaml-syntax", 4, "structure", 4, "while parsing a block collection")),
    ("a: b\n- c", Failure("yaml-syntax", 5, "structure", 5, "while parsing a block mapping")),
    ("a: b\n  - c\n d: e", Failure("yaml-colon", 13, "colon", 13, "")),
    ("]", Failure("yaml-syntax", 0, "structure", 0, "while parsing a block node")),
    ("a: - b", Failure("yaml-syntax", 3, "structure", 3, "")),
    ("a: ? b", Failure("yaml-syntax", 3, "structure", 3, "")),
    ("a: 'b' c", Failure("yaml-syntax", 7, "structure", 7, "while parsing a block mapping")),
    ("%YAML 1.1", Failure("yaml-syntax", 0, "directive", 0, "")),
    ("a: b\n%TAG ! x", Failure("yaml-syntax", 5, "directive", 5, "")),
    ("a:\n[", Failure("yaml-syntax", 3, "no-colon", 4, "while scanning a simple key")),
    ("[?,", Failure("yaml-syntax", 3, "bracket", 3, "while parsing a flow sequence")),
    ("a: &x !e!x !<", Failure("yaml-tag", 6, "other", 8, "while scanning a tag")),
    ("*x |\n -\n\t", Failure("yaml-tab", 8, "block", 8, "while scanning a block scalar")),
]


@BOTH
@pytest.mark.parametrize(("text", "failure"), FAILURES)
def test_a_failure_is_the_same_with_and_without_libyaml(
    parser: ParserFactory, text: str, failure: Failure
) -> None:
    assert list(events(hide_breaks(text), parser))[-1] == failure


@BOTH
@pytest.mark.parametrize("text", ["%YAML 1.1\n---\na", "[a", "\ta: 1", '"\\q"', "&"])
def test_a_failure_is_the_last_event(parser: ParserFactory, text: str) -> None:
    *before, last = events(hide_breaks(text), parser)
    assert isinstance(last, Failure)
    assert not any(isinstance(event, Failure) for event in before)


def test_an_event_without_marks_stands_at_the_beginning() -> None:
    assert Sequence([Null()]).span == Span("")
    assert offsets(StreamStartEvent()) == (0, 0)
    assert Places("swot.yaml", "a").of(StreamStartEvent()) == Span("swot.yaml")


WIDE = [
    # Bytes without a mark: empty ones in every second place make UTF-16
    (b"a\0", ""),
    (b"\0a", ""),
    (b"a\0b\0", "utf-16-le"),
    (b"\0a\0b", "utf-16-be"),
    (b"a\0b\0c", "utf-16-le"),
    (b"a\0" * 9 + b"ab", "utf-16-le"),
    (b"a\0" * 8 + b"ab" * 2, ""),
    (b"\0a" * 9 + b"ab", "utf-16-be"),
    (b"\0a" * 8 + b"ab" * 2, ""),
    (b"a\0" * 9 + b"\0\0", "utf-16-le"),
    (b"a\0" * 8 + b"\0\0" * 2, ""),
    (b"\0a" * 9 + b"\0\0", "utf-16-be"),
    (b"\0a" * 8 + b"\0\0" * 2, ""),
    (b"\0" * 20, ""),
    (b"\1\0" * 10, "utf-16-le"),
    (b"\0\1" * 10, "utf-16-be"),
]


@pytest.mark.parametrize(("data", "encoding"), WIDE)
def test_two_bytes_a_letter_are_seen_without_a_mark(data: bytes, encoding: str) -> None:
    found = decode(data, "notes.md")
    if not encoding:
        assert found == data.decode()
        return
    values = {"encoding": encoding, "byte": "00"}
    assert found == Finding("file-encoding", Span("notes.md", 1, 1, 1, 2), values)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        # One letter of UTF-8 may be chance, two to one broken byte are not
        ("é".encode() + b"\xe9", "windows-1252"),
        ("éà".encode() + b"\xe9", ""),
        (b"\x7f" + "é".encode() + b"\xe9", "windows-1252"),
        (b"\x81\xe9", "windows-1252"),
        (b"\x8e\x8f\x81", "mac-roman"),
    ],
)
def test_an_old_encoding_is_guessed_by_its_letters(data: bytes, encoding: str) -> None:
    found = decode(data, "notes.md")
    assert isinstance(found, Finding)
    assert found.values["encoding"] == encoding


KINDS = ["actions", "swot", "workshops"]


def test_the_files_of_a_seminar_are_its_yaml_and_its_markdown(tmp_path: Path) -> None:
    kept = [
        "B.YML",
        "actions.yaml",
        "seminar.yaml",
        "swot.yml",
        "Été/a.md",
        "swot/build/a.yaml",
        "swot/readme.md",
        "text/b.md",
        "text/figures/c.MD",
    ]
    left = [
        *("README.md", "readme.md", "License.md", "changelog.md", "contributing.md"),
        *(".hidden.md", "notes.txt", "yaml", "md", ".git/a.md", "text/.cache/a.md"),
        *("build/a.yaml", "figures/a.md", "templates/a.yaml", "node_modules/a/readme.md"),
        *("__pycache__/a.md", "text/.a.md"),
    ]
    folder = write(tmp_path, dict.fromkeys([*left, *reversed(kept)], ""))
    top = [path for path in kept if "/" not in path]
    below = ["swot/readme.md", "swot/build/a.yaml", "text/b.md", "text/figures/c.MD", "Été/a.md"]
    assert files(folder) == top + below


def test_a_folder_of_too_many_files_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospecta.folder.MAX_FILES", 2)
    names = ["a.md", "b.md", "c/d.md", "e/f.md"]
    assert files(write(tmp_path, dict.fromkeys(names, ""))) == names[:3]


SORTED = [
    # path, its kind, or what it was probably meant to be
    ("swot.yaml", "swot", None),
    ("swot/jour-1.yaml", "swot", None),
    ("text/a.md", "prose", None),
    ("text/a/b.md", "prose", None),
    ("seminar.yaml", None, None),
    ("swot/a/b.yaml", None, "swot/b.yaml"),
    ("swto/a.yaml", None, "swot/a.yaml"),
    ("swot/a.yml", None, "swot/a.yaml"),
    ("zzz/a.yaml", None, ""),
    ("swot.yml", None, "swot.yaml"),
    ("Swot.yaml", None, "swot.yaml"),
    ("seminaire.yaml", None, "seminar.yaml"),
    ("zzz.yaml", None, ""),
    ("a.md", None, "text/a.md"),
    ("swot/a.md", None, "text/a.md"),
    ("texts/b/a.MD", None, "text/a.md"),
    ("text/a.MD", None, "text/a.md"),
    ("text.md", None, "text/text.md"),
    ("text/swot.yaml", None, ""),
]


@pytest.mark.parametrize(("path", "kind", "suggestion"), SORTED)
def test_a_path_has_a_kind_or_no_place(path: str, kind: str | None, suggestion: str | None) -> None:
    kind_of, findings = sort_out(["actions.yaml", path], KINDS)
    assert kind_of == {"actions.yaml": "actions"} | ({path: kind} if kind else {})
    if suggestion is None:
        assert findings == []
        return
    values = {"path": path, "suggestion": suggestion, "known": "actions, swot, workshops"}
    assert findings == [Finding("unknown-file", Span(path), values)]


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        ("brest/seminar.yaml brest/text/a.md brest/notes.md", ["brest"]),
        ("2026/brest/seminar.yaml 2026/brest/in/seminar.yaml", ["2026/brest"]),
        ("arles/seminar.yaml arles-2/seminar.yaml", ["arles", "arles-2"]),
    ],
)
def test_a_seminar_in_a_seminar_is_told_in_one_finding(paths: str, told: list[str]) -> None:
    kind_of, findings = sort_out(["actions.yaml", *paths.split()], KINDS)
    assert kind_of == {"actions.yaml": "actions"}
    assert [one.values["folder"] for one in findings] == told
    hint = Messages.read("fr").hint(findings[0]).replace("\u00a0", " ")
    assert hint.endswith(f"déplacez « {told[0]} » à côté de ce dossier-ci.")


def test_a_kind_s_folder_is_no_seminar_whatever_it_holds() -> None:
    kind_of, findings = sort_out(["swot/jour.yaml", "swot/seminar.yaml"], KINDS)
    assert kind_of == {"swot/jour.yaml": "swot", "swot/seminar.yaml": "swot"}
    assert findings == []


@pytest.mark.parametrize(
    ("names", "suggestion"),
    [
        ([], ""),
        (["seminar.yml"], "seminar.yml"),
        (["actions.yaml", "seminaire.yaml"], "seminaire.yaml"),
        (["Seminar.yaml", "semnar.yml"], "Seminar.yaml"),
        (["semn.yml"], "semn.yml"),
        (["seminar.md", "seminar.txt"], ""),
    ],
)
def test_a_folder_without_a_seminar_names_the_file_that_was_meant(
    tmp_path: Path, names: list[str], suggestion: str
) -> None:
    finding = no_seminar(write(tmp_path, dict.fromkeys(names, "")))
    assert finding == Finding("no-seminar", Span("seminar.yaml"), {"suggestion": suggestion})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("actions.yaml", "swot"),
        ("swot/jour-1.yaml", "swot-jour-1"),
        ("swot/Été 1.yaml", "swot-ete-1"),
        ("swot/–.yaml", "swot"),
        ("swot/a/b.yaml", "swot-b"),
    ],
)
def test_a_file_has_an_id_by_its_place(path: str, expected: str) -> None:
    assert default_id(path, "swot") == expected
