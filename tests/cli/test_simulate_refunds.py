"""Simulations with orders that come back: what is taken back, what stays, what is owed, and what `after` saves."""

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from rich.table import Table

from chalicelib.domain.words.values import Chance
from cli import folder
from cli.simulation import plots, population, recording
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game, game
from cli.simulation.page import page
from cli.simulation.population import BadPopulation, Habit, Population
from cli.simulation.ranges import delay, part
from cli.simulation.share import HALVES
from cli.simulation.summarise import summarise
from cli.simulation.tally import Tally
from cli.simulation.text import tables

EVENTS = """
order.paid:
  {from: server, fields: {channel: text, order: text, amount: money}, unique: [channel, order], spends: amount}
order.refunded:
  from: server
  fields: {channel: text, order: text, refund: number, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
order.claimed: {from: client, fields: {channel: text, order: text}, claims: "order.paid by [channel, order]"}
"""
PROGRAMME = "timezone: Asia/Shanghai\ncurrency: CNY\npoints: {valid: 24 months, pays: 100 points for 1.00 CNY}\n"
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-08-31
challenges:
  buy:
    tasks:
      now:
        when: order.paid
        where: {channel: [shop, web]}
        each: 10.00 CNY of amount (in one event)
        gives: {points: 10}
      later: {when: order.paid, reach: 1 times, gives: {draws: box, prizes: tee}, after: 10 days}
      cup: {when: order.paid, reach: 1 times, gives: {prizes: cup}}
      dots: {when: order.paid, each: 1 times, gives: {prizes: dot}, after: 10 days}
redemptions:
  shop:
    opens: daily 00:00
    closes: end of day
    offers: {pin: {costs: {points: 30}, gives: {prizes: pin}}}
blind_boxes: {box: {costs: {draws: box}, odds: {sock: 100%}}}
prizes:
  tee: {title: {en: A tee}, gift: tee, value: 20.00 CNY}
  cup: {coupon: free cup, valid: 9 days, value: 5.00 CNY}
  pin: {badge: pin}
  dot: {badge: dot}
  sock: {gift: sock, value: 3.00 CNY}
"""


def event(
    type: str, day: str, subject: str | None = "ann", order: str = "A", amount: str | None = "10.00 CNY", **more: Any
) -> dict[str, Any]:
    data = {"channel": "web", "order": order, "amount": amount, **more}
    data = {name: value for name, value in data.items() if value is not None}
    time = f"2026-{day}T12:00:00+08:00"
    return {"id": f"{type}{day}{order}", "source": "till", "type": type, "subject": subject, "time": time, "data": data}


def paid(day: str, **more: Any) -> dict[str, Any]:
    return event("order.paid", day, **more)


def back(day: str, refund: int = 1, subject: str | None = None, **more: Any) -> dict[str, Any]:
    return event("order.refunded", day, refund=refund, subject=subject, **more)


CLAIM = event("order.claimed", "07-06", amount=None)

TELLS = {
    "nothing comes back": ([paid("07-03")], {"earned": 10, "ends": 10, "cost": 2500}),
    "before anything was handed out later": (
        [paid("07-03"), back("07-08")],
        {
            "earned": 10,
            "taken_back": 10,
            "refunds": 1,
            "saved": {"draws/box": 1, "prizes/tee": 1, "prizes/dot": 1},
            "prizes": {},
        },
    ),
    "after it was handed out and drawn": (
        [paid("07-03"), paid("07-20", order="B"), back("07-25"), back("07-26", order="B")],
        {
            "earned": 20,
            "taken_back": 20,
            "refunds": 2,
            "kept": {"prizes/cup": 1},
            "prizes": {"tee": 0, "cup": 1, "sock": 1},
            "cost": 800,
        },
    ),
    "one of two that wait": (
        [paid("07-03"), paid("07-04", order="B"), back("07-08")],
        {"refunds": 1, "saved": {"prizes/dot": 1}, "prizes": {"tee": 1, "dot": 1, "cup": 1}},
    ),
    "a part": (
        [paid("07-03", amount="25.00 CNY"), back("07-08", amount="10.00 CNY")],
        {"earned": 20, "taken_back": 10, "ends": 10, "refunds": 1},
    ),
    "spent before": (
        [paid("07-03", amount="30.00 CNY"), back("07-05", amount="30.00 CNY")],
        {"earned": 30, "spent": 30, "taken_back": 30, "owed": 30, "ends": 0, "refunds": 1},
    ),
    "told with a member": ([paid("07-03"), back("07-08", subject="ann")], {"taken_back": 10, "refunds": 1}),
    "told twice": ([paid("07-03"), back("07-08"), back("07-08")], {"taken_back": 10, "refunds": 1}),
    "told again a day later": ([paid("07-03"), back("07-08"), back("07-09")], {"taken_back": 10, "refunds": 1}),
    "more than was paid": (
        [paid("07-03"), back("07-08", amount="11.00 CNY")],
        {"refunds": 0, "taken_back": 0, "refused": {"more_than_paid": 1}},
    ),
    "before its order": ([back("07-02"), paid("07-03")], {"earned": 0, "refunds": 0, "taken_back": 0}),
    "of an order that nobody has": ([paid("07-03", subject=None), back("07-08")], {"earned": 0, "refunds": 0}),
    "an order of nobody that is claimed": ([paid("07-03", subject=None), CLAIM], {"earned": 10, "refunds": 0}),
    "an order that is waited for": (
        [CLAIM, paid("07-08", subject=None), back("07-09")],
        {"earned": 10, "taken_back": 10, "refunds": 1},
    ),
}


@pytest.mark.parametrize(("events", "tells"), TELLS.values(), ids=TELLS)
def test_recorded_refunds_are_taken_back_as_the_backend_does(
    tmp_path: Path, events: list[dict[str, Any]], tells: dict[str, Any]
) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(map(json.dumps, events)))
    tally = played(made(tmp_path, Population(spends=Fraction(1)), recording.load(file)), 1)
    assert {key: told(tally, key, tells[key]) for key in tells} == tells
    balanced(tally)


def told(tally: Tally, key: str, like: object) -> Any:
    value = getattr(tally, key)
    if isinstance(like, dict):
        return {name: n for name, n in value.items() if n or name in like}
    return value.total() if isinstance(value, Counter) else value


ALL_BACK = {"refunds": Fraction(1), "parts": {"whole": Chance(None)}, "after": "1 days"}
SOME = {"refunds": Fraction(12, 100), "after": "1 days"}
BUYERS = Population(members=60, does={"order.paid": Habit(often=Fraction(1, 2), values={"amount": ("80.00 CNY",)})})


def test_a_share_of_the_orders_comes_back_and_the_rest_is_played_alike(tmp_path: Path) -> None:
    whole = replace(BUYERS, coupons=Fraction(0), spends=Fraction(0))  # tills take off what members hold by then
    without, some, every = (played(made(tmp_path, replace(whole, **more))) for more in ({}, SOME, ALL_BACK))
    assert (without.visits, without.came, without.active) == (some.visits, some.came, some.active)
    assert without.visits == every.visits
    assert without.earned.total() == some.earned.total()  # the first task pays each order for itself
    orders = every.refunds.total()
    assert 0.07 < some.refunds.total() / orders < 0.17
    assert 0 < some.taken_back.total() < every.taken_back.total() <= every.earned.total()
    assert without.refunds.total() == without.owed == 0
    for tally in (without, some, every):
        balanced(tally)


def test_what_comes_back_when_all_is_handed_out_is_saved_by_nothing(tmp_path: Path) -> None:
    soon = played(made(tmp_path, replace(BUYERS, **ALL_BACK)))
    late = played(made(tmp_path, replace(BUYERS, **{**ALL_BACK, "after": "20 days"})))
    assert soon.saved["prizes/tee"] > 0
    assert not late.saved["prizes/tee"]
    assert late.refunds.total() < soon.refunds.total()  # of the last orders nothing comes back in time


def test_the_same_seed_gives_the_same_refunds(tmp_path: Path) -> None:
    first, again = (played(made(tmp_path, replace(BUYERS, **SOME))) for _ in range(2))
    assert (first.refunds, first.taken_back, first.saved) == (again.refunds, again.taken_back, again.saved)


def test_is_told_in_tables_plots_and_page(tmp_path: Path) -> None:
    found = made(tmp_path, replace(BUYERS, **ALL_BACK))
    runs = [played(found, run=run) for run in (1, 2)]
    summary = summarise(found, runs)
    shown = {str(one.title): rows(one) for one in tables(summary)}
    assert [row[1] for row in shown["Points and draws"] if row[0] == "points taken back"]
    lines = {row[0]: row for row in shown["Orders that come back"]}
    assert "2026-07: refunds" in lines
    assert "2026-07: points taken back" in lines
    tees = lines["saved by after: A tee"]
    assert tees[-1] == f"{20 * sum(run.saved['prizes/tee'] for run in runs) / 2:,.2f} CNY"
    assert "refunds" in dict(plots.figures(summary))
    assert "orders come back" in page(summary, "Fair", 1)


def test_what_waited_is_told_on_the_day_on_which_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text(json.dumps(paid("07-03")))
    tally = played(made(tmp_path, Population(spends=Fraction(0)), recording.load(file)), 1)
    assert dict(tally.cost) == {2: 500, 13: 2000}  # a tee, at the end of the tenth day after 3 July


def test_nothing_is_told_of_refunds_where_there_are_none(tmp_path: Path) -> None:
    found = made(tmp_path, BUYERS)
    summary = summarise(found, [played(found)])
    assert "Orders that come back" not in {str(one.title) for one in tables(summary)}
    assert "refunds" not in dict(plots.figures(summary))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("refunds: 120%", "it is at most 100%"),
        ("after: soon", '"soon" is no time; write, for example, 3 days, or 1 to 20 days'),
        ("after: 20 to 1 days", '"20 to 1 days" ends before it begins; write 1 to 20 days'),
        ("parts: {half: rest}", '"half" is no part of an order; write, for example, whole, 50%'),
        ("parts: {90% to 10%: rest}", "lies between 0% and 100%"),
        ("parts: {whole: 60%}", "the chances add up to 60%"),
    ],
)
def test_the_file_says_what_is_wrong_with_refunds(tmp_path: Path, written: str, says: str) -> None:
    made(tmp_path, BUYERS)
    assert says in wrong(tmp_path, written)


def test_refunds_need_an_event_that_takes_orders_back(tmp_path: Path) -> None:
    made(tmp_path, BUYERS)
    (tmp_path / "events.yaml").write_text("order.paid: {from: server, fields: {channel: text, amount: money}}\n")
    assert "no event of events.yaml takes an order back" in wrong(tmp_path, "refunds: 12%")


@pytest.mark.parametrize(
    ("text", "hours"),
    [("3 days", (72, 72)), ("1 to 20 days", (24, 480)), ("1 week", (168, 168)), ("0 to 6 hours", (0, 6))],
)
def test_a_delay_is_read(text: str, hours: tuple[int, int]) -> None:
    assert delay(text) == tuple(n * 3_600_000 for n in hours)


@pytest.mark.parametrize(
    ("text", "share"), [("whole", ("1", "1")), ("50%", ("1/2", "1/2")), ("10% to 90%", ("1/10", "9/10"))]
)
def test_a_part_is_read(text: str, share: tuple[str, str]) -> None:
    assert part(text) == tuple(map(Fraction, share))


def test_the_guide_shows_the_refunds_of_an_example() -> None:
    (shown,) = re.findall(r"```yaml\n(refunds:.*?)```", Path("docs/simulate.md").read_text("utf-8"), re.DOTALL)
    assert shown in Path("examples/live-seller/order-points/population.yaml").read_text("utf-8")


def wrong(tmp_path: Path, written: str) -> str:
    """What a population is told that cannot be played."""
    file = tmp_path / "fair" / population.FILE
    file.write_text(written)
    _, _, programme = folder.read(tmp_path / "fair")
    with pytest.raises(BadPopulation) as bad:
        population.load(file, programme)
    return str(bad.value)


def balanced(tally: Tally) -> None:
    """Points held less what is owed are all that moved."""
    moved = tally.earned.total() - tally.spent.total() - tally.expired.total() - tally.taken_back.total()
    assert moved == tally.ends.total() - tally.owed
    assert tally.held.total() == tally.ends.total()


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in zip(*(column.cells for column in table.columns), strict=True)]


def made(tmp_path: Path, crowd: Population, recorded: recording.Recording | None = None) -> Game:
    """The game of the fair."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text(PROGRAMME)
    (tmp_path / "fair" / "campaign.yaml").write_text(CAMPAIGN)
    campaign, tree, programme = folder.read(tmp_path / "fair")
    return game(campaign, tree, programme, crowd, recording=recorded)


def played(of: Game, parts: int = HALVES, run: int = 1) -> Tally:
    """A run in one process."""
    halves, taken = [Crowd(of, run, half) for half in range(parts)], Counter[Any]()
    for day in range(len(of.days)):
        for today in [half.day(day, taken) for half in halves]:
            taken.update(today)
    return sum((half.end() for half in halves), Tally())
