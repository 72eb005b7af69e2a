"""JSON Schema of the files, from the same structs and phrases that read them: what an editor completes and checks."""

from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

from chalicelib.domain.file.annotations import alternatives, plain, struct_fields
from chalicelib.domain.file.blocks import Words
from chalicelib.domain.file.phrases import PHRASES
from chalicelib.domain.words.values import Name

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: Any) -> dict[str, Any]:
    """JSON Schema (2020-12) of a whole file: of a struct of the definition, or of a map of them.

    It sees scalars as an editor's YAML does, so `3` is an integer here and `3 a day` a string.
    """
    shared: dict[str, Any] = {}
    whole = _schema(kind, shared)
    return {"$schema": _DIALECT, **whole, "$defs": dict(sorted(shared.items()))}


def _schema(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:
    choices = alternatives(kind)
    if len(choices) > 1:
        return {"anyOf": [_schema(choice, shared) for choice in choices]}
    kind = plain(choices[0])
    if kind in PHRASES:
        return _phrase(kind, shared)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return _list(arguments[0], shared)
    if origin is dict:
        key, value = arguments
        names = {"pattern": PHRASES[key].schema["pattern"]}
        named = {"type": "object", "propertyNames": names, "additionalProperties": _schema(value, shared)}
        if value is not Words:
            return named
        one = _schema(key, shared)
        return {"anyOf": [one, {"type": "array", "items": one}, named]}
    return _struct(kind, shared)


def _phrase(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:
    phrase = PHRASES[kind]
    name = phrase.name.removeprefix("an ").removeprefix("a ").replace(" ", "-")
    shared[name] = phrase.schema
    return {"$ref": f"#/$defs/{name}"}


def _list(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:
    one = _schema(kind, shared)
    many = {"type": "array", "items": one}
    return {"anyOf": [one, many]} if kind in PHRASES and kind != Name else many


def _struct(kind: type[Struct], shared: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in shared:
        fields = struct_fields(kind)
        shared[kind.__name__] = {
            "description": " ".join((kind.__doc__ or "").split()),
            "type": "object",
            "additionalProperties": False,
            "required": [key for key, field in fields.items() if field.required],
            "properties": {key: _schema(field.type, shared) for key, field in fields.items()},
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}
