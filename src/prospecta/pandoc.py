"""The only file that knows pandoc: one resident `pandoc lua` process reads and writes for all.

Why resident: starting pandoc costs more than most of what it is asked, and three formats of the
same tree share one parse.
"""

import json
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from prospecta.bombs import hopeless
from prospecta.document import Blocks
from prospecta.findings import ToolError
from prospecta.process import Child
from prospecta.versions import Range, UnfitError

MARKDOWN = "markdown"
"""The reader of authors' texts: `commonmark_x` without what executes or changes what was typed."""
HTML = "html"
"""The reader of the frames that block templates write."""

API_VERSION = [1, 23, 1]
SUPPORTED = Range(">=3.9,<3.10")
"""The versions of pandoc that were tried: another one may write another document."""
SECONDS = 14
"""How long one request may take before the engine is stopped."""
ALONE = 2.0
"""How long one text may take when it is looked for what pandoc does not read."""
SEARCH = 9.0
"""How long that may be looked for."""
HEAP = "768m"
"""What pandoc's heap may grow to before it gives up."""
NURSERY = ("-H1m", "-A4m", "-F6")
"""pandoc is built to fill 64 MB before it looks for garbage, more than a processor's cache holds.

It looks sooner at what is new, and less often at what is old, of which there is little: as fast,
and 30 MB less than with `-A16m`, which changes nothing beside those 64 MB.
"""
TRACELESS = {"SOURCE_DATE_EPOCH": "0", "PANDOC_REPL_HISTORY": os.devnull}
"""No date of now in a document, and no history of what nobody types.

It would be a temporary file that only pandoc itself removes, which does not get to that: it is
killed.
"""


class RefusedTextsError(ToolError):
    """pandoc does not read what it was given: alone, each of `texts`; or, without, all together."""

    def __init__(self, message: str, texts: Sequence[str]) -> None:
        super().__init__(message)
        self.texts = tuple(texts)


class Pandoc:
    """A resident pandoc. Every method raises ToolError when the engine fails or takes too long.

    An engine that has ended is started anew for the next request.
    """

    def __init__(self) -> None:
        self.until = float("inf")
        """No request goes on beyond this moment of `time.monotonic`."""
        self.version = ""
        """What the process says it is, once it has answered."""
        self._child = _started()
        self._lock = threading.Lock()
        self._later: deque[str] = deque()

    @classmethod
    def start(cls) -> Self:
        """Start the process and return at once; it boots while the caller goes on."""
        return cls()

    def meanwhile(self, modules: Iterable[str]) -> None:
        """Import these, in order, whenever the engine is at work and nothing else can be done."""
        self._later.extend(modules)

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Blocks]:
        """Parse each `(reader, text)` alone, in one round trip, without access to any file.

        Of a text that is `hopeless` nothing is read: a check tells of it.

        Raises RefusedTextsError, with the texts that cannot be read where they could be found.
        """
        asked = [(reader, "" if hopeless(words) else words) for reader, words in texts]
        try:
            return self._read(asked, SECONDS)
        except UnfitError:
            raise  # no text is to blame
        except ToolError as error:
            raise RefusedTextsError(str(error), self._refused(asked)) from error

    def _refused(self, texts: Sequence[tuple[str, str]]) -> list[str]:
        until = min(self.until, time.monotonic() + SEARCH)
        refused = []
        for words in [words for reader, words in texts if reader == MARKDOWN]:
            try:
                self._read([(MARKDOWN, words)], ALONE)
            except ToolError:
                if time.monotonic() < until:
                    refused.append(words)
            if time.monotonic() > until:
                break
        return refused

    def _read(self, texts: Sequence[tuple[str, str]], seconds: float) -> list[Blocks]:
        payload = json.dumps(list(texts), ensure_ascii=False).encode()
        answer = self._ask(f"read {len(payload)}\n".encode() + payload, seconds)
        parsed: list[Blocks] = []
        try:
            tree = json.loads(answer)
        except RecursionError as error:
            message = "a text nests too many levels"
            raise ToolError(message) from error
        for wrapper in tree["blocks"]:
            attributes, blocks = wrapper["c"]
            if "unreadable" in attributes[1]:
                raise ToolError(attributes[2][0][1])
            parsed.append(blocks)
        return parsed

    def write(
        self,
        blocks: Blocks,
        to: str,
        options: Mapping[str, Any] | None = None,
        media: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> bytes:
        """Write a tree as `to`, a pandoc format with its extensions.

        `options` are fields of pandoc's WriterOptions, with `meta` apart: pandoc's metadata as
        its JSON has it. `media` gives the pictures that Image nodes name: MIME type and bytes.
        """
        options, media = dict(options or {}), dict(media or {})
        tree = {"pandoc-api-version": API_VERSION, "meta": options.pop("meta", {})}
        encoded = _spelt(tree | {"blocks": blocks})
        named = [[name, mime] for name, (mime, _) in media.items()]
        wish = json.dumps({"to": to, "options": options, "media": named}).encode()
        parts = [wish, encoded, *(data for _, data in media.values())]
        lengths = " ".join(str(len(part)) for part in parts)
        return self._ask(f"write {lengths}\n".encode() + b"".join(parts))

    def kill(self) -> None:
        self._child.kill()

    def close(self) -> None:
        self._child.close()

    def _ask(self, message: bytes, seconds: float = SECONDS) -> bytes:
        with self._lock:
            if self._child.gone:
                self._child.close()
                self._child, self.version = _started(), ""
            if not self.version:
                left = min(seconds, self.until - time.monotonic())
                self.version = self._child.greeting(SUPPORTED, left)
            seconds = min(seconds, self.until - time.monotonic())
            self._child.send(message)
            while self._later and not self._child.answering():
                import_module(self._later.popleft())
            verdict, length = self._child.line(seconds).split()
            answer = self._child.exactly(int(length), seconds)
        if verdict != b"ok":
            problem = f"pandoc: {answer.decode(errors='replace').strip()}"
            raise ToolError(problem)
        return answer


def _spelt(tree: Mapping[str, Any]) -> bytes:
    """A tree as JSON. The quick writer refuses 255 levels, which a theme might have."""
    from pydantic_core import to_json

    try:
        return to_json(tree)
    except ValueError:
        return json.dumps(tree, ensure_ascii=False).encode()


def _started() -> Child:
    driver = Path(__file__).with_name("driver.lua")
    command = [str(binary()), "lua", "+RTS", f"-M{HEAP}", *NURSERY, "-RTS", str(driver)]
    return Child.start("pandoc", command, TRACELESS)


def binary() -> Path:
    """pandoc as the `pypandoc_binary` wheel ships it. Raises ToolError when it is not there.

    pypandoc's own look-up runs the binary to ask its version, which costs 50 ms a build.
    """
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin is not None:
        for name in ("pandoc", "pandoc.exe"):
            path = Path(spec.origin).parent / "files" / name
            if path.is_file():
                return path
    message = "pandoc is missing: install the package pypandoc_binary"
    raise ToolError(message)
