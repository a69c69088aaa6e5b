"""The words of a scalar, taken out to be typeset and put back as they were written."""

from prospecta.fmt.scalars import quoted, requoted
from prospecta.fmt.tree import Words


def taken(words: Words) -> str | None:
    """The words in their lines; None where escapes or the shape of the lines forbid a change."""
    if words.style == ">" and any(line[:1] in {"", " ", "\t"} for line in words.lines):
        return None
    if words.style in {"", "|", ">"}:
        return "\n".join(words.lines)
    if len(words.lines) == 1:
        escaped = words.style == '"' and "\\" in words.lines[0]
        return None if escaped else words.value
    text = "\n".join(requoted(words))
    return text[1:-1] if text[0] == '"' and "\\" not in text else None


def put(words: Words, text: str) -> None:
    """Put words back that `taken` gave, changed but in as many lines."""
    if words.style in {"'", '"'} and len(words.lines) == 1:
        words.value = text
        words.lines = [quoted(text, "'" + text.replace("'", "''") + "'")]
        words.style = words.lines[0][0] if words.lines[0][0] in "'\"" else ""
    elif words.style in {"'", '"'}:
        words.lines, words.style = f'"{text}"'.split("\n"), '"'
    else:
        words.lines = text.split("\n")
        words.value = text if not words.style and len(words.lines) == 1 else words.value
