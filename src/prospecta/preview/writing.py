"""The HTML of a body, chunk by chunk: what was written before is not written again."""

import marshal
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prospecta.document import Attr, Blocks, Document, Picture, raw_block
from prospecta.formats.html import markup, page, style, tree
from prospecta.formats.html.scope import Scope
from prospecta.pandoc import Pandoc
from prospecta.preview.chunks import Chunk
from prospecta.preview.pages import BODY, COVER, Page
from prospecta.theme import Theme

CUT = "<!-- cut -->"
WIDTH = re.compile(r'<col class="w(\d+)">')


class _Scope(Scope):
    """A page in the making that says what each of its chunks asked for."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.labels: list[tuple[str, str]] = []
        self.names: set[str] = set()

    def clean(self, attributes: Attr) -> Attr:
        self.names.add(attributes[0])
        return super().clean(attributes)

    def label(self, wish: str) -> str:
        self.labels.append((wish, super().label(wish)))
        return self.labels[-1][1]

    def again(self, names: frozenset[str], labels: Sequence[tuple[str, str]]) -> bool:
        """Whether a chunk that asked for these would be answered the same; then it was."""
        before = dict(self._labels) if labels else self._labels
        if all(super(_Scope, self).label(wish) == got for wish, got in labels):
            self._identifiers |= names
            return True
        self._labels = before
        return False


@dataclass(frozen=True, slots=True)
class _Written:
    """A chunk's HTML, and what else than its node shaped it."""

    signature: bytes
    names: frozenset[str]
    labels: tuple[tuple[str, str], ...]
    html: str = ""


class _Turn:
    """One turn through the chunks: which have to be written.

    Those with notes are written together and after the cover: their notes are numbered.
    """

    def __init__(self, scope: _Scope, kept: Mapping[Chunk, _Written]) -> None:
        self._scope, self._kept = scope, kept
        self.noted: list[Blocks] = [tree.cover(scope)]
        self.shown = list(map(_seen, scope.pictures))
        self.fresh: list[tuple[Chunk, _Written, Blocks]] = []
        self.written: dict[Chunk, _Written] = {}

    def take(self, chunk: Chunk) -> None:
        scope, first = self._scope, len(self._scope.pictures)
        if chunk.noted:
            self.noted.append(tree.rewritten(scope, [chunk.node]))
            self.shown += map(_seen, scope.pictures[first:])
            return
        signature, kept = chunk.signature, self._kept.get(chunk)
        if kept and kept.signature == signature and scope.again(kept.names, kept.labels):
            self.written[chunk] = kept
            return
        scope.names, scope.labels = set(), []
        blocks = tree.rewritten(scope, [chunk.node])
        made = _Written(signature, frozenset(scope.names), tuple(scope.labels))
        self.fresh.append((chunk, made, blocks))


class Writer:
    """Writes a report again and again: what `formats.html.render` would answer."""

    def __init__(self, pandoc: Pandoc) -> None:
        self._pandoc = pandoc
        self._written: dict[Chunk, _Written] = {}
        self._noted: tuple[bytes, list[str]] = (b"", [])

    def page(self, document: Document, chunks: Sequence[Chunk], theme: Theme) -> Page:
        scope = _Scope(document)
        turn = _Turn(scope, self._written)
        for chunk in chunks:
            turn.take(chunk)
        changed = [blocks for _, _, blocks in turn.fresh]
        key = marshal.dumps([turn.noted, turn.shown, sorted(document.words.items())])
        if key == self._noted[0]:
            parts = self._write(changed, scope, theme)[:-1] if changed else []
        else:
            *parts, notes = self._write([*turn.noted, *changed], scope, theme)
            count = len(turn.noted)
            self._noted, parts = (key, [*parts[:count], notes]), parts[count:]
        self._written = turn.written
        for (chunk, made, _), html in zip(turn.fresh, parts, strict=True):
            self._written[chunk] = replace(made, html=html)
        cover, *texts, notes = self._noted[1]
        waiting = iter(texts)
        body = [next(waiting) if one.noted else self._written[one].html for one in chunks]
        paths = [one.path for one in chunks]
        if notes:
            body, paths = [*body, notes], [*paths, ""]
        return _page(scope, theme, f"{cover}\n", body, paths)

    def _write(self, groups: Sequence[Blocks], scope: Scope, theme: Theme) -> list[str]:
        """The HTML of each group, and of the notes that stand below them all."""
        cut = raw_block("html", CUT)
        blocks = [node for group in groups for node in (*group, cut)]
        html = self._pandoc.write(blocks, "html5", {"wrap_text": "none"}).decode()
        words, colours = scope.document.words, theme.colours
        whole = markup.finish(html, scope.pictures, words, colours).text
        *parts, notes = whole.removeprefix(f"{CUT}\n").split(CUT)
        return [part.removeprefix("\n").removesuffix("\n") for part in (*parts, notes)]


def _seen(picture: Picture) -> tuple[str, bytes, float, bool]:
    """All of a picture that shows in a page, in which it has a number for its name."""
    return picture.kind, picture.data, picture.width, picture.drawn


def _page(
    scope: Scope, theme: Theme, cover: str, body: Sequence[str], paths: Sequence[str]
) -> Page:
    widths = {int(width) for html in (cover, *body) for width in WIDTH.findall(html)}
    sheet = style.sheet(theme, sorted(widths))
    shell = page.fill(theme, scope, page.Parts(COVER, BODY, sheet))
    return Page(shell, sheet, cover, tuple(body), tuple(paths))
