"""Friends: what the inviter of a member is told of her, and what becomes of it at the inviter.

An invited member's first order is told once, and once that it came back: whatever she buys later, no second reward
follows, and none that was taken back comes again. The first is the first that counts for her of those that she paid
once she had come, refunded or not: so it is the same whether a refund comes before its order or after.
"""

from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.decide.listening import count
from chalicelib.domain.decide.undo import take_back
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.file.programme import JOINING
from chalicelib.domain.play.events import AHEAD
from chalicelib.domain.play.tells import is_heard, known_to, tell
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Happened, heard_as
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.order import Order, OrderKey
from chalicelib.domain.record.receipt import WAITING
from chalicelib.domain.record.told import BOUGHT, JOINED, REFUNDED

FRIEND: Final = "friend"
"""The field that tells friends apart, and tells not who they are."""


def joined(turn: Turn, event: Happened, values: dict[str, Value]) -> None:
    """Note that a member joins: the event has the code with which she came, and her inviter is told once."""
    arrival = turn.member.arrival
    if event.type != JOINING or arrival is None:
        return
    declared = turn.definitions.programme.events[event.type]
    if arrival.code and "code" not in values and declared.fields.get("code") == "text":
        values["code"] = arrival.code
    if arrival.invited_by and not arrival.joined and is_heard(turn, JOINED):
        turn.member.arrival = replace(_told(turn, arrival, JOINED), joined=True)


def bought(turn: Turn, key: OrderKey, order: Order) -> None:
    """Note an invited member's first order, and tell her inviter of it, where anything is left of it."""
    arrival = turn.member.arrival
    if arrival is None or not arrival.invited_by or arrival.order or not order.minor:
        return
    if order.paid < arrival.at - AHEAD:  # the inviter did not lead to it
        return
    told = order.left > 0 and is_heard(turn, BOUGHT)
    arrival = _told(turn, arrival, BOUGHT) if told else arrival
    turn.member.arrival = replace(arrival, order=_hash(key), bought=told)


def came_back(turn: Turn, key: OrderKey, order: Order) -> None:
    """Tell the inviter, once, that nothing is left of the order that was told of."""
    arrival = turn.member.arrival
    if arrival is None or not arrival.bought or arrival.back or order.left or arrival.order != _hash(key):
        return
    turn.member.arrival = replace(_told(turn, arrival, REFUNDED), back=True)


def heard(turn: Turn, event: Happened, values: dict[str, Value]) -> None:
    """Count an event that another member brought about: by its own moment, in the rounds and limits of now.

    What a friend's order gave is taken back by the receipt that counted it. A refund that comes before it is a receipt
    of its own, by which the order then counts nothing.
    """
    turn.claimed = turn.now
    if event.type == REFUNDED:
        given = turn.given.get(heard_as(BOUGHT, event.id))
        if given is None:
            turn.draft.verdict = WAITING
        else:
            take_back(turn, given, 1, 0)
    elif event.type != BOUGHT or turn.given.get(heard_as(REFUNDED, event.id)) is None:
        count(turn, event.type, values, comes_back=event.type == BOUGHT)
    turn.claimed = 0


def _told(turn: Turn, arrival: Arrival, type: str) -> Arrival:
    """Tell the inviter, by the name under which this friend is known there for good."""
    known = arrival.known or known_to(turn, arrival.invited_by)
    tell(turn, type, arrival.invited_by, known, {FRIEND: known})
    return replace(arrival, known=known)


def _hash(key: OrderKey) -> str:
    return sha256(key.spelled.encode()).hexdigest()[:16]
