"""The only file that knows pandoc: one resident `pandoc lua` process reads and writes for all.

Why resident: starting pandoc costs more than most of what it is asked, and three formats of the
same tree share one parse.
"""

import json
import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from prospecta.document import Blocks
from prospecta.findings import ToolError
from prospecta.process import Child

MARKDOWN = "markdown"
"""The reader of authors' texts: `commonmark_x` without what executes or changes what was typed."""
HTML = "html"
"""The reader of the frames that block templates write."""

API_VERSION = [1, 23, 1]
SECONDS = 30
"""How long one request may take before the engine is stopped."""
HEAP = "768m"
"""What pandoc's heap may grow to before it gives up."""


class Pandoc:
    """A resident pandoc. Every method raises ToolError when the engine fails or takes too long."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._lock = threading.Lock()
        self._later: deque[str] = deque()

    @classmethod
    def start(cls) -> Self:
        """Start the process and return at once; it boots while the caller goes on."""
        driver = Path(__file__).with_name("driver.lua")
        command = [str(binary()), "lua", "+RTS", f"-M{HEAP}", "-A16m", "-RTS", str(driver)]
        return cls(Child.start("pandoc", command, {"SOURCE_DATE_EPOCH": "0"}))

    def meanwhile(self, modules: Iterable[str]) -> None:
        """Import these, in order, whenever the engine is at work and nothing else can be done."""
        self._later.extend(modules)

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Blocks]:
        """Parse each `(reader, text)` alone, in one round trip, without access to any file."""
        payload = json.dumps(list(texts), ensure_ascii=False).encode()
        answer = self._ask(f"read {len(payload)}\n".encode() + payload)
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
        encoded = json.dumps(tree | {"blocks": blocks}, ensure_ascii=False).encode()
        named = [[name, mime] for name, (mime, _) in media.items()]
        wish = json.dumps({"to": to, "options": options, "media": named}).encode()
        parts = [wish, encoded, *(data for _, data in media.values())]
        lengths = " ".join(str(len(part)) for part in parts)
        return self._ask(f"write {lengths}\n".encode() + b"".join(parts))

    def kill(self) -> None:
        self._child.kill()

    def close(self) -> None:
        self._child.close()

    def _ask(self, message: bytes) -> bytes:
        with self._lock:
            self._child.send(message)
            while self._later and not self._child.answering():
                import_module(self._later.popleft())
            verdict, length = self._child.line(SECONDS).split()
            answer = self._child.exactly(int(length), SECONDS)
        if verdict != b"ok":
            problem = f"pandoc: {answer.decode(errors='replace').strip()}"
            raise ToolError(problem)
        return answer


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
