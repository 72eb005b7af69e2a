"""Simulations of offers for points and cash: what is paid, what lapses, what is undone, and that all of it adds up."""

from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli import folder
from cli.simulation import plots
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import Habit, Population
from cli.simulation.runs import play
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import EVENTS, PROGRAMME, played, rows

CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-07-20
challenges:
  buy: {tasks: {now: {when: order.paid, each: 1 times, gives: {points: 100}}}}
redemptions:
  shop:
    opens: daily 00:00
    closes: end of day
    offers:
      bag: {title: {en: A bag}, costs: {points: 100, cash: 29.00 CNY}, gives: {prizes: bag}, stock: 60}
      cap: {costs: {cash: 9.00 CNY}, gives: {prizes: cap}, limit: 2 a campaign}
prizes:
  bag: {gift: bag, value: 90.00 CNY}
  cap: {coupon: free cap, valid: 9 days}
"""
PEOPLE = Population(members=60, does={"order.paid": Habit(often=Fraction(1))}, spends=Fraction(1), coupons=Fraction(0))
NO_WORTH = PROGRAMME.replace(", pays: 100 points for 1.00 CNY", "")
BAG, CAP = "shop/bag", "shop/cap"


def test_all_pay_where_all_want_to(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(PEOPLE, cash=Fraction(1))))
    assert tally.cash.redeemed == tally.cash.paid
    assert (tally.cash.paid[BAG], tally.prizes["bag"]) == (60, 60)
    assert tally.cash.money == {BAG: 60 * 2900, CAP: tally.prizes["cap"] * 900}
    assert tally.cash.money_by_day.total() == tally.cash.money.total()
    assert tally.cash.points.total() == tally.spent.total() == 6000
    balanced(tally)


def test_nothing_moves_where_nobody_pays(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(PEOPLE, cash=Fraction(0))))
    assert tally.cash.redeemed[BAG] > 60  # none of them took the unit from the others for good
    assert not tally.cash.paid
    assert not tally.prizes
    assert tally.spent.total() == 0
    assert tally.taken.total() == 0
    balanced(tally)


def test_what_lapses_is_taken_by_others(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(PEOPLE, cash=Fraction(1, 2))))
    assert 0 < tally.cash.paid[BAG] < tally.cash.redeemed[BAG]
    assert tally.cash.redeemed[BAG] > 60
    assert tally.cash.paid[BAG] == tally.prizes["bag"] == 60
    assert tally.cash.redeemed[CAP] > tally.cash.paid[CAP]
    balanced(tally)


def test_a_unit_that_lapses_is_free_again_on_the_same_day(tmp_path: Path) -> None:
    rare = CAMPAIGN.replace("stock: 60", "stock: 2").replace("2026-07-20", "2026-07-01")
    tally = played(made(tmp_path, replace(PEOPLE, cash=Fraction(1, 4), members=400), rare))
    assert tally.cash.redeemed[BAG] > 2
    assert tally.prizes["bag"] == 2
    balanced(tally)


@pytest.mark.parametrize("made_of", ["gift: bag", "points: 5"])
def test_a_prize_that_is_undone_costs_nothing(tmp_path: Path, made_of: str) -> None:
    crowd = replace(PEOPLE, cash=Fraction(1), undone=Fraction(1, 2), after="1 to 3 days")
    tally = played(made(tmp_path, crowd, CAMPAIGN.replace("gift: bag", made_of)))
    assert tally.cash.undone[BAG] > 0
    assert tally.prizes["bag"] == tally.cash.paid[BAG] - tally.cash.undone[BAG]
    assert tally.cost.total() == 9000 * tally.prizes["bag"]


def test_what_is_undone_comes_back(tmp_path: Path) -> None:
    crowd = replace(PEOPLE, cash=Fraction(1), undone=Fraction(1, 2), after="1 to 3 days")
    tally = played(made(tmp_path, crowd))
    undone = tally.cash.undone[BAG]
    assert undone > 0
    assert 60 < tally.cash.paid[BAG] <= 60 + undone
    assert tally.prizes["bag"] == tally.cash.paid[BAG] - undone <= 60
    assert tally.cash.money[BAG] == tally.prizes["bag"] * 2900
    assert tally.cash.points_back.total() == 100 * undone
    assert tally.prizes["cap"] == tally.cash.paid[CAP] - tally.cash.undone[CAP]
    assert tally.cash.undone[CAP] > 0
    assert tally.coupons.left["cap"] + tally.coupons.ended["cap"] == tally.prizes["cap"]
    balanced(tally)


def test_who_pays_moves_nobody_else(tmp_path: Path) -> None:
    one, other = (played(made(tmp_path, replace(PEOPLE, cash=Fraction(n)))) for n in (0, 1))
    assert one.visits == other.visits
    assert one.earned == other.earned


def test_a_run_in_two_processes_gives_back_what_came_back(tmp_path: Path) -> None:
    crowd = replace(PEOPLE, cash=Fraction(1), undone=Fraction(1), after="2 days")
    of = made(tmp_path, crowd)
    [tally] = play(of, 1, lambda: None)
    assert tally.cash.paid == played(of).cash.paid
    assert tally.cash.paid[BAG] > 60
    balanced(tally)


@pytest.mark.parametrize("pays", [True, False])
def test_is_told_in_tables_plots_and_page(tmp_path: Path, pays: bool) -> None:
    programme = PROGRAMME if pays else NO_WORTH
    of = made(
        tmp_path, replace(PEOPLE, cash=Fraction(1, 2), undone=Fraction(1, 5), after="1 to 3 days"), programme=programme
    )
    tally = played(of)
    summary = summarise(of, [tally])
    told = summary.for_cash
    assert told is not None
    assert told.cash.middle == tally.cash.money.total()  # minor units
    assert told.points.middle == tally.cash.points.total() - tally.cash.points_back.total()
    assert told.lapsed.middle == tally.cash.redeemed.total() - tally.cash.paid.total() > 0
    shown = {str(one.title): {row[0]: row[1:] for row in rows(one)} for one in tables(summary)}
    bag = shown["Redemptions for points and cash"]["shop: A bag"]
    lapsed = tally.cash.redeemed[BAG] - tally.cash.paid[BAG]
    assert bag[1:] == (
        *[str(tally.cash.paid[BAG])] * 2,
        str(lapsed),
        str(tally.cash.undone[BAG]),
        f"{tally.cash.money[BAG] / 100:,.2f}",
    )
    pay = shown["What points and cash pay"]
    assert pay["cash taken"][1] == f"{tally.cash.money.total() / 100:,.2f} CNY"
    assert pay["points paid with it"][1] == f"{told.points.middle:,.0f}"
    assert ("worth of these" in pay) == pays
    assert {"cash-redemptions", "cash-taken"} <= dict(plots.figures(summary)).keys()
    assert "cash taken beside points" in page(summary, "Fair", 1)


def test_nothing_is_told_of_cash_where_no_offer_costs_any(tmp_path: Path) -> None:
    free = CAMPAIGN.replace(", cash: 29.00 CNY", "").replace("{cash: 9.00 CNY}", "{points: 1}")
    of = made(tmp_path, PEOPLE, free)
    summary = summarise(of, [played(of)])
    assert summary.for_cash is None
    assert not any("cash" in str(one.title) for one in tables(summary))


def balanced(tally: Tally) -> None:
    """Every point and every unit is somewhere, and nothing was refused but for what was gone."""
    assert set(tally.refused) <= {"sold_out", "limit_reached", "not_enough"}
    back = tally.cash.points_back.total()
    moved = tally.earned.total() - tally.spent.total() + back - tally.expired.total() - tally.taken_back.total()
    assert moved == tally.ends.total() - tally.owed
    assert tally.held.total() == tally.ends.total() - tally.owed
    assert sum(tally.takes.values()) == tally.prizes["bag"] <= 60


def made(tmp_path: Path, crowd: Population, campaign: str = CAMPAIGN, programme: str = NO_WORTH) -> Game:
    """The game of a fair that sells for points and cash."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text(programme)
    (tmp_path / "fair" / "campaign.yaml").write_text(campaign)
    definition, tree, read = folder.read(tmp_path / "fair")
    return game(definition, tree, read, crowd)
