"""From pydantic models to JSON Schema objects, with the words of a language."""

from collections.abc import Sequence
from inspect import getclosurevars
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from prospecta.identity import Identity, Section, Word
from prospecta.language import Language, shipped_languages
from prospecta.model import Many, keyed
from prospecta.schemas.scalars import NOTHING, Schema, one_of_three, scalar
from prospecta.schemas.wording import Wording
from prospecta.theme import shipped_themes

LISTED = get_args(Many[str])[1].func
KEYED = keyed("").func.__qualname__


class Models:
    """Collects the definitions of models as they are asked for, by the names of their classes."""

    def __init__(self, words: Wording) -> None:
        self.definitions: dict[str, Schema] = {}
        self._words = words

    def reference(self, model: type[BaseModel]) -> Schema:
        """Where the definition of a model will stand."""
        if model.__name__ not in self.definitions:
            model.model_rebuild()
            self.definitions[model.__name__] = {}
            self.definitions[model.__name__] |= self._object(model)
        return {"$ref": f"#/$defs/{model.__name__}"}

    def _object(self, model: type[BaseModel]) -> Schema:
        fields = model.model_fields
        made: Schema = {
            "description": self._words.word("models", model.__name__),
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, field in fields.items() if field.is_required()],
            "properties": {name: self._property(model, name) for name in fields},
        }
        if model is Section:
            made |= one_of_three()
        return {key: value for key, value in made.items() if value not in ("", [])}

    def _property(self, model: type[BaseModel], name: str) -> Schema:
        field = model.model_fields[name]
        held = self._chosen(model, name) or self._held(field.annotation, field.metadata)
        if not field.is_required():
            held = _or_nothing(held)
        described = {"description": self._words.field(model, name)}
        if isinstance(field.default, str):
            described["default"] = field.default
        own: Schema = {"examples": self._words.examples(f"{model.__name__}.{name}"), **described}
        return {**held, **{key: value for key, value in own.items() if value}}

    def _chosen(self, model: type[BaseModel], name: str) -> Schema:
        """Values that the models leave to a check: what ships with the program."""
        if model is not Identity:
            return {}
        if name == "words":
            return self._replaceable()
        shipped = {"language": shipped_languages, "theme": shipped_themes}.get(name)
        return {"enum": shipped()} if shipped else {}

    def _replaceable(self) -> Schema:
        every = {code: Language.read(code).words for code in shipped_languages()}
        told = {key: word for words in every.values() for key, word in words.items()}
        told |= every.get(self._words.language, {})
        self.definitions[Word.__name__] = self._scalar(Word)
        word = {"$ref": f"#/$defs/{Word.__name__}"}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: {"description": told[key], **word} for key in sorted(told)},
        }

    def _held(self, annotation: Any, metadata: Sequence[Any] = ()) -> Schema:
        """The schema of a type as it stands in a model, without what its key says of it."""
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._held(parts[0], parts[1:])
        if origin is Literal:
            return {"enum": list(parts), "enumDescriptions": self._meanings(parts)}
        if origin is list:
            return self._list(parts[0], metadata)
        if origin in {Union, UnionType}:
            (only,) = (part for part in parts if part is not NoneType)
            return self._held(only)
        if issubclass(annotation, BaseModel):
            return self._mapping(annotation, metadata)
        return self._scalar(annotation)

    def _list(self, item: Any, metadata: Sequence[Any]) -> Schema:
        items = self._held(item)
        made: Schema = {"type": "array", "items": items}
        shortest = max((getattr(part, "min_length", 0) for part in metadata), default=0)
        if shortest:
            made["minItems"] = shortest
        if any(getattr(part, "func", None) is LISTED for part in metadata):
            return {"anyOf": [*items.get("anyOf", [items]), made]}
        return made

    def _mapping(self, model: type[BaseModel], metadata: Sequence[Any]) -> Schema:
        reference = self.reference(model)
        for part in metadata:
            if getattr(getattr(part, "func", None), "__qualname__", "") == KEYED:
                key = getclosurevars(part.func).nonlocals["key"]
                return {"anyOf": [self._held(model.model_fields[key].annotation), reference]}
        return reference

    def _scalar(self, kind: type) -> Schema:
        name, made = scalar(kind)
        made["patternErrorMessage"] = self._words.word("scalars", name)
        made["examples"] = self._words.examples(name)
        return {key: value for key, value in made.items() if value not in ("", [])}

    def _meanings(self, values: Sequence[str]) -> list[str]:
        return [self._words.word("values", value) for value in values]


def _or_nothing(held: Schema) -> Schema:
    """The same, or nothing at all: a key without a value is a key that was not written."""
    return {"anyOf": [*held.get("anyOf", [held]), NOTHING]}
