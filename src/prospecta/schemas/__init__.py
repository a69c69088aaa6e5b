"""JSON Schemas (2020-12) of the files of a folder, made from the models, for editors.

They refuse what the models refuse and nothing else. They cannot know what needs a second look at
the file or a second file: ids that lead nowhere or stand twice, repeated keys, depth, dates out of
order, what the Markdown of a text holds. Nor do they see how a number was typed: `02026` is 2026 to
an editor. Only keywords that drafts 7 to 2020-12 read alike are used.
"""

import json
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from prospecta.blocks import BLOCKS
from prospecta.identity import Identity
from prospecta.schemas.models import Models
from prospecta.schemas.scalars import Schema
from prospecta.schemas.wording import DEFAULT, Wording, spoken

__all__ = ["DEFAULT", "FILES", "SUFFIX", "Schema", "bundle", "schema", "spoken", "written"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUFFIX = ".schema.json"
FILES: Mapping[str, type[BaseModel]] = {
    "seminar": Identity,
    **{kind: block for kind, block in BLOCKS.items() if kind not in {"prose", "objectives"}},
}
"""The kinds of file, and the model that each is read by."""


@cache
def _made(kind: str, language: str) -> Schema:
    words, models = Wording.read(language), Models(Wording.read(language))
    reference = models.reference(FILES[kind])
    root = models.definitions.pop(FILES[kind].__name__)
    assert reference["$ref"].endswith(f"/{FILES[kind].__name__}")
    return {
        "$schema": DIALECT,
        "$id": f"urn:prospecta:{language}:{kind}",
        "title": words.word("files", kind),
        **root,
        "$defs": dict(sorted(models.definitions.items())),
    }


def schema(kind: str, language: str = DEFAULT) -> Schema:
    """The schema of a kind of file. Raises KeyError when there is no such kind."""
    made: Schema = json.loads(json.dumps(_made(kind, language)))
    return made


def bundle(language: str = DEFAULT) -> Schema:
    """All of them in one document, each below `$defs` by its kind."""
    held = {kind: schema(kind, language) for kind in FILES}
    return {"$schema": DIALECT, "$id": f"urn:prospecta:{language}", "$defs": held}


def written(made: Schema) -> str:
    """The text of a schema's file: the same for the same models and words."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
