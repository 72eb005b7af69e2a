"""Rewards of many at once: all of it is given, in one receipt or in several, and each stock to its last unit."""

from typing import Any

import pytest

from chalicelib.domain.mechanics.challenge.due import ALL_DONE
from chalicelib.domain.play.capacity import MOST_ENTRIES, MOST_SHARDS
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Settle, Update
from chalicelib.domain.record.member import Unpaid
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from chalicelib.domain.words.values import LARGEST_INTEGER, Bag
from tests.domain.game import Game, gets
from tests.domain.test_pause import pause

AT = "06-03 10:00"

BLOCKS = """
crowd: {crowd} a second
challenges: {{buy: {{tasks: {{order: {{when: order.paid, each: 1.00 CNY of amount, gives: {gives}}}}}}}}}
collections: {{set: {{fragments: [a], gives: {{points: 5}}, odds: {{a: rest}}}}}}
blind_boxes: {{box: {{odds: {{cup: rest}}}}}}
prizes:
  cup:  {{gift: cup}}
  slip: {{coupon: 10% off}}
  coin: {{points: 3}}
  pack: {{fragments: {{set/random: 2}}}}
  rose: {{gift: rose, stock: 100, when_out: lily}}
  lily: {{gift: lily, stock: 100, when_out: slip}}
"""


def orders(gives: str, *amounts: int, crowd: int = 200) -> Game:
    """A game in which Ann pays orders of so many yuan, each yuan worth a bag."""
    game = Game(BLOCKS.format(gives=gives, crowd=crowd))
    for amount in amounts:
        assert isinstance(game.event("order.paid", AT, amount=f"{amount}.00 CNY"), Receipt)
    return game


def holds(game: Game) -> dict[str, int]:
    return {name: n for name, n in (game.holds() | coupons(game)).items() if n}


def coupons(game: Game) -> dict[str, int]:
    return {"slips": len(game.member("ann").document.coupons)}


# Each row: what each yuan gives, and what an order of so many yuan is worth: in one receipt, and with the ones after.
ORDERS: dict[str, tuple[str, int, dict[str, int], dict[str, int]]] = {
    "gifts beyond a hundred": ("{prizes: cup}", 150, {"prizes/cup": 150}, {}),
    "gifts without bound": ("{prizes: {cup: 7}}", 1_000_000, {"prizes/cup": 7_000_000}, {}),
    "prizes of points": ("{prizes: coin}", 150, {"points": 450}, {}),
    "coupons beyond a hundred": ("{prizes: slip}", 150, {"slips": 150}, {}),
    "coupons to the last of a receipt": ("{prizes: slip}", MOST_ENTRIES, {"slips": MOST_ENTRIES}, {}),
    "one coupon more": ("{prizes: slip}", MOST_ENTRIES + 1, {"slips": MOST_ENTRIES}, {"slips": MOST_ENTRIES + 1}),
    "no bag is cut": (
        "{prizes: {slip: 3}, points: 1}",
        334,
        {"slips": 999, "points": 333},
        {"slips": 1002, "points": 334},
    ),
    "random fragments beyond a hundred": ("{fragments: set/random}", 150, {"fragments/set/a": 150}, {}),
    "random fragments of a prize": ("{prizes: pack}", 501, {"fragments/set/a": 1000}, {"fragments/set/a": 1002}),
    "a stock to its last unit": ("{prizes: rose}", 100, {"prizes/rose": 100}, {}),
    "what replaces it": ("{prizes: rose}", 101, {"prizes/rose": 100, "prizes/lily": 1}, {}),
    "what replaces that": ("{prizes: rose}", 203, {"prizes/rose": 100, "prizes/lily": 100, "slips": 3}, {}),
}


@pytest.mark.parametrize(("gives", "yuan", "at_once", "in_the_end"), ORDERS.values(), ids=ORDERS.keys())
def test_an_order_is_worth_what_it_says(
    gives: str, yuan: int, at_once: dict[str, int], in_the_end: dict[str, int]
) -> None:
    game = orders(gives, yuan)
    assert holds(game) == at_once
    game.play(Settle(), AT)
    assert holds(game) == (in_the_end or at_once)
    assert game.play(Settle(), AT) is None, "and nothing is left"


@pytest.mark.parametrize("amounts", [(2400,), (1, 2399), (1200, 1200), (2399, 1)])
def test_what_a_receipt_has_no_room_for_comes_with_the_next_ones(amounts: tuple[int, ...]) -> None:
    game = orders("{prizes: slip}", *amounts)
    assert sum(one.times for one in game.member("ann").document.played["play"].due) == 2400 - coupons(game)["slips"]
    seen = []
    while isinstance(receipt := game.play(Settle(), AT), Receipt):
        seen.append(len({coupon.code for coupon in receipt.coupons}))
        assert seen[-1] == receipt.moved()["play"]["prizes/slip"]
    assert coupons(game) == {"slips": 2400}
    assert all(n <= MOST_ENTRIES for n in seen)


def test_the_home_screen_shows_what_is_held_and_what_waits() -> None:
    game = orders("{prizes: slip}", MOST_ENTRIES + 5)
    shown = home(game.definitions, game.member("ann"), game.at(AT))
    assert (shown.settled, shown.waits) == ({}, {"play": {"prizes/slip": 5}})
    assert len(shown.coupons) == MOST_ENTRIES


# Each row: what each of 150 yuan gives that was earned in a pause, what of it the home screen shows as held, and what
# as waiting, once the campaign goes on.
SHOWN: dict[str, tuple[str, dict[str, int], dict[str, int]]] = {
    "points": ("{points: 2}", {"points": 300}, {}),
    "draws": ("{draws: box}", {"draws/box": 150}, {}),
    "named fragments": ("{fragments: set/a}", {"fragments/set/a": 150}, {}),
    "gifts without stock": ("{prizes: cup}", {"prizes/cup": 150}, {}),
    "prizes of points": ("{prizes: coin}", {"points": 450}, {}),
    "random fragments": ("{fragments: set/random}", {}, {"fragments/set/random": 150}),
    "random fragments of a prize": ("{prizes: pack}", {}, {"prizes/pack": 150}),
    "coupons": ("{prizes: slip}", {}, {"prizes/slip": 150}),
    "a stock of less": ("{prizes: rose}", {}, {"prizes/rose": 150}),
    "a bag with a stock": ("{points: 2, prizes: rose}", {}, {"points": 300, "prizes/rose": 150}),
}


@pytest.mark.parametrize(("gives", "held", "waits"), SHOWN.values(), ids=SHOWN.keys())
def test_only_what_can_not_come_otherwise_is_shown_as_held(
    gives: str, held: dict[str, int], waits: dict[str, int]
) -> None:
    game = orders(gives)
    pause(game)
    game.event("order.paid", AT, amount="150.00 CNY")
    paused = home(game.definitions, game.member("ann"), game.at(AT))
    assert (paused.points, paused.settled, {*paused.waits}) == (0, {}, {"play"})
    pause(game, False)

    shown = home(game.definitions, game.member("ann"), game.at(AT))

    has = shown.campaigns["play"].has | ({"points": shown.points} if shown.points else {})
    assert (has, shown.waits) == (held, {"play": waits} if waits else {})
    game.play(Settle(), AT)
    there = holds(game)
    assert all(there[asset] >= n for asset, n in held.items())
    assert home(game.definitions, game.member("ann"), game.at(AT)).waits == {}


def test_the_last_of_a_stock_is_shown_as_held_to_who_has_it() -> None:
    game = orders("{prizes: {rose: 100}}")
    pause(game)
    for who in ("ann", "bo"):
        game.event("order.paid", AT, amount="1.00 CNY", by=who)
    pause(game, False)
    for who in ("ann", "bo"):
        shown = home(game.definitions, game.member(who), game.at(AT))
        assert (shown.campaigns["play"].has, shown.waits) == ({}, {"play": {"prizes/rose": 100}})
    for who, prize in (("ann", "rose"), ("bo", "lily")):
        game.play(Settle(), AT, by=who)
        shown = home(game.definitions, game.member(who), game.at(AT))
        assert (shown.campaigns["play"].has, shown.waits) == ({f"prizes/{prize}": 100}, {})


def test_more_that_waits_than_phones_can_read_is_shown_as_the_most_they_can() -> None:
    game = orders("{points: 999999999}")
    pause(game)
    game.event("order.paid", AT, amount="999999999.00 CNY")
    assert home(game.definitions, game.member("ann"), game.at(AT)).waits == {"play": {"points": LARGEST_INTEGER}}


def test_what_several_pauses_withheld_is_told_apart_as_long_as_it_matters() -> None:
    game = orders("{points: 1}")
    due = []
    for since, at in (("06-03 10:00", "06-03 11:00"), ("06-03 10:00", "06-03 12:00"), ("06-04 10:00", "06-04 11:00")):
        game.store.definitions = assemble(game.definitions.programme, [game.published], {"play": game.at(since)})
        game.event("order.paid", at, amount="5.00 CNY")
        due.append((game.member("ann").document.played["play"].due, game.holds()["points"]))
    first, second = game.at("06-03 11:00"), game.at("06-04 11:00")
    assert due == [
        ([Unpaid("buy/order/", 5, first, Bag(points=1))], 0),
        ([Unpaid("buy/order/", 10, first, Bag(points=1))], 0),
        ([Unpaid("buy/order/", 5, second, Bag(points=1))], 10),
    ]


def test_of_a_crowd_no_more_shards_are_taken_than_a_transaction_holds() -> None:
    game = orders("{prizes: rose}", 95, crowd=10_000)
    taken = []
    for _ in range(3):
        assert game.last is not None
        taken.append({take.key.stock: (take.n, take.shards) for take in game.last.takes})
        game.play(Settle(), AT)
    assert taken == [{"prizes/rose": (n, 100)} for n in (MOST_SHARDS, MOST_SHARDS, 95 - 2 * MOST_SHARDS)]
    assert holds(game) == {"prizes/rose": 95}


def test_what_was_earned_during_a_pause_has_the_same_bounds() -> None:
    game = orders("{prizes: slip}")
    pause(game)
    for _ in range(3):
        game.event("order.paid", AT, amount="700.00 CNY")
    assert game.member("ann").document.played["play"].due == [
        Unpaid("buy/order/", 2100, game.at(AT), Bag(prizes={"slip": 1}))
    ]
    pause(game, False)
    counted = []
    for tier in ("gold", "silver", "green"):
        game.play(Update(tier=tier), AT)
        counted.append(coupons(game)["slips"])
    assert counted == [1000, 2000, 2100]


def test_a_bag_that_is_too_large_for_a_receipt_is_given_alone_all_the_same() -> None:
    """The lint refuses it; a version of before it stays playable."""
    game = orders("{prizes: {slip: 1001}}", 2)
    assert holds(game) == {"slips": 1001}
    game.play(Settle(), AT)
    assert holds(game) == {"slips": 2002}


def test_two_rewards_of_one_event_share_the_room() -> None:
    game = Game("""
challenges:
  buy:
    tasks: {order: {when: order.paid, gives: {prizes: {slip: 600}}}}
    gives: {prizes: {slip: 500}}
prizes: {slip: {coupon: 10% off}}
""")
    first: Any = game.event("order.paid", AT, amount="1.00 CNY")
    assert gets(first) == {"prizes/slip": 600}
    assert game.member("ann").document.played["play"].due == [
        Unpaid(f"buy//{ALL_DONE}", 1, game.at(AT), Bag(prizes={"slip": 500}))
    ]
    assert gets(game.play(Update(tier="gold"), AT)) == {"prizes/slip": 500}
