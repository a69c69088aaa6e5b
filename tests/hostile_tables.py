"""The tables of `tests/hostile/`: what a stranger may write, and what comes of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from folders import SMALL

TABLES = Path(__file__).parent / "hostile"

EVERYWHERE: Mapping[str, str] = {
    "seminar.yaml": """\
title: @
kind: @
language: fr
dates: 2026-05-28
place: @
horizon: @
series: {name: @, number: 2, previous: {title: @, dates: 2025-01-01}}
commissioners: personne
organisers: organisme
objectives: [{text: @, question: @}]
outline:
  - {title: @, contents: [text/accueil.md, participants, objectives, approach]}
  - {workshop: atelier, contents: [swot]}
  - {title: Fin, contents: [vision, actions, follow-ups]}
""",
    "text/accueil.md": "Bonjour.\n",
    "participants.yaml": """\
note: @
caption: @
organisations: [{id: organisme, name: @, acronym: @}]
people:
  - {id: personne, civility: @, family: @, particle: @, given: @, roles: [@, @],
     functions: [{title: @, organisation: organisme, link: @}, @]}
""",
    "workshops.yaml": """\
workshops:
  - {id: atelier, number: 1, title: @, question: @, definition: @, facilitators: personne}
""",
    "approach.yaml": "caption: @\nnote: @\nsteps: [{title: @, result: @}, {title: @, result: @}]\n",
    "swot.yaml": """\
workshop: atelier
note: @
strengths: [@, {text: @, items: [@, {text: @, items: @}]}]
threats: @
""",
    "vision.yaml": """\
caption: @
levers: [{id: levier, text: @, items: @}]
dimensions:
  - {title: @, characteristics: [@, @], objectives: {id: but, text: @}, levers: levier}
""",
    "actions.yaml": """\
caption: @
note: @
lanes: [{id: axe, title: @}]
horizons: [{id: court, title: @, start: 2026, end: 2028}]
milestones: [{title: @, date: 2027}]
actions:
  - {id: a1, code: @, title: @, lane: axe, start: 2026, end: 2027-T2, horizon: court,
     lead: personne, partners: [organisme], objectives: but, indicators: [@, @], budget: @,
     details: @,
     milestones: [{title: @, date: 2026-10}]}
""",
    "follow-ups.yaml": """\
lead_in: @
caption: @
follow_ups: [{text: @, who: personne, due: 2027}, @]
""",
}
"""A folder in which `@` stands wherever an author's words may stand."""


def rows(table: str) -> list[Any]:
    found: list[Any] = yaml.safe_load((TABLES / f"{table}.yaml").read_text(encoding="utf-8"))
    return found


def named(table: str) -> list[tuple[str, str]]:
    """Rows of the form `typed` or `typed: said`."""
    return [(row, row) if isinstance(row, str) else next(iter(row.items())) for row in rows(table)]


def held(row: Mapping[str, Any], key: str) -> str:
    """A text, repeated and with what stands around it."""
    repeated = str(row[key]) * int(row.get("times", 1))
    return str(row.get("before", "")) + repeated + str(row.get("after", ""))


def everywhere(typed: str) -> dict[str, str]:
    """The folder with these words in every field."""
    import json

    quoted = json.dumps(typed, ensure_ascii=False)
    return {name: text.replace("@", quoted) for name, text in EVERYWHERE.items()}


def with_file(path: str, content: str | bytes) -> dict[str, str | bytes]:
    """The smallest folder with one file more, or another, that the outline places."""
    kind = path.removesuffix(".yaml")
    files: dict[str, str | bytes] = dict(SMALL)
    if path.endswith(".yaml") and kind not in {"seminar", "workshops"}:
        files["seminar.yaml"] = SMALL["seminar.yaml"] + f"  - {kind}\n"
    return {**files, path: content}
