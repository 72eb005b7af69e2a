"""The decision as a whole: folds, what falls due, what is left out of a record, and the ledger that always adds up."""

from collections import Counter
from collections.abc import Collection
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Ask, Enrol, Happened, Settle, Update
from chalicelib.domain.record.journal import CLOSED, EXPIRED, Leg
from chalicelib.domain.record.member import Member, Snapshot
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Refused
from tests.domain.game import Game, gets

BLOCKS = """
challenges:
  all:
    repeats: daily
    tasks:
      visit: {when: shop.visited, reach: 2 times, gives: {points: 3}}
      buy:   {when: order.paid, each: 10.00 CNY of amount, limit: 5 a day, gives: {draws: box, fragments: set/random}}
    gives: {prizes: off}
collections:
  set: {fragments: [a, b], gives: {points: 5}, odds: {a: 70%, b: 30%}, exchange: 2 spares, send: 3 a day}
blind_boxes:
  box: {odds: {bike: 50%, pin: 50%}, costs: {draws: box}, limit: 7 a day, guarantees: [{of: [bike], within: 3}]}
redemptions:
  shop:
    opens: Wed 10:00
    closes: end of Thu
    offers: {soap: {gives: {prizes: soap}, costs: {points: 4}, stock: 6 a window, limit: 2 a window}}
prizes:
  bike: {gift: bike, stock: 4, when_out: pin}
  pin:  {badge: pin}
  soap: {gift: soap}
  off:  {coupon: 5.00 CNY off, valid: 2 days}
"""
AT = "06-03 10:00"
UNBORN = Snapshot("eve", 0, 0, Member())


def visit(number: int, at: int) -> Ask:
    """A visit under a receipt id of its own."""
    return Ask(f"visit{number}", Happened(str(number), "shop", "shop.visited", at))


def test_asks_of_one_batch_are_decided_one_on_top_of_the_other() -> None:
    game = Game(BLOCKS)
    now = game.at(AT)
    asks = [visit(1, now), visit(2, now), visit(3, now), Ask("bad", Happened("x", "shop", "moon.landed", now))]
    outcome = game.decide(asks, now)
    first, second, third, refused = outcome.results
    assert [gets(one) for one in (first, second, third)] == [{}, {"points": 3}, None]
    assert gets(refused) == "unknown_event_type"
    assert [receipt.number for receipt in outcome.receipts] == [2, 3]
    assert outcome.member.points == 3


def test_asks_of_one_batch_share_what_is_left_of_a_stock() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="50.00 CNY")
    bike = StockKey("play", "prizes/bike")
    asks = [Ask(key, Draw("play", "box")) for key in ("one", "two", "three")]
    outcome = game.decide(asks, AT, at_most={bike: 2}, lands=("bike",))
    assert [receipt.draws[0].got for receipt in outcome.receipts] == [("bike",), ("bike",), ("pin",)]
    assert [(take.key, take.n) for take in outcome.takes] == [(bike, 2)]


def test_what_turns_out_short_is_played_again_with_what_there_is() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="50.00 CNY")
    bike = StockKey("play", "prizes/bike")
    asks = [Ask(key, Draw("play", "box")) for key in ("one", "two", "three")]

    def short(takes: Collection[Take]) -> dict[StockKey, int]:
        return {take.key: 2 for take in takes if take.n > 2}

    known = game.decide(asks, AT, at_most={bike: 2}, lands=("bike",))
    outcome = game.decide(asks, AT, short=short, lands=("bike",))
    assert [receipt.draws[0].got for receipt in outcome.receipts] == [("bike",), ("bike",), ("pin",)]
    assert [receipt.draws[0].at_most for receipt in outcome.receipts] == [{}, {}, {"prizes/bike": 2}]
    assert (outcome.member, outcome.takes) == (known.member, known.takes), "each is paid once"


def test_each_ask_finds_out_for_itself_what_is_short() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="50.00 CNY")
    wanted: list[int] = []

    def short(takes: Collection[Take]) -> dict[StockKey, int]:
        wanted.extend(take.n for take in takes)
        return {take.key: 0 for take in takes if take.n}

    game.decide([Ask(key, Draw("play", "box")) for key in ("one", "two")], AT, short=short, lands=("bike",))
    assert wanted == [1, 1], "what one ask learned tells the next one nothing"


def test_asks_refused_or_idle_leave_the_member_as_it_was() -> None:
    game = Game(BLOCKS)
    asks = [Ask("bad", Happened("x", "shop", "moon.landed", game.at(AT))), Ask("draw", Draw("play", "box"))]
    outcome = game.decide(asks, AT)
    assert outcome.member == game.member("ann").document
    assert (outcome.receipts, outcome.takes, outcome.archives) == ((), (), ())


def test_a_decision_changes_nothing_that_it_was_given() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="50.00 CNY")
    member = game.member("ann")
    before = msgspec.json.encode(member)
    first, again = (game.decide([Ask("d", Draw("play", "box"))], AT, entropy=b"e") for _ in range(2))
    assert msgspec.json.encode(member) == before
    assert first == again, "the same arguments are the same decision"


def test_a_member_is_born_once_and_nothing_else_comes_first() -> None:
    game = Game(BLOCKS)
    (receipt,) = game.decide([Ask("e", Enrol())], 5, member=UNBORN).results
    assert isinstance(receipt, Receipt)
    assert (receipt.number, receipt.does, receipt.at) == (1, "enrol", 5)
    (refused,) = game.decide([visit(1, game.at(AT))], AT, member=UNBORN).results
    assert gets(refused) == "unknown_member"


def test_what_falls_due_goes_with_the_first_receipt_only() -> None:
    game = Game(BLOCKS)
    game.event("shop.visited", AT)
    game.event("shop.visited", AT)
    game.event("order.paid", AT, amount="10.00 CNY")
    assert len(game.member("ann").document.coupons) == 1
    later = game.at("06-10 10:00")
    first, second = game.decide([visit(1, later), visit(2, later)], later).receipts
    assert first.settled == (Leg("play", "prizes/off", -1, EXPIRED, game.at("06-06 00:00")),)
    assert second.settled == ()
    assert first.moved() == {"play": {"prizes/off": -1}}
    assert second.moved() == {"play": {"points": 3}}


def test_a_closed_campaign_moves_out_and_the_ledger_says_so() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="20.00 CNY")
    held = {name: n for name, n in game.holds().items() if name != "points"}
    part = game.member("ann").document.played["play"]
    without = assemble(game.definitions.programme, [])
    now = game.at("08-01 00:00")
    outcome = game.decide([Ask("u", Update(tier="gold"))], now, definitions=without)
    (receipt,) = outcome.receipts
    assert receipt.settled == tuple(Leg("play", name, -n, CLOSED, now) for name, n in held.items())
    assert receipt.archived == ("play",)
    assert [(archive.campaign, archive.part) for archive in outcome.archives] == [("play", part)]
    assert outcome.member.played == {}


def with_a_coupon() -> Game:
    """Of Ann, who got it on June 3; it has ended a week later."""
    game = Game(BLOCKS)
    for _ in range(2):
        game.event("shop.visited", AT)
    game.event("order.paid", AT, amount="10.00 CNY")
    return game


def test_settling_alone_takes_along_what_is_due_and_writes_nothing_where_nothing_is() -> None:
    game = with_a_coupon()
    assert game.play(Settle(), AT) is None
    receipt = game.play(Settle(), "06-10 10:00")
    assert isinstance(receipt, Receipt)
    assert (receipt.does, receipt.asked, receipt.own) == ("settle", {}, ())
    assert receipt.settled == (Leg("play", "prizes/off", -1, EXPIRED, game.at("06-06 00:00")),)
    assert game.play(Settle(), "06-10 10:00") is None


def test_who_is_no_member_is_not_settled() -> None:
    (refused,) = Game(BLOCKS).decide([Ask("s", Settle())], 5, member=UNBORN).results
    assert gets(refused) == "unknown_member"


def test_counters_that_are_over_are_not_worth_a_receipt() -> None:
    game = Game("challenges: {c: {repeats: daily, tasks: {visit: {when: shop.visited, reach: 2 times}}}}")
    game.event("shop.visited", AT)
    assert game.member("ann").document.played["play"].rounds
    assert game.play(Settle(), "06-29 10:00") is None


def test_settling_beside_another_action_adds_no_second_receipt() -> None:
    game = with_a_coupon()
    outcome = game.decide([Ask("u", Update(tier="gold")), Ask("s", Settle())], "06-10 10:00")
    assert [one.does for one in outcome.receipts] == ["update"]
    assert outcome.receipts[0].settled


MEMBERS = ("ann", "bo")
ACTIONS: st.SearchStrategy[Any] = st.one_of(
    st.builds(lambda n: ("order.paid", {"amount": f"{n}.00 CNY"}), st.integers(1, 45)),
    st.just(("shop.visited", {})),
    st.sampled_from(
        [
            Draw("play", "box"),
            Compose("play", "set"),
            Exchange("play", "set", "b"),
            Redeem("play", "shop", "soap"),
            Send("play", "set", "a", "bo"),
            Send("play", "set", "b", "ann"),
        ]
    ),
)
STEPS = st.lists(st.tuples(st.sampled_from(MEMBERS), st.integers(0, 20 * 3_600_000), ACTIONS), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_receipts_always_sum_to_the_wallet_and_stock_is_never_oversold(steps: list[tuple[str, int, Any]]) -> None:
    game, now = Game(BLOCKS), 0
    ledgers: dict[str, Counter[str]] = {name: Counter() for name in MEMBERS}
    numbers = dict.fromkeys(MEMBERS, 1)
    for name in MEMBERS:
        game.member(name)
    now = game.at("06-02 00:00")
    for by, pause, action in steps:
        now += pause
        if isinstance(action, tuple):
            result = game.event(action[0], now, by=by, **action[1])
        else:
            result = game.play(action, now, by=by)
        written = [] if result is None or isinstance(result, Refused) else [(by, result)]
        if game.last is not None and game.last.recipient_receipt is not None:
            written.append((action.to, game.last.recipient_receipt))
        for member, receipt in written:
            numbers[member] += 1
            assert receipt.number == numbers[member]
            ledgers[member].update(receipt.moved().get("play", {}))
    for name in MEMBERS:
        coupons = Counter(f"prizes/{coupon.prize}" for coupon in game.member(name).document.coupons)
        held = Counter(game.holds(name)) + coupons
        assert {asset: n for asset, n in ledgers[name].items() if n} == {asset: n for asset, n in held.items() if n}
    quotas = {"prizes/bike": 4, "redemptions/shop/soap": 6}
    assert all(n <= quotas[key.stock] for key, n in game.store.stocks.taken.items())
