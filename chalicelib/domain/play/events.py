"""An event's fields as typed values, checked against the type that the programme declares.

Whatever counts is read, however much it is: bounds are on what a receipt keeps of it, and on what a phone may report.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from chalicelib.domain.file.conditions import Value, typed
from chalicelib.domain.file.programme import EventType, FieldKind
from chalicelib.domain.words.errors import BadEvent

AHEAD: Final = 5 * 60 * 1000
"""How far in the future an event's time may lie, for the clocks of those who report: five minutes."""
LONGEST_PHRASE: Final = 64
"""Characters of a date or an amount of money."""
LONGEST_REPORT: Final = 4096
"""Characters of all fields together that a member's own client may report: a phone reports no baskets."""
LONGEST_KEPT: Final = 4096
"""Characters of all fields together that a receipt keeps: its bytes are paid for, and stay for years."""


def typed_fields(declared: EventType, data: Mapping[str, Any]) -> dict[str, Value]:
    """The event's fields by name; BadEvent (`bad_event_field`) for one that is not declared or of another kind.

    Money is the text `399.00 CNY`, a number a JSON number, a flag true or false, a date `2026-06-01`, texts a list. A
    whole number stands for the text of its digits, and null for a field that is not there.
    """
    values = {}
    for name, raw in data.items():
        if raw is None:
            continue
        kind = declared.fields.get(name)
        if kind is None:
            known = ", ".join(declared.fields) or "none"
            raise BadEvent(f"The event has no field {name!r}; its fields: {known}.", "bad_event_field")
        try:
            values[name] = _value(kind, raw)
        except ValueError as error:
            raise BadEvent(f"The field {name!r} is not of kind {kind}: {error}.", "bad_event_field") from None
    return values


def require_short(data: Mapping[str, Any]) -> None:
    """BadEvent (`event_too_large`) for more than a member's own client may report."""
    if _length(data) > LONGEST_REPORT:
        message = f"The event's data is longer than {LONGEST_REPORT} characters: send less, or let a server report it."
        raise BadEvent(message, "event_too_large")


def kept(declared: EventType, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a receipt's `asked` that tells of the event's data: `data`, and where it is more than a receipt
    keeps, `left_out` with the names of the fields that are not in it. Unique fields always are; `unkept` ones never.
    """
    given = {name: raw for name, raw in data.items() if raw is not None and declared.fields.get(name) != "unkept"}
    if _length(given) <= LONGEST_KEPT:
        return {"data": given}
    room, stays = LONGEST_KEPT, {key.field for key in declared.unique}
    for name, raw in given.items():
        if name not in stays and (size := _length(raw)) <= room:
            stays.add(name)
            room -= size
    left_out = [name for name in given if name not in stays]
    data = {name: raw for name, raw in given.items() if name in stays}
    return {"data": data} | ({"left_out": left_out} if left_out else {})


def _length(raw: Any) -> int:
    return len(repr(raw))


def _value(kind: FieldKind, raw: Any) -> Value:
    if kind == "flag":
        if not isinstance(raw, bool):
            raise ValueError("it must be true or false")
        return raw
    if kind == "number":
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValueError("it must be a number, without quotes")
        return typed(kind, repr(raw))
    if kind == "texts":
        if not isinstance(raw, list):
            raise ValueError('it must be a list of texts, like ["tea", "cup"]')
        return tuple(_text(one) for one in raw if one is not None)
    if kind in ("text", "unkept"):
        return _text(raw)
    wanted = '"399.00 CNY", an amount with its currency' if kind == "money" else '"2026-06-01"'
    if not isinstance(raw, str) or len(raw) > LONGEST_PHRASE:
        raise ValueError(f"it must be a text like {wanted}")
    value = typed(kind, raw)
    if kind == "date":
        _check_date(raw)
    return value


def _text(raw: Any) -> str:
    """A text, or the digits of a whole number, as shops send numbers of orders."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueError(f"it must be a text: write {str(raw)!r} in quotes" if _is_plain(raw) else "it must be a text")
    return str(raw)


def _is_plain(raw: Any) -> bool:
    return isinstance(raw, bool | float)


def _check_date(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("it must be a date like 2026-06-01")
