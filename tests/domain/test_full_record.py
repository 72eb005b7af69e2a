"""A record that is full: what it still takes, what waits for room in it, and what is refused with a code."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.attempts import MOST_BYTES
from chalicelib.domain.mechanics.challenge.progress import MOST_SEEN
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.capacity import ROOM_FOR_COUPONS
from chalicelib.domain.record.actions import Join, Settle, Update
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from tests.domain.bounds import AT, BLOCKS, holding
from tests.domain.game import Game, gets
from tests.domain.test_orders import Shop

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
    for _ in range(200):
        assert gets(game.event("order.paid", AT, amount="3.00 CNY")) not in ("record_full", None)
    document = game.member("ann").document
    [due] = document.played["play"].due
    assert (due.source, due.times + len(document.coupons)) == ("c/order/", 600)
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


def test_a_refund_is_accepted_by_a_full_record() -> None:
    shop = Shop()
    shop.paid("9.00 CNY", by="ann", channel="own")
    had = shop.store.members["ann"]
    document = msgspec.json.decode(msgspec.json.encode(had.document), type=Member)
    document.kept = {"x" * MOST_BYTES: 1}
    shop.store.members["ann"] = replace(had, document=document)
    assert gets(shop.refunded("9.00 CNY", channel="own")) == {"points": -9}
