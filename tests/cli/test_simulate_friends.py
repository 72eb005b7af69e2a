"""Simulations of friends whom members bring: who comes, what inviters get, and that all of it adds up."""

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli import folder
from cli.simulation.friends import SOON, coming
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import BadPopulation, Habit, Population, load
from cli.simulation.ranges import number_each
from cli.simulation.size import expected
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import EVENTS, PROGRAMME, played, rows

CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-08-31
challenges:
  thanks:
    tasks:
      inviter: {when: friend.bought, each: 1 time, gives: {points: 100}, after: 15 days}
      own: {when: order.paid, reach: 1 time, gives: {points: 5}}
"""
PEOPLE = Population(members=60, invites="0.5", spends=Fraction(0), does={"order.paid": Habit(often=Fraction(1, 2))})


def made(tmp_path: Path, people: Population = PEOPLE) -> Game:
    (tmp_path / "programme.yaml").write_text(PROGRAMME)
    (tmp_path / "events.yaml").write_text(EVENTS)
    fair = tmp_path / "fair"
    fair.mkdir()
    (fair / "campaign.yaml").write_text(CAMPAIGN)
    campaign, tree, programme = folder.read(fair)
    return game(campaign, tree, programme, people)


def balanced(tally: Tally) -> None:
    """The points of all members follow from what moved them."""
    moved = tally.earned.total() - tally.spent.total() - tally.expired.total() - tally.taken_back.total()
    assert moved == tally.ends.total() - tally.owed


def test_friends_come_and_their_orders_pay_inviters(tmp_path: Path) -> None:
    tally = played(made(tmp_path))
    assert tally.came == 60 + tally.friends.invited
    assert 20 < tally.friends.invited < 100
    assert 0 < tally.friends.bought <= tally.friends.invited
    assert tally.friends.points == 100 * tally.friends.bought
    assert (tally.friends.refunded, tally.friends.taken_back) == (0, 0)
    balanced(tally)


def test_nobody_comes_where_nobody_invites(tmp_path: Path) -> None:
    of = made(tmp_path, replace(PEOPLE, invites="0"))
    tally = played(of)
    assert (tally.came, tally.friends.invited, tally.friends.points) == (60, 0, 0)
    assert summarise(of, [tally]).friends is None


def test_what_comes_back_goes_back_from_inviters(tmp_path: Path) -> None:
    tally = played(made(tmp_path, replace(PEOPLE, refunds=Fraction(1, 2), after="1 to 30 days")))
    assert 0 < tally.friends.refunded < tally.friends.bought
    assert tally.friends.taken_back == 100 * tally.friends.refunded
    assert tally.friends.pending <= tally.friends.points - tally.friends.taken_back
    balanced(tally)


def test_who_comes_by_herself_is_the_same_with_friends_and_without(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    few, many = (played(made(tmp_path / name, replace(PEOPLE, invites=n))) for name, n in (("a", "0"), ("b", "0.9")))
    assert many.visits.total() > few.visits.total()
    assert many.came > few.came == 60


def test_is_told_in_a_table(tmp_path: Path) -> None:
    of = made(tmp_path)
    tally = played(of)
    assert "first orders of friends" in page(summarise(of, [tally]), "Fair", 1)
    shown = {str(one.title): {row[0]: row[1:] for row in rows(one)} for one in tables(summarise(of, [tally]))}
    assert shown["Friends"]["first orders"][1] == f"{tally.friends.bought:,}"
    assert shown["Friends"]["points for inviters"][1] == f"{tally.friends.points:,}"


def test_friends_come_within_two_weeks_as_many_as_said() -> None:
    days = [day for n in range(2000) for day in coming(f"member {n}", "0.3")]
    assert 500 < len(days) < 700
    assert {*days} == {*range(1, SOON + 1)}


def test_a_run_with_friends_is_expected_to_be_longer(tmp_path: Path) -> None:
    of = made(tmp_path)
    without = dataclasses.replace(of, population=Population(members=60))
    assert expected(of).visits == pytest.approx(2 * expected(without).visits)


@pytest.mark.parametrize("text", ["1", "1.5", "-0.1", "30%", "often", "", "0.1234567"])
def test_so_many_friends_are_none_or_without_end(text: str) -> None:
    with pytest.raises(ValueError, match="a member"):
        number_each(text)


def test_a_population_with_friends_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "population.yaml"
    file.write_text("invites: 1")
    with pytest.raises(BadPopulation, match="has no end"):
        load(file, made(tmp_path).programme)
