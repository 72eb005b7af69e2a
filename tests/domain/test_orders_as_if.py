"""After any orders, claims and refunds, in any order of arrival, a member holds what the smaller orders alone give."""

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

import pytest

from tests.domain.test_orders import Shop, told

CAMPAIGN = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-08-31
challenges:
  orders:
    tasks:
      any: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1}}
      third: {when: order.paid, each: 3 times, gives: {points: 100}}
      much: {when: order.paid, reach: 250.00 CNY of amount, gives: {points: 10000}}
"""


class Said(NamedTuple):
    """One report of an order."""

    does: str
    order: str
    amount: int = 0
    refund: str = ""


class History(NamedTuple):
    """Reports as they arrive, and the amount that is left of each order in the end."""

    reports: list[Said]
    left: Mapping[str, int]


def history(chance: Random) -> History:
    """Up to five orders, each of a known member or claimed, and up to two refunds of each, in any order."""
    reports, left = [], {}
    for order in map(str, range(chance.randint(1, 5))):
        amount = chance.choice([5, 10, 55, 100, 199])
        left[order] = amount
        how = chance.choice([("paid",), ("reported", "claimed")])
        reports += [Said(does, order, amount) for does in how]
        for refund in "ab"[: chance.randint(0, 2)]:
            part = chance.choice([left[order], chance.randint(0, left[order])])
            left[order] -= part
            reports += [Said("refunded", order, part, refund)] if part else []
    chance.shuffle(reports)
    return History(reports, left)


def earned(left: Mapping[str, int]) -> int:
    """The points of orders that are so much, by the campaign."""
    total, orders = sum(left.values()), sum(1 for one in left.values() if one)
    return total // 10 + 100 * (orders // 3) + 10_000 * (total >= 250)


@pytest.mark.parametrize("seed", range(150))
def test_what_is_held_is_what_the_smaller_orders_give(seed: int) -> None:
    reports, left = history(Random(seed))
    shop = Shop(campaign=CAMPAIGN)
    for one in reports:
        shop.now += 1000
        amount = f"{one.amount}.00 CNY"
        match one.does:
            case "refunded":
                answer = shop.refunded(amount, one.refund, order=one.order)
            case "claimed":
                answer = shop.claimed(order=one.order)
            case _:
                answer = shop.paid(amount, by="ann" if one.does == "paid" else "", order=one.order)
        assert told(answer) in ("receipt", "none", "waiting"), one
    ann = shop.store.members.get("ann")
    assert (ann.document.points - ann.document.owed if ann else 0) == earned(left), reports
