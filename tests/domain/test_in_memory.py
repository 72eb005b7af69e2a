"""The store in memory: what is committed, what is answered again, and what two members can't both have."""

from typing import Any

import pytest

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Ask, Enrol, Happened, Update
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import TesseraError
from tests.domain.game import Game

BLOCKS = """
challenges: {c: {tasks: {buy: {when: order.paid, each: 1 time, gives: {points: 1, fragments: set/a}}}}}
collections: {set: {fragments: [a], gives: {points: 5}, send: 9 a day}}
blind_boxes: {box: {odds: {bike: 50%, pin: rest}, ten_costs: {points: 0}}}
redemptions: {shop: {opens: daily 00:00, closes: end of day, offers: {soap: {gives: {points: 1}, stock: 2}}}}
prizes:
  bike: {gift: bike, stock: 12, when_out: pin}
  pin:  {badge: pin}
"""
NOON = 1_780_459_200_000  # 2026-06-03 12:00 in Shanghai
DEFINITIONS = Game(BLOCKS).definitions
BIKE = StockKey("play", "prizes/bike")
TEN, SOAP, PIN_FOR_BO = Draw("play", "box", 10), Redeem("play", "shop", "soap"), Send("play", "set", "a", "bo")


def store(**more: Any) -> InMemoryStore:
    """A store in which Ann and Bo are born."""
    made = InMemoryStore(DEFINITIONS, **more)
    for name in ("ann", "bo"):
        made.act(name, [Ask("born", Enrol())], 0)
    return made


def order(id: str, number: str) -> Ask:
    return Ask(id, Happened(id, "shop", "order.paid", NOON, {"order": number}))


def told(results: tuple[AskResult, ...]) -> list[int | str | None]:
    """The number of each receipt, the code of each error."""
    return [
        one.number if isinstance(one, Receipt) else one.code if isinstance(one, TesseraError) else None
        for one in results
    ]


def test_receipts_are_numbered_and_the_member_moves_on_with_each() -> None:
    own = store()
    assert told(own.act("ann", [order("1", "A"), order("2", "B")], NOON).results) == [2, 3]
    assert (own.members["ann"].version, own.members["ann"].at, own.members["ann"].document.points) == (3, NOON, 2)


def test_an_id_is_answered_for_good_and_only_the_others_are_decided() -> None:
    own = store()
    first = own.act("ann", [order("1", "A")], NOON).results
    own.act("ann", [order("2", "B")], NOON)
    again = own.act("ann", [order("3", "C"), order("1", "other"), order("3", "A")], NOON + 1)
    assert told(again.results) == [4, 2, 4]
    assert again.results[1] is first[0]
    assert own.members["ann"].document.points == 3


def test_an_id_is_one_members_own() -> None:
    own = store()
    assert [told(own.act(name, [order("1", name)], NOON).results) for name in ("ann", "bo")] == [[2], [2]]


def test_a_refusal_and_what_changes_nothing_leave_no_trace() -> None:
    own = store()
    before = own.members["ann"]
    asks = [Ask("1", Draw("play", "other")), Ask("2", Update())]
    assert told(own.act("ann", asks, NOON).results) == ["unknown_box", None]
    assert own.members["ann"] is before
    assert told(own.act("ann", [order("1", "A")], NOON).results) == [2], "the same id may succeed later"


def test_nobody_acts_before_they_are_born() -> None:
    own = store()
    assert told(own.act("eve", [order("1", "A")], NOON).results) == ["unknown_member"]
    assert "eve" not in own.members


def test_it_is_never_decided_as_of_before_what_already_happened() -> None:
    own = store()
    own.act("bo", [order("1", "A")], NOON + 9)
    own.act("ann", [order("1", "B")], NOON + 5)
    receipts = [own.act("ann", [ask], NOON).results[0] for ask in (Ask("2", SOAP), Ask("3", PIN_FOR_BO))]
    assert [one.at for one in receipts if isinstance(one, Receipt)] == [NOON + 5, NOON + 9]


@pytest.mark.parametrize("by", ["ann", "bo"])
def test_a_claim_is_held_by_one_receipt_over_all_members(by: str) -> None:
    own = store()
    own.act("ann", [order("1", "A")], NOON)
    asks = [order("2", "B"), order("3", "A"), order("4", "B"), order("5", "C")]
    version = own.members[by].version
    assert told(own.act(by, asks, NOON).results) == [version + 1, "already_claimed", "already_claimed", version + 2]


def test_what_is_refused_claims_nothing() -> None:
    own = store()
    late = Ask("1", Happened("1", "shop", "order.paid", NOON - 90 * 86_400_000, {"order": "A"}))
    bad = Ask("2", Happened("2", "shop", "order.paid", NOON, {"order": "A", "amount": "much"}))
    assert told(own.act("ann", [late, bad], NOON).results) == [None, "bad_event_field"]
    assert told(own.act("bo", [order("1", "A")], NOON).results) == [2]


TENS = (("ann", "1", "bike"), ("bo", "1", "bike"), ("bo", "2", "pin"))


def test_what_is_short_is_decided_again_with_what_is_left() -> None:
    own = store()
    outcomes = [own.act(by, [Ask(key, TEN)], NOON, lands=row).outcome for by, key, row in TENS]
    draws = [one.receipts[0].draws[0] for one in outcomes]
    assert [one.got for one in draws] == [("bike",) * 10, ("bike",) * 2 + ("pin",) * 8, ("pin",) * 10]
    assert [one.at_most for one in draws] == [{}, {"prizes/bike": 2}, {}]
    assert (own.stocks.taken[BIKE], own.decisions, own.stocks.retries) == (12, 2 + 3, 1)


def test_what_is_gone_is_refused() -> None:
    own = store()
    asks = [Ask(str(number), SOAP) for number in range(3)]
    assert told(own.act("ann", asks[:2], NOON).results) == [2, 3]
    assert told(own.act("bo", asks[2:], NOON).results) == ["sold_out"]


def test_a_larger_quota_is_there_at_once() -> None:
    own = store()
    assert told(own.act("ann", [Ask(str(n), SOAP) for n in range(3)], NOON).results) == [2, 3, "sold_out"]
    own.definitions = Game(BLOCKS.replace("stock: 2", "stock: 3")).definitions
    assert told(own.act("ann", [Ask("3", SOAP)], NOON).results) == [4]


def test_units_are_what_it_is_told_until_it_is_told_otherwise() -> None:
    own = store(units=lambda take: min(take.quota, 3))
    own.act("ann", [Ask("ten", TEN)], NOON, lands="bike")
    assert (own.stocks.taken[BIKE], own.stocks.left(Take(BIKE, 0, 12, 1))) == (3, 0)
    own.stocks.restock(lambda take: 4)
    own.act("bo", [Ask("ten", TEN)], NOON, lands="bike")
    assert (own.stocks.taken[BIKE], own.stocks.left(Take(BIKE, 0, 12, 1))) == (4, 0)


def test_for_a_crowd_what_is_short_is_known_from_then_on() -> None:
    own = store(for_crowd=True)
    for number in range(4):
        own.act("ann", [Ask(str(number), TEN)], NOON, lands="bike")
    assert (own.stocks.taken[BIKE], own.decisions, own.stocks.retries) == (12, 2 + 4, 1)
    own.stocks.restock(lambda take: 1)
    own.act("ann", [Ask("more", TEN)], NOON, lands="bike")
    assert own.stocks.taken[BIKE] == 1


def test_for_a_crowd_the_receipts_are_kept_that_are_asked_for() -> None:
    own = store(for_crowd=True, keeps=lambda receipt: receipt.asked.get("id") == "2")
    first, second = (own.act("ann", [order(one, f"N{one}")], NOON).results[0] for one in ("1", "2"))
    again = own.act("ann", [order("2", "N2")], NOON)
    assert again.results == (second,)
    assert again.outcome.receipts == ()
    assert list(own._receipts.values()) == [second] != [first]


def test_a_gift_moves_both_members_at_once() -> None:
    own = store()
    own.act("ann", [order("1", "A")], NOON)
    acted = own.act("ann", [Ask("gift", PIN_FOR_BO)], NOON)
    theirs = acted.outcome.recipient_receipt
    assert theirs is not None
    assert (told(acted.results), theirs.number, theirs.at) == ([3], 2, NOON)
    assert [own.members[name].document.played["play"].has for name in ("ann", "bo")] == [{}, {"fragments/set/a": 1}]
    assert [(own.members[name].version, own.members[name].at) for name in ("ann", "bo")] == [(3, NOON), (2, NOON)]
    assert told(own.act("ann", [Ask("gift", PIN_FOR_BO)], NOON).results) == [3]
    assert own.members["bo"].version == 2, "once"


@pytest.mark.parametrize("bo", [None, Snapshot("bo", 2, 0, Member(erased=5))], ids=["unborn", "erased"])
def test_a_gift_needs_somebody_who_is_here(bo: Snapshot | None) -> None:
    own = store()
    own.act("ann", [order("1", "A")], NOON)
    del own.members["bo"]
    own.members |= {"bo": bo} if bo else {}
    assert told(own.act("ann", [Ask("gift", PIN_FOR_BO)], NOON).results) == ["unknown_member"]


def test_an_action_that_ignores_what_is_left_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def take_all(turn: Turn, key: StockKey, quota: int, shards: int, n: int = 1, returning: bool = False) -> int:
        turn.takes[key] = Take(key, n, quota, shards, returning)
        return n

    own = store(units=lambda take: 0)
    monkeypatch.setattr(Turn, "take", take_all)
    with pytest.raises(RuntimeError, match="decided to take more than 0 of"):
        own.act("ann", [Ask("soap", SOAP)], NOON)
