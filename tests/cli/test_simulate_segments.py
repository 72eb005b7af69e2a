"""Simulations with segments: who is in each at the end of each day, begun with a past; and what that costs."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.play.members import segments_of
from chalicelib.domain.record.bought import orders_of
from chalicelib.domain.time.localtime import DAY
from chalicelib.domain.words.values import Chance
from cli import folder
from cli.simulation import in_segments, plots, population
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.past_orders import PastOrders
from cli.simulation.population import BadPopulation, Habit, Kind, Population
from cli.simulation.runs import play
from cli.simulation.share import HALVES
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables
from tests.cli.test_simulate_refunds import rows

EVENTS = """
order.paid:
  {from: server, fields: {channel: text, order: text, amount: money}, unique: [channel, order], spends: amount}
went.dry: {from: server}
"""
BY_DAYS = """
timezone: Asia/Shanghai
currency: CNY
segments:
  new:    {joined: within 10 days, orders: at most 1}
  good:   {spent: at least 300.00 CNY in 3 months, last_order: within 15 days}
  silent: {last_order: 16 to 30 days ago}
  lost:   {last_order: more than 30 days ago}
"""
BY_MOMENTS = """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 1 months}
tags: {skin: {any_of: [dry], valid: 1 months}}
segments:
  rich: {points: at least 100}
  dry:  {tag: skin/dry}
  lost: {last_order: more than 30 days ago}
"""
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-09-30
challenges:
  all:
    tasks:
      buy: {when: order.paid, each: 1 time, gives: {points: 60}, after: 3 days}
      lost: {when: segment.entered, where: {segment: lost}, each: 1 time, limit: 1 a month, gives: {prizes: cup}}
      dry: {when: went.dry, each: 1 time, TAGS}
prizes:
  cup: {coupon: free cup, valid: 9 days, value: 5.00 CNY}
"""
CROWD = Population(
    members=60,
    kinds={"all": Kind(share=Chance(None), comes=Fraction(6, 100))},
    does={"order.paid": Habit(often=Fraction(1, 2), values={"amount": ("120.00 CNY",)})},
)
PROGRAMMES = {"days": BY_DAYS, "moments": BY_MOMENTS}


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_each_evening_they_are_as_everybody_judged_afresh(tmp_path: Path, programme: str) -> None:
    of = made(tmp_path, programme)
    for half in range(HALVES):
        crowd, expected, known = Crowd(of, 1, half), Counter[Any](), Counter[int]()
        for day, window in enumerate(of.days):
            crowd.day(day, {})
            for who, snapshot in crowd._store.members.items():
                if snapshot.document.joined:
                    turn = crowd._store.settled(who, window.closes - 1)
                    expected.update((name, day) for name in segments_of(turn, window.closes - 1))
                    known[day] += 1
        tally = crowd.end()
        assert +tally.segments == expected
        assert tally.known == known
        assert all(any(n for (name, _), n in expected.items() if name == one) for one in of.programme.segments)


def test_two_processes_count_as_one(tmp_path: Path) -> None:
    of = made(tmp_path, days=20)
    [tally] = play(of, 1, lambda: None)
    alone = played(of)
    assert (tally.segments, tally.known) == (alone.segments, alone.known)


def test_who_comes_once_enters_a_segment_later_all_the_same(tmp_path: Path) -> None:
    past = PastOrders(share=Fraction(1), last={"1 to 20 days": Chance(None)})
    nothing = {name: Habit(often=Fraction(0)) for name in ("order.paid", "went.dry")}
    away = {"all": Kind(share=Chance(None), comes=Fraction(0))}
    tally = played(made(tmp_path, crowd=replace(CROWD, past_orders=past, kinds=away, arrivals=(1, 0), does=nothing)))
    assert tally.segments["lost", len(tally.known) - 1] > 30
    assert tally.prizes["cup"] > 30


def test_a_past_is_of_orders_before_the_opening(tmp_path: Path) -> None:
    past = PastOrders(
        share=Fraction(1, 2),
        last={"10 to 20 days": Chance(None)},
        number={"2 to 3": Chance(None)},
        apart="400 days",
        amount="50.00 CNY",
    )
    of = made(tmp_path, crowd=replace(CROWD, members=400, past_orders=past))
    documents = [one.document for one in Crowd(of, 1, 0)._store.members.values()]
    bought = [one.bought for one in documents if one.bought is not None]
    assert 70 < len(bought) < 130
    opens = of.published.window.opens
    assert {(opens - 1 - one.last) // DAY for one in bought} <= {*range(10, 21)}
    assert {orders_of(one, 0) for one in bought} == {2, 3}
    assert all((one.last - one.first) // DAY == 400 * (orders_of(one, 0) - 1) for one in bought)
    assert all(len(one.starts) == 2 for one in bought)
    amounts = sorted(one.sums["CNY"][1] / one.sums["CNY"][0] for one in bought)
    assert 4000 < amounts[len(amounts) // 2] < 7000
    assert all(bool(one.joined) == (one.bought is not None) for one in documents)


def test_without_segments_nobody_has_a_past_unless_it_is_said(tmp_path: Path) -> None:
    bare = "timezone: Asia/Shanghai\ncurrency: CNY\n"
    of = made(tmp_path, bare)
    tally = played(of)
    assert (tally.segments, tally.known) == (Counter(), Counter())
    assert summarise(of, [tally]).segments == {}
    members = Crowd(of, 1, 0)._store.members.values()
    assert not any(one.document.bought for one in members)
    said = made(tmp_path, bare, replace(CROWD, past_orders=PastOrders()))
    assert any(one.document.bought for one in Crowd(said, 1, 0)._store.members.values())


def test_is_told_in_tables_plots_page_and_json(tmp_path: Path) -> None:
    of = made(tmp_path, days=40)
    tally = played(of)
    summary = summarise(of, [tally])
    [table] = [one for one in tables(summary) if str(one.title).startswith("Members in each segment")]
    assert [row[0] for row in rows(table)] == ["new", "good", "silent", "lost"]
    assert f"{tally.segments['lost', 39] / tally.known[39]:.1%}" == rows(table)[3][-2]
    assert "segments" in dict(plots.figures(summary))
    assert 'alt="Members in each segment"' in page(summary, "Fair", 1)
    told = msgspec.json.decode(msgspec.json.encode(summary))["segments"]
    assert {name: len(line["days"]) for name, line in told.items()} == dict.fromkeys(of.programme.segments, 40)


WRONG = {
    "past_orders: {last: {soon: rest}}": "past_orders.last.soon",
    "past_orders: {last: {1 to 9 days: 40%}}": "past_orders.last",
    "past_orders: {number: {0 to 3: rest}}": "past_orders.number.0 to 3",
    "past_orders: {apart: never}": "past_orders.apart",
    "past_orders: {amount: much}": "past_orders.amount",
    "past_orders: {share: 120%}": "past_orders.share",
}


@pytest.mark.parametrize(("text", "place"), WRONG.items())
def test_a_slip_in_a_past_has_its_place(tmp_path: Path, text: str, place: str) -> None:
    of = made(tmp_path)
    (tmp_path / "population.yaml").write_text(text + "\n")
    with pytest.raises(BadPopulation, match=re.escape(place)):
        population.load(tmp_path / "population.yaml", of.programme)


def test_a_past_needs_an_order(tmp_path: Path) -> None:
    of = made(tmp_path)
    (tmp_path / "population.yaml").write_text("past_orders: {}\n")
    with pytest.raises(BadPopulation, match=r"no event of events[.]yaml is an order"):
        population.load(tmp_path / "population.yaml", msgspec.structs.replace(of.programme, events={}))


def test_counting_takes_a_fifth_of_the_time_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = Path(__file__).parents[2] / "examples" / "win-back" / "come-back"
    definition, tree, programme = folder.read(campaign)
    of = game(definition, tree, programme, population.beside(campaign, programme))
    counting, count = [0.0], in_segments.InSegments.count

    def timed(self: in_segments.InSegments, day: int, tally: Tally) -> None:
        began = process_time()
        count(self, day, tally)
        counting[0] += process_time() - began

    monkeypatch.setattr(in_segments.InSegments, "count", timed)
    began = process_time()
    played(of)
    whole = process_time() - began
    assert whole <= 1.2 * (whole - counting[0])


def made(tmp_path: Path, programme: str = BY_DAYS, crowd: Population = CROWD, days: int | None = None) -> Game:
    """The game of a fair."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text(programme)
    gives = "gives: {tags: skin/dry}" if "skin" in programme else "gives: {points: 1}"
    campaign = CAMPAIGN.replace("TAGS", gives)
    if "segments" not in programme:
        campaign = "".join(line for line in campaign.splitlines(True) if "segment.entered" not in line)
    (tmp_path / "fair" / "campaign.yaml").write_text(campaign)
    definition, tree, found = folder.read(tmp_path / "fair")
    return game(definition, tree, found, crowd, days)


def played(of: Game) -> Tally:
    """A run in one process."""
    halves, taken = [Crowd(of, 1, half) for half in range(HALVES)], Counter[Any]()
    for day in range(len(of.days)):
        taken += sum((half.day(day, taken) for half in halves), Counter())
    return sum((half.end() for half in halves), Tally())
