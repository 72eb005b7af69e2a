"""Simulations with tills: what coupons and points pay, what comes back, what ends, and that all of it adds up."""

from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.domain.words.values import Chance
from cli import folder
from cli.simulation import plots, population
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import BadPopulation, Habit, Population
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import EVENTS, played, rows

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 2 months, pays: 100 points for 1.00 CNY, at_most: 50% of a bill}
"""
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-08-31
challenges:
  buy:
    tasks:
      now: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 10}}
      off: {when: order.paid, each: 1 times, limit: 1 a week, gives: {prizes: [five, cup]}}
prizes:
  five: {title: {en: Five off}, coupon: 5.00 CNY off 20.00 CNY, valid: 9 days, value: 5.00 CNY}
  cup: {coupon: free cup, valid: 9 days, value: 3.00 CNY, with: [five]}
"""
BUYERS = Population(
    members=40,
    does={"order.paid": Habit(often=Fraction(1), values={"amount": ("60.00 CNY",)})},
    coupons=Fraction(1),
    spends=Fraction(1),
)
ALL_BACK = {"refunds": Fraction(1), "parts": {"whole": Chance(None)}, "after": "1 days"}


def test_coupons_and_points_pay_a_part_and_the_order_is_of_the_rest(tmp_path: Path) -> None:
    never = played(made(tmp_path, replace(BUYERS, coupons=Fraction(0), spends=Fraction(0))))
    tally = played(made(tmp_path, BUYERS))
    assert (never.coupons.bills, never.coupons.off.total(), never.coupons.paid.total()) == (0, 0, 0)
    assert tally.visits == never.visits
    assert tally.coupons.used["five"] > 0
    assert tally.coupons.off == {"five": 500 * tally.coupons.used["five"], "cup": 0}
    assert tally.coupons.off_by_day.total() == tally.coupons.off["five"]
    assert 0 < tally.earned.total() < never.earned.total()  # what was left to pay earns points
    assert not tally.refused
    for one in (never, tally):
        balanced(one)


def test_a_coupon_that_nobody_wants_to_use_ends(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(BUYERS, coupons=Fraction(0), spends=Fraction(0))))
    assert not tally.coupons.used
    assert tally.coupons.ended["five"] > 0
    assert tally.prizes["five"] == tally.coupons.ended["five"] + tally.coupons.left["five"]


def test_what_comes_back_with_its_order_was_not_taken_off(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(BUYERS, **ALL_BACK)))
    assert tally.coupons.returned["five"] > 0
    assert tally.coupons.off["five"] < 500 * tally.coupons.used["five"]
    assert 0 < tally.coupons.paid_back.total() <= tally.coupons.paid.total()
    balanced(tally)


def test_a_coupon_for_goods_shares_the_bill_only_where_both_say_so(tmp_path: Path) -> None:
    one = played(made(tmp_path, BUYERS))
    both = played(made(tmp_path, BUYERS, CAMPAIGN.replace("value: 5.00 CNY}", "value: 5.00 CNY, with: [cup]}")))
    assert one.coupons.used["cup"] < one.coupons.used["five"]
    assert both.coupons.used["cup"] == both.coupons.used["five"]


def test_coupons_are_used_by_orders_to_which_the_campaign_does_not_listen(tmp_path: Path) -> None:
    visits = CAMPAIGN[: CAMPAIGN.index("challenges")] + (
        "challenges: {c: {tasks: {come: {when: shop.visited, each: 1 time, limit: 1 a week, gives: {prizes: five}}}}}\n"
        + CAMPAIGN[CAMPAIGN.index("\nprizes:") :]
    )
    tally = played(made(tmp_path, BUYERS, visits))
    assert tally.coupons.used["five"] > 0
    assert tally.prizes["five"] == used(tally, "five") + tally.coupons.ended["five"] + tally.coupons.left["five"]


def test_an_order_without_a_channel_has_no_bill(tmp_path: Path) -> None:
    of = made(tmp_path, BUYERS)
    without = EVENTS.replace("[channel, order], spends", "[channel (or none), order], spends")
    assert without != EVENTS
    (tmp_path / "events.yaml").write_text(without)
    definition, tree, programme = folder.read(tmp_path / "fair")
    assert programme.billed
    tally = played(game(definition, tree, programme, of.population))
    assert tally.earned.total() > 0
    assert tally.coupons.bills == 0


def test_is_told_in_tables_plots_and_page(tmp_path: Path) -> None:
    found = made(tmp_path, BUYERS)
    tally = played(found)
    summary = summarise(found, [tally])
    assert summary.tills is not None
    shown = {str(one.title): {row[0]: row[1:] for row in rows(one)} for one in tables(summary)}
    five = shown["Coupons"]["Five off"]
    assert five[0] == f"{tally.prizes['five']:,}"
    assert five[-1] == f"{tally.coupons.off['five'] / 100:,.2f}"
    points = tally.coupons.paid.total() - tally.coupons.paid_back.total()
    assert shown["At the till"]["points paid"][1] == f"{points:,}"
    assert summary.tills.worth.middle == points  # a point is worth a fen
    assert shown["At the till"]["worth of these"][1] == f"{points / 100:,.2f} CNY"
    assert "points spent, but at tills" in shown["Points and draws"]
    assert {"coupons", "tills"} <= dict(plots.figures(summary)).keys()
    assert "points paid at tills" in page(summary, "Fair", 1)


@pytest.mark.parametrize("events", [EVENTS, EVENTS.replace(", spends: amount", "").partition("order.refunded")[0]])
def test_coupons_are_told_without_any_currency(tmp_path: Path, events: str) -> None:
    never = replace(BUYERS, coupons=None, spends=Fraction(0))
    free = CAMPAIGN.replace("5.00 CNY off 20.00 CNY", "10% off").replace(", value: 5.00 CNY", "")
    of = made(tmp_path, never, free.replace(", value: 3.00 CNY", "").replace("1.00 CNY of amount", "1 times"))
    (tmp_path / "programme.yaml").write_text("timezone: Asia/Shanghai\n")
    (tmp_path / "events.yaml").write_text(events)
    definition, tree, programme = folder.read(tmp_path / "fair")
    for coupons in (None, Fraction(0) if programme.billed else None):
        of = game(definition, tree, programme, replace(never, coupons=coupons))
        tally = played(of)
        assert tally.prizes["five"] > 0
        summary = summarise(of, [tally])
        told = {str(one.title) for one in tables(summary)}
        assert ("Coupons" in told) == bool(programme.billed)
        assert ("At the till" in told) == bool(programme.billed and coupons is None)
        assert page(summary, "Fair", 1)


def test_coupons_need_bills(tmp_path: Path) -> None:
    made(tmp_path, BUYERS)
    (tmp_path / "events.yaml").write_text("order.paid: {from: server, fields: {order: text, amount: money}}\n")
    file = tmp_path / "fair" / population.FILE
    file.write_text("coupons: 60%")
    _, _, programme = folder.read(tmp_path / "fair")
    with pytest.raises(BadPopulation) as bad:
        population.load(file, programme)
    assert "there are no bills here" in str(bad.value)


def used(tally: Tally, prize: str) -> int:
    return tally.coupons.used[prize] - tally.coupons.returned[prize]


def balanced(tally: Tally) -> None:
    """Every coupon and every point is somewhere."""
    for prize in ("five", "cup"):
        assert tally.prizes[prize] == used(tally, prize) + tally.coupons.ended[prize] + tally.coupons.left[prize]
    at_tills = tally.coupons.paid.total() - tally.coupons.paid_back.total()
    moved = tally.earned.total() - tally.spent.total() - tally.expired.total() - tally.taken_back.total() - at_tills
    assert moved == tally.ends.total() - tally.owed


def made(tmp_path: Path, crowd: Population, campaign: str = CAMPAIGN) -> Game:
    """The game of a fair whose orders have bills."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS + "shop.visited: {from: server}\n")
    (tmp_path / "programme.yaml").write_text(PROGRAMME)
    (tmp_path / "fair" / "campaign.yaml").write_text(campaign)
    definition, tree, programme = folder.read(tmp_path / "fair")
    return game(definition, tree, programme, crowd)
