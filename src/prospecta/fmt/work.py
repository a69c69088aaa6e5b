"""One file of a seminar, formatted: from its bytes to its new bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from prospecta import folder as layout
from prospecta.blocks import BLOCKS
from prospecta.encodings import decode
from prospecta.findings import Finding
from prospecta.fmt.document import format_yaml, typeset_yaml
from prospecta.fmt.files import read_file
from prospecta.fmt.prose import tidy
from prospecta.identity import Identity
from prospecta.language import DEFAULT
from prospecta.seminar import FILED
from prospecta.source import Source, forbidden_character
from prospecta.strict_yaml import Mapping, load

if TYPE_CHECKING:
    from prospecta.fmt.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class Work:
    """A file before and after. `lost` says that the new text would have lost something."""

    path: str
    old: bytes = b""
    before: str = ""
    after: str = ""
    findings: tuple[Finding, ...] = ()
    lost: bool = False

    @property
    def new(self) -> bytes:
        return self.old if self.findings or self.lost else self.after.encode()

    @property
    def changed(self) -> bool:
        return self.new != self.old

    @property
    def recoded(self) -> bool:
        """Whether the file was in another encoding than UTF-8."""
        return self.changed and not self.old.startswith(b"\xef\xbb\xbf") and _is_wide(self.old)


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))


def work(path: str, data: bytes, typesetter: "Typesetter | None" = None) -> Work:
    """Format the bytes of a file, which its path says how to read."""
    text = decode(data, path)
    if isinstance(text, Finding):
        return Work(path, data, findings=(text,))
    source = Source(path, text)
    refused = forbidden_character(source)
    if refused:
        return Work(path, data, findings=(refused,))
    if path.endswith(".md"):
        tidied = tidy(text)
        after = typesetter.typeset([(tidied, False)])[0] if typesetter else tidied
        return Work(path, data, text, after)
    made = format_yaml(source, model_of(path))
    if typesetter and not made.lost and not made.findings:
        made = typeset_yaml(Source(path, made.text), model_of(path), typesetter)
    return Work(path, data, text, made.text, made.findings, made.lost)


def works(
    folder: Path, paths: Sequence[str], typesetter: "Typesetter | None" = None
) -> Iterator[Work]:
    """Every file, formatted. Raises ToolError when the disk fails."""
    for path in paths:
        data = read_file(folder, path)
        if isinstance(data, Finding):
            yield Work(path, findings=(data,))
        else:
            yield work(path, data, typesetter)


def model_of(path: str) -> type[BaseModel] | None:
    """What a file of this path holds; None for a file that has no place in a seminar."""
    if path == layout.SEMINAR:
        return Identity
    kinds, _ = layout.sort_out([path], FILED)
    kind = kinds.get(path, "prose")
    return None if kind == "prose" else BLOCKS[kind]


def language_of(folder: Path) -> str:
    """The language of a seminar, as far as its first file says it."""
    data = read_file(folder, layout.SEMINAR)
    text = data if isinstance(data, Finding) else decode(data, layout.SEMINAR)
    if isinstance(text, Finding):
        return DEFAULT
    node, _ = load(Source(layout.SEMINAR, text))
    language = node.get("language") if isinstance(node, Mapping) else None
    return language if isinstance(language, str) else DEFAULT
