"""The programme's report: what each receipt adds to its counters, and what they come to."""

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.derived.programme_counters import by_day, counted_of_programme
from chalicelib.domain.derived.programme_report import ProgrammeReport, TierLine, programme_report
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.record.receipt import Receipt, TierMove
from chalicelib.domain.words.values import Money
from tests.domain.ledger import Ledger
from tests.domain.tills import ENDS, Tills

NOON = "2026-03-02 12:00"
DAY = "2026-03-02"


def pay(one: Tills) -> Any:
    return one.bill("pay", "mall/1", NOON, "178.00", coupons="off-30", points=500)


def cancel(one: Tills) -> Any:
    pay(one)
    return one.bill("cancel", "mall/1", "2026-03-03 00:00")


def send_back(one: Tills, amount: str = "143.00") -> Any:
    pay(one)
    one.ordered("mall/1", "143.00", NOON, "ann")
    return one.refunded("mall/1", "x", amount, "2026-03-05 12:00")


def use_late(one: Tills) -> Any:
    one.play(Settle(), ENDS)
    return one.bill("pay", "mall/1", "2026-04-01 10:00", "178.00", coupons="off-30", time=one.at("2026-03-31 23:59"))


ADDS = {
    "a coupon and points": (pay, {DAY: {"bills/paid": 1, "coupons/used": 1, "points/paid": 500}}),
    "a payment that is cancelled": (
        cancel,
        {"2026-03-03": {"bills/cancelled": 1, "coupons/returned": 1, "points/returned": 500}},
    ),
    "an order that comes back": (send_back, {"2026-03-05": {"coupons/returned": 1, "points/returned": 500}}),
    "half of an order": (lambda one: send_back(one, "71.50"), {"2026-03-05": {"points/returned": 250}}),
    "a coupon that is used late": (use_late, {"2026-04-01": {"bills/paid": 1, "coupons/used": 1}}),
    "a hold": (lambda one: one.bill("hold", "mall/1", NOON, "178.00", coupons="off-30"), {}),
    "points that end, on their last day": (
        lambda one: one.play(Settle(), "2026-05-20 12:00"),
        {"2026-04-30": {"points/ended": 700}},
    ),
}


@pytest.mark.parametrize(("does", "adds"), ADDS.values(), ids=ADDS)
def test_a_receipt_adds_what_it_tells(does: Any, adds: dict[str, dict[str, int]]) -> None:
    one = Tills()
    one.give(m2026_02=700)
    receipt = does(one)
    assert isinstance(receipt, Receipt), receipt
    counted = by_day(counted_of_programme(receipt), one.programme.zone)
    assert {day: dict(counts) for (_, day), counts in counted.items()} == adds


TIERED = """
timezone: Asia/Shanghai
currency: CNY
points: {pays: 100 points for 1.00 CNY}
tiers: {green: {}, silver: {title: {en: Silver}, from: 30 stars in 3 months}, gold: {from: 60 stars in 3 months}}
events: {order.paid: {from: server, fields: {order: text, amount: money}, unique: order}}
"""


@pytest.mark.parametrize(
    ("move", "adds"),
    [
        (TierMove("", "silver"), {"tiers//silver": 1}),
        (TierMove("gold", "silver"), {"tiers/gold/silver": 1}),
        (TierMove("silver", "silver", 9), {}),
    ],
)
def test_a_tier_that_changes_is_counted(move: TierMove, adds: dict[str, int]) -> None:
    receipt = replace(Receipt("r", 1, 0, "settle"), tier=move)
    assert {counter: n for (_, counter), n in counted_of_programme(receipt).items()} == adds


def test_the_report_sets_the_sums_beside_the_programme() -> None:
    made = report(
        {
            "2026-03-02": {"bills/paid": 3, "coupons/used": 2, "points/paid": 900, "tiers//silver": 2},
            "2026-03-01": {"bills/cancelled": 1, "coupons/returned": 1, "points/returned": 250, "points/ended": 7},
            "2026-03-04": {"tiers/gold/silver": 1, "tiers/silver/gold": 1, "tiers/old/silver": 1},
        }
    )
    assert (made.bills, made.cancelled, made.coupons_used, made.points_paid, made.points_ended) == (2, 1, 1, 650, 7)
    assert made.points_worth == Money(650, "CNY")
    assert made.tiers == [
        TierLine("silver", "gold", 1, up=True),
        TierLine("", "silver", 2, up=True),
        TierLine("old", "silver", 1, up=True),
        TierLine("gold", "silver", 1, up=False),
    ]
    assert [day.date for day in made.days] == ["2026-03-01", "2026-03-02", "2026-03-04"]
    assert (made.timezone, made.titles) == ("Asia/Shanghai", {"silver": {"en": "Silver"}})


def test_points_that_are_no_money_have_no_worth() -> None:
    assert report({}, TIERED.replace("points: {pays: 100 points for 1.00 CNY}", "")).points_worth is None


def report(days: dict[str, dict[str, int]], programme: str = TIERED) -> ProgrammeReport:
    return programme_report(Ledger(programme).programme, {day: Counter(counts) for day, counts in days.items()})
