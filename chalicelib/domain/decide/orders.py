"""Orders of a member: one is paid, one is claimed, one comes back."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.bills_back import come_back, require_payer
from chalicelib.domain.decide.friends import bought, came_back
from chalicelib.domain.decide.listening import count
from chalicelib.domain.decide.undo import take_back
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.play.events import typed_fields
from chalicelib.domain.play.orders import arrived, matching, refund_of, require_order_key
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.order import (
    Order,
    OrderKey,
    OrderSnapshot,
    Waiting,
    claimants,
    counted_for,
    payer,
    refunded,
    waited_for,
)
from chalicelib.domain.record.receipt import NOT_MATCHING, WAITING
from chalicelib.domain.time.localtime import add
from chalicelib.domain.time.periods import period
from chalicelib.domain.words.errors import BadEvent, Conflict, LimitReached, Unavailable
from chalicelib.domain.words.values import Money

CLAIMED: Final = "already_claimed"


def pay(turn: Turn, event: Happened, values: dict[str, Value]) -> bool:
    """Let an order be this member's, and its values be those of what is left of it; False where nothing is.

    One that the member waited for counts like a claim. Raises Conflict (`already_claimed`) and BadEvent.
    """
    key, had = _order(turn, event)
    if had.order.counted:
        raise Conflict("This order counted already.", CLAIMED)
    require_payer(turn, had.order)
    programme = turn.definitions.programme
    order = come_back(turn, had, arrived(programme, key, had.order, event))
    if turn.member_id in claimants(order, turn.now):
        turn.claimed, turn.draft.order, turn.draft.paid = turn.now, key.spelled, order.paid
    _write(turn, key, had, counted_for(order, turn.member_id, turn.receipt))
    bought(turn, key, order)
    values[str(programme.events[event.type].spends)] = Money(order.left, order.currency)
    turn.order = order
    return order.left > 0 or order.minor == 0


def refund(turn: Turn, event: Happened) -> None:
    """Take back what an order gave, for the part of it that comes back: always accepted, and once."""
    key, had = _order(turn, event)
    order = had.order
    if turn.member_id not in (order.member, payer(order)):
        raise Unavailable("This order has just become somebody else's: try again.")
    after = refunded(order, *refund_of(turn.definitions.programme, event, turn.receipt))
    if after is None:
        return
    turn.draft.order = key.spelled
    if had.given is not None and order.paid:
        take_back(turn, had.given, order.left, after.left)
    came_back(turn, key, after)
    _write(turn, key, had, come_back(turn, had, after))


def claim(turn: Turn, event: Happened, declared: EventType) -> None:
    """Let an order count for the member who claims it, at its own time; or wait for it where it has not come yet.

    A claim that does not match is a receipt that moved nothing but the count of tries. Raises LimitReached, Conflict
    (`already_claimed`) and BadEvent (`event_too_late`, `bad_event_field`).
    """
    key, had = _order(turn, event)
    require_payer(turn, had.order)
    said = matching(declared, key, event.data)
    _try(turn, event.type, declared)
    order = had.order
    if not order.paid and not order.counted:
        until = _end(turn, declared, turn.now)
        _write(turn, key, had, waited_for(order, Waiting(turn.member_id, until, said), turn.now))
        turn.draft.verdict = WAITING
    elif said and order.matching and said not in order.matching:
        turn.draft.verdict = NOT_MATCHING
    elif order.counted:
        raise Conflict("This order counted already.", CLAIMED)
    elif said not in ("", *order.matching):
        turn.draft.verdict = NOT_MATCHING
    elif _end(turn, declared, order.paid) <= turn.now:
        raise BadEvent("This order is too old to be claimed.", "event_too_late")
    else:
        _count(turn, key, had)
    turn.draft.order = key.spelled


def _count(turn: Turn, key: OrderKey, had: OrderSnapshot) -> None:
    """Count an order at the moment when it was paid, in the rounds and limits of now."""
    order, paid = had.order, key.kind.rpartition(".")[0]
    declared = turn.definitions.programme.events[paid]
    values: Mapping[str, Value] = typed_fields(declared, order.data) | {
        str(declared.spends): Money(order.left, order.currency)
    }
    _write(turn, key, had, counted_for(order, turn.member_id, turn.receipt))
    turn.draft.claims.append(key)
    turn.draft.paid = order.paid
    moment, turn.moment, turn.claimed, turn.order = turn.moment, order.paid, turn.now, order
    bought(turn, key, order)
    fates = count(turn, paid, values) if order.left or not order.minor else set()
    turn.moment, turn.claimed = moment, 0
    if "late" in fates and "counted" not in fates:
        raise BadEvent("This order comes too late to count.", "event_too_late")


def _order(turn: Turn, event: Happened) -> tuple[OrderKey, OrderSnapshot]:
    key = require_order_key(turn.definitions.programme, event)
    return key, turn.orders.get(key, OrderSnapshot())


def _write(turn: Turn, key: OrderKey, had: OrderSnapshot, order: Order) -> None:
    turn.orders[key] = replace(had, order=order)


def _end(turn: Turn, declared: EventType, since: int) -> int:
    return add(declared.within.count, declared.within.unit, turn.definitions.programme.zone, since)


def _try(turn: Turn, type: str, declared: EventType) -> None:
    """Count one more try, or refuse with LimitReached."""
    zone, tries = turn.definitions.programme.zone, turn.member.tries
    for limit in declared.limit:
        key = f"{type}@{period(limit.per, zone, turn.now).id}"  # type: ignore[arg-type] # the lint lets in no other
        if tries.get(key, 0) >= limit.count:
            again = period(limit.per, zone, turn.now).window.closes  # type: ignore[arg-type]
            params = {"limit": limit.count, "per": limit.per, "left": 0, "again": again}
            raise LimitReached(f"You may try {limit.count} times a {limit.per}.", params=params, changes=again)
    for key in {f"{type}@{period(limit.per, zone, turn.now).id}" for limit in declared.limit}:  # type: ignore[arg-type]
        tries[key] = tries.get(key, 0) + 1
