"""Which order an event is about, and what of it only its buyer knows."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from msgspec.structs import replace

from chalicelib.domain.file.programme import EventType, Programme
from chalicelib.domain.play.claims import claim_of, compared, same_text
from chalicelib.domain.play.events import kept, typed_fields
from chalicelib.domain.record.actions import Action, Happened
from chalicelib.domain.record.bill_actions import OnBill
from chalicelib.domain.record.guest import KEPT, guest_id
from chalicelib.domain.record.order import Order, OrderKey
from chalicelib.domain.words.errors import BadEvent
from chalicelib.domain.words.values import SENDER, SUBJECT, Money, UniqueField

LONGEST_ID: Final = 64
"""Characters of the id of a refund; a longer one is kept as its hash."""


CHANNEL: Final = "channel"
"""The unique field that tells apart the buyers of several platforms."""


def takes_back(programme: Programme, action: Action) -> bool:
    """Whether an action is an order, or a part of one, that comes back."""
    declared = programme.events.get(action.type) if isinstance(action, Happened) else None
    return declared is not None and declared.takes_back is not None


def order_key(programme: Programme, event: Happened) -> OrderKey | None:
    """The order that an event is about; None where it is about none. Raises BadEvent (`bad_event_field`)."""
    declared = programme.events.get(event.type)
    if declared is None:
        return None
    of = declared.takes_back or declared.claims
    name = event.type if declared.spends is not None else of.event if of is not None else ""
    order = programme.events.get(name)
    if order is None:
        return None
    fields = order.fields if of is None else of.by
    data = {field: event.data.get(field) for field in fields}
    key = OrderKey(*claim_of(order, name, {SUBJECT: "", SENDER: ""}, data))
    return key if key.value else None


def require_order_key(programme: Programme, event: Happened) -> OrderKey:
    """The order that an event is about. Raises BadEvent (`bad_event_field`), also where it is about none."""
    key = order_key(programme, event)
    if key is None:
        raise BadEvent("The event says of no order that it is about.", "bad_event_field")
    return key


def bill_key(programme: Programme, action: OnBill) -> OrderKey | None:
    """The order whose bill an action is on; None where the programme has no orders known by channel and number."""
    if not programme.billed:
        return None
    data = {"channel": action.channel, "order": action.order}
    return OrderKey(*claim_of(programme.events[programme.billed], programme.billed, {SUBJECT: "", SENDER: ""}, data))


def order_keys(programme: Programme, actions: Iterable[Action]) -> list[OrderKey]:
    """The orders that actions are about, as far as these can be read."""
    found: dict[OrderKey, None] = {}
    for action in actions:
        try:
            key = _about(programme, action)
        except BadEvent:
            continue
        if key is not None:
            found[key] = None
    return list(found)


def _about(programme: Programme, action: Action) -> OrderKey | None:
    if isinstance(action, OnBill):
        return bill_key(programme, action)
    return order_key(programme, action) if isinstance(action, Happened) else None


def arrived(programme: Programme, key: OrderKey, had: Order, event: Happened) -> Order:
    """The order as an event reports it, with what came before: refunds, and members who wait for it.

    Raises BadEvent (`bad_event_field`) for an order of no amount, or of less than nothing.
    """
    declared = programme.events[event.type]
    money = typed_fields(declared, event.data).get(str(declared.spends))
    if not isinstance(money, Money) or money.minor < 0:
        raise BadEvent(f"An order needs {declared.spends!r}, an amount of money like 399.00 CNY.", "bad_event_field")
    order = had.arrived(money, event.time)
    return replace(order, data=kept(declared, event.data)["data"], matching=_known_to_the_buyer(programme, key, event))


def guest_of(programme: Programme, event: Happened, now: int) -> str:
    """The id of the guest whose an order is; empty where it says of no buyer, or is too old for a guest to be kept.

    Raises BadEvent (`bad_event_field`) for a name that is too long.
    """
    declared = programme.events[event.type]
    if declared.buyer is None or event.time <= now - KEPT:
        return ""
    buyer = compared(UniqueField(declared.buyer), event.data.get(declared.buyer))
    channel = next((key for key in declared.unique if key.field == CHANNEL), UniqueField(""))
    return guest_id(compared(channel, event.data.get(channel.field)), buyer) if buyer else ""


def refund_of(programme: Programme, event: Happened, receipt: str) -> tuple[str, Money]:
    """The id of a refund among those of its order, and its amount. Raises BadEvent (`bad_event_field`).

    receipt: the id of its request, by which it is known where nothing else of it is unique.
    """
    declared = programme.events[event.type]
    of = declared.takes_back
    if of is None:
        raise ValueError(f"{event.type} takes no order back")
    field = str(programme.events[of.event].spends)
    money = typed_fields(declared, event.data).get(field)
    if not isinstance(money, Money):
        raise BadEvent(f"A refund needs {field!r}, the amount that comes back.", "bad_event_field")
    own = tuple(key for key in declared.unique if key.field not in of.by)
    attributes = {SUBJECT: "", SENDER: event.source}
    _, known_by = claim_of(replace(declared, unique=own), event.type, attributes, event.data)
    short = known_by if len(known_by) <= LONGEST_ID else sha256(known_by.encode()).hexdigest()[:32]
    return short or receipt, money


def matching(declared: EventType, key: OrderKey, data: Mapping[str, Any]) -> str:
    """The hash of what a claim says of an order; empty where its type asks for nothing. Raises BadEvent."""
    field = declared.claims.matching if declared.claims else None
    if field is None:
        return ""
    if data.get(field) is None:
        raise BadEvent(f"A claim needs {field!r}, which only the buyer knows.", "bad_event_field")
    return _hashed(key, field, data[field])


def _known_to_the_buyer(programme: Programme, key: OrderKey, event: Happened) -> tuple[str, ...]:
    asked = {
        one.claims.matching: None
        for one in programme.events.values()
        if one.claims is not None and one.claims.event == event.type and one.claims.matching is not None
    }
    return tuple(_hashed(key, field, event.data[field]) for field in asked if event.data.get(field) is not None)


def _hashed(key: OrderKey, field: str, raw: Any) -> str:
    """Few values are guessed in no time: the order's key sees to it that one guess tells of one order alone."""
    return sha256(f"{key.spelled}\0{field}\0{same_text(str(raw))}".encode()).hexdigest()[:16]
