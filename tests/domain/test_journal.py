"""The journal of a receipt: what each block gave and took, why, how often and when it fell due."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.progress import measured, runs
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Action, Settle, Update
from chalicelib.domain.record.journal import CLOSED, EXPIRED, Assets, Posting, PrizeGrant, changes, grants
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from tests.domain.game import Game

BLOCKS = """
challenges:
  trip:
    tasks:
      visit: {when: shop.visited, reach: 2 times, gives: {prizes: bonus}, milestones: {1: {points: 1}}}
      watch: {when: live.watched, gives: {prizes: scraps}}
    milestones: {1: {points: 20}}
    gives: {prizes: tickets}
  orders: {tasks: {buy: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1, draws: box}}}}
  carts: {tasks: {add: {when: cart.added, each: 1 time, gives: {fragments: set/random}}}}
  visits: {tasks: {come: {when: member.checked_in, each: 1 time, gives: {prizes: off}}}}
  nothing: {tasks: {run: {when: run.finished}}}
collections:
  set: {fragments: [a, b], odds: {a: rest}, gives: {prizes: bonus}, exchange: 2 spares, send: 9 a day}
blind_boxes:
  box: {costs: {draws: box}, ten_costs: {draws: {box: 9}}, odds: {bonus: 40%, tickets: 30%, cup: rest}}
redemptions:
  shop:
    opens: daily 00:00
    closes: end of day
    offers:
      bonus: {costs: {points: 1}, gives: {prizes: bonus}}
      change: {costs: {points: 5}, gives: {points: 5}, limit: 9 a day}
      coupon: {gives: {prizes: [off, long]}}
prizes:
  bonus:   {points: 500}
  tickets: {draws: {box: 2}}
  scraps:  {fragments: {set/random: 2, set/b: 1}}
  cup:     {gift: cup, stock: 3, when_out: bonus}
  off:     {coupon: 5.00 CNY off, valid: 2 days}
  long:    {coupon: 9.00 CNY off, valid: 3 days}
"""
NOON = "06-03 12:00"
Deed = tuple[str, dict[str, Any]] | Action
RICH: list[Deed] = [("order.paid", {"amount": "100.00 CNY"})]
"""An order that gives ten points and ten draws."""


def by(why: str, gave: Assets | None = None, took: Assets | None = None, times: int = 1, at: int = 0) -> Posting:
    points = (gave or {}).get("points", 0) - (took or {}).get("points", 0)
    return Posting("play", why, times, at, gave or {}, took or {}, {"2026-06": points} if points else {})


def made_of(prize: str, contents: Assets, times: int = 1, at: int = 0) -> Posting:
    """The posting of a prize that turns into what it is made of."""
    return by(f"prizes/{prize}", contents, {f"prizes/{prize}": times}, times, at)


def do(game: Game, deed: Deed, at: str | int = NOON, by: str = "ann", lands: str | None = None) -> Receipt:
    """The receipt of a deed."""
    result = game.play(deed, at, by, lands) if isinstance(deed, Action) else game.event(deed[0], at, by, **deed[1])
    assert isinstance(result, Receipt), (deed, result)
    return result


CASES: dict[str, tuple[list[Deed], Deed, str | None, list[Posting]]] = {
    "a prize of points out of an offer": (
        RICH,
        Redeem("play", "shop", "bonus"),
        None,
        [
            by("redemptions/shop/bonus", {"prizes/bonus": 1}, {"points": 1}),
            made_of("bonus", {"points": 500}),
        ],
    ),
    "a milestone, then the challenge's own": (
        [],
        ("shop.visited", {}),
        None,
        [by("challenges/trip/visit:1", {"points": 1})],
    ),
    "a prize of points out of a task, and a milestone of its challenge": (
        [("shop.visited", {})],
        ("shop.visited", {}),
        None,
        [
            by("challenges/trip/visit", {"prizes/bonus": 1}),
            made_of("bonus", {"points": 500}),
            by("challenges/trip:1", {"points": 20}),
        ],
    ),
    "a prize of fragments, some of them random, and one of draws for the whole challenge": (
        [("shop.visited", {})] * 2,
        ("live.watched", {}),
        None,
        [
            by("challenges/trip/watch", {"prizes/scraps": 1}),
            made_of("scraps", {"fragments/set/a": 2, "fragments/set/b": 1}),
            by("challenges/trip", {"prizes/tickets": 1}),
            made_of("tickets", {"draws/box": 2}),
        ],
    ),
    "a task that pays several times at once": (
        [],
        ("order.paid", {"amount": "35.00 CNY"}),
        None,
        [by("challenges/orders/buy", {"points": 3, "draws/box": 3}, times=3)],
    ),
    "a random fragment": ([], ("cart.added", {}), None, [by("challenges/carts/add", {"fragments/set/a": 1})]),
    "a prize of points out of a set": (
        [("live.watched", {})],
        Compose("play", "set"),
        None,
        [
            by("collections/set", {"prizes/bonus": 1}, {"fragments/set/a": 1, "fragments/set/b": 1}),
            made_of("bonus", {"points": 500}),
        ],
    ),
    "duplicates against another fragment, which may be of the same name": (
        [("live.watched", {}), ("cart.added", {})],
        Exchange("play", "set", "a"),
        None,
        [by("collections/set:exchange", {"fragments/set/a": 1}, {"fragments/set/a": 2})],
    ),
    "a prize of points out of a box": (
        RICH,
        Draw("play", "box"),
        "bonus",
        [by("blind_boxes/box", {"prizes/bonus": 1}, {"draws/box": 1}), made_of("bonus", {"points": 500})],
    ),
    "draws that come and go within one action": (
        RICH,
        Draw("play", "box"),
        "tickets",
        [by("blind_boxes/box", {"prizes/tickets": 1}, {"draws/box": 1}), made_of("tickets", {"draws/box": 2})],
    ),
    "ten at once, of which three were in stock": (
        RICH,
        Draw("play", "box", 10),
        "cup",
        [
            by("blind_boxes/box", {"prizes/cup": 3, "prizes/bonus": 7}, {"draws/box": 9}, times=10),
            made_of("bonus", {"points": 3500}, times=7),
        ],
    ),
    "what sums to nothing": (
        RICH,
        Redeem("play", "shop", "change"),
        None,
        [by("redemptions/shop/change", {"points": 5}, {"points": 5})],
    ),
    "coupons": (
        [],
        Redeem("play", "shop", "coupon"),
        None,
        [by("redemptions/shop/coupon", {"prizes/off": 1, "prizes/long": 1})],
    ),
    "an offer that is used": ([], Update(tier="gold"), None, []),
    "a task that gives nothing": ([], ("run.finished", {}), None, []),
}


@pytest.mark.parametrize(("before", "deed", "lands", "expected"), CASES.values(), ids=CASES.keys())
def test_each_block_posts_what_it_gave_and_took(
    before: list[Deed], deed: Deed, lands: str | None, expected: list[Posting]
) -> None:
    game = Game(BLOCKS)
    for one in before:
        do(game, one)
    receipt = do(game, deed, lands=lands)
    assert receipt.postings == tuple(expected)
    assert receipt.settled == ()
    assert receipt.moved() == changes(leg for one in expected for leg in one.legs())


def test_a_gift_is_posted_on_both_sides() -> None:
    game = Game(BLOCKS)
    game.member("bo")
    do(game, ("cart.added", {}))
    sent = do(game, Send("play", "set", "a", "bo"))
    assert sent.postings == (by("collections/set:send", took={"fragments/set/a": 1}),)
    assert game.last is not None
    assert game.last.recipient_receipt is not None
    assert game.last.recipient_receipt.postings == (by("collections/set:send", {"fragments/set/a": 1}),)


def test_a_grant_is_a_prize_that_was_given_whatever_became_of_it() -> None:
    game = Game(BLOCKS)
    do(game, RICH[0])
    ten = do(game, Draw("play", "box", 10), lands="cup")
    assert list(grants(ten.legs)) == [PrizeGrant("play", "cup", 3), PrizeGrant("play", "bonus", 7)]
    assert list(grants(do(game, Redeem("play", "shop", "bonus")).legs)) == [PrizeGrant("play", "bonus", 1)]


def test_what_ended_is_posted_with_its_moments_in_their_order_and_before_the_action() -> None:
    game = Game(BLOCKS)
    do(game, Redeem("play", "shop", "coupon"))
    do(game, Redeem("play", "shop", "coupon"))
    receipt = do(game, RICH[0], "06-10 12:00")
    assert receipt.postings == (
        by(EXPIRED, took={"prizes/off": 2}, times=2, at=game.at("06-06 00:00")),
        by(EXPIRED, took={"prizes/long": 2}, times=2, at=game.at("06-07 00:00")),
        by("challenges/orders/buy", {"points": 10, "draws/box": 10}, times=10),
    )
    assert [leg.n for leg in receipt.settled] == [-2, -2]
    assert changes(receipt.own) == {"play": {"points": 10, "draws/box": 10}}


def test_a_closed_campaign_takes_what_is_left_of_it_after_what_ended_before() -> None:
    game = Game(BLOCKS)
    do(game, Redeem("play", "shop", "coupon"))
    do(game, RICH[0])
    game.store.definitions = assemble(game.definitions.programme, [])
    now = game.at("08-01 00:00")
    assert do(game, Settle(), now).postings == (
        by(EXPIRED, took={"prizes/off": 1}, at=game.at("06-06 00:00")),
        by(EXPIRED, took={"prizes/long": 1}, at=game.at("06-07 00:00")),
        by(CLOSED, took={"draws/box": 10}, at=now),
    )


def paused(game: Game, on: bool) -> None:
    game.store.definitions = assemble(game.definitions.programme, [game.published], {"play": 0} if on else {})


MEANWHILE: list[Deed] = [
    ("shop.visited", {}),
    ("shop.visited", {}),
    ("live.watched", {}),
    RICH[0],
    ("run.finished", {}),
]


def test_a_paused_campaign_posts_after_its_resume_what_it_would_have_posted() -> None:
    game, played_on = Game(BLOCKS), Game(BLOCKS)
    paused(game, True)
    receipts = [do(game, deed) for deed in MEANWHILE]
    assert [one.postings for one in receipts] == [()] * len(MEANWHILE)
    paused(game, False)
    now = game.at("06-04 12:00")
    resumed = do(game, Settle(), now)
    assert {one.at for one in resumed.postings} == {now}
    assert Counter(map(_without_moment, resumed.postings)) == Counter(
        _without_moment(one) for deed in MEANWHILE for one in do(played_on, deed).postings
    )


def _without_moment(posting: Posting) -> str:
    return repr(by(posting.why, posting.gave, posting.took, posting.times))


def test_what_was_earned_is_posted_also_where_a_newer_version_is_without_it() -> None:
    game = Game(BLOCKS)
    paused(game, True)
    do(game, RICH[0])
    game.published = Game(BLOCKS.replace(", gives: {points: 1, draws: box}", "")).published
    paused(game, False)
    [posting] = do(game, Update(tier="gold")).postings
    assert (posting.why, posting.times, posting.gave) == (
        "challenges/orders/buy",
        10,
        {"points": 10, "draws/box": 10},
    )


# --- counted ------------------------------------------------------------------------------------------------------

MEASURES: dict[str, tuple[str, list[tuple[str, str, dict[str, Any]]], list[int]]] = {
    "times": ("when: shop.visited, each: 2 times", [("shop.visited", "06-03 10:00", {})] * 3, [1, 1, 1]),
    "a sum": (
        "when: order.paid, each: 10.00 CNY of amount",
        [("order.paid", "06-03 10:00", {"amount": f"{n}.50 CNY"}) for n in (4, 7)],
        [450, 750],
    ),
    "a sum of numbers, in thousandths": (
        "when: run.finished, reach: 9 of km",
        [("run.finished", "06-03 10:00", {"km": 2.5})],
        [2500],
    ),
    "the best in one event": (
        "when: order.paid, reach: 50.00 CNY of amount (in one event)",
        [("order.paid", "06-03 10:00", {"amount": f"{n}.00 CNY"}) for n in (20, 30)],
        [2000, 1000],
    ),
    "days": (
        "when: shop.visited, reach: 3 days",
        [("shop.visited", f"06-0{day} 10:00", {}) for day in (1, 3)],
        [1, 1],
    ),
    "days in a row": (
        "when: shop.visited, reach: 3 days in a row",
        [("shop.visited", f"06-0{day} 10:00", {}) for day in (1, 2, 4)],
        [1, 1, 1],
    ),
    "different things": (
        "when: order.paid, reach: 4 different skus",
        [("order.paid", "06-03 10:00", {"skus": skus}) for skus in (["a", "b"], ["b", "c"])],
        [2, 1],
    ),
}


@pytest.mark.parametrize(("task", "events", "expected"), MEASURES.values(), ids=MEASURES.keys())
def test_what_an_event_adds_to_a_task_is_counted(
    task: str, events: list[tuple[str, str, dict[str, Any]]], expected: list[int]
) -> None:
    game = Game(f"challenges: {{c: {{tasks: {{t: {{{task}}}}}}}}}")
    receipts = [do(game, (kind, data), at) for kind, at, data in events]
    assert [one.counted for one in receipts] == [{"play": {"c/t@c": n}} for n in expected]


def test_what_is_counted_is_told_by_task_and_round() -> None:
    blocks = """
    challenges:
      c: {repeats: daily, tasks: {a: {when: shop.visited}, b: {when: shop.visited, reach: 2 times}}}
      d: {tasks: {a: {when: shop.visited, each: 1 time}}}
    """
    game = Game(blocks)
    first, again = do(game, ("shop.visited", {})), do(game, ("shop.visited", {}))
    assert first.counted == {"play": {"c/a@d260603": 1, "c/b@d260603": 1, "d/a@c": 1}}
    assert again.counted == {"play": {"c/b@d260603": 1, "d/a@c": 1}}


# --- undone from the receipt alone ----------------------------------------------------------------------------------

DEEDS: list[Deed] = [
    RICH[0],
    ("order.paid", {"amount": "7.00 CNY"}),
    ("shop.visited", {}),
    ("live.watched", {}),
    ("cart.added", {}),
    ("member.checked_in", {}),
    ("run.finished", {}),
    Draw("play", "box"),
    Draw("play", "box", 10),
    Compose("play", "set"),
    Exchange("play", "set", "b"),
    Send("play", "set", "a", "bo"),
    Redeem("play", "shop", "bonus"),
    Redeem("play", "shop", "coupon"),
]


@pytest.mark.parametrize("seed", range(12))
def test_a_receipt_alone_undoes_what_it_did_to_wallet_and_progress(seed: int) -> None:
    game, chance, undone = Game(BLOCKS), Random(seed), 0
    game.member("bo")
    now = game.at("06-03 00:00")
    for _ in range(40):
        now += chance.randrange(20 * 60_000)
        before, deed = game.member("ann").document, chance.choice(DEEDS)
        result = game.play(deed, now) if isinstance(deed, Action) else game.event(deed[0], now, **deed[1])
        if isinstance(result, Receipt):
            undone += 1
            assert taken_back(wallet(game.member("ann").document), result.moved().get("play", {})) == wallet(before)
            counted = result.counted.get("play", {})
            assert taken_back(progress(game, game.member("ann").document), counted) == progress(game, before)
    assert undone > 15


def wallet(document: Member) -> Counter[str]:
    held = Counter({"points": document.points})
    held.update(f"prizes/{coupon.prize}" for coupon in document.coupons)
    if "play" in document.played:
        held.update(document.played["play"].has)
    return held


def progress(game: Game, document: Member) -> Counter[str]:
    """How far each task is in its round, in the units of its target."""
    found: Counter[str] = Counter()
    for key, this_round in (document.played["play"].rounds if "play" in document.played else {}).items():
        challenge, _, round_id = key.partition("@")
        for name, state in this_round.tasks.items():
            task: Task = game.published.campaign.blocks(Challenge)[challenge].tasks[name]
            found[f"{challenge}/{name}@{round_id}"] = sum(runs(state, measured(task)))
    return found


def taken_back(numbers: Counter[str], moved: Assets) -> Counter[str]:
    left = Counter(numbers)
    left.subtract(moved)
    return +left


def test_what_was_earned_and_can_not_be_given_any_more_is_no_posting() -> None:
    """The prize was earned in a pause, and a newer version has it no more."""
    blocks = "challenges: {c: {tasks: {t: {when: shop.visited, gives: {prizes: cup}}}}}\nprizes: {cup: {gift: cup}}"
    game = Game(blocks)
    programme = game.definitions.programme
    game.store.definitions = assemble(programme, [game.published], {"play": game.at("06-03 11:00")})
    game.event("shop.visited", NOON)
    changed = Game(blocks.replace("gives: {prizes: cup}", "gives: {points: 1}").replace("{cup: {gift: cup}}", "{}"))

    game.store.definitions = assemble(programme, [changed.published])

    settled = game.play(Settle(), "06-03 13:00")
    assert settled is None or settled.postings == ()
