"""Orders of bills, and what comes back with them: points, coupons and what the report counts of it."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from chalicelib.domain.derived.counters import counted, ended
from chalicelib.domain.words.errors import TesseraError
from tests.domain.ledger import moved
from tests.domain.tills import CAMPAIGN, ENDS, NOON, PROGRAMME, Tills, code, told


def test_an_order_whose_bill_was_paid_is_the_payers() -> None:
    one = Tills()
    one.bill("pay", "mall/1", NOON, "200.00", coupons="off-20")
    assert code(one.ordered("mall/1", "180.00", NOON, "bo")) == "already_claimed"
    assert moved(one.ordered("mall/1", "180.00", NOON)) == {"points": 18}, "though nobody is named"
    assert code(one.bill("pay", "mall/2", NOON, "1.00", who="ann")) is None
    one.ordered("mall/3", "10.00", NOON, "bo")
    assert code(one.bill("pay", "mall/3", NOON, "10.00")) == "already_claimed"
    assert code(one.bill("quote", "mall/3", NOON, "10.00")) == "already_claimed"


def points_back(answer: Any) -> int:
    """The points that a bill gave back."""
    return sum(leg.n for leg in answer.legs if leg.why == "bill" and leg.asset == "points") if answer else 0


PARTS: dict[str, tuple[list[str], list[int], bool]] = {
    "all of it": (["100.00"], [1001], True),
    "in two parts": (["95.00", "5.00"], [950, 51], True),
    "a cent less": (["99.99"], [1000], False),
    "a tenth of a per cent": (["0.10", "0.10"], [1, 1], False),
    "a cent": (["0.01"], [0], False),
}


@pytest.mark.parametrize(("refunds", "back", "coupon"), PARTS.values(), ids=PARTS.keys())
@pytest.mark.parametrize("before", [False, True], ids=["after its order", "before it"])
def test_what_a_bill_took_comes_back_with_its_order(
    refunds: list[str], back: list[int], coupon: bool, before: bool
) -> None:
    one = Tills()
    one.give(m2026_03=1001)
    one.bill("pay", "mall/1", NOON, "140.01", coupons="pair-a", points=1001)
    assert one.document().points == 0
    if not before:
        one.ordered("mall/1", "100.00", NOON)
    found = [
        points_back(one.refunded("mall/1", str(n), amount, "2026-03-04 12:00")) for n, amount in enumerate(refunds)
    ]
    if before:  # until it comes, what its bill left to pay stands for its amount
        found, back = [sum(found) + points_back(one.ordered("mall/1", "100.00", "2026-03-04 12:00"))], [sum(back)]
    assert found == back
    assert any(each.prize == "pair-a" for each in one.document().coupons) is coupon
    cancelled = one.bill("cancel", "mall/1", "2026-03-05 12:00")
    assert points_back(cancelled) == 1001 - sum(back)
    assert any(each.prize == "pair-a" for each in one.document().coupons)


LISTENS = "  back: {tasks: {buy: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1}}}}\n"


@pytest.mark.parametrize("steps", [*permutations(["bill", "order", "refund"])], ids=", ".join)
@pytest.mark.parametrize("who", ["ann", ""], ids=["of the member", "of nobody"])
@pytest.mark.parametrize("listens", [True, False], ids=["an order counts", "an order gives nothing"])
@pytest.mark.parametrize(
    ("refund", "back", "coupon"), [("125.01", 2000, True), ("125.00", 1999, False), ("62.51", 1000, False)]
)
def test_order_refund_and_bill_come_in_any_order(
    steps: Sequence[str], who: str, listens: bool, refund: str, back: int, coupon: bool
) -> None:
    """Of a bill of 150.01 a coupon takes off 5.00, and 2,000 points pay 20.00."""
    one = Tills(campaign=CAMPAIGN if listens else CAMPAIGN.replace(LISTENS, ""))
    one.give(m2026_03=2001)
    for step in steps:
        if step == "bill":
            answer = one.bill("pay", "mall/1", NOON, "150.01", coupons="pair-a", points=2000)
        elif step == "order":
            answer = one.ordered("mall/1", "125.01", NOON, who)
        else:
            answer = one.refunded("mall/1", "r", refund, NOON)
        assert not isinstance(answer, TesseraError), answer
    assert one.document().points - points_of(one) == 1 + back, "one was more than the bill took"
    assert any(each.prize == "pair-a" for each in one.document().coupons) is coupon
    one.bill("cancel", "mall/1", NOON)
    assert one.document().points - points_of(one) == 2001, "all of it comes back, once"
    assert [each.prize for each in one.document().coupons].count("pair-a") == 1


def points_of(one: Tills) -> int:
    """The points that the order gave, as far as it was not sent back."""
    part = one.document().played.get("snacks")
    rounds = part.rounds if part else {}
    return sum(state.amount // 1000 for each in rounds.values() for name, state in each.tasks.items() if name == "buy")


def test_a_bill_whose_order_came_back_whole_is_not_paid_again() -> None:
    one = Tills()
    one.bill("pay", "mall/1", NOON, "200.00", coupons="off-20")
    one.ordered("mall/1", "180.00", NOON, "ann")
    one.refunded("mall/1", "r", "180.00", NOON)
    assert one.bill("cancel", "mall/1", NOON) is None
    again = one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30", payment="other")
    assert code(again) == "bill_settled"
    assert "new number" in str(again)


@pytest.mark.parametrize("order_first", [True, False], ids=["its order first", "the payment first"])
def test_a_bill_of_a_guests_order_comes_back_to_its_payer(order_first: bool) -> None:
    fields = "{channel: text, order: text, amount: money}, unique: [channel, order], spends: amount"
    buyer = "{channel: text, order: text, amount: money, buyer: text}, unique: [channel, order], spends: amount"
    one = Tills(PROGRAMME.replace(fields, f"{buyer}, buyer: buyer"))
    if order_first:
        one.ordered("mall/1", "180.00", NOON, buyer="zoe")
    paid = one.bill("pay", "mall/1", NOON, "200.00", coupons="off-20")
    assert told(paid) == (180.0, 0)
    if not order_first:
        one.ordered("mall/1", "180.00", NOON, buyer="zoe")
    held = [each.prize for each in one.document().coupons]
    one.refunded("mall/1", "1", "180.00", "2026-03-04 12:00")
    assert sorted(each.prize for each in one.document().coupons) == sorted([*held, "off-20"])


def test_the_report_counts_coupons_that_were_used_and_came_back() -> None:
    one = Tills()
    campaign = one.store.definitions.campaigns["snacks"].campaign
    paid = one.bill("pay", "mall/1", NOON, "200.00", coupons="off-30")
    back = one.bill("cancel", "mall/1", "2026-03-03 12:00")
    assert counted(paid, {"snacks": campaign}) == {("snacks", "2026-03-02"): {"used/off-30": 1}}
    assert counted(back, {"snacks": campaign}) == {("snacks", "2026-03-03"): {"returned/off-30": 1}}
    assert ended(paid) == {"snacks"}, "whose definition is needed, though it took no part"
    end = one.at(ENDS)
    name = one.code("off-20")
    one.settle(end)
    late = one.bill("pay", "mall/2", end + 1, "200.00", coupons=name, time=end - 1)
    assert {
        name: n for name, n in counted(late, {"snacks": campaign})["snacks", "2026-04-01"].items() if "off" in name
    } == {"used/off-20": 1}
