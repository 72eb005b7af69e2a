"""The report: what each receipt adds to a campaign's counters, and what they come to."""

from typing import Any

import pytest

from chalicelib.domain.decide.award import Award
from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import BlockLine, BoardLine, PrizeLine, Refusals, TaskLine
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Join, Merge, Settle
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Money
from tests.domain.game import Game

BLOCKS = """
budget: 500.00 CNY
challenges:
  days:
    repeats: daily
    gives: {points: 50}
    tasks:
      visit: {when: shop.visited, reach: 2 times, gives: {points: 10}}
      watch: {when: live.watched, gives: {prizes: [pin, voucher], fragments: [pair/left, pair/right], draws: box}}
collections:
  pair: {fragments: [left, right], gives: {prizes: pin}, send: 1 a day}
blind_boxes:
  box: {costs: {draws: box}, odds: {purse: rest}}
redemptions:
  shop: {opens: 1st 00:00, closes: end of month, offers: {pin: {costs: {points: 5}, gives: {prizes: pin}, stock: 9}}}
prizes:
  pin: {badge: pin-1, value: 2.50 CNY, stock: 10, when_out: voucher}
  voucher: {coupon: free pin-1, valid: 1 day}
  purse: {points: 7}
"""
COUNTED = [
    pytest.param([("shop.visited", "06-03 10:00")], {"actions": 1, "members": 1, "started/days/visit": 1}, id="begun"),
    pytest.param(
        [("shop.visited", "06-03 10:00"), ("shop.visited", "06-03 23:59:59.999")],
        {"actions": 1, "done/days/visit": 1, "blocks/challenges/days/visit": 1, "points/earned": 10},
        id="reached on the same day",
    ),
    pytest.param(
        [("shop.visited", "06-03 10:00"), ("shop.visited", "06-04 00:00")],
        {"actions": 1, "started/days/visit": 1},
        id="begun again in the next round",
    ),
    pytest.param(
        [("shop.visited", "06-03 10:00"), ("live.watched", "06-03 10:00"), ("shop.visited", "06-03 10:00")],
        {
            "actions": 1,
            "done/days/visit": 1,
            "done/days": 1,
            "blocks/challenges/days/visit": 1,
            "blocks/challenges/days": 1,
            "points/earned": 60,
        },
        id="all tasks of the round",
    ),
    pytest.param(
        [("live.watched", "06-03 10:00")],
        {
            "actions": 1,
            "members": 1,
            "started/days/watch": 1,
            "done/days/watch": 1,
            "blocks/challenges/days/watch": 1,
            "prizes/pin": 1,
            "prizes/voucher": 1,
            "fragments/pair/left": 1,
            "fragments/pair/right": 1,
        },
        id="a task that is one event long, and what it gives",
    ),
    pytest.param(
        [("live.watched", "06-03 10:00"), (Draw("play", "box"), "06-03 10:00")],
        {"actions": 1, "blocks/blind_boxes/box": 1, "prizes/purse": 1, "points/earned": 7},
        id="a prize that turns into points",
    ),
    pytest.param(
        [("live.watched", "06-03 10:00"), (Compose("play", "pair"), "06-03 10:00")],
        {"actions": 1, "blocks/collections/pair": 1, "prizes/pin": 1},
        id="a set",
    ),
    pytest.param([(Join("play"), "06-03 10:00")], {"actions": 1, "members": 1, "joined": 1}, id="an opt-in"),
]
COUNTED_WHILE_A_COUPON_ENDS = [
    pytest.param(
        [
            ("live.watched", "06-03 10:00"),
            (Draw("play", "box"), "06-03 10:00"),
            (Redeem("play", "shop", "pin"), "06-05 10:00"),
        ],
        {"actions": 1, "blocks/redemptions/shop/pin": 1, "points/spent": 5, "prizes/pin": 1},
        id="an offer, while a coupon expires",
    ),
    pytest.param(
        [("live.watched", "06-03 10:00"), ("live.watched", "06-05 10:00")],
        {
            "actions": 1,
            "started/days/watch": 1,
            "done/days/watch": 1,
            "blocks/challenges/days/watch": 1,
            "prizes/pin": 1,
            "prizes/voucher": 1,
            "fragments/pair/left": 1,
            "fragments/pair/right": 1,
        },
        id="a coupon that comes as another of its kind expires",
    ),
]
"""The voucher of June 3 is good until June 4 is over."""


@pytest.mark.parametrize(("steps", "expected"), COUNTED)
def test_a_receipt_adds_what_it_tells(steps: list[tuple[str | Action, str]], expected: dict[str, int]) -> None:
    opt_in = "opt_in: true" if isinstance(steps[0][0], Join) else ""
    game = Game(f"{opt_in}\n{BLOCKS}")
    last = [step(game, what, at) for what, at in steps][-1]
    date = f"2026-{steps[-1][1].strip()[:5]}"
    assert tally(game, last) == {("play", date): expected}


@pytest.mark.parametrize(("steps", "expected"), COUNTED_WHILE_A_COUPON_ENDS)
def test_a_coupon_counts_as_expired_on_its_own_last_day(
    steps: list[tuple[str | Action, str]], expected: dict[str, int]
) -> None:
    game = Game(BLOCKS)
    last = [step(game, what, at) for what, at in steps][-1]
    assert tally(game, last) == {("play", "2026-06-05"): expected, ("play", "2026-06-04"): {"expired/voucher": 1}}


def test_a_coupon_of_a_campaign_that_took_no_part_counts_as_expired_and_nothing_else() -> None:
    game = Game(BLOCKS)
    game.event("live.watched", "06-03 10:00")
    settled = game.play(Settle(), "06-05 10:00")
    assert isinstance(settled, Receipt)
    assert tally(game, settled) == {("play", "2026-06-04"): {"expired/voucher": 1}}
    assert counted(settled, {}) == {}


def test_a_day_is_one_of_the_campaigns_timezone() -> None:
    game = Game(BLOCKS)
    last, first = game.event("shop.visited", "06-03 23:59:59.999"), game.event("shop.visited", "06-04 00:00")
    assert [*tally(game, last), *tally(game, first)] == [("play", "2026-06-03"), ("play", "2026-06-04")]


def test_a_gift_makes_no_fragment_and_the_recipient_may_be_new() -> None:
    game = Game(BLOCKS)
    game.member("bo")
    game.event("live.watched", "06-03 10:00")
    sent = game.play(Send("play", "pair", "left", "bo"), "06-03 10:00")
    assert game.last is not None
    assert tally(game, sent) == {("play", "2026-06-03"): {"actions": 1, "blocks/collections/pair:send": 1}}
    assert tally(game, game.last.recipient_receipt) == {
        ("play", "2026-06-03"): {"actions": 1, "members": 1, "blocks/collections/pair:send": 1}
    }


def test_what_concerns_no_campaign_adds_nothing() -> None:
    assert counted(Receipt("id", 1, 0, "enrol"), {}) == {}


def test_a_receipt_says_nothing_of_what_it_did_not_begin_or_finish() -> None:
    game = Game(BLOCKS.replace("reach: 2 times", "reach: 3 times"))
    receipts = [game.event("shop.visited", "06-03 10:00") for _ in range(3)]
    assert [(one.first, one.started, one.done) for one in receipts] == [
        (("play",), ("play/days/visit",), ()),
        ((), (), ()),
        ((), (), ("play/days/visit",)),
    ]


def test_an_each_task_is_done_once_a_round_however_often_it_pays() -> None:
    game = Game("challenges: {c: {tasks: {buy: {when: order.paid, each: 1 time, gives: {points: 1}}}}}")
    receipts = [game.event("order.paid", "06-03 10:00", order=str(n)) for n in range(3)]
    assert [one.done for one in receipts] == [("play/c/buy", "play/c"), (), ()]
    assert [tally(game, one)["play", "2026-06-03"]["points/earned"] for one in receipts] == [1, 1, 1]


def test_a_task_that_counts_what_was_done_before_is_told_by_the_next_receipt() -> None:
    game = Game(
        """
        challenges:
          c: {tasks: {join: {when: member.joined, already: true, gives: {points: 3}},
                      visit: {when: shop.visited, each: 1 time, gives: {points: 1}}}}
        """
    )
    game.event("member.joined", "05-01 10:00")
    assert tally(game, game.event("shop.visited", "06-03 10:00")) == {
        ("play", "2026-06-03"): {
            "actions": 1,
            "members": 1,
            "started/c/join": 1,
            "started/c/visit": 1,
            "done/c/join": 1,
            "done/c/visit": 1,
            "done/c": 1,
            "blocks/challenges/c/join": 1,
            "blocks/challenges/c/visit": 1,
            "points/earned": 4,
        }
    }


def test_what_was_due_and_what_was_done_are_told_apart() -> None:
    game = Game(
        """
        challenges: {c: {tasks: {join: {when: member.joined, already: true, gives: {points: 3}}}}}
        redemptions: {shop: {opens: 1st 00:00, closes: end of month,
                             offers: {pin: {costs: {points: 2}, gives: {prizes: pin}}}}}
        prizes: {pin: {badge: pin-1}}
        """
    )
    game.event("member.joined", "05-01 10:00")
    [counts] = tally(game, game.play(Redeem("play", "shop", "pin"), "06-03 10:00")).values()
    assert (counts["points/earned"], counts["points/spent"]) == (3, 2)


PLACES = """
boards: {runs: {when: run.finished, score: count, gives: {1: {prizes: bike}, 2 to 3: {prizes: purse, points: 1}}}}
prizes: {bike: {gift: bike, value: 9.00 CNY, stock: 1}, purse: {points: 7}}
"""


@pytest.mark.parametrize(
    ("rank", "expected"),
    [
        (1, {"ranks/runs/1": 1, "places/runs/prizes/bike": 1, "prizes/bike": 1}),
        (
            3,
            {
                "ranks/runs/3": 1,
                "places/runs/prizes/purse": 1,
                "places/runs/points": 1,
                "prizes/purse": 1,
                "points/earned": 8,
            },
        ),
    ],
)
def test_a_place_that_is_paid_adds_what_it_gave(rank: int, expected: dict[str, int]) -> None:
    game = Game(PLACES)
    game.event("run.finished", "06-03 10:00", km=5)
    [counts] = tally(game, game.play(Award("play", "runs", "c", rank), "07-03 10:00")).values()
    assert counts == {"actions": 1, "blocks/boards/runs": 1} | expected


def test_the_report_tells_of_boards_what_their_places_gave() -> None:
    days = {
        "2026-07-03": {"ranks/runs/1": 1, "places/runs/prizes/bike": 1, "prizes/bike": 1},
        "2026-07-04": {"ranks/runs/2": 1, "ranks/runs/3": 1, "places/runs/prizes/purse": 2, "places/runs/points": 2},
        "2026-06-03": {"scores/runs": 40, "places/other/points": 9},
    }
    made = report(Game(PLACES).published.campaign, days)
    assert made.boards == [
        BoardLine(
            "runs",
            40,
            {"1": 1, "2 to 3": 2},
            {"points": 2, "prizes/bike": 1, "prizes/purse": 2},
            [Money(900, "CNY")],
        )
    ]


def test_the_report_counts_coupons_of_all_prizes() -> None:
    days = {"2026-06-04": {"used/voucher": 3, "returned/voucher": 1, "expired/voucher": 2, "prizes/voucher": 9}}
    made = report(Game(BLOCKS).published.campaign, days)
    assert (made.coupons_used, made.coupons_ended) == (2, 2)


def test_the_report_sets_the_sums_beside_the_definition() -> None:
    days = {
        "2026-06-04": {"actions": 2, "members": 1, "started/days/visit": 1, "done/days/visit": 1, "prizes/pin": 3},
        "2026-06-03": {
            "actions": 1,
            "members": 1,
            "started/days/visit": 1,
            "blocks/blind_boxes/box": 10,
            "blocks/collections/pair": 1,
        },
        "2026-06-05": {"expired/voucher": 2, "fragments/pair/left": 2},
    }
    made = report(Game(BLOCKS).published.campaign, days)
    assert (made.reach, made.actions) == (2, 3)
    assert made.tasks == [TaskLine("days", "visit", 2, 1), TaskLine("days", "watch", 0, 0)]
    assert made.prizes[0] == PrizeLine("pin", 3, 10, None, Money(250, "CNY"), Money(750, "CNY"))
    assert [(line.prize, line.expired) for line in made.prizes] == [("pin", 0), ("voucher", 2), ("purse", 0)]
    assert made.blocks == [
        BlockLine("challenges/days", 0, None, None),
        BlockLine("challenges/days/visit", 0, None, None),
        BlockLine("challenges/days/watch", 0, None, None),
        BlockLine("collections/pair", 1, None, None),
        BlockLine("blind_boxes/box", 10, None, None),
        BlockLine("redemptions/shop/pin", 0, 9, None),
    ]
    assert made.fragments == {"pair/left": 2, "pair/right": 0}
    assert (made.budget, made.cost) == (Money(50000, "CNY"), [Money(750, "CNY")])
    assert [day.date for day in made.days] == ["2026-06-03", "2026-06-04", "2026-06-05"]
    assert made.refusals == Refusals("metrics", None)


def step(game: Game, what: str | Action, at: str) -> Any:
    return game.event(what, at) if isinstance(what, str) else game.play(what, at)


def tally(game: Game, receipt: Any) -> dict[tuple[str, str], Any]:
    assert isinstance(receipt, Receipt), receipt
    return {page: dict(counts) for page, counts in counted(receipt, {"play": game.published.campaign}).items()}


def test_two_who_turn_out_to_be_one_are_reached_once_and_nothing_is_earned_by_it() -> None:
    game = Game(BLOCKS)
    reached = 0
    for who in ("ann", "bob"):
        receipt = game.event("live.watched", "06-03 10:00", who)
        reached += counted(receipt, {"play": game.published.campaign})["play", "2026-06-03"]["members"]
    receipt = game.play(Merge("bob"), "06-03 12:00")
    assert isinstance(receipt, Receipt)
    assert game.last
    assert game.last.recipient_receipt
    assert counted(receipt, {"play": game.published.campaign}) == {
        ("play", "2026-06-03"): {"actions": 1, "members": -1}
    }
    assert counted(game.last.recipient_receipt, {}) == {}
    assert reached == 2
