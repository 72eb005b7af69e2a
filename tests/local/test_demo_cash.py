"""The demo's redemptions for cash: what a shop's server tells of them, and the rules by which they are counted anew."""

from random import Random
from typing import Any

import pytest

from audit import Evidence, Statement
from chalicelib.api.plays import SCOPE
from chalicelib.domain.record.receipt import receipt_id
from local.demo.cash import CASH, told
from local.demo.cash_rules import of_cash
from local.demo.moves import Act, Move, Redeemed
from local.demo.plan import festival

[CAKE] = CASH
PAY, UNDO = "redemptions/pay", "undo"
STOCK = ("weds", "redemptions/day/cake", "w1")


def redeeming(n: int) -> list[Move]:
    return [Act(f"person-{i}", f"/v1/campaigns/{CAKE}", f"k-{i}") for i in range(n)]


def test_most_pay_in_time_and_some_too_late_again_or_otherwise_and_some_is_undone() -> None:
    soon, later = told(Random(1), redeeming(400))
    ids = {receipt_id(SCOPE, f"k-{i}") for i in range(400)}
    assert {one.receipt for one in (*soon, *later) if isinstance(one, Redeemed)} <= ids
    in_time = {one.receipt for one in soon if isinstance(one, Redeemed) and one.path == PAY}
    failed = {one.receipt for one in soon if isinstance(one, Redeemed) and one.path == UNDO}
    assert 200 < len(in_time) < 350
    assert failed
    assert not in_time & failed
    asked_later = [one for one in later if isinstance(one, Redeemed)]
    too_late = [one for one in asked_later if one.path == PAY and one.receipt not in in_time]
    others = [one for one in asked_later if one.path == PAY and one not in soon and one.receipt in in_time]
    undone = [one for one in asked_later if one.path == UNDO and one.receipt in in_time]
    assert min(len(too_late), len(others), len(undone)) > 0
    assert len(undone) > len(set(map(repr, undone)))


def test_what_costs_no_cash_is_not_paid() -> None:
    assert told(Random(1), [Act("person-1", "/v1/campaigns/tea-shop/boxes/shop/draw", "k")]) == ([], [])


def test_a_month_redeems_for_cash_and_pays_some_minutes_later() -> None:
    slices = festival(7, members=40, days=10, actions=2_000).slices
    paying = [i for i, one in enumerate(slices) if {type(move) for move in one.moves} == {Redeemed}]
    assert paying
    assert all(0 < slices[i].at - slices[i - 1].at < 15 * 60_000 for i in paying)


def redeemed(id: str = "r") -> dict[str, Any]:
    asked = {"campaign": "weds", "redemption": "day", "offer": "cake"}
    return {"id": id, "does": "redeem", "asked": asked, "cash": {"amount": {"minor": 1900}, "points": 10, "until": 9}}


def paid(minor: int = 1900) -> dict[str, Any]:
    return {"id": "p", "does": "pay_cash", "asked": {"receipt": "r"}, "cash": {"amount": {"minor": minor}}}


def undone() -> dict[str, Any]:
    return {"id": "u", "does": "undo", "asked": {"receipt": "r"}}


@pytest.mark.parametrize(
    ("receipts", "taken", "on_hold", "broken"),
    [
        ([redeemed(), paid()], 1, 0, []),
        ([redeemed()], 0, 0, []),
        ([redeemed(), undone()], 0, 0, []),
        ([redeemed(), paid(), undone()], 0, 0, []),
        ([redeemed(), paid(), paid()], 1, 0, ["Cash is paid once, and undone once"]),
        ([redeemed(), paid(), undone(), undone()], 0, 0, ["Cash is paid once, and undone once"]),
        ([redeemed(), paid(1800)], 1, 0, ["Cash is paid once, and undone once"]),
        ([redeemed("other"), paid()], 0, 0, ["Cash is paid once, and undone once"]),
        ([redeemed(), paid()], 2, 0, ["Each unit for cash is taken once"]),
        ([redeemed()], 1, 0, ["Each unit for cash is taken once"]),
        ([redeemed(), paid(), undone()], 1, 0, ["Each unit for cash is taken once"]),
        ([redeemed()], 0, 10, ["No points are kept when the time of every redemption is over"]),
    ],
)
def test_the_rules_count_by_receipts(
    receipts: list[dict[str, Any]], taken: int, on_hold: int, broken: list[str]
) -> None:
    statement = Statement("m", len(receipts), tuple(receipts), (), {}, on_hold)
    results = of_cash(Evidence((statement,), {STOCK: taken}, {}, {}))
    assert [one.rule for one in results if not one.holds] == broken
