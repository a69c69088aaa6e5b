"""What `prospecta doctor` says to a person: two tables, what is wrong, what to do about it."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Self

from prospecta.commands.screen import Styled, paragraph, show, width, write
from prospecta.doctor import Part, State
from prospecta.messages import Messages
from prospecta.places import templates
from prospecta.shipped import table

if TYPE_CHECKING:
    from prospecta.show import Cell, Table

ERROR, WARNING, FINE = "bold red", "bold yellow", "bold green"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The words of `templates/doctor/<language>.yaml`."""

    data: Mapping[str, Any]
    messages: Messages

    @classmethod
    def read(cls, language: str) -> Self:
        data = table(templates() / "doctor" / f"{language}.yaml")
        return cls(data, Messages.read(language))

    def tell(self, found: Sequence[Part]) -> None:
        """Print all of it. Where a package that draws tables is missing, the advice alone."""
        with suppress(ModuleNotFoundError):
            from prospecta.commands.tables import drawn

            write(drawn(self._tables(found), width(), terminal=sys.stdout.isatty()))
        show([("", ""), *self._advice(found)])

    def _tables(self, found: Sequence[Part]) -> "Iterator[Table]":
        """What is on the machine, then the packages."""
        from prospecta.show import Table

        itself, *others = [part for part in found if not part.package]
        head = f"{itself.name} {itself.version}"
        rows = [self._row(part) for part in others]
        yield Table(head, itself.place, self._columns("name", "does", "version", "state"), rows)
        rows = [self._package(part) for part in found if part.package]
        if rows:
            columns = self._columns("package", "serves", "version", "wanted", "state")
            yield Table("pip", "", columns, rows)

    def _columns(self, *names: str) -> list[str]:
        return [str(self.data["columns"][name]) for name in names]

    def _row(self, part: Part) -> "Sequence[Cell]":
        does = [(0, str(self.data["does"][part.name]))]
        if part.place:
            does.append((0, part.place))
        state = str(self.data["states"][part.state])
        return [[(0, self._name(part))], does, [(0, part.version)], [(0, state)]]

    def _package(self, part: Part) -> "Sequence[Cell]":
        serves = str(self.data["serves"].get(part.serves, part.serves))
        state = str(self.data["states"][part.state])
        cells = (part.name, serves, part.version, part.wanted, state)
        return [[(0, cell)] for cell in cells]

    def _name(self, part: Part) -> str:
        return str(self.data["names"].get(part.name, part.name))

    def _advice(self, found: Sequence[Part]) -> Iterator[Styled]:
        """What is wrong, together what one command mends, and whether documents can be built."""
        wrong = [part for part in found if part.state is not State.OK]
        for _, parts in groupby(sorted(wrong, key=_together), _together):
            yield from self._wrong(list(parts))
        if not any(part.package for part in found):
            yield WARNING, self._word("not-installed")
        ready = not any(part.blocks for part in found)
        yield (FINE, self._word("ready")) if ready else (ERROR, self._word("not-ready"))

    def _wrong(self, parts: Sequence[Part]) -> Iterator[Styled]:
        first = parts[0]
        yield ERROR if first.blocks else WARNING, self._says(first.state, parts)
        without = self.data["without"]
        told = str(without.get(first.serves, without["other"]))
        yield from (("", line) for line in paragraph(told.format(extra=first.serves)))
        if first.remedy:
            yield "", f"  {self._word('remedy', remedy=first.remedy)}"

    def _says(self, state: State, parts: Sequence[Part]) -> str:
        if parts[0].name == "cache":
            return self._word("cache")
        return self._word(state, names=", ".join(map(self._named, parts)))

    def _named(self, part: Part) -> str:
        if part.state is State.UNSUPPORTED:
            values = {"name": part.name, "version": part.version, "wanted": part.wanted}
            return self._word("version", **values)
        if part.fault and part.state is State.BROKEN:
            return self._word("fault", name=part.name, fault=self.messages.failure(part.fault))
        return self._name(part)

    def _word(self, key: str, **values: str) -> str:
        return str(self.data["says"][key]).format_map(values)


def _together(part: Part) -> tuple[bool, str, str, str]:
    return not part.blocks, part.serves, part.remedy, part.state
