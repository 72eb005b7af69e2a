"""What the report of value counts of two records that become one: one person, and nobody less than nobody."""

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.counters import ended
from chalicelib.domain.derived.value_counters import value_of
from chalicelib.domain.record.actions import Ask, Import, Merge, OrdersBefore
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


def brought(who: str = "ann", **orders: tuple[int, str]) -> Step:
    """Orders of another system by month, `may=(2, "30.00 CNY")`."""
    months = {MONTHS[name]: OrdersBefore(*one) for name, one in orders.items()}
    return lambda shop: shop.store.act(who, [Ask(f"brought {who}{orders}", Import("crm", 1, orders=months))], shop.now)


MONTHS = {"march": "2026-03", "may": "2026-05", "june": "2026-06"}
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


GUEST = paid(buyer="zoe")
ALL_BACK = {"members/refunds/CNY": 1, "members/refunded/CNY": 10000}
BROUGHT: dict[str, tuple[list[Step], dict[str, int], dict[str, int]]] = {
    "orders of before": (
        [brought(march=(2, "30.00 CNY"))],
        {
            "members/orders/CNY": 2,
            "members/buyers": 1,
            "members/amount/CNY": 3000,
            "members/first": 1,
            "members/second": 1,
        },
        {},
    ),
    "an earlier order is claimed": (
        [GUEST, brought(june=(1, "1.00 CNY")), claimed()],
        {},
        {
            "members/orders/CNY": 2,
            "members/buyers": 1,
            "members/amount/CNY": 10100,
            "members/first": 1,
            "members/second": 1,
        },
    ),
    "and comes back": (
        [brought(march=(1, "1.00 CNY")), GUEST, claimed(), back("100.00 CNY")],
        {"members/orders/CNY": 1, "members/buyers": 1, "members/amount/CNY": 100, "members/first": 1},
        ALL_BACK,
    ),
    "beside an order that comes back": (
        [paid("ann"), brought(march=(1, "1.00 CNY")), back("100.00 CNY")],
        {"members/orders/CNY": 1, "members/buyers": 1, "members/amount/CNY": 100, "members/first": 1},
        ALL_BACK,
    ),
    "twice of one month": (
        [brought(march=(1, "1.00 CNY")), brought(march=(1, "2.00 CNY"))],
        {
            "members/orders/CNY": 2,
            "members/buyers": 1,
            "members/amount/CNY": 300,
            "members/first": 1,
            "members/second": 1,
        },
        {},
    ),
    "and merged": (
        [brought(march=(1, "1.00 CNY")), paid("bob"), merged(), back("100.00 CNY")],
        {"members/orders/CNY": 1, "members/buyers": 1, "members/amount/CNY": 100, "members/first": 1},
        ALL_BACK,
    ),
    "none": ([brought(march=(0, "0.00 CNY"))], {}, {}),
}
"""Steps, and what is counted of March and of June in the end, whoever joined when."""


@pytest.mark.parametrize(("steps", "march", "june"), BROUGHT.values(), ids=BROUGHT)
def test_orders_of_another_system_count_as_the_members(
    steps: list[Step], march: dict[str, int], june: dict[str, int]
) -> None:
    shop = Shop()
    for step in steps:
        step(shop)
    found = counts(shop)
    assert [_of_members(found.get(month, {})) for month in ("2026-03", "2026-06")] == [march, june]


def _of_members(found: dict[str, int]) -> dict[str, int]:
    return {name: n for name, n in found.items() if name.startswith("members")}


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
