"""Who took part, and in which workshops."""

from collections.abc import Mapping
from typing import Any

from prospecta import plain
from prospecta.block import Context
from prospecta.show.table import Cell, Table, markdown, of_block, several, words

ROLES = ("facilitators", "rapporteurs")


def participants(block: Any, context: Context) -> Table:
    view, language = block.view(context), context.language
    optional = [name for name in ("workshops", "presence") if view[f"with_{name}"]]
    columns = [language.words[f"participants.{name}"] for name in ("name", "functions", *optional)]
    rows = [_person(row, optional, context) for row in view["rows"]]
    title = block.caption or language.words["participants.caption"]
    return of_block(block, title, columns, rows)


def _person(row: Mapping[str, Any], optional: list[str], context: Context) -> list[Cell]:
    language, person = context.language, row["person"]
    functions = [
        plain.line(f"{function.title}{_link(function, language.words)}{organisation.name}")
        if organisation
        else function.title
        for function, organisation in row["functions"]
    ]
    presence = f"{row['presence']}{_name(row['deputy']) if row['deputy'] else ''}"
    attended = several(language.word("workshop.name", number=w.number) for w in row["workshops"])
    cells = {"workshops": words(attended), "presence": words(presence)}
    return [
        words(_name(person)),
        words(*functions, several(person.roles)),
        *(cells[name] for name in optional),
    ]


def _link(function: Any, said: Mapping[str, str]) -> str:
    if not function.link:
        return said["participants.link"]
    return f" {function.link}" if function.elided else f" {function.link} "


def _name(person: Any) -> str:
    parts = (person.civility, person.particle, person.family, person.given)
    return " ".join(str(part) for part in parts if part)


def workshops(block: Any, context: Context) -> Table:
    said = context.language.words
    rows = [
        (
            words(str(workshop.number)),
            [
                *words(workshop.title),
                *markdown(workshop.definition),
                *words(*(_role(role, workshop, context) for role in ROLES)),
            ],
            words(workshop.question),
        )
        for workshop in block.workshops
    ]
    columns = [said[f"workshop.{name}"] for name in ("number", "workshop", "question")]
    return of_block(block, block.caption or said["workshop.caption"], columns, rows)


def _role(role: str, workshop: Any, context: Context) -> str:
    people = several(context.find(ref).name for ref in getattr(workshop, role))
    return f"{context.language.words[f'workshop.{role}-list']}{people}" if people else ""
