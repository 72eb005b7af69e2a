"""What a receipt tells of what was bought: how much more, in which month, and whose first and second order it is."""

from random import Random
from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.bought import added, started
from chalicelib.domain.record.guest import guest_id
from chalicelib.domain.record.receipt import counted_by
from chalicelib.domain.record.sales import Sales
from tests.domain.test_orders import Shop
from tests.domain.test_purchases import Step, back, claimed, paid

ZOE = guest_id("JD", "ZOE")
ONE = {"orders/CNY": 1, "buyers": 1, "first": 1, "amount/CNY": 10000}
GONE = {"orders/CNY": -1, "buyers": -1, "first": -1, "amount/CNY": -10000}


def last_sales(shop: Shop, whose: str) -> Any:
    receipts = shop.store.receipts_of(whose)
    sales = receipts[-1].sales if receipts else None
    return sales.months.get("2026-06") if sales else None


CASES: dict[str, tuple[list[Step], Any, Any]] = {
    "an order": ([paid("ann")], ONE, None),
    "of nothing": ([paid("ann", amount="0.00 CNY")], {"orders/CNY": 1, "buyers": 1, "first": 1}, None),
    "the second": ([paid("ann"), paid("ann", order="8")], {"orders/CNY": 1, "second": 1, "amount/CNY": 10000}, None),
    "the third": (
        [paid("ann"), paid("ann", order="8"), paid("ann", order="9")],
        {"orders/CNY": 1, "amount/CNY": 10000},
        None,
    ),
    "a part came back": (
        [paid("ann"), back("30.00 CNY")],
        {"amount/CNY": -3000, "refunds/CNY": 1, "refunded/CNY": 3000},
        None,
    ),
    "all came back": ([paid("ann"), back("100.00 CNY")], GONE | {"refunds/CNY": 1, "refunded/CNY": 10000}, None),
    "one of two came back": (
        [paid("ann"), paid("ann", order="8"), back("100.00 CNY")],
        {"orders/CNY": -1, "second": -1, "amount/CNY": -10000, "refunds/CNY": 1, "refunded/CNY": 10000},
        None,
    ),
    "a part had come back before": (
        [back("30.00 CNY"), paid("ann")],
        ONE | {"amount/CNY": 7000, "refunds/CNY": 1, "refunded/CNY": 3000},
        None,
    ),
    "a guest's": ([paid(buyer="zoe")], None, ONE),
    "a guest's is claimed": ([paid(buyer="zoe"), claimed()], ONE, GONE),
    "a guest's that came back in part is claimed": (
        [paid(buyer="zoe"), back("30.00 CNY"), claimed()],
        ONE | {"amount/CNY": 7000, "refunds/CNY": 1, "refunded/CNY": 3000},
        GONE | {"amount/CNY": -7000, "refunds/CNY": -1, "refunded/CNY": -3000},
    ),
    "one of two of a guest's is claimed": (
        [paid(buyer="zoe"), paid(buyer="zoe", order="8"), claimed()],
        ONE,
        {"orders/CNY": -1, "second": -1, "amount/CNY": -10000},
    ),
    "claimed in vain": ([paid(), claimed(end="1")], None, None),
}
"""Steps, and what the last receipts of Ann and of the guest say of June."""


@pytest.mark.parametrize(("steps", "ann", "guest"), CASES.values(), ids=CASES)
def test_a_receipt_tells_how_much_more_is_bought(steps: list[Step], ann: Any, guest: Any) -> None:
    shop = Shop()
    for step in steps:
        step(shop)
    assert (last_sales(shop, "ann"), last_sales(shop, ZOE)) == (ann, guest)


def test_a_receipt_tells_for_which_campaigns_an_order_counted_that_comes_back() -> None:
    shop = Shop()
    shop.paid(by="ann")
    shop.refunded("30.00 CNY")
    shop.refunded("10.00 CNY", "r2")
    receipts = [one for one in shop.store.receipts_of("ann") if one.sales]
    assert [one.sales.campaigns for one in receipts if one.sales] == [(), ("play",), ("play",)]
    assert [counted_by(one) for one in receipts] == [("play",)] * 3


def test_a_receipt_of_an_order_stays_short() -> None:
    sales = Sales({"2026-06": {"orders/CNY": 1, "buyers": 1, "amount/CNY": 39900}}, cohort="2025-11")
    assert len(msgspec.json.encode(sales)) < 110


STARTS = {
    "the first": ([], 5, 1, [(5, 1)], [5]),
    "an earlier one": ([5, 6], 4, 1, [(4, 1), (5, 1), (6, 1)], [4, 5]),
    "a later one": ([5, 6], 7, 1, [(5, 1), (6, 1), (7, 1)], [5, 6]),
    "of the same month": ([5], 5, 1, [(5, 2)], [5, 5]),
    "the first is gone": ([5, 6], 5, -1, [(6, 1), (8, 1)], [6, 8]),
    "one of the same month is gone": ([5, 5], 5, -1, [(5, 1)], [5]),
    "the last is gone": ([5], 5, -1, [], []),
    "a later one is gone": ([5, 6], 8, -1, [(5, 1), (6, 1)], [5, 6]),
    "the first of one that is too long ago": ([1, 1], 1, -1, [(1, 1), (20, 1)], [1, 20]),
    "one of three that are too long ago": ([1, 2], 1, -1, [(2, 1), (3, 1), (20, 1)], [1, 2]),
}
"""The months of the first and second order; the month of an order, and how many more; those that are left; after."""


@pytest.mark.parametrize(("starts", "month", "n", "left", "right"), STARTS.values(), ids=STARTS)
def test_the_first_order_and_the_second_are_those_that_were_paid_first(
    starts: list[int], month: int, n: int, left: list[tuple[int, int]], right: list[int]
) -> None:
    kept: list[int] = []
    for at, orders in sorted(left):
        kept = added(kept, at, orders, 100 * orders)
    assert started(starts, month, n, {"CNY": kept} if kept else {}) == right


@pytest.mark.parametrize("seed", range(20))
def test_over_years_nobody_is_lost_or_counted_twice(seed: int) -> None:
    """Longer than months are told apart: who has an order has a first one, and who has two a second one."""
    luck, kept, starts, orders = Random(seed), list[int](), list[int](), list[int]()
    for _ in range(120):
        back = bool(orders) and luck.random() < 0.45
        month, n = (orders.pop(luck.randrange(len(orders))), -1) if back else (luck.randrange(40), 1)
        orders += [month] if n > 0 else []
        kept = added(kept, month, n, 100 * n)
        starts = started(starts, month, n, {"CNY": kept})
        assert (kept[0], len(starts)) == (len(orders), min(2, len(orders)))
