"""Tills in scenarios: `pay mall/1` with an amount, coupons by their prizes, and points."""

import re
from collections.abc import Collection, Mapping
from typing import Final, Literal

from msgspec import Struct

from chalicelib.domain.decide.quotes import Quote, quote
from chalicelib.domain.file.phrases import money, whole
from chalicelib.domain.play.orders import bill_key
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.bill_actions import Deduct, Hold, PayBill, Release, Reverse
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.order import Order, OrderKey, OrderSnapshot, payer
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from chalicelib.domain.words.values import Money

WORDS: Final = ("quote", "hold", "pay", "cancel")
_AT_TILL: Final = re.compile(rf"(?P<does>{'|'.join(WORDS)}) (?P<channel>[A-Za-z0-9-]+)/(?P<order>[A-Za-z0-9-]+)")
_FIELDS: Final = ("amount", "coupons", "points")


class AtTill(Struct, frozen=True):
    """`pay mall/1`, with what is named for the bill."""

    does: Literal["quote", "hold", "pay", "cancel"]
    """The request of the till, by its word in the file."""
    channel: str
    """The channel of the bill's order."""
    order: str
    """The number of that order, in its channel."""
    amount: Money = Money(0, "CNY")
    """The whole amount of the bill; of `cancel`, which needs none, nothing."""
    coupons: tuple[str, ...] = ()
    """The prizes whose coupons are meant; of each the one that ends first."""
    points: int = 0
    """How many points are given for it."""


def at_till(text: str, fields: Mapping[str, tuple[str, ...]]) -> AtTill | None:
    """The request of a step at a till; None where it is no till's. Raises ValueError, saying what would be right."""
    first, _, rest = text.partition(" ")
    if first not in WORDS or not rest:
        return None
    found = _AT_TILL.fullmatch(text)
    if found is None:
        raise ValueError(f'"{rest}" is no bill; name its channel and its order: {first} mall/1')
    does, channel, order = found["does"], found["channel"], found["order"]
    if does == "cancel":
        if fields:
            raise ValueError("what is cancelled needs no more than its bill: leave `with` out")
        return AtTill("cancel", channel, order)
    if strange := [name for name in fields if name not in _FIELDS]:
        raise ValueError(f"a bill has no {strange[0]}; known are {', '.join(_FIELDS)}")
    if "amount" not in fields:
        raise ValueError(f"say how much the bill is: {text}, with: {{amount: 148.00 CNY}}")
    points = whole(fields["points"][0]) if "points" in fields else 0
    return AtTill(does, channel, order, money(fields["amount"][0]), fields.get("coupons", ()), points)  # type: ignore[arg-type] # one of WORDS


def asked(at: AtTill, time: int, coupons: Collection[Coupon], order: Order, member: str) -> Action:
    """The action of a step, whose till did it at a time (epoch ms). coupons: the member's, those of the past too."""
    if at.does == "cancel":
        return (Reverse if payer(order) == member else Release)(at.channel, at.order)
    kind = {"hold": Hold, "pay": PayBill, "quote": Deduct}[at.does]
    return kind(at.channel, at.order, at.amount, _codes(at.coupons, coupons), at.points, time)


def quoted(turn: Turn, action: Deduct, orders: Mapping[OrderKey, OrderSnapshot]) -> Quote | TesseraError:
    """A quote for a member whose turn is settled, or its refusal."""
    key = bill_key(turn.definitions.programme, action)
    try:
        return quote(turn, action, orders.get(key, OrderSnapshot()) if key else OrderSnapshot())
    except TesseraError as refused:
        return refused


def usable(found: Quote) -> Assets:
    """The coupons and points that can be used, by asset."""
    return {"points": found.points} | {f"prizes/{one.prize}": 1 for one in found.coupons if one.why is None}


def left_to_pay(answer: object) -> str:
    """The amount that is left to pay of a bill, or of a redemption for cash, in the words of the file."""
    if isinstance(answer, Quote):
        return answer.to_pay.spelled
    if isinstance(answer, Receipt) and answer.cash and answer.cash.until:
        return answer.cash.amount.spelled
    bill = answer.bill if isinstance(answer, Receipt) else None
    return bill.to_pay.spelled if bill else "nothing"


def _codes(prizes: Collection[str], coupons: Collection[Coupon]) -> tuple[str, ...]:
    """The codes of coupons by their prizes; a prize of which there is none stands for itself, and is refused."""
    free = sorted(coupons, key=lambda one: (not one.expires, one.expires))
    codes = []
    for prize in prizes:
        found = next((one for one in free if one.prize == prize and one.code not in codes), None)
        codes.append(found.code if found else prize)
    return tuple(codes)
