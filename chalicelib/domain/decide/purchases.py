"""Keeps what members and guests bought, by what becomes of orders.

It moves whenever an order does: one becomes a member's or a guest's, comes back, or is the guest's no more.
"""

from msgspec.structs import replace

from chalicelib.domain.record.bought import Bought, added
from chalicelib.domain.record.order import Order


def moved(bought: Bought | None, whose: str, before: Order, after: Order, month: int) -> Bought | None:
    """Give what somebody has bought once an order is another one; None: nothing.

    whose: the id of the member or guest. month: the number of the month in which the order was paid. Who has no order
    left, because others have them all, has bought nothing.
    """
    had, has = bought or Bought(), _share(after, whose)
    n, minor = (now - then for now, then in zip(has, _share(before, whose), strict=True))
    leaves = before.member == whose != after.member
    sums, currency = had.sums, (before if leaves else after).currency
    if n or minor:
        sums = sums | {currency: added(sums.get(currency, []), month, n, minor)}
    if leaves and not any(one[0] for one in sums.values()):
        return None
    if sums is had.sums:
        return bought
    if n <= 0:
        return replace(had, sums=sums)
    return Bought(min(had.first or after.paid, after.paid), max(had.last, after.paid), sums)


def _share(order: Order, whose: str) -> tuple[int, int]:
    """How many orders and how much an order is of what somebody bought: none once all of it came back."""
    if order.member != whose or not order.paid:
        return 0, 0
    return int(order.left > 0 or not order.minor), order.left
