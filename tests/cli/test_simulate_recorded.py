"""`tessera simulate --events`: what was recorded counts as the backend would have counted it."""

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.record.outcome import StockKey
from cli import folder
from cli.simulation import recording
from cli.simulation.crowd import Crowd
from cli.simulation.game import game
from cli.simulation.population import Population
from cli.simulation.runs import play
from cli.simulation.tally import Tally

EVENTS = """
order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
cart.added: {from: client, fields: {sku: text}}
"""
CAMPAIGN = """
campaign: fair
title: Fair
timezone: Asia/Shanghai
opens: 2026-07-01 00:00
closes: end of 2026-07-31
prizes: {bike: {gift: true, stock: 1}}
challenges:
  buy: {tasks: {order: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 10}}}}
  cart: {tasks: {cart: {when: cart.added, each: 1 times, gives: {points: 1}}}}
redemptions:
  shop:
    opens: 2026-07-01 00:00
    closes: end of 2026-07-31
    offers: {bike: {costs: {points: 10}, gives: {prizes: bike}}}
"""


def order(id: str = "1", number: str = "A", member: str = "ann", day: int = 3, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "source": "till",
        "type": "order.paid",
        "subject": member,
        "time": f"2026-07-{day:02}T12:00:00+08:00",
        "data": {"order": number, "amount": "10.00 CNY"},
        **more,
    }


WRONG = {"order": "A", "amount": "much"}

CASES = {
    "an event": ([order()], 10, {}),
    "sent twice": ([order(), order()], 10, {}),
    "sent again a day later": ([order(), order(day=4)], 10, {}),
    "sent again with other data": ([order(), order(number="B")], 10, {}),
    "the id of another source": ([order(), order(number="B", source="shop")], 20, {}),
    "the id for another member": ([order(), order(number="B", member="bo")], 20, {}),
    "an order number seen twice": ([order(), order("2")], 10, {"already_claimed": 1}),
    "an order number of two members": ([order(), order("2", member="bo")], 10, {"already_claimed": 1}),
    "an order number a week later": ([order(), order("2", member="bo", day=10)], 10, {"already_claimed": 1}),
    "many members with one number": (
        [order(str(n), member=f"m{n}") for n in range(9)],
        10,
        {"already_claimed": 8},
    ),
    "refused, and sent again as it should be": ([order(data=WRONG), order()], 10, {"bad_event_field": 1}),
    "refused twice": ([order(data=WRONG), order(data=WRONG)], 0, {"bad_event_field": 2}),
    "the later first in the file": ([order("2", member="bo", day=4), order()], 10, {"already_claimed": 1}),
    "attributes that say nothing": ([order(dataschema=None, datacontenttype=None)], 10, {}),
    "attributes that only the log has": ([order(received="now")], 10, {}),
}


@pytest.mark.parametrize(("events", "points", "refused"), CASES.values(), ids=CASES)
def test_counts_as_the_backend_does(
    tmp_path: Path, events: list[dict[str, Any]], points: int, refused: dict[str, int]
) -> None:
    tally = played(tmp_path, events)
    told = {code: n for code, n in tally.refused.items() if code != "sold_out"}
    assert (tally.earned.total(), told) == (points, refused)


def test_the_last_unit_is_there_for_whoever_comes_alone(tmp_path: Path) -> None:
    assert played(tmp_path, [order()]).prizes == {"bike": 1}


def test_the_first_in_time_has_the_last_unit(tmp_path: Path) -> None:
    tally = played(tmp_path, [order("2", "B", "bo"), order(day=2), order("3", "C", "cy", day=4)])
    assert (tally.prizes, tally.last_take[StockKey("fair", "prizes/bike")]) == ({"bike": 1}, 1782964800000)


def test_a_tier_that_the_brand_reports_is_known_from_then_on(tmp_path: Path) -> None:
    update = {**order("9"), "type": "member.updated", "data": {"tier": "gold"}}
    tally = played(tmp_path, [update, order(), update])
    assert (tally.earned.total(), dict(tally.refused)) == (10, {})


def test_processes_play_it_as_one(tmp_path: Path) -> None:
    events = [order(str(n), str(n // 2), f"m{n}") for n in range(6)]
    (told,) = play(made(tmp_path, events), 1, lambda: None)
    told.cpu = 0.0
    apart = played(tmp_path, events)
    apart.cpu = 0.0
    assert told == apart


def test_a_mark_at_the_beginning_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text(json.dumps(order()), encoding="utf-8-sig")
    assert [line.member for line in recording.load(file)] == ["ann"]


def made(tmp_path: Path, events: list[dict[str, Any]]) -> Any:
    """The game of the fair, as these events tell it."""
    (tmp_path / "fair").mkdir(exist_ok=True)
    (tmp_path / "events.yaml").write_text(EVENTS)
    (tmp_path / "programme.yaml").write_text("tiers: {green: {}, gold: {}}\n")
    (tmp_path / "fair" / "campaign.yaml").write_text(CAMPAIGN)
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(map(json.dumps, events)))
    campaign, tree, programme = folder.read(tmp_path / "fair")
    return game(campaign, tree, programme, Population(spends=Fraction(1)), recording=recording.load(file))


def played(tmp_path: Path, events: list[dict[str, Any]]) -> Tally:
    """A run in one process."""
    of = made(tmp_path, events)
    crowd, taken = Crowd(of, 1, 0), Counter[StockKey]()
    for day in range(len(of.days)):
        taken += crowd.day(day, taken)
    return crowd.end()
