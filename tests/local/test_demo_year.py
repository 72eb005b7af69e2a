"""The plan of a year is a pure function of its seed, and has in it what a programme meets in a year."""

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from local.demo.moves import Act, Batch, Event, Managed, Move, Plan, Publish, SignUp, Strike, Till
from local.demo.unseen import UNSEEN
from local.demo.year import programme_year

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def year() -> Plan:
    return programme_year(7, members=40, days=380, actions=6_000)


@pytest.fixture(scope="module")
def moves(year: Plan) -> list[Move]:
    return [move for one in year.slices for move in one.moves]


@pytest.fixture(scope="module")
def events(moves: list[Move]) -> list[Event]:
    return [event for move in moves if isinstance(move, Batch) for event in move.events]


def test_the_same_seed_is_the_same_year() -> None:
    assert programme_year(7, 12, 30, 300) == programme_year(7, 12, 30, 300)
    assert programme_year(7, 12, 30, 300) != programme_year(8, 12, 30, 300)


def test_it_is_about_as_long_as_asked(year: Plan) -> None:
    assert 6_000 <= year.size < 6_600


def test_time_only_goes_forward_and_never_by_more_than_three_days(year: Plan) -> None:
    moments = [one.at for one in year.slices]
    assert all(before < after for before, after in pairwise((*moments, year.ends)))
    assert max(after - before for before, after in pairwise(moments)) <= 72 * 3_600_000
    assert any(one.looks and one.sweeps for one in year.slices)


def test_orders_come_late_and_back_before_them_in_part_twice_and_too_much(events: list[Event]) -> None:
    paid: dict[str, int] = {}
    seen = Counter[str]()
    for at, event in enumerate(events):
        if event.type == "order.paid":
            paid.setdefault(event.data["order"], at)
            seen["of a member" if event.subject else "of a guest" if "buyer" in event.data else "of nobody"] += 1
    told = Counter((event.data["order"], event.data["refund"]) for event in events if event.type == "order.refunded")
    for at, event in enumerate(events):
        if event.type == "order.refunded":
            seen["before"] += at < paid.get(event.data["order"], 0)
            seen["again"] += told[event.data["order"], event.data["refund"]] > 1
            seen["too much"] += event.data["refund"] == "r99"
    assert min(seen[what] for what in ("of a member", "of a guest", "of nobody", "before", "again", "too much")) > 0


def test_tills_ask_hold_pay_cancel_and_race(year: Plan, moves: list[Move]) -> None:
    tills = [move for move in moves if isinstance(move, Till)]
    assert {one.path.rpartition("/")[2] for one in tills} == {"quote", "hold", "pay", "cancel"}
    assert any(one.coupons and one.body["points"] for one in tills)
    at_once = [
        Counter((one.by, one.coupons) for one in played.moves if isinstance(one, Till) and one.coupons)
        for played in year.slices
    ]
    assert any(n > 1 for each in at_once for n in each.values())


def test_members_do_all_that_the_club_offers(moves: list[Move]) -> None:
    paths = {
        move.path.removeprefix("/v1/campaigns/club/").rpartition("/")[2] for move in moves if isinstance(move, Act)
    }
    assert paths >= {"draw", "redeem", "answer", "tastes", "make-up", "claim", "consents", "events"}
    types = {move.body.get("type") for move in moves if isinstance(move, Act)}
    assert types >= {"member.checked_in", "message.allowed", "content.opened", "content.read", "order.claimed"}


def test_managers_do_what_happens_once(moves: list[Move]) -> None:
    asked = Counter(move.path.rpartition("/")[2] for move in moves if isinstance(move, Managed))
    assert asked == {"merge": 3, "erase": 2, "adjustments": 2, "codes": 2, "old-system": 1}
    assert sum(isinstance(move, Publish | Strike) for move in moves) == 2
    assert {bool(move.via) for move in moves if isinstance(move, SignUp)} == {True, False}


def test_nobody_acts_after_the_record_was_merged_or_erased(year: Plan) -> None:
    gone = set[str]()
    for one in year.slices:
        for move in one.moves:
            assert getattr(move, "by", "") not in gone
        ended = [move for move in one.moves if isinstance(move, Managed) and move.path.endswith(("/merge", "/erase"))]
        gone |= {move.path.split("/")[4] for move in ended}
    assert len(gone) == 5


@pytest.mark.parametrize(("rule", "test"), UNSEEN)
def test_what_nobody_sees_is_held_by_a_test(rule: str, test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (TESTS / file).read_text(), rule


def test_the_short_form_plays_and_everything_holds() -> None:
    said = "--plan year --members 12 --days 20 --actions 260"
    command = [sys.executable, "-m", "local.demo", *said.split()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600)  # noqa: S603 - our own module
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "✗" not in ended.stdout
    assert len(re.findall("✓", ended.stdout)) == 55
