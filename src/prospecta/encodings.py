"""From the bytes of a file to its text, or to the first byte that is not text."""

import codecs

from prospecta.findings import Finding, Span

# UTF-32's little-endian mark begins with UTF-16's: it has to be asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("windows-1252", "mac-roman", "cp850")
_LIKELY = frozenset("éèàùâêîôûçëïüœÉÈÀÇÊŒ’“”«»…–€°")
_SAMPLE = 4096


def decode(data: bytes, path: str) -> str | Finding:
    """The text with line feeds only and no byte order mark, or a `file-encoding` finding.

    The finding's `encoding` is the likeliest one, empty when nothing speaks for any.
    """
    mark, name = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", ""))
    body = data[len(mark) :]
    wide = "" if name else _wide(body)
    if wide:
        return Finding("file-encoding", Span(path, end_column=2), {"encoding": wide, "byte": "00"})
    try:
        return _one_line_end(body.decode(name or "utf-8")).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        text = _one_line_end(body[: error.start].decode(name or "utf-8")).lstrip("\ufeff")
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
        values = {
            "encoding": _likeliest(body) if name in {"", "utf-8"} else name,
            "byte": f"{body[error.start]:02X}",
        }
        return Finding("file-encoding", Span(path, line, column, line, column + 1), values)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wide(data: bytes) -> str:
    """The name of an unmarked UTF-16: Latin letters leave every second byte empty."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half > 1 and sample[1::2].count(0) > half * 0.8 and sample[::2].count(0) < half * 0.2:
        return "utf-16-le"
    if half > 1 and sample[::2].count(0) > half * 0.8 and sample[1::2].count(0) < half * 0.2:
        return "utf-16-be"
    return ""


def _likeliest(data: bytes) -> str:
    """The encoding that gives the most letters of French; none for a damaged UTF-8."""
    broken = data.decode("utf-8", "replace")
    damage = broken.count("\ufffd")
    if sum(char > "\x7f" for char in broken) > 2 * damage:
        return ""
    return max(_OLD, key=lambda name: _letters(data, name))


def _letters(data: bytes, name: str) -> int:
    return sum(char in _LIKELY for char in data.decode(name, "replace"))
