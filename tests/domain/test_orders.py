"""Orders: paid, claimed, waited for and refunded, in whichever order that happens; each counts once for one member."""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import pytest

from chalicelib.domain.decide import orders
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Ask, Enrol, Happened
from chalicelib.domain.record.order import Order, OrderKey
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.words.errors import TesseraError
from tests.domain.game import tree

EVENTS = """
order.paid:
  from: server
  fields: {channel: text, order: text, amount: money, phone-end: unkept, buyer: text}
  unique: [channel, order]
  spends: amount
  buyer: buyer
order.refunded:
  from: server
  fields: {channel: text, order: text, refund: text, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
order.claimed:
  from: client
  fields: {channel: text, order: text, phone-end: unkept}
  claims: order.paid by [channel, order], matching phone-end
  within: 30 days
  limit: 5 a day
"""
CAMPAIGN = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-08-31
challenges:
  orders:
    tasks:
      any: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}}
  daily:
    repeats: daily
    tasks:
      one: {when: order.paid, where: {channel: not own}, gives: {points: 1000}}
"""
DAY = 24 * 3_600_000
NOON = 1_781_064_000_000
"""2026-06-10 12:00 in Shanghai."""
KEY = OrderKey("order.paid.channel+order", "JD/7")


class Shop:
    """A programme with orders, one campaign, and members who are born when they first do something."""

    def __init__(self, events: str = EVENTS, campaign: str = CAMPAIGN) -> None:
        programme, findings = reading.read({"timezone": "Asia/Shanghai", "events": tree(events)}, Programme)
        assert programme is not None, findings
        self.store = InMemoryStore(publish(tree(campaign), programme))
        self.now = NOON
        self.asked = 0

    def reports(self, type: str, by: str = "", key: str = "", time: int | None = None, **data: Any) -> AskResult:
        """Report an event; by nobody it is found by its order."""
        self.asked += 1
        number = key or f"e{self.asked}"
        by_client = type == "order.claimed"
        event = Happened(number, "shop", type, self.now if time is None else time, data, by_client)
        ask = Ask(receipt_id("shop", number), event)
        if not by or type == "order.refunded":
            return self.store.report(ask, self.now)
        if by not in self.store.members:
            self.store.act(by, [Ask("born", Enrol())], 0)
        return self.store.act(by, [ask], self.now).results[0]

    def paid(self, amount: str | None = "100.00 CNY", by: str = "", end: str | None = "8899", **more: Any) -> AskResult:
        return self.reports(
            "order.paid", by, **{"channel": "jd", "order": "7", "amount": amount, "phone-end": end} | more
        )

    def claimed(self, by: str = "ann", end: str | None = "8899", **more: Any) -> AskResult:
        return self.reports("order.claimed", by, **{"channel": "jd", "order": "7", "phone-end": end} | more)

    def refunded(self, amount: str, refund: str = "r1", **more: Any) -> AskResult:
        return self.reports(
            "order.refunded", **{"channel": "jd", "order": "7", "refund": refund, "amount": amount} | more
        )

    def points(self, of: str = "ann") -> int:
        member = self.store.members.get(of)
        return member.document.points if member else 0

    @property
    def order(self) -> Order:
        return self.store.orders[KEY].order


def told(answer: AskResult) -> str:
    """The code of a refusal, the verdict of a receipt, or what it is."""
    if isinstance(answer, TesseraError):
        return answer.code
    return "none" if answer is None else answer.verdict or "receipt"


Step = Callable[[Shop], AskResult]
PAID: Step = lambda shop: shop.paid()  # noqa: E731
CLAIMED: Step = lambda shop: shop.claimed()  # noqa: E731
BACK: Step = lambda shop: shop.refunded("30.00 CNY")  # noqa: E731


@pytest.mark.parametrize("steps", [*permutations([PAID, CLAIMED, BACK])])
def test_whatever_comes_first_the_order_counts_with_what_is_left(steps: Sequence[Step], monkeypatch: Any) -> None:
    """What a refund takes back of what was given is the undo's; here it is told how much."""
    taken: list[tuple[int, int]] = []

    def take_back(turn: Turn, given: Receipt, left_before: int, left: int) -> None:
        assert ("order.paid.channel+order", "JD/7") in given.claims
        taken.append((left_before, left))

    monkeypatch.setattr(orders, "take_back", take_back)
    shop = Shop()
    for step in steps:
        assert not isinstance(step(shop), TesseraError)
    counted_before = steps.index(BACK) == 2
    assert shop.points() == 1000 + (100 if counted_before else 70)
    assert taken == ([(10000, 7000)] if counted_before else [])
    assert (shop.order.member, shop.order.counted, shop.order.left) == ("ann", True, 7000)
    assert shop.order.data == {}


@pytest.mark.parametrize("steps", [*permutations([PAID, BACK])])
def test_an_order_of_a_known_member_meets_its_refund_in_either_order(steps: Sequence[Step]) -> None:
    shop = Shop()
    for step in steps:
        answer = shop.paid(by="ann") if step is PAID else step(shop)
        assert not isinstance(answer, TesseraError)
    assert shop.order.left == 7000
    if steps[0] is BACK:
        assert shop.points() == 1070


def test_an_order_that_came_back_whole_before_it_came_counts_nothing() -> None:
    shop = Shop()
    shop.refunded("100.00 CNY")
    assert shop.paid(by="ann") is None
    assert shop.points() == 0


CASES: dict[str, tuple[list[tuple[Step, str]], int | None, int]] = {
    "an order of nobody counts for nobody": ([(PAID, "none")], 0, 0),
    "it is claimed once": ([(PAID, "none"), (CLAIMED, "receipt"), (CLAIMED, "already_claimed")], 1100, 0),
    "for one member": (
        [(PAID, "none"), (CLAIMED, "receipt"), (lambda shop: shop.claimed("bo"), "already_claimed")],
        1100,
        0,
    ),
    "by who knows what its buyer knows": (
        [(PAID, "none"), (lambda shop: shop.claimed(end="1234"), "order_not_matching"), (CLAIMED, "receipt")],
        1100,
        0,
    ),
    "who guesses at what another has is told no more": (
        [
            (lambda shop: shop.paid(by="ann"), "receipt"),
            (lambda shop: shop.claimed("bo", end="1"), "order_not_matching"),
        ],
        1100,
        0,
    ),
    "an order without what is asked for is nobody's to claim": (
        [(lambda shop: shop.paid(end=None), "none"), (CLAIMED, "order_not_matching")],
        0,
        0,
    ),
    "who waits has it when it comes": ([(CLAIMED, "waiting"), (PAID, "receipt")], 1100, 0),
    "of those who wait the first who knows": (
        [
            (lambda shop: shop.claimed("cy", end="1"), "waiting"),
            (lambda shop: shop.claimed("bo"), "waiting"),
            (CLAIMED, "waiting"),
            (PAID, "receipt"),
        ],
        0,
        1100,
    ),
    "three wait at most": (
        [
            *((lambda shop, name=name: shop.claimed(name, end="1"), "waiting") for name in ("cy", "di", "bo")),
            (CLAIMED, "limit_reached"),
            (PAID, "none"),
            (CLAIMED, "receipt"),
        ],
        1100,
        0,
    ),
    "who waits may ask again": (
        [(lambda shop: shop.claimed(end="1"), "waiting"), (CLAIMED, "waiting"), (PAID, "receipt")],
        1100,
        0,
    ),
    "the shop knows better than who waits": (
        [(CLAIMED, "waiting"), (lambda shop: shop.paid(by="bo"), "receipt")],
        0,
        1100,
    ),
    "the shop learns whose it was": ([(PAID, "none"), (lambda shop: shop.paid(by="ann"), "receipt")], 1100, 0),
    "it comes by another event, of nobody": ([(PAID, "none"), (PAID, "already_claimed")], 0, 0),
    "it comes by another event, once it counted": (
        [(lambda shop: shop.paid(by="ann"), "receipt"), (PAID, "already_claimed")],
        1100,
        0,
    ),
    "two members are reported": (
        [(lambda shop: shop.paid(by="ann"), "receipt"), (lambda shop: shop.paid(by="bo"), "already_claimed")],
        1100,
        0,
    ),
    "more comes back than was paid": (
        [(PAID, "none"), (lambda shop: shop.refunded("100.01 CNY"), "more_than_paid")],
        0,
        0,
    ),
    "in two refunds": (
        [
            (lambda shop: shop.paid(by="ann"), "receipt"),
            (lambda shop: shop.refunded("60.00 CNY"), "receipt"),
            (lambda shop: shop.refunded("40.01 CNY", "r2"), "more_than_paid"),
            (lambda shop: shop.refunded("40.00 CNY", "r2"), "receipt"),
        ],
        None,
        0,
    ),
    "in another currency": ([(PAID, "none"), (lambda shop: shop.refunded("1.00 USD"), "bad_event_field")], 0, 0),
    "of nothing": ([(PAID, "none"), (lambda shop: shop.refunded("0.00 CNY"), "bad_event_field")], 0, 0),
    "the same refund by another event": (
        [(lambda shop: shop.paid(by="ann"), "receipt"), (BACK, "receipt"), (BACK, "none")],
        None,
        0,
    ),
    "the same refund of another amount": (
        [(PAID, "none"), (BACK, "none"), (lambda shop: shop.refunded("31.00 CNY"), "already_claimed")],
        0,
        0,
    ),
    "a refund of an order that nobody has": ([(BACK, "none")], 0, 0),
    "an order of no amount": ([(lambda shop: shop.paid(amount=None), "bad_event_field")], 0, 0),
    "an order of less than nothing": ([(lambda shop: shop.paid("-1.00 CNY"), "bad_event_field")], 0, 0),
    "a claim of no number": ([(lambda shop: shop.claimed(order=None), "bad_event_field")], 0, 0),
    "a claim that says nothing": ([(lambda shop: shop.claimed(end=None), "bad_event_field")], 0, 0),
    "a number in another spelling": (
        [(PAID, "none"), (lambda shop: shop.claimed(channel=" Ｊｄ", end=" 8899"), "receipt")],
        1100,
        0,
    ),
    "the same number on another channel": (
        [(PAID, "none"), (lambda shop: shop.claimed(channel="own"), "waiting")],
        0,
        0,
    ),
}
"""Steps with what each answers, and the points of Ann (None: what the undo leaves of them) and Bo in the end."""


@pytest.mark.parametrize(("steps", "ann", "bo"), CASES.values(), ids=CASES)
def test_an_order_counts_for_one_member_at_most(steps: list[tuple[Step, str]], ann: int | None, bo: int) -> None:
    shop = Shop()
    assert [told(step(shop)) for step, _ in steps] == [right for _, right in steps]
    assert ann is None or shop.points("ann") == ann
    assert shop.points("bo") == bo


def test_the_same_event_is_answered_alike() -> None:
    shop = Shop()
    assert [told(shop.paid(key="k")) for _ in range(2)] == ["none", "none"]
    shop.claimed()
    assert told(shop.paid(key="k")) == "none"
    assert [told(shop.refunded("1.00 CNY", key="r")) for _ in range(2)] == ["receipt", "receipt"]
    assert shop.order.left == 9900


def test_tries_are_counted_also_those_that_fail() -> None:
    shop = Shop()
    shop.paid()
    assert [told(shop.claimed(end=f"{n}")) for n in range(5)] == ["order_not_matching"] * 5
    assert told(shop.claimed()) == "limit_reached"
    assert shop.points() == 0
    shop.now += DAY
    assert told(shop.claimed()) == "receipt"
    assert shop.store.members["ann"].document.tries == {"order.claimed@d260611": 1}


def test_the_answer_to_a_failed_try_stays() -> None:
    shop = Shop()
    shop.paid()
    assert told(shop.claimed(end="1", key="k")) == "order_not_matching"
    assert told(shop.claimed(end="1", key="k")) == "order_not_matching"
    assert shop.store.members["ann"].document.tries == {"order.claimed@d260610": 1}


@pytest.mark.parametrize(("later", "right"), [(30 * DAY - 1, "receipt"), (30 * DAY, "event_too_late")])
def test_an_order_is_claimed_within_its_time(later: int, right: str) -> None:
    shop = Shop()
    shop.paid()
    shop.now += later
    assert told(shop.claimed()) == right


@pytest.mark.parametrize(("later", "right"), [(30 * DAY - 1, "receipt"), (30 * DAY, "none")])
def test_an_order_is_waited_for_within_its_time(later: int, right: str) -> None:
    shop = Shop()
    shop.claimed()
    shop.now += later
    assert told(shop.paid()) == right


def test_a_claimed_order_is_of_its_own_moment_and_in_the_rounds_of_now() -> None:
    """It was paid while the campaign was open, weeks ago: today's round has it."""
    shop = Shop()
    shop.paid()
    shop.now += 3 * DAY
    answer = shop.claimed()
    assert isinstance(answer, Receipt)
    assert answer.counted == {"play": {"orders/any@c": 10000, "daily/one@d260613": 1}}
    assert answer.claims == (KEY,)


def test_an_order_of_before_the_opening_counts_nothing() -> None:
    shop = Shop()
    shop.paid(time=NOON - 20 * DAY)
    answer = shop.claimed()
    assert isinstance(answer, Receipt)
    assert not answer.counted
    assert shop.order.member == "ann"


def test_what_only_the_buyer_knows_is_nowhere() -> None:
    shop = Shop()
    shop.paid()
    shop.claimed("bo", end="4321")
    shop.claimed()
    shop.paid(order="8")
    everything = repr((shop.store.orders, shop.store.members, shop.store._receipts))
    assert "8899" not in everything
    assert "4321" not in everything


def test_a_refund_is_taken_in_by_a_record_that_is_full(monkeypatch: Any) -> None:
    def take_back(turn: Turn, *_: object) -> None:
        turn.member.kept["what.grows"] = 1

    monkeypatch.setattr(orders, "take_back", take_back)
    shop = Shop()
    shop.paid(by="ann")
    monkeypatch.setattr("chalicelib.domain.decide.attempts.MOST_BYTES", 0)
    assert told(shop.claimed(order="8")) == "record_full"
    assert told(shop.refunded("1.00 CNY")) == "receipt"


def test_an_order_that_pays_nothing_leaves_no_trace() -> None:
    shop = Shop()
    assert told(shop.paid(by="ann", time=NOON - 20 * DAY)) == "none"
    assert shop.store.orders == {}


@pytest.mark.parametrize(
    ("unique", "by", "data"),
    [
        ("order", "order", {"order": "7"}),
        ("[order, channel (or none)]", "[order, channel]", {"order": "7", "channel": None}),
        ("[order, channel (or none)]", "[channel, order]", {"order": "7", "channel": "jd"}),
        ("order (case counts)", "order", {"order": "a7"}),
    ],
)
def test_an_order_is_found_by_whatever_is_unique_of_it(unique: str, by: str, data: dict[str, Any]) -> None:
    events = EVENTS.replace("unique: [channel, order]", f"unique: {unique}").replace("by [channel, order]", f"by {by}")
    shop = Shop(events.replace("unique: [channel, order, refund]", "unique: [order, refund]"))
    assert told(shop.claimed(**data)) == "waiting"
    assert told(shop.refunded("30.00 CNY", **data)) == "none"
    assert told(shop.paid(**data)) == "receipt"
    [order] = shop.store.orders.values()
    assert (order.order.counted, order.order.left) == (True, 7000)


def test_old_tries_are_forgotten() -> None:
    shop = Shop()
    shop.claimed()
    shop.now += 2 * DAY
    shop.claimed(order="8")
    assert shop.store.members["ann"].document.tries == {"order.claimed@d260612": 1}
