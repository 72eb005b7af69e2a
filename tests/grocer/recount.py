"""Counts the points of each household by its orders and what came back of them; it shares no code with Tessera.

A point for each 10.00 dollars of all that stays bought, and 2 on each day with an order that stays; 50 for 40 different
goods, and 7 for each 30 of one order. An order that came back whole before it came never counts; different goods stay.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Refund(NamedTuple):
    """A part of an order that comes back."""

    order: str
    id: str
    cents: int
    early: bool
    """Whether it is reported before its order."""


class Order(NamedTuple):
    """An order as it was paid."""

    number: str
    household: str
    day: str
    cents: int
    goods: frozenset[str]


def earned(orders: Iterable[Order], refunds: Iterable[Refund]) -> dict[str, int]:
    """The points of each household."""
    back: dict[str, int] = defaultdict(int)
    back_early: dict[str, int] = defaultdict(int)
    for refund in refunds:
        back[refund.order] += refund.cents
        back_early[refund.order] += refund.cents * refund.early
    homes: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        homes[order.household].append(order)
    return {home: _earned(bought, back, back_early) for home, bought in homes.items()}


def _earned(bought: list[Order], back: dict[str, int], back_early: dict[str, int]) -> int:
    left = {order: order.cents - back[order.number] for order in bought}
    came = [order for order in bought if order.cents > back_early[order.number] or not order.cents]
    days = {order.day for order in bought if left[order] or not order.cents}
    goods = {one for order in came for one in order.goods}
    points = sum(left.values()) // 1_000 + 2 * len(days) + 7 * sum(len(order.goods) // 30 for order in came)
    return points + (50 if len(goods) >= 40 else 0)
