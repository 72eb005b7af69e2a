"""Guests on the table: nothing takes one for a member, and each is forgotten in time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import inf

import msgspec
import pytest

from chalicelib.domain.record.actions import Join
from chalicelib.domain.record.guest import KEPT, guest_id
from chalicelib.domain.words.errors import TesseraError, Unknown
from chalicelib.services.act import Answered
from chalicelib.store.table import Item
from chalicelib.triggers.records import new_receipts
from chalicelib.wiring import Parts
from tests.proof.observer import stored
from tests.proof.order_world import KEY, OrderShop, claimed, opened, paid, refunded, told
from tests.proof.test_orders import recounted
from tests.proof.world import asking

ZOE = guest_id("JD", "ZOE")


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    with opened() as shop:
        paid(buyer="zoe")(shop, shop.world.container())
        yield shop


def test_what_is_written_of_a_guest_ends_after_thirteen_months(shop: OrderShop) -> None:
    ends = (shop.world.now + KEPT) // 1000
    assert [item["ttl"] for (pk, _), item in stored().items() if pk == f"M#{ZOE}"] == [ends, ends]
    assert stored()[f"U#{KEY.spelled}", "U"]["m"] == ZOE


def test_a_shop_hears_the_same_of_a_guest_s_order_whenever_it_asks(shop: OrderShop) -> None:
    for report in (paid(buyer="zoe"), paid(buyer="zoe", key="8", order="8"), refunded(), refunded()):
        assert told(report(shop, shop.world.container())) == "noted"


def test_another_order_keeps_a_guest_longer_and_a_refund_does_not(shop: OrderShop) -> None:
    """An older one, that comes later, does not either."""
    ends, day, container = (shop.world.now + KEPT) // 1000, 24 * 3600, shop.world.container()
    shop.world.now += 40 * day * 1000
    refunded()(shop, container)
    assert stored()[f"M#{ZOE}", "M"]["ttl"] == ends
    for number, ago, longer in (("8", 10, 30), ("9", 100, 30)):
        data = {"channel": "jd", "order": number, "amount": "1.00 CNY", "phone-end": "8899", "buyer": "zoe"}
        time = datetime.fromtimestamp(shop.world.now / 1000 - ago * day, UTC).isoformat(timespec="milliseconds")
        event = {"id": number, "source": "shop", "type": "order.paid", "time": time, "data": data}
        [answer] = container.parts.take_in.each([event], shop.world.now, lambda: inf)
        assert told(answer) == "noted"
        assert stored()[f"M#{ZOE}", "M"]["ttl"] == ends + longer * day


def test_a_guest_whose_orders_are_all_a_member_s_is_forgotten_at_once(shop: OrderShop) -> None:
    claimed()(shop, shop.world.container())
    assert stored()[f"M#{ZOE}", "M"]["ttl"] == shop.world.now // 1000


def test_no_receipt_of_a_guest_ends_before_an_older_one(shop: OrderShop) -> None:
    """What is counted anew while the guest is on the way out still adds up."""
    shop.world.now += 24 * 3_600_000
    claimed()(shop, shop.world.container())
    receipts = [item for (pk, sk), item in stored().items() if pk == f"M#{ZOE}" and sk.startswith("R#")]
    first, last = sorted(receipts, key=lambda item: item["v"])
    assert last["ttl"] == first["ttl"] + 24 * 3600


def test_of_a_guest_who_is_forgotten_the_order_stays(shop: OrderShop) -> None:
    """DynamoDB deletes the record and its receipts: the order is still known, comes back, and is claimed."""
    container = shop.world.container()
    for pk, sk in stored():
        if pk == f"M#{ZOE}":
            Item(pk, sk).delete()
    assert told(paid(buyer="zoe")(shop, container)) == "noted"
    assert told(refunded()(shop, container)) == "noted"
    assert not [pk for pk, _ in stored() if pk == f"M#{ZOE}"]
    assert shop.order().left == 7000
    assert isinstance(claimed()(shop, container), Answered)
    assert shop.points("ann") == 1070


ROUTES: dict[str, Callable[[Parts, int], object]] = {
    "home": lambda parts, now: parts.show.home(ZOE, now, 0),
    "campaigns": lambda parts, now: parts.show.campaigns(ZOE, now, 0),
    "history": lambda parts, now: parts.history.page(ZOE, token_epoch=0),
    "export": lambda parts, now: parts.operations.export.page(ZOE, token_epoch=0),
    "act": lambda parts, now: _raised(parts.act.act(ZOE, [asking(Join("play"), "j")], now, 0)[0]),
}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_to_what_a_member_asks_for_a_guest_is_unknown(shop: OrderShop, route: Callable[[Parts, int], object]) -> None:
    with pytest.raises(Unknown) as unknown:
        route(shop.world.container().parts, shop.world.now)
    assert unknown.value.code == "unknown_member"


def _raised(answer: object) -> None:
    if isinstance(answer, TesseraError):
        raise answer


def test_a_shop_can_name_no_guest_as_the_member(shop: OrderShop) -> None:
    shop.members["zoe"] = ZOE
    before = stored()
    for report in (paid("zoe", "8", order="8"), paid("zoe", "8", order="8", buyer="zoe")):
        assert told(report(shop, shop.world.container())) == "unknown_member"
    assert stored() == before


def test_no_sweep_notice_or_counter_takes_a_guest_for_a_member(shop: OrderShop) -> None:
    parts = shop.world.container().parts
    swept = parts.operations.sweep.run(lambda: shop.world.now, 600).swept
    assert (swept.members, swept.settled, swept.undecided, swept.done) == (0, 0, 0, True)
    assert not {"d", "h"} & stored()[f"M#{ZOE}", "M"].keys(), "a guest does not stand in the index of who is due"
    shop.member("ann")
    receipts = [(key, item) for key, item in stored().items() if key[1].startswith("R#")]
    images = [{"pk": {"S": pk}, "sk": {"S": sk}, "b": {"B": item["b"]}} for (pk, sk), item in receipts]
    records = [{"eventName": "INSERT", "dynamodb": {"NewImage": image}} for image in images]
    assert len(records) == 2
    assert [key[0] for key, _ in new_receipts({"Records": records})] == [f"M#{shop.member('ann')}"]


def test_a_manager_takes_out_and_erases_what_is_known_of_a_guest(shop: OrderShop) -> None:
    """The order stays without the buyer, and counts for nobody any more; another one does not make the guest again."""
    container = shop.world.container()
    page = container.parts.operations.export.page_for("max", ZOE, shop.world.now)
    assert [(one.value, one.minor) for one in page.orders] == [("JD/7", 10000)]
    assert "zoe" in repr(page.receipts)

    assert container.parts.operations.erase.erase(ZOE, "max", shop.world.now).done
    assert "zoe" not in repr(stored()).lower()
    assert (shop.order().member, shop.order().counted, shop.order().minor) == ("", True, 10000)
    assert told(claimed()(shop, container)) == "already_claimed"
    assert told(paid(buyer="zoe", key="8", order="8")(shop, container)) == "noted"
    order = shop.order(KEY._replace(value="JD/8"))
    assert (order.member, order.minor) == ("", 10000)
    assert isinstance(claimed(order="8", key="c8")(shop, container), Answered)


def test_the_audit_finds_nothing_wrong_with_guests(shop: OrderShop) -> None:
    for report in (refunded(), paid(buyer="zoe", key="8", order="8"), claimed(), refunded("1.00 CNY", "r2")):
        report(shop, shop.world.container())
    assert recounted() == {}


def test_a_receipt_of_a_guest_names_the_order_and_what_is_bought(shop: OrderShop) -> None:
    [receipt] = [item for (pk, sk), item in stored().items() if pk == f"M#{ZOE}" and sk.startswith("R#")]
    told_of = msgspec.json.decode(receipt["b"])
    assert (told_of["does"], told_of["order"]) == ("event", KEY.spelled)
    assert told_of.keys() == {"id", "number", "at", "does", "asked", "order", "sales"}
