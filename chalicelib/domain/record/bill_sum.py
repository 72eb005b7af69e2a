"""The sum of a bill: what each coupon takes off, what points pay, and what is left to pay."""

from msgspec import Struct

from chalicelib.domain.record.member import Coupon
from chalicelib.domain.words.values import Money


class TakenOff(Struct, frozen=True):
    """A coupon that a bill takes."""

    coupon: Coupon
    """The coupon as the member held it."""
    off: Money
    """The amount that it takes off; nothing of a coupon for goods, which the till rings up itself."""


class BillSum(Struct, frozen=True, omit_defaults=True):
    """The sum of a bill, in the order of deduction: coupons as they are named, and then points."""

    amount: Money
    """The amount before deductions."""
    off: Money
    """The amount that coupons take off together."""
    points: int
    """The points that pay a part of it."""
    worth: Money
    """The amount that these points pay."""
    to_pay: Money
    """The amount that is left to pay."""
    coupons: tuple[TakenOff, ...] = ()
    """The coupons, in the order in which they are taken off."""
    until: int = 0
    """Of a hold: until when coupons and points are kept for the bill, epoch ms."""
    points_back: int = 0
    """Of a payment: points of these that were not taken, because so much of the order had come back before."""
    all_back: bool = False
    """Of a payment: whether nothing was taken, because the whole order had come back before."""
