"""The schemas of the OpenAPI document, made from the structs, and made to say what answers are.

`msgspec` tells a struct as it is read: a field with a default may be left out. An answer is written: it leaves a field
out only where its struct says so (`omit_defaults`), so what is always there is required, and nothing has a default. A
receipt is answered as it was stored, by whatever release: what it is made of requires only what has no default.
"""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct, UnsetType

from chalicelib.api.described import describe, structs
from chalicelib.domain.derived.erasure import NAMES
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import END

REF = "#/components/schemas/{name}"

Schema = dict[str, Any]


def schema_of(shape: Any) -> Schema:
    """The schema of one shape, which refers to the components."""
    (schema,), _ = msgspec.json.schema_components([shape], ref_template=REF)
    found: Schema = plain(schema)
    return found


def components(answers: Iterable[Any], bodies: Iterable[Any]) -> dict[str, Schema]:
    """The schemas of all structs that answers and bodies are made of, by name."""
    answers, bodies = list(answers), list(bodies)
    _, made = msgspec.json.schema_components([*answers, *bodies], ref_template=REF)
    found: dict[str, Schema] = plain(made)
    describe(found, [*answers, *bodies])
    stored = structs([Receipt])
    for kind in structs(answers):
        _as_written(found[kind.__name__], _always(kind) if kind not in stored else ())
    if Receipt.__name__ in found:
        found[Receipt.__name__]["properties"]["does"]["enum"] = list(NAMES)
    return found


def plain(value: Any) -> Any:
    """The same as plain JSON values, with what readers of OpenAPI want: each integer's format, each array's items,
    and of each object what its fields may be.
    """
    if isinstance(value, dict):
        made = {name: plain(one) for name, one in value.items()}
        kinds = made.get("type")
        if isinstance(kinds, str | list):
            made |= {"format": "int64"} if "integer" in kinds and "format" not in made else {}
            # `false` in a tuple says what its `maxItems` says, and is no schema to all readers
            made |= {"items": {}} if "array" in kinds and not isinstance(made.get("items"), dict) else {}
            # makers of types take an object that says nothing of its fields for one without any
            free = "object" in kinds and not {"properties", "additionalProperties"} & made.keys()
            made |= {"additionalProperties": True} if free else {}
        if isinstance(made.get("pattern"), str):
            made["pattern"] = made["pattern"].replace(END, "$")
        return made
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def _always(kind: type[Struct]) -> Iterator[str]:
    """The fields of a struct that every answer has."""
    hints = get_type_hints(kind)
    leaves_out = kind.__struct_config__.omit_defaults
    for field in msgspec.structs.fields(kind):
        if field.required or not (leaves_out or UnsetType in get_args(hints[field.name])):
            yield field.encode_name


def _as_written(schema: Schema, always: Iterable[str]) -> None:
    """Turn the schema of what may be read into that of what is written."""
    required = [*schema.get("required", ()), *always]
    schema |= {"required": [name for name in schema.get("properties", {}) if name in required]} if required else {}
    for field in schema.get("properties", {}).values():
        field.pop("default", None)
