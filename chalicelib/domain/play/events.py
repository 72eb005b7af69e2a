"""An event's fields as typed values, checked against the type that the programme declares."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.domain.file.conditions import Value, typed
from chalicelib.domain.file.programme import EventType, FieldKind
from chalicelib.domain.words.errors import BadEvent

LONGEST_TEXT = 256
MOST_TEXTS = 100
LONGEST_DATA = 4096
"""Characters of all fields together: the receipt keeps what was asked, and its bytes are paid for."""


def typed_fields(declared: EventType, data: Mapping[str, Any]) -> dict[str, Value]:
    """The event's fields by name; BadEvent (`bad_event_field`) for one that is not declared or of another kind.

    Money is the text `399.00 CNY`, a number a JSON number, a flag true or false, a date `2026-06-01`, texts a list.
    """
    if len(repr(data)) > LONGEST_DATA:
        raise BadEvent(f"The event's data is longer than {LONGEST_DATA} characters.", "bad_event_field")
    values = {}
    for name, raw in data.items():
        kind = declared.fields.get(name)
        if kind is None:
            known = ", ".join(declared.fields) or "none"
            raise BadEvent(f"The event has no field {name!r}; its fields: {known}.", "bad_event_field")
        try:
            values[name] = _value(kind, raw)
        except ValueError as error:
            raise BadEvent(f"The field {name!r} is not of kind {kind}: {error}.", "bad_event_field") from None
    return values


def _value(kind: FieldKind, raw: Any) -> Value:
    if kind == "flag":
        if not isinstance(raw, bool):
            raise ValueError("it must be true or false")
        return raw
    if kind == "number":
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValueError("it must be a number")
        return typed(kind, repr(raw))
    if kind == "texts":
        if not isinstance(raw, list) or len(raw) > MOST_TEXTS:
            raise ValueError(f"it must be a list of at most {MOST_TEXTS} texts")
        return tuple(_text(one) for one in raw)
    value = typed(kind, _text(raw))
    if kind == "date":
        _check_date(str(value))
    return value


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        raise ValueError(f"it must be a text of at most {LONGEST_TEXT} characters")
    return raw


def _check_date(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("it must be a date like 2026-06-01")
