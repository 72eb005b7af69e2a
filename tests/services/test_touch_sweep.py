"""The sweep finds by the index whom a message waits for, and asks for it as soon as it may be sent."""

from collections.abc import Iterator

import pytest

from chalicelib.domain.record.actions import Update
from chalicelib.services.settle_member import Swept
from tests.domain.reach import CAMPAIGN, PROGRAMME
from tests.proof.order_world import OrderShop, opened
from tests.proof.test_touches import action, all_sent, event
from tests.proof.world import moment

HOUR = 3_600_000


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    """Ann has her birthday on 12 June; it is 10 June, at noon."""
    with opened(campaign=CAMPAIGN, own=PROGRAMME.replace(", holdout: 50%", "")) as world:
        world.member("ann")
        action(Update(born="1990-06-12"), "born")(world, world.world.container())
        yield world


def sweep(shop: OrderShop, at: str) -> Swept:
    shop.world.now = moment(at)
    return shop.world.container().parts.operations.sweep.run(lambda: shop.world.now, 60).swept


def sent(shop: OrderShop) -> list[str]:
    return [one.touched.touch for one in all_sent(shop) if one.touched]


def test_a_birthday_is_told_when_the_quiet_hours_are_over_and_once(shop: OrderShop) -> None:
    sweep(shop, "2026-06-11 12:00")
    assert sent(shop) == []
    sweep(shop, "2026-06-12 00:00")
    sweep(shop, "2026-06-12 08:55")
    assert sent(shop) == []
    assert sweep(shop, "2026-06-12 09:00").told == 1
    assert sent(shop) == ["birthday"]
    for later in ("2026-06-12 09:05", "2026-06-12 12:00", "2026-06-13 09:00"):
        assert sweep(shop, later).told == 0
    assert sent(shop) == ["birthday"]


def test_who_waits_for_a_cap_is_looked_at_when_it_ends(shop: OrderShop) -> None:
    event("shop.visited", "v")(shop, shop.world.container())
    assert sweep(shop, "2026-06-10 12:00").told == 1
    shop.world.now += HOUR
    event("shop.visited", "v2")(shop, shop.world.container())
    for quiet in ("2026-06-10 13:05", "2026-06-10 23:00", "2026-06-11 08:55"):
        assert sweep(shop, quiet).told == 0
    assert sweep(shop, "2026-06-11 09:00").told == 1
    assert sent(shop) == ["thanks", "thanks"]


def test_a_grant_lets_what_waits_be_sent_at_the_next_sweep(shop: OrderShop) -> None:
    event("order.paid", "o", order="o", amount="1.00 CNY")(shop, shop.world.container())
    assert sweep(shop, "2026-06-10 12:05").told == 0
    event("message.allowed", "g", channel="mini")(shop, shop.world.container())
    assert sweep(shop, "2026-06-10 12:10").told == 1
    assert sent(shop) == ["again"]
