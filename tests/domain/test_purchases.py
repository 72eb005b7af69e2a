"""What members and guests bought: how many orders and how much, in all and by month, less what came back."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.derived.erasure import anonymous
from chalicelib.domain.record.bought import Bought, added
from chalicelib.domain.record.guest import guest_id
from chalicelib.domain.time.localtime import local
from tests.domain.test_orders import CAMPAIGN, DAY, NOON, Shop

ZOE = guest_id("JD", "ZOE")
JUNE, MAY = 2026 * 12 + 5, 2026 * 12 + 4

Step = Callable[[Shop], Any]
Kept = dict[str, list[int]] | None


def bought(shop: Shop, whose: str = "ann") -> Kept:
    member = shop.store.members.get(whose)
    return member.document.bought.sums if member and member.document.bought else None


def paid(by: str = "", **more: Any) -> Step:
    return lambda shop: shop.paid(by=by, **more)


def claimed(by: str = "ann", **more: Any) -> Step:
    return lambda shop: shop.claimed(by, **more)


def back(amount: str, refund: str = "r1", order: str = "7") -> Step:
    return lambda shop: shop.refunded(amount, refund, order=order)


ONE = {"CNY": [1, 10000, JUNE, 1, 10000]}
CASES: dict[str, tuple[list[Step], Kept, Kept]] = {
    "an order": ([paid("ann")], ONE, None),
    "two orders": (
        [paid("ann"), paid("ann", order="8", amount="0.50 CNY")],
        {"CNY": [2, 10050, JUNE, 2, 10050]},
        None,
    ),
    "of two currencies": (
        [paid("ann"), paid("ann", order="8", amount="3 JPY")],
        ONE | {"JPY": [1, 3, JUNE, 1, 3]},
        None,
    ),
    "of nothing": ([paid("ann", amount="0.00 CNY")], {"CNY": [1, 0, JUNE, 1, 0]}, None),
    "the same twice": ([paid("ann", key="k"), paid("ann", key="k"), paid("ann")], ONE, None),
    "of nobody": ([paid()], None, None),
    "claimed": ([paid(), claimed()], ONE, None),
    "waited for": ([claimed(), paid()], ONE, None),
    "claimed in vain": ([paid(), claimed(end="1")], None, None),
    "a part came back": ([paid("ann"), back("30.00 CNY")], {"CNY": [1, 7000, JUNE, 1, 7000]}, None),
    "a part came back, told twice": (
        [paid("ann"), back("30.00 CNY"), back("30.00 CNY")],
        {"CNY": [1, 7000, JUNE, 1, 7000]},
        None,
    ),
    "all came back": ([paid("ann"), back("30.00 CNY"), back("70.00 CNY", "r2")], {"CNY": [0, 0, JUNE, 0, 0]}, None),
    "a part had come back before": ([back("30.00 CNY"), paid("ann")], {"CNY": [1, 7000, JUNE, 1, 7000]}, None),
    "all had come back before": ([back("100.00 CNY"), paid("ann")], None, None),
    "a guest's": ([paid(buyer="zoe")], None, ONE),
    "a guest's, told twice": ([paid(buyer="zoe", key="k"), paid(buyer="zoe", key="k")], None, ONE),
    "a part of a guest's came back": (
        [paid(buyer="zoe"), back("30.00 CNY")],
        None,
        {"CNY": [1, 7000, JUNE, 1, 7000]},
    ),
    "a guest's is claimed": ([paid(buyer="zoe"), claimed()], ONE, None),
    "one of two of a guest's is claimed": (
        [paid(buyer="zoe"), paid(buyer="zoe", order="8", amount="5.00 CNY"), claimed()],
        ONE,
        {"CNY": [1, 500, JUNE, 1, 500]},
    ),
    "a guest's is claimed and comes back": (
        [paid(buyer="zoe"), paid(buyer="zoe", order="8"), claimed(), back("30.00 CNY")],
        {"CNY": [1, 7000, JUNE, 1, 7000]},
        ONE,
    ),
    "a guest's comes back and is claimed": (
        [paid(buyer="zoe"), back("30.00 CNY"), claimed()],
        {"CNY": [1, 7000, JUNE, 1, 7000]},
        None,
    ),
    "all of a guest's comes back, and it is claimed": (
        [paid(buyer="zoe"), back("100.00 CNY"), claimed()],
        None,
        None,
    ),
    "a guest's was a member's of another amount": (
        [paid(buyer="zoe"), paid("ann", amount="3 JPY")],
        {"JPY": [1, 3, JUNE, 1, 3]},
        None,
    ),
}
"""Steps, and what Ann and the guest have bought in the end."""


@pytest.mark.parametrize(("steps", "ann", "guest"), CASES.values(), ids=CASES)
def test_each_order_is_bought_by_whom_it_is_and_less_what_came_back(steps: list[Step], ann: Kept, guest: Kept) -> None:
    shop = Shop()
    for step in steps:
        step(shop)
    assert (bought(shop), bought(shop, ZOE)) == (ann, guest)


def test_an_order_that_pays_nothing_leaves_no_trace_here_either() -> None:
    """It was paid before the campaign opened: it is nobody's yet, and may be reported again."""
    shop = Shop()
    assert shop.paid(by="ann", time=NOON - 20 * DAY) is None
    assert bought(shop) is None


def test_a_claimed_order_is_of_the_month_in_which_it_was_paid() -> None:
    shop = Shop()
    shop.paid(time=NOON - 10 * DAY, buyer="zoe")
    shop.now += DAY
    shop.claimed()
    assert bought(shop) == {"CNY": [1, 10000, MAY, 1, 10000]}
    document = shop.store.members["ann"].document
    assert document.bought == Bought(NOON - 10 * DAY, NOON - 10 * DAY, {"CNY": [1, 10000, MAY, 1, 10000]}, [MAY])


LATE = CAMPAIGN.replace("2026-06-01", "2026-05-01").replace("challenges:", "grace: 60 days\nchallenges:")
"""A campaign for which orders may come late."""


def test_months_are_those_of_the_programme() -> None:
    """The last moment of May in Shanghai is the afternoon of the 31st in Greenwich."""
    shop, june = Shop(campaign=LATE), NOON - 9 * DAY - 12 * 3_600_000
    assert local(june, shop.store.definitions.programme.zone).isoformat()[:16] == "2026-06-01T00:00"
    shop.paid(time=june - 1, by="ann", order="8")
    assert bought(shop) == {"CNY": [1, 10000, MAY, 1, 10000]}
    shop.paid(time=june, by="ann")
    assert bought(shop) == {"CNY": [2, 20000, MAY, 1, 10000, 1, 10000]}


def test_the_first_and_the_last_order_are_told_by_when_they_were_paid() -> None:
    shop = Shop(campaign=LATE)
    for number, ago in (("7", 2), ("8", 5), ("9", 1), ("10", 3)):
        shop.paid(by="ann", order=number, time=NOON - ago * DAY)
    shop.refunded("100.00 CNY", order="9")
    found = shop.store.members["ann"].document.bought
    assert found is not None
    assert (found.first, found.last) == (NOON - 5 * DAY, NOON - DAY), "they stay, although one came back"


def test_an_erasure_forgets_what_was_bought() -> None:
    shop = Shop()
    shop.paid(by="ann")
    assert anonymous(shop.store.members["ann"].document, NOON).bought is None


MONTHS = [
    ("the first", [], 5, 1, 10, [1, 10, 5, 1, 10]),
    ("the same month", [1, 10, 5, 1, 10], 5, 1, 7, [2, 17, 5, 2, 17]),
    ("a later one", [1, 10, 5, 1, 10], 7, 1, 7, [2, 17, 5, 1, 10, 0, 0, 1, 7]),
    ("an earlier one", [1, 10, 5, 1, 10], 4, 1, 7, [2, 17, 4, 1, 7, 1, 10]),
    ("a year later", [1, 10, 5, 1, 10], 17, 1, 7, [2, 17, 5, 1, 10, *[0] * 22, 1, 7]),
    ("thirteen months later", [1, 10, 5, 1, 10], 18, 1, 7, [2, 17, 18, 1, 7]),
    ("thirteen months earlier", [1, 10, 18, 1, 10], 5, 1, 7, [2, 17, 18, 1, 10]),
    ("a refund of what is told apart no more", [2, 17, 18, 1, 7], 5, 0, -3, [2, 14, 18, 1, 7]),
    ("a refund of the last month", [2, 17, 5, 1, 10, 1, 7], 6, -1, -7, [1, 10, 5, 1, 10, 0, 0]),
    ("a refund of the first month", [2, 17, 5, 1, 10, 1, 7], 5, -1, -10, [1, 7, 6, 1, 7]),
]


@pytest.mark.parametrize(
    ("kept", "month", "n", "minor", "right"), [one[1:] for one in MONTHS], ids=[one[0] for one in MONTHS]
)
def test_thirteen_months_are_told_apart(kept: list[int], month: int, n: int, minor: int, right: list[int]) -> None:
    assert added(kept, month, n, minor) == right
