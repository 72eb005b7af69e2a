"""A bill: the coupons and points that a member gives for one order at a till; what is kept for it, and what paid it.

A bill has no item of its own: its order has one (`order.Order.bill`), and what is kept for it stands with the member.
"""

from typing import Final

from msgspec import Struct

from chalicelib.domain.record.cash import WaitsForCash

HOLD_MS: Final = 15 * 60 * 1000
"""How long coupons and points are kept for a bill: a quarter of an hour."""

MOST_HOLDS: Final = 5
"""Bills for which a member's coupons and points are kept at once."""

MOST_PASSES: Final = 8
"""Passes that are remembered of a member, those that are not over and the newest of the others."""

PASS_MS: Final = 60 * 1000
"""How long a pass is good: a minute."""

PASS_KEPT_MS: Final = 24 * 3600 * 1000
"""How long a pass is remembered after its end: so long an offline till may be late."""


class HoldKept(Struct, frozen=True, array_like=True):
    """A bill for which coupons (`member.Coupon.bill`) and points are kept from others; or a redemption that waits for
    cash.
    """

    bill: str
    """The order, `KIND/VALUE`, as it is compared; of a redemption, `redeem/RECEIPT`."""
    until: int
    """Until when, epoch ms."""
    lots: dict[str, int] = {}
    """The points that are kept, by the names of their lots: they are not in the purse meanwhile."""
    cash: WaitsForCash | None = None
    """The redemption for which they are kept until its cash is paid; None: it is a bill's."""


class PassTaken(Struct, frozen=True, array_like=True):
    """A pass that was taken for a bill: it is good for no other one."""

    until: int
    """Its end, epoch ms, by which it is known: a member gets no two at one moment."""
    bill: str
    """The order, `KIND/VALUE`, as it is compared."""


class BillPaid(Struct, frozen=True, array_like=True):
    """The payment of an order's bill, while it is not reversed."""

    member: str
    """Whose coupons and points paid it; empty: one who was erased."""
    receipt: str
    """The id of the receipt that paid it: what it took is given back by it."""
    at: int
    """When it was paid, epoch ms."""
    points_back: int = 0
    """Points that came back because a part of the order did."""
    all_back: bool = False
    """Whether everything came back, because the whole order did."""
