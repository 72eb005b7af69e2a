"""The report of orders that come back: what was given less what was taken back, and a cost that says the same."""

from collections import Counter, defaultdict
from fractions import Fraction

import msgspec
import pytest

from audit.costs import costs
from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.words.values import Money
from cli.reporting.chart import charts
from cli.reporting.sheets import headline, sheets
from tests.domain.game import tree
from tests.domain.ledger import Ledger
from tests.domain.test_refunds import ledger, paid, refunded

TASKS = """
budget: 100.00 CNY
challenges:
  buy:
    tasks:
      each:  {when: order.paid, each: 10.00 CNY of amount, gives: {points: 10}}
      spend: {when: order.paid, each: 50.00 CNY of amount, gives: {prizes: mug}}
      cup:   {when: order.paid, each: 1 time, gives: {prizes: cup}}
      late:  {when: order.paid, each: 100.00 CNY of amount, gives: {prizes: tee}, after: 10 days}
redemptions:
  shop: {opens: daily 00:00, closes: end of day, offers: {pin: {costs: {points: 80}, gives: {prizes: pin}}}}
prizes:
  mug: {gift: mug, value: 9.00 CNY}
  cup: {coupon: free cup, valid: 5 days, value: 2.00 CNY}
  tee: {gift: tee, value: 20.00 CNY}
  pin: {badge: pin}
"""
DAY = "2026-03-0{} 09:00"


def reported(one: Ledger) -> Report:
    """The report of all receipts."""
    campaign, days = one.store.definitions.campaign("club").campaign, defaultdict[str, Counter[str]](Counter)
    for receipt in one.store._receipts.values():
        for (name, date), counts in counted(receipt, {"club": campaign}).items():
            days[date].update(counts if name == "club" else {})
    return report(campaign, days)


def shop() -> Ledger:
    found = ledger(TASKS)
    paid(found, "a", "100.00", DAY.format(2))
    return found


def test_what_nothing_came_back_of() -> None:
    found = reported(shop())
    assert (found.refunds, found.taken_back, found.earned, found.spent, found.owed) == (0, 0, 100, 0, 0)
    assert found.cost == [Money(2000, "CNY")]  # two mugs and a cup


@pytest.mark.parametrize(
    ("back", "points", "mugs", "cups", "cost"),
    [("10.00", 10, 1, 0, 1100), ("50.00", 50, 1, 0, 1100), ("100.00", 100, 2, 1, 0)],
)
def test_what_is_taken_back_is_told_apart_and_costs_nothing(
    back: str, points: int, mugs: int, cups: int, cost: int
) -> None:
    one = shop()
    refunded(one, "a", "r1", back, DAY.format(4))
    found = reported(one)
    prizes = {line.prize: (line.granted, line.taken_back) for line in found.prizes}
    assert (found.refunds, found.earned, found.spent, found.taken_back) == (1, 100, 0, points)
    assert (prizes["mug"], prizes["cup"], prizes["tee"]) == ((2, mugs), (1, cups), (0, 0))
    assert found.cost == [Money(cost, "CNY")]


@pytest.mark.parametrize(("back", "taken"), [("49.99", 1), ("50.01", 2), ("100.00", 2)])
def test_a_prize_of_points_that_is_taken_back_costs_nothing(back: str, taken: int) -> None:
    one = ledger(TASKS.replace("gift: mug", "points: 7"))
    paid(one, "a", "100.00", DAY.format(2))
    refunded(one, "a", "r1", back, DAY.format(4))
    found = reported(one)
    assert next((line.granted, line.taken_back) for line in found.prizes if line.prize == "mug") == (2, taken)
    points = 10 * -(-Fraction(back) // 10)
    assert (found.refunds, found.earned, found.taken_back) == (1, 114, points + 7 * taken)
    told = [msgspec.json.decode(msgspec.json.encode(receipt)) for receipt in one.store._receipts.values()]
    by_file = costs(told, {"club": [(1, 0, tree(TASKS))]})
    assert found.cost == [Money(by_file["club"]["CNY"], "CNY")]
    assert by_file["club"]["CNY"] == 900 * (2 - taken) + 200 * (back != "100.00")


def test_a_coupon_that_was_used_or_ended_stays_a_cost() -> None:
    one = shop()
    refunded(one, "a", "r1", "100.00", "2026-03-09 09:00")
    lines = {line.prize: line for line in reported(one).prizes}
    assert (lines["cup"].expired, lines["cup"].taken_back, lines["cup"].cost) == (1, 0, Money(200, "CNY"))


def test_what_was_spent_is_owed_until_the_next_points_pay_it() -> None:
    one = shop()
    one.play(Redeem("club", "shop", "pin"), DAY.format(3))
    refunded(one, "a", "r1", "100.00", DAY.format(4))
    found = reported(one)
    assert (found.earned, found.spent, found.taken_back, found.owed) == (100, 80, 100, 80)
    paid(one, "b", "30.00", DAY.format(5))
    found = reported(one)
    assert (found.earned, found.spent, found.taken_back, found.owed) == (130, 80, 100, 50)
    document = one.document()
    assert document.points - document.owed == found.earned - found.spent - found.taken_back


def test_the_sheets_the_headline_and_the_chart_say_it() -> None:
    one = shop()
    refunded(one, "a", "r1", "50.00", DAY.format(4))
    found = reported(one)
    told = {meaning: figure for figure, meaning in headline(found)}
    assert (told["order came back"], told["points taken back"], told["points spent"]) == ("1", "50", "0")
    assert told["value of the prizes granted"] == "11.00 CNY"
    assert told["of the budget of 100.00 CNY"] == "11.0%"
    shown = {sheet.title: sheet for sheet in sheets(found)}
    assert shown["Prizes"].head[-1] == "taken back"
    assert {row.cells[0]: row.cells[-1] for row in shown["Prizes"].rows}["mug"] == "1"
    days = shown["Day by day (Asia/Shanghai)"]
    assert days.head[-1] == "points taken back"
    assert [row.cells[-1] for row in days.rows if row.cells[0] == "2026-03-04"] == ["50"]
    drawn = charts(found, one.at(DAY.format(5)))
    assert "2026-03-03: 20.00 CNY" in drawn
    assert "2026-03-04: 11.00 CNY" in drawn


def test_nothing_of_it_is_shown_where_nothing_came_back() -> None:
    found = reported(shop())
    assert not [meaning for _, meaning in headline(found) if "back" in meaning or "owed" in meaning]
    assert "taken back" not in str([sheet.head for sheet in sheets(found)])
