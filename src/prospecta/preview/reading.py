"""A folder read again: only the files that were touched, and only the blocks that changed."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from prospecta.block import models_in, values_of
from prospecta.findings import Finding, Span
from prospecta.preview.memory import Memory
from prospecta.review import Shown, shown_in
from prospecta.seminar import Seminar, placed_in, read_seminar
from prospecta.source import Source, read


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What is known of a block, or of the identity: what stands below it and what that shows."""

    root: BaseModel
    models: tuple[BaseModel, ...]
    objects: Mapping[str, BaseModel]
    placed: list[tuple[str, Span]]
    shown: Shown

    @classmethod
    def of(cls, root: BaseModel) -> "Known":
        models = tuple(models_in(root))
        named = ((getattr(model, "id", None), model) for model in models)
        objects = {str(name): model for name, model in named if name is not None}
        values = [value for model in models for value in values_of(model)]
        return cls(root, models, objects, placed_in(values), shown_in(values))


@dataclass
class Reading:
    """Reads one folder again and again. `read_seminar` would answer the same."""

    folder: Path
    memory: Memory = field(default_factory=Memory)
    _files: dict[str, tuple[Any, Source]] = field(default_factory=dict)

    def seminar(
        self, given: Mapping[str, str], touched: Collection[str] | None
    ) -> tuple[Seminar | None, list[Finding], Shown]:
        """The seminar, the findings, and the pictures that it shows.

        `touched` are the files that were saved since the last time; None for whatever.
        """
        if touched is None:
            self._files.clear()
        for path in touched or ():
            self._files.pop(path, None)
        seminar, findings = read_seminar(self.folder, given, self.memory, self._opened)
        if seminar is None:
            return None, findings, {}
        return seminar, findings, self._known(seminar)

    def _opened(self, folder: Path, path: str) -> Source | Finding:
        """A file that nobody touched, and of which the disk says what it said, is not opened."""
        try:
            told = os.stat(f"{folder}/{path}")  # noqa: PTH116 - a Path for each costs more than this
        except (OSError, ValueError):
            return read(folder, path)
        mark = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
        if path in self._files and self._files[path][0] == mark:
            return self._files[path][1]
        found = read(folder, path)
        if isinstance(found, Source):
            self._files[path] = (mark, found)
        return found

    def _known(self, seminar: Seminar) -> Shown:
        """Tell the seminar what it would work out of all its blocks, from what is known of each."""
        roots = (seminar.identity, *seminar.blocks.values())
        known: list[Known] = [
            self.memory((id(one), Known), partial(Known.of, one)) for one in roots
        ]
        sections = [(str(one.place), one.place.span) for one in seminar.sections if one.place]
        vars(seminar).update(
            models=[model for one in known for model in one.models],
            objects={name: model for one in known for name, model in one.objects.items()},
            placements=[*sections, *(place for one in known for place in one.placed)],
        )
        shown: dict[Any, Any] = {}
        for one in known:
            for key, place in one.shown.items():
                shown.setdefault(key, place)
        return shown
