"""What the report of value counts of two records that become one: one person, and nobody less than nobody."""

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.counters import ended
from chalicelib.domain.derived.value_counters import value_of
from chalicelib.domain.record.actions import Ask, Merge
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import Scored
from chalicelib.domain.time.localtime import local
from tests.domain.test_orders import DAY, NOON, Shop
from tests.domain.test_purchases import Step, back, claimed, paid

MAY = NOON - 31 * DAY


def merged(stays: str = "ann", goes: str = "bob") -> Step:
    return lambda shop: shop.store.act(stays, [Ask(f"merge {goes}", Merge(goes))], shop.now)


def born(who: str, at: int = NOON) -> Step:
    def step(shop: Shop) -> Any:
        before, shop.now = shop.now, at
        shop.reports("order.claimed", who, order="none", channel="jd")
        member = shop.store.members[who].document
        member.joined = local(at, shop.store.definitions.programme.zone).date().toordinal()
        shop.now = before

    return step


def counts(shop: Shop) -> dict[str, dict[str, int]]:
    """By month: what members and guests bought, as receipts add it up."""
    found: dict[str, Counter[str]] = {}
    for who in list(shop.store.members):
        for receipt in shop.store.receipts_of(who):
            for (_, month), more in value_of(receipt, shop.store.definitions.programme.zone).items():
                found.setdefault(month, Counter()).update(more)
    return {
        month: {name: n for name, n in one.items() if n and name.startswith(("members", "cohorts"))}
        for month, one in found.items()
    }


BOTH = [born("ann", MAY), born("bob"), paid("ann"), paid("bob", order="8")]
OF_ONE = {"members/buyers": 1, "members/first": 1, "cohorts/2026-05/buyers": 1}
CASES: dict[str, tuple[list[Step], dict[str, int]]] = {
    "both bought": (
        [*BOTH, merged()],
        OF_ONE
        | {
            "members/second": 1,
            "members/orders/CNY": 2,
            "members/amount/CNY": 20000,
            "cohorts/2026-05/amount/CNY": 20000,
        },
    ),
    "hers comes back": (
        [*BOTH, merged(), back("100.00 CNY")],
        OF_ONE
        | {"members/orders/CNY": 1, "members/amount/CNY": 10000, "cohorts/2026-05/amount/CNY": 10000}
        | {"members/refunds/CNY": 1, "members/refunded/CNY": 10000},
    ),
    "the other's comes back": (
        [*BOTH, merged(), back("100.00 CNY", order="8")],
        OF_ONE
        | {"members/orders/CNY": 1, "members/amount/CNY": 10000, "cohorts/2026-05/amount/CNY": 10000}
        | {"members/refunds/CNY": 1, "members/refunded/CNY": 10000},
    ),
    "both come back": (
        [*BOTH, merged(), back("100.00 CNY", order="8"), back("100.00 CNY", "r2")],
        {"members/refunds/CNY": 2, "members/refunded/CNY": 20000},
    ),
    "one came back before": (
        [*BOTH, back("100.00 CNY", order="8"), merged()],
        OF_ONE
        | {"members/orders/CNY": 1, "members/amount/CNY": 10000, "cohorts/2026-05/amount/CNY": 10000}
        | {"members/refunds/CNY": 1, "members/refunded/CNY": 10000},
    ),
    "the other alone bought": (
        [born("ann", MAY), born("bob"), paid("bob"), merged()],
        OF_ONE | {"members/orders/CNY": 1, "members/amount/CNY": 10000, "cohorts/2026-05/amount/CNY": 10000},
    ),
    "a guest's is claimed once they are one": (
        [*BOTH, paid(buyer="zoe", order="9"), merged(), claimed(order="9")],
        OF_ONE
        | {
            "members/second": 1,
            "members/orders/CNY": 3,
            "members/amount/CNY": 30000,
            "cohorts/2026-05/amount/CNY": 30000,
        },
    ),
    "three of one person": (
        [*BOTH, born("cy"), paid("cy", order="9"), merged("bob", "cy"), merged(), back("100.00 CNY", order="9")],
        OF_ONE
        | {
            "members/second": 1,
            "members/orders/CNY": 2,
            "members/amount/CNY": 20000,
            "cohorts/2026-05/amount/CNY": 20000,
        }
        | {"members/refunds/CNY": 1, "members/refunded/CNY": 10000},
    ),
}
"""Steps, and what is counted of June in the end."""


@pytest.mark.parametrize(("steps", "right"), CASES.values(), ids=CASES)
def test_merged_records_count_as_one_person(steps: list[Step], right: dict[str, int]) -> None:
    shop = Shop()
    for step in steps:
        step(shop)
    assert counts(shop)["2026-06"] == right


def test_a_merge_says_nothing_where_nothing_was_bought_and_is_no_order_of_a_campaign() -> None:
    shop = Shop()
    for step in BOTH[:3]:
        step(shop)
    merged()(shop)
    assert [one.sales for one in _of_merge(shop)] == [None, None]

    shop = Shop()
    for step in (*BOTH, merged()):
        step(shop)
    score = Scored("buyers", "most", "c", "count", 1, 1, 0)
    for one in _of_merge(shop):
        assert one.sales is not None
        assert ended(replace(one, scores=(score,))) == set(), "campaigns counted the orders before"


def _of_merge(shop: Shop) -> list[Receipt]:
    found = [one for who in ("ann", "bob") for one in shop.store.receipts_of(who)]
    return [one for one in found if one.does in ("merged", "absorbed")]
