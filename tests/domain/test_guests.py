"""Guests: an order of nobody is kept as that of who bought it, and counts for nobody until a member claims it."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.play.orders import guest_of
from chalicelib.domain.record.actions import Ask, Happened
from chalicelib.domain.record.guest import guest_id, is_guest
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import Unavailable
from tests.domain.test_orders import DAY, EVENTS, KEY, NOON, Shop, told

ZOE = guest_id("JD", "ZOE")

Step = Callable[[Shop], AskResult]


def bought(shop: Shop, buyer: str | None = "zoe", **more: Any) -> AskResult:
    return shop.paid(buyer=buyer, **more)


def receipts_of(shop: Shop, guest: str) -> list[Receipt]:
    found = [receipt for (member, _), receipt in shop.store._receipts.items() if member == guest]
    return sorted(found, key=lambda receipt: receipt.number)


BUYERS: dict[str, tuple[dict[str, Any], str]] = {
    "by the channel and the buyer": ({}, ZOE),
    "however these are spelled": ({"channel": " Ｊｄ", "buyer": "Zoe "}, ZOE),
    "another channel has other buyers": ({"channel": "tmall"}, guest_id("TMALL", "ZOE")),
    "another buyer": ({"buyer": "zed"}, guest_id("JD", "ZED")),
    "a channel is no part of the buyer": ({"channel": "jdz", "buyer": "oe"}, guest_id("JDZ", "OE")),
    "nobody is told": ({"buyer": None}, ""),
    "nothing is seen of the buyer": ({"buyer": " \u200b"}, ""),
}


@pytest.mark.parametrize(("data", "right"), BUYERS.values(), ids=BUYERS)
def test_a_guest_is_known_by_the_buyer_of_a_channel(data: dict[str, Any], right: str) -> None:
    programme = Shop().store.definitions.programme
    event = Happened("e", "shop", "order.paid", NOON, {"channel": "jd", "order": "7", "buyer": "zoe"} | data)
    assert guest_of(programme, event, NOON) == right


def test_without_a_channel_a_buyer_is_known_alone() -> None:
    events = EVENTS.replace("unique: [channel, order]", "unique: order").replace("by [channel, order]", "by order")
    shop = Shop(events.replace("unique: [channel, order, refund]", "unique: [order, refund]"))
    bought(shop)
    assert guest_id("", "ZOE") in shop.store.members


@pytest.mark.parametrize(("id", "right"), [(ZOE, True), ("m" + ZOE[1:], False), (ZOE[:-1], False), ("gil", False)])
def test_the_id_tells_guests_from_members(id: str, right: bool) -> None:
    assert is_guest(id) == right


def test_each_buyer_of_each_channel_is_a_guest_of_its_own() -> None:
    assert len({guest_id(*one) for one in (("A", "BC"), ("AB", "C"), ("", "ABC"), ("D", "BC"), ("A", "BD"))}) == 5


def test_an_order_of_a_guest_is_noted_and_moves_nothing() -> None:
    shop = Shop()
    assert told(bought(shop)) == "none"
    order, [receipt] = shop.order, receipts_of(shop, ZOE)
    assert (order.member, order.receipt, order.counted, order.minor) == (ZOE, receipt.id, False, 10000)
    assert (receipt.does, receipt.order, receipt.number) == ("event", KEY.spelled, 1)
    assert [receipt.postings, receipt.counted, receipt.claims, receipt.versions] == [(), {}, (), {}]
    assert shop.points(ZOE) == 0


BACK: Step = lambda shop: shop.refunded("30.00 CNY")  # noqa: E731
CASES: dict[str, tuple[list[tuple[Step, str]], str, int, int]] = {
    "the same again": ([(lambda shop: bought(shop, key="k"), "none")] * 2, ZOE, 0, 1),
    "by another event": ([(bought, "none"), (bought, "already_claimed")], ZOE, 0, 1),
    "by another event, of another buyer": (
        [(bought, "none"), (lambda shop: bought(shop, "zed"), "already_claimed")],
        ZOE,
        0,
        1,
    ),
    "by another event, of no buyer": ([(bought, "none"), (lambda shop: shop.paid(), "already_claimed")], ZOE, 0, 1),
    "an order of nobody, and then of a buyer": (
        [(lambda shop: shop.paid(), "none"), (bought, "already_claimed")],
        "",
        0,
        0,
    ),
    "the member claims it": ([(bought, "none"), (lambda shop: shop.claimed(), "receipt")], "ann", 1100, 2),
    "the same again, once it was claimed": (
        [
            (lambda shop: bought(shop, key="k"), "none"),
            (lambda shop: shop.claimed(), "receipt"),
            (lambda shop: bought(shop, key="k"), "none"),
        ],
        "ann",
        1100,
        2,
    ),
    "who claims it does not know it": (
        [(bought, "none"), (lambda shop: shop.claimed(end="1"), "order_not_matching")],
        ZOE,
        0,
        1,
    ),
    "the shop learns whose it was": (
        [(bought, "none"), (lambda shop: bought(shop, by="ann"), "receipt")],
        "ann",
        1100,
        2,
    ),
    "a known member's is no guest's": ([(lambda shop: bought(shop, by="ann"), "receipt")], "ann", 1100, 0),
    "who waits has it before the guest": (
        [(lambda shop: shop.claimed(), "waiting"), (bought, "receipt")],
        "ann",
        1100,
        0,
    ),
    "who waits and does not know it": (
        [(lambda shop: shop.claimed(end="1"), "waiting"), (bought, "none")],
        ZOE,
        0,
        1,
    ),
    "a part comes back": ([(bought, "none"), (BACK, "none")], ZOE, 0, 2),
    "a part comes back, twice told": (
        [(bought, "none"), (BACK, "none"), (BACK, "none")],
        ZOE,
        0,
        2,
    ),
    "a part comes back, and then it is claimed": (
        [(bought, "none"), (BACK, "none"), (lambda shop: shop.claimed(), "receipt")],
        "ann",
        1070,
        3,
    ),
    "a part came back before it came": ([(BACK, "none"), (bought, "none")], ZOE, 0, 1),
    "more comes back than was paid": (
        [(bought, "none"), (lambda shop: shop.refunded("100.01 CNY"), "more_than_paid")],
        ZOE,
        0,
        1,
    ),
    "of no amount": ([(lambda shop: bought(shop, amount=None), "bad_event_field")], "none", 0, 0),
    "a name that is too long": ([(lambda shop: bought(shop, "z" * 257), "bad_event_field")], "none", 0, 0),
}
"""Steps with what each answers; whose the order is in the end, the points of Ann, and the receipts of the guest."""


@pytest.mark.parametrize(("steps", "whose", "points", "noted"), CASES.values(), ids=CASES)
def test_an_order_is_a_guests_until_a_member_has_it(
    steps: list[tuple[Step, str]], whose: str, points: int, noted: int
) -> None:
    shop = Shop()
    assert [told(step(shop)) for step, _ in steps] == [right for _, right in steps]
    assert (shop.order.member if shop.store.orders else "none") == whose
    assert shop.points() == points
    assert [one.number for one in receipts_of(shop, ZOE)] == [*range(1, noted + 1)]
    assert shop.points(ZOE) == 0


@pytest.mark.parametrize(("ago", "kept"), [(403 * DAY - 1, True), (403 * DAY, False)])
def test_an_order_older_than_guests_are_kept_is_nobodys(ago: int, kept: bool) -> None:
    shop = Shop()
    assert told(bought(shop, time=NOON - ago)) == "none"
    assert (shop.order.member, ZOE in shop.store.members) == ((ZOE, True) if kept else ("", False))


def test_who_begins_to_wait_at_the_same_moment_is_asked_before_the_guest() -> None:
    """The order was read before: now it is another one, and has to be read again."""
    shop = Shop()
    shop.claimed()
    data = {"channel": "jd", "order": "7", "amount": "1.00 CNY", "phone-end": "8899", "buyer": "zoe"}
    with pytest.raises(Unavailable):
        shop.store.act(ZOE, [Ask("an id", Happened("e", "shop", "order.paid", NOON, data))], NOON)


def test_nobody_acts_as_a_guest() -> None:
    shop = Shop()
    bought(shop)
    visited = Happened("v", "shop", "shop.visited", NOON, {})
    [answer] = shop.store.act(ZOE, [Ask("an id", visited)], NOON).results
    assert told(answer) == "unknown_member"
