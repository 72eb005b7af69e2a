"""Tasks, rounds, milestones: which events count, and what is paid when."""

from typing import Any

import pytest

from chalicelib.domain.record.actions import Happened, Join, Update
from chalicelib.domain.record.member import Profile
from tests.domain.game import Game, gets

Step = tuple[Any, ...]


def one_task(task: str, challenge: str = "") -> str:
    """A challenge `week` of one task `do`."""
    return f"challenges: {{week: {{tasks: {{do: {{{task}}}}}{challenge}}}}}"


VISITS = "when: shop.visited, reach: 3 times (at most 1 a day), gives: {points: 5}"
PAID = "when: order.paid, each: 399.00 CNY of amount, gives: {points: 1}"
STREAK = "when: member.checked_in, reach: 3 days in a row, gives: {points: 9}, milestones: {2: {points: 2}}"

# Each row: the task, then steps of (event type, moment, data) -> points it gives (None: nothing was written).
COUNTING = {
    "one time is enough where nothing else is said": (
        "when: shop.visited, gives: {points: 5}",
        [("shop.visited", "06-01 00:00", {}, 5), ("shop.visited", "06-02 00:00", {}, None)],
    ),
    "at most one a day, by the event's own day": (
        VISITS,
        [
            ("shop.visited", "06-01 10:00", {}, 0),
            ("shop.visited", "06-01 23:59:59.999", {}, None),
            ("shop.visited", "06-02 00:00", {}, 0),
            ("shop.visited", "06-03 12:00", {}, 5),
        ],
    ),
    "a sum in money is exact to the cent and pays once": (
        "when: order.paid, reach: 399.00 CNY of amount, gives: {points: 5}",
        [
            ("order.paid", "06-01 10:00", {"amount": "398.99 CNY"}, 0),
            ("order.paid", "06-01 11:00", {"amount": "0.01 CNY"}, 5),
            ("order.paid", "06-01 12:00", {"amount": "5000.00 CNY"}, None),
        ],
    ),
    "another currency adds nothing": (
        "when: order.paid, reach: 399.00 CNY of amount, gives: {points: 5}",
        [("order.paid", "06-01 10:00", {"amount": "500.00 USD"}, None)],
    ),
    "each carries the remainder on": (
        PAID,
        [
            ("order.paid", "06-01 10:00", {"amount": "398.99 CNY"}, 0),
            ("order.paid", "06-01 11:00", {"amount": "0.01 CNY"}, 1),
            ("order.paid", "06-01 12:00", {"amount": "1197.00 CNY"}, 3),
        ],
    ),
    "each in one event carries nothing": (
        "when: order.paid, each: 399.00 CNY of amount (in one event), gives: {points: 1}",
        [
            ("order.paid", "06-01 10:00", {"amount": "398.99 CNY"}, None),
            ("order.paid", "06-01 11:00", {"amount": "0.01 CNY"}, None),
            ("order.paid", "06-01 12:00", {"amount": "800.00 CNY"}, 2),
        ],
    ),
    "reach in one event takes the best single one": (
        "when: order.paid, reach: 399.00 CNY of amount (in one event), gives: {points: 1}",
        [
            ("order.paid", "06-01 10:00", {"amount": "398.99 CNY"}, 0),
            ("order.paid", "06-01 11:00", {"amount": "398.99 CNY"}, None),
            ("order.paid", "06-01 12:00", {"amount": "399.00 CNY"}, 1),
        ],
    ),
    "a sum of numbers counts thousandths": (
        "when: run.finished, reach: 10 of km, gives: {points: 5}",
        [
            ("run.finished", "06-01 10:00", {"km": 9.999}, 0),
            ("run.finished", "06-01 11:00", {"km": 0.0009}, None),
            ("run.finished", "06-01 11:00", {"km": -5}, None),
            ("run.finished", "06-01 11:00", {"km": 0.001}, 5),
        ],
    ),
    "different values, the same one once": (
        "when: cart.added, reach: 3 different sku, gives: {points: 5}",
        [
            ("cart.added", "06-01 10:00", {"sku": "a"}, 0),
            ("cart.added", "06-01 10:01", {"sku": "a"}, None),
            ("cart.added", "06-01 10:02", {"sku": "b"}, 0),
            ("cart.added", "06-02 10:03", {"sku": "c"}, 5),
        ],
    ),
    "different values of a list count each": (
        "when: order.paid, reach: 3 different skus, gives: {points: 5}",
        [
            ("order.paid", "06-01 10:00", {"skus": ["a", "b"]}, 0),
            ("order.paid", "06-01 11:00", {"skus": ["b", "c"]}, 5),
        ],
    ),
    "days count once each, in a row or not": (
        "when: member.checked_in, reach: 3 days, gives: {points: 5}",
        [
            ("member.checked_in", "06-01 10:00", {}, 0),
            ("member.checked_in", "06-01 20:00", {}, None),
            ("member.checked_in", "06-05 10:00", {}, 0),
            ("member.checked_in", "06-09 10:00", {}, 5),
        ],
    ),
    "a broken streak restarts": (
        STREAK,
        [
            ("member.checked_in", "06-01 10:00", {}, 0),
            ("member.checked_in", "06-02 10:00", {}, 2),
            ("member.checked_in", "06-04 10:00", {}, 0),
            ("member.checked_in", "06-05 10:00", {}, 0),
            ("member.checked_in", "06-06 00:00", {}, 9),
        ],
    ),
    "under each a broken streak pays its milestones again": (
        STREAK.replace("reach", "each"),
        [
            ("member.checked_in", "06-01 10:00", {}, 0),
            ("member.checked_in", "06-02 10:00", {}, 2),
            ("member.checked_in", "06-04 10:00", {}, 0),
            ("member.checked_in", "06-05 10:00", {}, 2),
            ("member.checked_in", "06-06 10:00", {}, 9),
            ("member.checked_in", "06-07 10:00", {}, 0),
            ("member.checked_in", "06-08 10:00", {}, 2),
        ],
    ),
    "milestones of a sum, two at once": (
        "when: order.paid, reach: 500.00 CNY of amount, milestones: {100.00 CNY: {points: 1}, 200.00 CNY: {points: 2}}",
        [
            ("order.paid", "06-01 10:00", {"amount": "250.00 CNY"}, 3),
            ("order.paid", "06-01 10:00", {"amount": "1.00 CNY"}, 0),
        ],
    ),
    "a limit cuts off what is too much, and that is lost": (
        PAID + ", limit: 3 a month",
        [
            ("order.paid", "06-01 10:00", {"amount": "2000.00 CNY"}, 3),
            ("order.paid", "06-02 10:00", {"amount": "399.00 CNY"}, 0),
        ],
    ),
    "where: at least, inclusive": (
        "when: live.watched, where: {minutes: at least 5}, gives: {points: 5}",
        [("live.watched", "06-01 10:00", {"minutes": 4.999}, None), ("live.watched", "06-01 10:00", {"minutes": 5}, 5)],
    ),
    "where: between is inclusive on both sides": (
        "when: live.watched, where: {minutes: 5 to 10}, each: 1 times, gives: {points: 1}",
        [
            ("live.watched", "06-01 10:00", {"minutes": 4.99}, None),
            ("live.watched", "06-01 10:00", {"minutes": 5}, 1),
            ("live.watched", "06-01 10:00", {"minutes": 10}, 1),
            ("live.watched", "06-01 10:00", {"minutes": 10.001}, None),
        ],
    ),
    "where: any of a list, a flag, and a field that is absent": (
        "when: live.watched, where: {paid: true}, gives: {points: 1}",
        [
            ("live.watched", "06-01 10:00", {}, None),
            ("live.watched", "06-01 10:00", {"paid": False}, None),
            ("live.watched", "06-01 10:00", {"paid": True}, 1),
        ],
    ),
    "where on texts: any element": (
        "when: order.paid, where: {skus: [serum, mask]}, gives: {points: 1}",
        [
            ("order.paid", "06-01 10:00", {"skus": ["soap"]}, None),
            ("order.paid", "06-01 10:00", {"skus": ["soap", "mask"]}, 1),
        ],
    ),
    "where on money compares within its currency": (
        "when: order.paid, where: {amount: at least 100.00 CNY}, gives: {points: 1}",
        [
            ("order.paid", "06-01 10:00", {"amount": "99.99 CNY"}, None),
            ("order.paid", "06-01 10:00", {"amount": "200.00 USD"}, None),
            ("order.paid", "06-01 10:00", {"amount": "100.00 CNY"}, 1),
        ],
    ),
}


@pytest.mark.parametrize(("task", "steps"), COUNTING.values(), ids=COUNTING.keys())
def test_what_counts_for_a_task(task: str, steps: list[Step]) -> None:
    game = Game(one_task(task))
    for number, (kind, at, data, points) in enumerate(steps):
        got = gets(game.event(kind, at, **data))
        assert (got.get("points", 0) if isinstance(got, dict) else got) == points, f"step {number}: {kind} at {at}"


# Each row: the blocks, then (event's time, arrival or None) -> points, None or a refusal's code, each on a new member.
EDGES = {
    "the campaign's opening is inside, a millisecond before is not": (
        one_task("when: shop.visited, gives: {points: 5}"),
        [("2026-05-31 23:59:59.999", None, None), ("06-01 00:00", None, 5)],
    ),
    "the last day is inside, the first moment after it is not": (
        one_task("when: shop.visited, gives: {points: 5}"),
        [("06-30 23:59:59.999", None, 5), ("07-01 00:00", None, None)],
    ),
    "late up to the grace of 24 hours": (
        one_task("when: shop.visited, gives: {points: 5}"),
        [
            ("06-30 12:00", "07-01 11:59:59.999", 5),
            ("06-30 12:00", "07-01 12:00", "event_too_late"),
            ("06-10 12:00", "06-11 12:00:00.001", "event_too_late"),
        ],
    ),
    "a declared grace": (
        one_task("when: shop.visited, gives: {points: 5}") + "\ngrace: 2 hours",
        [("06-10 12:00", "06-10 13:59:59.999", 5), ("06-10 12:00", "06-10 14:00", "event_too_late")],
    ),
    "five minutes in the future, not more": (
        one_task("when: shop.visited, gives: {points: 5}"),
        [("06-10 12:05", "06-10 12:00", 5), ("06-10 12:05:00.001", "06-10 12:00", "event_in_future")],
    ),
    "a challenge of Wednesdays": (
        one_task("when: shop.visited, gives: {points: 5}", ", opens: Wed 00:00, closes: end of Wed"),
        [
            ("06-02 23:59:59.999", None, None),
            ("06-03 00:00", None, 5),
            ("06-03 23:59:59.999", None, 5),
            ("06-04 00:00", None, None),
        ],
    ),
    "a task with an opening of its own": (
        one_task("when: shop.visited, gives: {points: 5}, opens: 2026-06-10 08:00"),
        [("06-10 07:59:59.999", None, None), ("06-10 08:00", None, 5)],
    ),
}


@pytest.mark.parametrize(("blocks", "rows"), EDGES.values(), ids=EDGES.keys())
def test_at_every_edge_the_events_own_time_decides(blocks: str, rows: list[Step]) -> None:
    game = Game(blocks)
    for number, (at, arrives, expected) in enumerate(rows):
        got = gets(game.event("shop.visited", at, by=f"member{number}", arrives=arrives))
        assert (got.get("points", 0) if isinstance(got, dict) else got) == expected, f"{at}, arriving {arrives}"


def test_late_event_meets_its_own_round() -> None:
    game = Game(one_task("when: shop.visited, reach: 2 times, gives: {points: 5}", ", repeats: daily"))
    assert gets(game.event("shop.visited", "06-02 10:00")) == {}
    assert gets(game.event("shop.visited", "06-03 09:00")) == {}
    assert gets(game.event("shop.visited", "06-02 10:30", arrives="06-03 09:30")) == {"points": 5}
    assert gets(game.event("shop.visited", "06-03 09:45")) == {"points": 5}


@pytest.mark.parametrize(
    ("week_starts", "first", "second"),
    [("Mon", "06-07 23:59:59.999", "06-08 00:00"), ("Sun", "06-06 23:59:59.999", "06-07 00:00")],
)
def test_weekly_rounds_begin_with_the_declared_day(week_starts: str, first: str, second: str) -> None:
    task = one_task("when: shop.visited, gives: {points: 5}", ", repeats: weekly")
    game = Game(f"{task}\nweek_starts: {week_starts}")
    assert gets(game.event("shop.visited", first)) == {"points": 5}
    assert gets(game.event("shop.visited", second)) == {"points": 5}
    assert game.event("shop.visited", second) is None


def test_monthly_rounds_forget_the_remainder_and_open_a_new_limit() -> None:
    game = Game(f"closes: end of 2026-07-31\n{one_task(PAID + ', limit: 3 a month', ', repeats: monthly')}")
    assert gets(game.event("order.paid", "06-30 23:59:59.999", amount="398.99 CNY")) == {}
    assert gets(game.event("order.paid", "07-01 00:00", amount="0.01 CNY")) == {}
    assert gets(game.event("order.paid", "07-01 00:00", amount="5000.00 CNY")) == {"points": 3}


TWO = """
challenges:
  week:
    tasks:
      visit: {when: shop.visited, gives: {points: 1}}
      watch: {when: live.watched, gives: {points: 2}}
      cart:  {when: cart.added}
    milestones: {2: {points: 20}}
    gives: {points: 100}
"""


@pytest.mark.parametrize(
    "order", [("shop.visited", "live.watched", "cart.added"), ("cart.added", "live.watched", "shop.visited")]
)
def test_milestones_and_completion_whatever_the_order(order: tuple[str, ...]) -> None:
    game = Game(TWO)
    own = {"shop.visited": 1, "live.watched": 2, "cart.added": 0}
    bonus = [0, 20, 100]
    for kind, more in zip(order, bonus, strict=True):
        assert gets(game.event(kind, "06-02 10:00")).get("points", 0) == own[kind] + more  # type: ignore[union-attr]
    assert all(game.event(kind, "06-02 11:00") is None for kind in order)


def test_earlier_events_count_where_the_task_says_so() -> None:
    game = Game(one_task("when: member.joined, already: true, gives: {points: 5}"))
    assert gets(game.event("member.joined", "2026-01-01 10:00")) == {}
    assert gets(game.event("shop.visited", "2026-05-31 23:59:59.999")) is None, "what changes nothing writes nothing"
    assert gets(game.event("shop.visited", "06-01 00:00")) == {"points": 5}, "unless something is due"
    assert gets(game.play(Update(tier="silver"), "06-01 00:01")) == {}
    assert game.event("shop.visited", "06-01 00:01") is None
    game = Game(one_task("when: member.joined, already: true, gives: {points: 5}") + "\nopt_in: true")
    game.event("member.joined", "2026-01-01 10:00")
    assert gets(game.play(Join("play"), "06-01 00:00")) == {"points": 5}
    assert game.event("member.joined", "06-01 00:01") is None


def test_opt_in_counts_only_what_comes_after_joining() -> None:
    game = Game(one_task("when: shop.visited, gives: {points: 5}") + "\nopt_in: true")
    assert game.event("shop.visited", "06-02 10:00") is None
    assert gets(game.play(Join("play"), "06-02 11:00")) == {}
    assert game.event("shop.visited", "06-02 10:59:59.999", arrives="06-02 11:30") is None
    assert gets(game.event("shop.visited", "06-02 11:00", arrives="06-02 11:30")) == {"points": 5}
    assert gets(game.play(Join("play"), "06-02 12:00")) == "already_joined"


@pytest.mark.parametrize(
    ("who", "profile", "counts"),
    [
        ("{tier: gold}", Profile(tier="gold"), True),
        ("{tier: gold}", Profile(tier="silver"), False),
        ("{tier: at least silver}", Profile(tier="gold"), True),
        ("{tier: at least silver}", Profile(tier="green"), False),
        ("{tier: at least silver}", Profile(), False),
        ("{tier: not gold}", Profile(), True),
        ("{tag: vip}", Profile(tags=("new", "vip")), True),
        ("{tag: [vip, new]}", Profile(tags=("old",)), False),
        ("{tag: not vip}", Profile(tags=("old",)), True),
        ("{age: at least 18}", Profile(born="2008-06-02"), True),
        ("{age: at least 18}", Profile(born="2008-06-03"), False),
        ("{age: at least 18}", Profile(), False),
    ],
)
def test_a_task_counts_for_its_audience(who: str, profile: Profile, counts: bool) -> None:
    game = Game(one_task(f"when: shop.visited, who: {who}, gives: {{points: 5}}"), profiles={"ann": profile})
    assert (game.event("shop.visited", "06-02 10:00") is not None) == counts


BAD = {
    "an unknown type": (Happened("1", "shop", "moon.landed", 0), "unknown_event_type"),
    "a phone reports what only a server may": (Happened("1", "me", "order.paid", 0, {}, True), "event_not_from_client"),
    "a field that is not declared": (Happened("1", "shop", "shop.visited", 0, {"size": 1}), "bad_event_field"),
    "text instead of a number": (Happened("1", "shop", "run.finished", 0, {"km": "5"}), "bad_event_field"),
    "a flag instead of a number": (Happened("1", "shop", "run.finished", 0, {"km": True}), "bad_event_field"),
    "not a number at all": (Happened("1", "shop", "run.finished", 0, {"km": float("nan")}), "bad_event_field"),
    "an endless number": (Happened("1", "shop", "run.finished", 0, {"km": float("inf")}), "bad_event_field"),
    "a number beyond bounds": (Happened("1", "shop", "run.finished", 0, {"km": 10**400}), "bad_event_field"),
    "money without a currency": (Happened("1", "shop", "order.paid", 0, {"amount": "5.00"}), "bad_event_field"),
    "money as a number": (Happened("1", "shop", "order.paid", 0, {"amount": 5.0}), "bad_event_field"),
    "a list with something else in it": (
        Happened("1", "shop", "order.paid", 0, {"skus": ["a", {}]}),
        "bad_event_field",
    ),
    "no date": (Happened("1", "shop", "run.finished", 0, {"on": "2026-02-30"}), "bad_event_field"),
}


@pytest.mark.parametrize(("event", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_event_is_refused_and_changes_nothing(event: Happened, code: str) -> None:
    game = Game(one_task("when: shop.visited, gives: {points: 5}"))
    before = game.member("ann")
    assert gets(game.play(event, "06-02 10:00")) == code
    assert game.member("ann") == before


def test_an_order_is_claimed_with_the_receipt_that_it_pays() -> None:
    game = Game(one_task(PAID))
    game.event("order.paid", "06-01 10:00", order="A-1", amount="399.00 CNY")
    assert game.last is not None
    assert [(claim.kind, claim.value) for claim in game.last.claims] == [("order.paid.order", "A-1")]


def test_counters_of_past_rounds_are_forgotten_only_after_the_grace() -> None:
    game = Game(one_task(VISITS, ", repeats: daily"))
    game.event("shop.visited", "06-02 10:00")
    game.event("shop.visited", "06-03 23:00")
    assert set(game.member("ann").document.played["play"].rounds) == {"week@d260602", "week@d260603"}
    game.event("shop.visited", "06-04 00:00")
    assert set(game.member("ann").document.played["play"].rounds) == {"week@d260603", "week@d260604"}
