"""What is never repeated on a screen or in the log of a build: how to reach a person, and the like.

No field of a seminar asks for it, so that it stands where a key or a value is refused.
"""

import re

DOT = "•"
KEYS = (
    "e-?mail|courriel|mail|t[ée]l(?:[ée]phone)?|phone|mobile|portable|fax|adresse|address|domicile"
    "|naissance|birth(?:day|date)?|[âa]ge|signature|sant[ée]|health|consent(?:ement)?|iban|nir"
)
PRIVATE = re.compile(
    rf"(?<![\w-])[\"']?(?:{KEYS})[\"']? *: *(?P<value>[^\s,}}\]][^,}}\]\n]*)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
    r"|(?P<phone>(?<![\w.])(?:\+\d{2,3} ?(?:\(0\) ?)?\d|0\d)(?:[ .-]?\d{2}){4}(?!\d))",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W_]")


def discreet(words: str) -> str:
    """The same words, as long, with dots for what is private in them."""
    return PRIVATE.sub(_dotted, words)


def _dotted(found: re.Match[str]) -> str:
    group = found.lastgroup or "value"
    kept = found[0][: found.start(group) - found.start()]
    return kept + LETTER.sub(DOT, found[group])
