"""Bounds that answer with a code before anything moves: numbers that phones would round, and times without end."""

import pytest

from chalicelib.domain.mechanics.challenge.due import MOST_WAITING
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Happened, Settle
from chalicelib.domain.record.member import Played, Snapshot, Unpaid
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from chalicelib.domain.words.values import LARGEST_INTEGER, Bag
from tests.domain.bounds import AT, BLOCKS, holding
from tests.domain.game import Game, gets
from tests.domain.test_orders import Shop
from tests.postings import with_points


@pytest.mark.parametrize(
    ("points", "answer"),
    [(LARGEST_INTEGER - 1, {"points": 1}), (LARGEST_INTEGER, "number_full"), (LARGEST_INTEGER + 5, "number_full")],
)
def test_points_that_a_phone_would_round(points: int, answer: object) -> None:
    game = Game(BLOCKS)
    holding(game, points=points)
    assert gets(game.event("shop.visited", AT, shop="x")) == answer
    assert game.holds()["points"] == points + (answer != "number_full")
    assert gets(game.play(Redeem("play", "r", "o"), AT)) == {"points": -5, "prizes/pin": 1}, "what is spent goes on"


def test_one_event_that_pays_more_than_there_are_numbers() -> None:
    game = Game(
        "challenges: {c: {tasks: {t: {when: order.paid, each: 0.01 CNY of amount, gives: {points: 999999999}}}}}"
    )
    assert gets(game.event("order.paid", AT, amount="999999999.99 CNY")) == "number_full"
    assert game.holds() == {"points": 0}
    assert gets(game.event("order.paid", AT, amount="0.02 CNY")) == {"points": 1999999998}


def test_what_a_task_adds_up_ends_where_numbers_do() -> None:
    game = Game(BLOCKS)
    answers = [gets(game.event("run.finished", AT, km=10**12)) for _ in range(10)]
    assert answers[-1] == "number_full"
    assert "number_full" not in answers[:-1]


def test_what_waits_for_room_takes_nothing_along_that_a_pause_withholds() -> None:
    game = Game(BLOCKS)
    holding(game, points=LARGEST_INTEGER, played={"play": Played(due=[Unpaid("c/one/", 1, 0, Bag(points=1))])})
    paused = {"play": game.at("06-02 09:00")}
    game.store.definitions = assemble(game.definitions.programme, [game.published], paused)
    for _ in range(2):
        game.event("shop.visited", AT, shop="x")
    assert game.member("ann").document.played["play"].due == [
        Unpaid("c/one/", 1, 0, Bag(points=1)),
        Unpaid("c/one/", 2, game.at(AT), Bag(points=1)),
    ]


FULL = LARGEST_INTEGER
DUE = """
challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, gives: GIVES}}}}
collections: {set: {fragments: [a, b], gives: {points: 1}, odds: {a: rest}}}
blind_boxes: {box: {odds: {pin: rest}}}
redemptions: {r: {opens: 2026-06-01, closes: 2026-07-01, offers: {o: {costs: {points: 5}, gives: {prizes: pin}}}}}
prizes:
  pin:  {badge: pin, title: Pin}
  coin: {points: 3}
  pack: {fragments: {set/random: 2}}
  rose: {gift: rose, stock: 1, when_out: coin}
"""


@pytest.mark.parametrize(
    ("gives", "times", "points", "has", "given", "left"),
    [
        pytest.param("{points: 1}", 1, FULL, {}, {}, 1, id="none"),
        pytest.param("{points: 2}", 9, FULL - 5, {}, {"points": 4}, 7, id="as many as leave it exact"),
        pytest.param("{points: 1}", 1, FULL + 5, {}, {}, 1, id="of a record from before there was a bound"),
        pytest.param("{points: 1}", 2, FULL - 2, {}, {"points": 2}, 0, id="to the last"),
        pytest.param("{prizes: coin}", 4, FULL - 7, {}, {"points": 6}, 2, id="what a prize is made of"),
        pytest.param("{prizes: rose}", 1, FULL - 3, {}, {"prizes/rose": 1}, 0, id="what may replace a prize"),
        pytest.param("{prizes: rose}", 1, FULL, {}, {}, 1, id="before it is known that nothing replaces it"),
        pytest.param("{draws: box}", 3, 0, {"draws/box": FULL - 1}, {"draws/box": 1}, 2, id="draws"),
        pytest.param("{fragments: {set/a: 2}}", 3, 0, {"fragments/set/a": FULL - 5}, {"fragments/set/a": 4}, 1,
                     id="named fragments"),
        pytest.param("{prizes: pack}", 3, 0, {"fragments/set/a": FULL - 5, "fragments/set/b": 1},
                     {"fragments/set/a": 4}, 1, id="random fragments"),
        pytest.param("{prizes: pin}", 3, FULL, {}, {"prizes/pin": 3}, 0, id="what is another number"),
        pytest.param("{points: 1, prizes: pin}", 3, FULL - 1, {}, {"points": 1, "prizes/pin": 1}, 2,
                     id="no bag is cut"),
    ],
)  # fmt: skip
def test_what_falls_due_waits_for_room_in_a_number(
    gives: str, times: int, points: int, has: dict[str, int], given: dict[str, int], left: int
) -> None:
    game = Game(DUE.replace("GIVES", gives))
    holding(game, points=points, played={"play": Played(has=has, due=[Unpaid("c/t/", times, 0)])})
    assert (gets(game.play(Settle(), AT)) or {}) == given
    assert game.member("ann").document.played["play"].due == ([Unpaid("c/t/", left, 0)] if left else [])
    assert game.play(Settle(), AT) is None, "and nothing is written for what waits"


def test_what_waits_for_room_in_a_number_comes_once_some_was_spent() -> None:
    game = Game(DUE.replace("GIVES", "{points: 4}"))
    holding(game, points=FULL, played={"play": Played(due=[Unpaid("c/t/", 2, 0)])})
    assert gets(game.event("shop.visited", AT, shop="x")) == "number_full"
    assert gets(game.play(Redeem("play", "r", "o"), AT)) == {"points": -5, "prizes/pin": 1}
    assert gets(game.play(Settle(), AT)) == {"points": 4}
    assert game.holds()["points"] == FULL - 1


def test_of_rewards_that_wait_for_their_days_those_of_one_source_come_together_beyond_sixty() -> None:
    """Eighty visits, each for 900 hours later: none is lost, and none comes before its time."""
    game = Game(WAITS)
    for number in range(80):
        at = game.at("06-01 10:00") + number * 8 * HOUR
        assert not isinstance(
            game.play(Happened(f"v{number}", "shop", "shop.visited", at, {"shop": "x"}), at), Exception
        )
    due = game.member("ann").document.played["play"].due
    assert len(due) == MOST_WAITING
    assert sum(one.times for one in due) == 80
    come = sorted(moment for one in due for moment in [one.due] * one.times)
    promised = [game.at("06-01 10:00") + (number * 8 + 900) * HOUR for number in range(80)]
    assert all(at >= day for at, day in zip(come, promised, strict=True))


WAITS = "challenges: {c: {tasks: {t: {when: shop.visited, each: 1 time, gives: {points: 1}, after: 900 hours}}}}"
HOUR = 3_600_000


@pytest.mark.parametrize(
    ("order", "points", "expected"),
    [
        ("1.00 CNY", LARGEST_INTEGER - 1, {"points": 1}),
        ("2.00 CNY", LARGEST_INTEGER - 1, "number_full"),
        ("1.00 CNY", LARGEST_INTEGER, "number_full"),
    ],
)
def test_an_order_of_a_full_wallet_is_refused_before_anything_is_given_and_may_come_again(
    order: str, points: int, expected: object
) -> None:
    """Nothing of it is kept, the order least of all: once something is spent, the same report counts."""
    shop = Shop()
    shop.reports("order.paid", "ann", channel="own", order="0", amount="0.00 CNY")
    shop.store.members["ann"] = Snapshot("ann", 1, 0, with_points(points))
    before = shop.store.members["ann"], dict(shop.store.orders)
    answer = shop.paid(order, by="ann", key="7", channel="own")
    assert gets(answer) == expected
    if expected == "number_full":
        assert (shop.store.members["ann"], shop.store.orders) == before
        shop.store.members["ann"] = Snapshot("ann", 1, 0, with_points(5))
        assert gets(shop.paid(order, by="ann", key="7", channel="own")) == {"points": int(order[0])}


@pytest.mark.parametrize(
    "block",
    [
        "gives: {prizes: slip}",
        "gives: {points: 1}, after: 9999 years",
        "gives: {points: 1}, after: 999999999999 hours",
        "gives: {prizes: pot}",
    ],
)
def test_a_time_that_is_too_long_stops_no_event(block: str) -> None:
    """Of a definition that was published before the check knew of it."""
    prizes = "prizes: {slip: {coupon: 10% off, valid: 9999 years}, pot: {points: 1, valid: 999999999999 days}}"
    game = Game(f"challenges: {{c: {{tasks: {{t: {{when: shop.visited, each: 1 time, {block}}}}}}}}}\n{prizes}")
    for _ in range(2):
        assert isinstance(game.event("shop.visited", AT, shop="x"), Receipt)
    assert home(game.definitions, game.member("ann"), game.at(AT)).points >= 0
