"""The words of a report, taken from its page: what is searched is what is published."""

import re
from collections.abc import Iterator
from typing import Any

from prospecta.site.entry import Section

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
SKIPPED = frozenset({"svg", "style", "script"})
SPACES = re.compile(r"[ \t\r\n]+")
APART = frozenset({"caption", "dd", "dt", "figcaption", "li", "p", "td", "th"})
"""What stands on lines of its own: without a mark at its end, what follows would run into it."""
END = "\x1f"
ENDS = re.compile(rf"(?:(?<=[.!?:;,…]) *|( *))(?:{END} *)+")
INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "mark", "span", "strong", "sub", "sup"}
)


def sections(page: bytes) -> tuple[Section, ...]:
    """The parts of the page's `main`, in order; one without words and heading is left out."""
    from lxml import etree

    tree = etree.fromstring(page, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    main = tree.find(".//main")
    return () if main is None else tuple(_parts(main))


def _parts(main: Any) -> Iterator[Section]:
    from lxml import etree

    anchor, level, heading, words = "", 0, "", list[str]()
    walk = etree.iterwalk(main, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node is not main:
                words += [END if node.tag in APART else _gap(node), node.tail or ""]
            continue
        if node.tag in HEADINGS:
            text = _line("".join(words))
            if text or heading:
                yield Section(anchor, level, heading, text)
            anchor, level, words = node.get("id", ""), int(node.tag[1]), []
            heading = _line("".join(node.itertext()))
            walk.skip_subtree()
        elif not isinstance(node.tag, str) or node.tag in SKIPPED:
            walk.skip_subtree()
        else:
            words += [END if node.tag in APART else _gap(node), node.text or ""]
    text = _line("".join(words))
    if text or heading:
        yield Section(anchor, level, heading, text)


def _gap(node: Any) -> str:
    return "" if node.tag in INLINE else " "


def _line(words: str) -> str:
    """Words in one line; no-break spaces stay, as the language put them."""
    line = SPACES.sub(" ", words).strip(f" {END}")
    return ENDS.sub(lambda found: " " if found[1] is None else " · ", line)
