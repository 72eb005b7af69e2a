"""Bounds that answer with a code before anything moves: a record that is full, numbers that phones would round."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.decision import MOST_BYTES
from chalicelib.domain.mechanics.challenge.due import MOST_WAITING
from chalicelib.domain.mechanics.challenge.progress import MOST_SEEN, TARGET
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.capacity import ROOM_FOR_COUPONS
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Happened, Join, Settle, Update
from chalicelib.domain.record.member import Member, Played, Progress, Round, Snapshot, Unpaid
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from chalicelib.domain.words.values import LARGEST_INTEGER, Bag
from tests.domain.game import Game, gets
from tests.domain.test_orders import Shop
from tests.postings import with_points

AT = "06-02 10:00"
BLOCKS = """
challenges:
  c:
    tasks:
      one: {when: shop.visited, each: 1 time, gives: {points: 1}}
      all: {when: order.paid, each: 1 different skus, gives: {points: 1}}
      some: {when: cart.added, reach: 2 different sku, gives: {points: 1}}
      run: {when: run.finished, each: 900000000000 of km, gives: {points: 1}}
collections: {set: {fragments: [a, b], gives: {points: 1}, send: 9 a day}}
redemptions: {r: {opens: 2026-06-01, closes: 2026-07-01, offers: {o: {costs: {points: 5}, gives: {prizes: pin}}}}}
prizes: {pin: {badge: pin, title: Pin}}
"""


def holding(game: Game, who: str = "ann", size: int = 0, points: int = 0, **fields: Any) -> None:
    """Give a member a record: with so many bytes, or with these fields."""
    document = with_points(points, **fields)
    if size:
        part = document.played.setdefault("play", Played())
        part.rounds["c@c"] = Round({"all": Progress(seen=[""], paid={TARGET: 1})})
        seen = part.rounds["c@c"].tasks["all"].seen
        seen[0] = "x" * (size - len(msgspec.json.encode(document)))
        assert len(msgspec.json.encode(document)) == size
    game.store.members[who] = Snapshot(who, 1, 0, document)


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


COUPONS = """
challenges:
  c:
    tasks:
      order: {when: order.paid, each: 1.00 CNY of amount, gives: {prizes: {slip: 1}}}
      visit: {when: shop.visited, each: 1 time, gives: {points: 1}}
prizes: {slip: {coupon: 10% off, valid: 2 days}}
"""


def test_coupons_wait_for_room_and_an_order_never_does() -> None:
    """As many as a record has room for are held; the others come when those have ended, and none is lost."""
    game = Game(COUPONS)
    given, largest = slips(game.event("order.paid", AT, amount="8000.00 CNY")), 0
    for day in range(3, 30, 3):
        for hour in range(10, 16):
            given += slips(game.play(Settle(), f"06-{day:02} {hour}:00"))
            visited = game.event("shop.visited", f"06-{day:02} {hour}:30", shop="x")
            assert isinstance(visited, Receipt)
            given += slips(visited)
            document = game.member("ann").document
            largest = max(largest, len(msgspec.json.encode(document)))
            waiting = sum(one.times for one in document.played["play"].due)
            assert given + waiting == 8000
        shown = home(game.definitions, game.member("ann"), game.at(f"06-{day:02} 16:00"))
        assert len(shown.coupons) == len(document.coupons)
        assert shown.waits == ({"play": {"prizes/slip": waiting}} if waiting else {})
    assert (given, game.holds()["points"]) == (8000, 9 * 6)
    assert ROOM_FOR_COUPONS - 200 < largest <= ROOM_FOR_COUPONS + 200


def slips(receipt: Any) -> int:
    """Coupons that a receipt gave."""
    return sum(posting.gave.get("prizes/slip", 0) for posting in receipt.postings) if receipt else 0


def test_orders_of_who_has_no_room_for_coupons_count_and_take_little_room() -> None:
    game = Game(COUPONS)
    holding(game, size=ROOM_FOR_COUPONS - 1_000)
    before = len(msgspec.json.encode(game.member("ann").document))
    for _ in range(500):
        assert gets(game.event("order.paid", AT, amount="3.00 CNY")) not in ("record_full", None)
    document = game.member("ann").document
    [due] = document.played["play"].due
    assert (due.source, due.times + len(document.coupons)) == ("c/order/", 1500)
    assert len(msgspec.json.encode(document)) < before + 1_200


@pytest.mark.parametrize(
    ("size", "answer"),
    [(MOST_BYTES - 300, {"points": 1}), (MOST_BYTES, "record_full"), (MOST_BYTES + 50_000, "record_full")],
)
def test_a_record_that_is_full(size: int, answer: object) -> None:
    game = Game(BLOCKS)
    holding(game, size=size, points=5)
    before = game.member("ann").document
    assert gets(game.event("shop.visited", AT, shop="x")) == answer
    if answer == "record_full":
        assert game.member("ann").document == before


def test_a_full_record_may_become_smaller_and_hears_what_the_brand_says() -> None:
    game = Game(BLOCKS)
    holding(game, size=MOST_BYTES + 1, points=5, played={"play": Played(has={"prizes/pin": 1000})})
    assert gets(game.play(Update(tier="gold"), AT)) == {}
    assert gets(game.play(Redeem("play", "r", "o"), AT)) == {"points": -5, "prizes/pin": 1}


def test_a_gift_to_whose_record_is_full_is_refused_and_stays_with_its_giver() -> None:
    game = Game(BLOCKS)
    holding(game, played={"play": Played(has={"fragments/set/a": 1})})
    holding(game, "bo", size=MOST_BYTES)
    assert gets(game.play(Send("play", "set", "a", "bo"), AT)) == "recipient_full"
    assert game.holds()["fragments/set/a"] == 1


def test_reports_that_fatten_their_own_record_end_with_a_code() -> None:
    game = Game(BLOCKS)
    answers = [
        gets(game.event("order.paid", AT, skus=[f"{i} {n}" for n in range(4000)]))
        for i in range(MOST_BYTES // 60_000 + 1)
    ]
    assert answers == [{"points": 4000}] * (len(answers) - 1) + ["record_full"]
    assert len(msgspec.json.encode(game.member("ann").document)) <= MOST_BYTES


def test_of_a_large_basket_no_more_is_kept_than_a_task_pays_for() -> None:
    task = "challenges: {c: {tasks: {t: {when: order.paid, reach: TARGET different skus, gives: {points: 1}}}}}"
    for target, kept in ((3, MOST_SEEN), (2000, 2000)):
        game = Game(task.replace("TARGET", str(target)))
        assert gets(game.event("order.paid", AT, skus=[str(n) for n in range(5000)])) == {"points": 1}
        assert len(game.member("ann").document.played["play"].rounds["c@c"].tasks["t"].seen) == kept


def test_joining_is_refused_too_where_the_record_is_full() -> None:
    game = Game(f"opt_in: true\n{BLOCKS}")
    holding(game, size=MOST_BYTES)
    assert gets(game.play(Join("play"), AT)) == "record_full"


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


def test_a_refund_is_accepted_by_a_full_record() -> None:
    shop = Shop()
    shop.paid("9.00 CNY", by="ann", channel="own")
    had = shop.store.members["ann"]
    document = msgspec.json.decode(msgspec.json.encode(had.document), type=Member)
    document.kept = {"x" * MOST_BYTES: 1}
    shop.store.members["ann"] = replace(had, document=document)
    assert gets(shop.refunded("9.00 CNY", channel="own")) == {"points": -9}


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
