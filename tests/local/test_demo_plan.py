"""The plan of the demo is a pure function of its seed, and has in it what a month of real people has."""

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest

from local.demo.attacks import attacks
from local.demo.habits import WISHES
from local.demo.moves import Act, Attack, Batch, Event, Move, Plan
from local.demo.plan import festival


@pytest.fixture(scope="module")
def month() -> Plan:
    return festival(7, members=120, days=30, actions=8_000)


@pytest.fixture(scope="module")
def moves(month: Plan) -> list[Move]:
    return [move for one in month.slices for move in one.moves]


@pytest.fixture(scope="module")
def events(moves: list[Move]) -> list[Event]:
    return [event for move in moves if isinstance(move, Batch) for event in move.events]


def test_the_same_seed_is_the_same_month() -> None:
    assert festival(7, 10, 3, 300) == festival(7, 10, 3, 300)


def test_another_seed_is_another_month() -> None:
    assert festival(7, 10, 3, 300) != festival(8, 10, 3, 300)


def test_it_is_about_as_long_as_asked(month: Plan) -> None:
    assert 8_000 <= month.size < 8_800


def test_time_only_goes_forward(month: Plan) -> None:
    moments = [one.at for one in month.slices]
    assert all(before < after for before, after in pairwise((*moments, month.ends)))


def test_people_are_of_every_tier_and_age(month: Plan) -> None:
    assert {one.tier for one in month.people} == {"green", "bronze", "silver", "gold"}
    assert any(one.born == "" for one in month.people)
    assert any(one.born > "2010" and not one.guardian for one in month.people)
    assert len({one.diligence for one in month.people}) > 2


def test_everything_that_can_be_wished_for_is_wished_for(moves: list[Move]) -> None:
    asked = {move.path.removeprefix("/v1/campaigns/") for move in moves if isinstance(move, Act)}
    assert asked >= {wish.path for wish in WISHES}


def test_keys_come_again_at_once_later_and_for_something_else(month: Plan) -> None:
    at_once = later = altered = 0
    seen: dict[tuple[str, str], Act] = {}
    for one in month.slices:
        acts = [move for move in one.moves if isinstance(move, Act)]
        at_once += sum(n > 1 for n in Counter((act.by, act.key) for act in acts).values())
        for act in acts:
            earlier = seen.get((act.by, act.key))
            later += earlier == act
            altered += earlier is not None and earlier != act
        seen |= {(act.by, act.key): act for act in acts}
    assert min(at_once, later, altered) > 0


def test_events_come_late_too_late_too_early_and_twice(month: Plan, events: list[Event]) -> None:
    behind = [
        (one.at - event.time) / 3_600_000
        for one in month.slices[1:]
        for move in one.moves
        if isinstance(move, Batch)
        for event in move.events
    ]
    assert any(2 < hours < 24 for hours in behind)
    assert any(hours > 24 for hours in behind)
    assert any(hours < -1 for hours in behind)
    assert max(Counter((event.source, event.id) for event in events).values()) > 1


def test_an_order_is_claimed_by_more_than_one_event(events: list[Event]) -> None:
    claims: dict[str, set[str]] = {}
    for event in events:
        if "order" in event.data:
            claims.setdefault(event.data["order"], set()).add(event.id)
    assert max(len(ids) for ids in claims.values()) > 1


def test_every_attack_is_tried(moves: list[Move]) -> None:
    tried = {move.what for move in moves if isinstance(move, Attack)}
    assert tried == {attack.what for attack in attacks("key", "2026-06-01T00:00:00Z")}


def test_the_short_form_plays_and_everything_holds() -> None:
    asked = ["--plan", "month", "--members", "20", "--days", "3", "--actions", "300"]
    command = [sys.executable, "-m", "local.demo", *asked]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600)  # noqa: S603 - our own module
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "✗" not in ended.stdout
    assert len(re.findall("✓", ended.stdout)) == 54
