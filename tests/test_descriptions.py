"""Every field of every API shape, and every key of every file, says what it is where editors and OpenAPI read it."""

from types import ModuleType
from typing import Any

import pytest
from msgspec import Struct

from chalicelib.api.described import descriptions
from chalicelib.api.openapi import document
from chalicelib.api.routes import ROUTES
from chalicelib.domain.derived import notice, touch_notice
from chalicelib.domain.record.journal import Leg
from cli.schemas import KINDS, described


def silent(schemas: dict[str, Any]) -> list[str]:
    """The properties without a description."""
    return [
        f"{name}.{key}"
        for name, schema in schemas.items()
        for key, said in schema.get("properties", {}).items()
        if not said.get("description")
    ]


def test_every_field_of_the_api_is_described() -> None:
    assert silent(document(ROUTES)["components"]["schemas"]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_file_is_described(kind: str) -> None:
    assert silent(described(KINDS[kind])["$defs"]) == []


@pytest.mark.parametrize("module", [notice, touch_notice])
def test_every_field_of_a_notice_is_described(module: ModuleType) -> None:
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__]
    fields = {kind: kind.__struct_fields__ for kind in kinds if issubclass(kind, Struct)}
    assert fields
    assert [(kind.__name__, name) for kind in fields for name in fields[kind] if not descriptions(kind).get(name)] == []


def test_a_description_is_the_text_under_the_field() -> None:
    assert descriptions(Leg)["n"] == "How much: positive is given to the member, negative is taken."
