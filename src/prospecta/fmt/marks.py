"""What of a Markdown text is not prose: marks, code, addresses, HTML."""

import re

from prospecta.typography.runs import ATOM

_MARKS = re.compile(
    r"""(?xm)
      ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n (?:[^\n]*\n)*? (?:[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | ^(?:[ ]{4}|[ ]*\t)(?![ \t]*(?:[-*+]|\d+[.)])[ \t])[^\n]*      # code by its indentation
    | (?P<ticks>`+)(?!`) (?:[^`]|(?!(?P=ticks)(?!`))`)+? (?<!`)(?P=ticks)(?!`)
    | <!--(?:[^<\n]|<(?!!--))*?--> | <[A-Za-z/!?][^<>]*>
    | ^[ \t>]*\[[^\]\n]+\]:[^\n]*                                   # where a reference leads
    | \]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\) | \]\[[^\]\n]*\]
    | \[\^[^\]\n]+\]:? | \{[^{}\n]*\} | (?<!\w):[a-z0-9_+-]+:
    | \\. | &\#?\w+;
    | ^[ \t>]*:::[^\n]*
    | ^[ \t>|:+=-]*$ | ^[ \t>]*(?:(?:[-*+]|\d+[.)]|\#{1,6}|:)[ \t]+)*(?:\[[ xX]\][ \t]+)?
    | \$[^$\n]+\$ | [*_~^|]+ | \ufffc
    """
)


def masked(text: str) -> str:
    """The text, as long, with U+FFFC for every character that is not prose; line feeds stay."""
    return _MARKS.sub(lambda found: re.sub(r"[^\n]", ATOM, found[0]), text)


def unmasked(text: str, mask: str, original: str) -> str:
    """Undo `masked` on an edited mask: its U+FFFC stand for the same characters, in their order."""
    hidden = (char for char, seen in zip(original, mask, strict=True) if seen == ATOM)
    return re.sub(ATOM, lambda _: next(hidden), text)
