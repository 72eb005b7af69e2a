"""An example of each event that may be reported, with values that some block counts: for who plays the shop by hand."""

from typing import Any, Final

from msgspec import Struct

from chalicelib.domain.file.blocks import stated
from chalicelib.domain.file.programme import MESSAGE_ALLOWED, EventType
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.values import DECIMALS, Condition, Conditions

AMOUNT: Final = 399
"""Units of money that an order is of."""
TEN: Final = 10
"""A number of anything."""


class Sample(Struct, frozen=True):
    """An event as it may be reported."""

    type: str
    """Its type."""
    data: dict[str, Any]
    """Its fields."""
    money: str
    """The field that says how much is paid by it; empty: nothing is."""
    fresh: str
    """The field that needs another value each time; empty: none does."""


def samples(definitions: Definitions, now: int) -> list[Sample]:
    """The events that the programme declares, what is paid first. now: epoch ms, for dates."""
    programme = definitions.programme
    reported = {name: event for name, event in programme.events.items() if event.source != "tessera"}
    allowed = [name for name, channel in programme.channels.items() if channel.needs == "grant"]
    reported.pop(MESSAGE_ALLOWED, None)
    found = [_sample(definitions, name, event, now) for name, event in reported.items()]
    found += [Sample(MESSAGE_ALLOWED, {"channel": name}, "", "") for name in allowed[:1]]
    return sorted(found, key=lambda one: not one.money)


def _sample(definitions: Definitions, name: str, event: EventType, now: int) -> Sample:
    fresh = [one.field for one in event.unique if one.field in event.fields][-1:]
    wanted = _wanted(definitions, name)
    data = {field: _value(definitions, field, kind, wanted.get(field), now) for field, kind in event.fields.items()}
    paid = [field for field, kind in event.fields.items() if kind == "money" and not event.takes_back]
    return Sample(name, data | dict.fromkeys(fresh, "1"), event.spends or "".join(paid[:1]), "".join(fresh))


def _wanted(definitions: Definitions, name: str) -> dict[str, Condition]:
    """The first condition on each field of an event, over all blocks that listen to it."""
    found: dict[str, Condition] = {}
    for listener in definitions.listeners.get(name, ()):
        for where in stated(listener.placed, Conditions):
            for field, condition in where.value.items():
                found.setdefault(field, condition)
    return found


def _value(definitions: Definitions, field: str, kind: str, wanted: Condition | None, now: int) -> Any:
    named = wanted.values[0] if wanted is not None and wanted.op in ("is", "has", "between", "at_least") else ""
    if kind == "number":
        return float(named) if "." in named else int(named or TEN)
    if kind == "money":
        currency = definitions.programme.currency or "CNY"
        return named or f"{AMOUNT:.{DECIMALS[currency]}f} {currency}"
    if kind == "flag":
        return named != "false"
    if kind == "date":
        return named or local(now, definitions.programme.zone).date().isoformat()
    text = named or f"{field}-1"
    return [text] if kind == "texts" else text
