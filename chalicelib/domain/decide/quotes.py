"""Quotes: what a bill would come to, and what of a member's coupons and points can be used for it."""

from collections.abc import Sequence

from msgspec import Struct

from chalicelib.domain.decide.bills import moment_of, require_key, take_pass, unpaid, usable
from chalicelib.domain.play import bills
from chalicelib.domain.play.deductions import add_up, payable
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.bill_actions import Deduct
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.order import OrderKey, OrderSnapshot
from chalicelib.domain.words.errors import Refused
from chalicelib.domain.words.values import Money


class CouponQuote(Struct, frozen=True):
    """A coupon, and what it would take off a bill."""

    code: str
    """Its code, by which it is named."""
    campaign: str
    """The id of the campaign that gave it."""
    prize: str
    """The prize's name."""
    terms: str
    """Its terms as the campaign's file had them; empty where it was given by a release that kept none."""
    expires: int
    """When it ends, epoch ms; 0: never."""
    off: Money | None
    """The amount that it takes off beside those that are named before it; null where it can't be used. A coupon that
    takes off 0 is not used by a bill, unless it is for goods."""
    why: str | None
    """The code of the reason why it can't be used: `below_minimum`; null where it can."""


class Quote(Struct, frozen=True):
    """The sum of a bill that is not paid yet. Nothing is taken, and nothing is kept."""

    member: str
    """The member's id, by which later calls for this bill may know the member."""
    amount: Money
    """The amount before deductions."""
    coupons: tuple[CouponQuote, ...]
    """Every coupon of the member that a till takes, those that were named first."""
    off: Money
    """The amount that the named coupons take off which can be used."""
    points: int
    """How many points may pay a part of the bill then."""
    worth: Money
    """The amount that these points pay."""
    to_pay: Money
    """The amount that is left to pay with the named coupons, and with as many of the named points as may pay."""


def quote(turn: Turn, action: Deduct, order: OrderSnapshot) -> Quote:
    """Quote a bill for a member, whose turn is settled and is thrown away.

    Raises Refused: `bill_settled`, `pass_expired`, `pass_used`; and Conflict (`already_claimed`).
    """
    key = require_key(turn, action)
    turn.orders[key] = order
    unpaid(turn, action)
    at = moment_of(turn, action)
    take_pass(turn, action, key, at)
    kept = bills.release(turn.member, lambda one: one.bill == key.spelled)
    named = list(dict.fromkeys(action.coupons))
    here = (one for one in (*turn.member.coupons, *turn.member.past) if not one.pool)
    rest = [one.code for one in here if one.code not in named]
    chosen: list[Coupon] = []
    told = []
    for code in (*named, *rest):
        quoted, coupon = _quoted(turn, action, key, at, kept, code, chosen)
        told.append(quoted)
        if coupon is not None and quoted.why is None and code in named:
            chosen.append(coupon)
    total = add_up(turn, action.amount, chosen, 0)
    most = payable(turn, action.amount, total.to_pay.minor)
    paid = add_up(turn, action.amount, chosen, min(action.points, most.points))
    return Quote(turn.member_id, action.amount, tuple(told), total.off, most.points, most.worth, paid.to_pay)


def _quoted(
    turn: Turn, action: Deduct, key: OrderKey, at: int, kept: Sequence[str], code: str, chosen: Sequence[Coupon]
) -> tuple[CouponQuote, Coupon | None]:
    known = next((one for one in (*turn.member.coupons, *turn.member.past) if one.code == code), Coupon(code, "", ""))
    told = (code, known.campaign, known.prize, known.terms, known.expires)
    try:
        coupon = usable(turn, code, key, at, kept)
        total = add_up(turn, action.amount, [*chosen, coupon], 0)
    except Refused as refused:
        return CouponQuote(*told, None, refused.code), None
    off = next((taken.off for taken in total.coupons if taken.coupon is coupon), Money(0, action.amount.currency))
    return CouponQuote(*told, off, None), coupon
