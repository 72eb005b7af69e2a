"""Points and cash, and undone redemptions, on the table: crashes at every call, and sixty-four for the last unit."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chalicelib.api.plays import SCOPE
from chalicelib.api.redemptions import UNDONE
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.bill import HOLD_MS
from chalicelib.domain.record.cash import PAID_CASH
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.record.receipt import receipt_id
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.words.values import Money
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.store.returned import FRESH_MS
from chalicelib.store.table import Key, returned_key, shard_key
from tests.domain.tills import PROGRAMME
from tests.faults import altered, cancelled, instead
from tests.proof.observer import stored
from tests.proof.order_world import OrderShop, at_once, crash_at_every_call, fresh, opened, told, until_decided
from tests.proof.world import Container, asking

MEMBERS = 64
CAMPAIGN = """
campaign: shop
title: Shop
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
challenges: {earn: {tasks: {buy: {when: order.paid, each: 1.00 CNY of amount, gives: {points: 1}}}}}
redemptions:
  shop:
    opens: 2026-01-01 00:00
    closes: end of 2026-12-31
    offers:
      bag:  {costs: {points: 100, cash: 29.00 CNY}, gives: {prizes: bag}, stock: 1, limit: 1 a month}
      mug:  {costs: {points: 100}, gives: {prizes: mug}, stock: 1}
      pair: {costs: {points: 10}, gives: {prizes: {cup: 2}}}
prizes:
  bag: {gift: bag}
  mug: {gift: mug}
  cup: {gift: cup, stock: 2}
"""
CASH = Money(2900, "CNY")

Ask = Callable[[OrderShop, Container], ActionAnswer]
"""What somebody asks of a container."""


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    with opened(campaign=CAMPAIGN, own=PROGRAMME) as world:
        for who in ("ann", "bo"):
            rich(world, who)
        yield world


def rich(shop: OrderShop, who: str) -> None:
    """Somebody who holds 300 points."""
    order = {"channel": "web", "order": who, "amount": "300.00 CNY"}
    shop.report(shop.world.container(), "order.paid", f"points {who}", who, **order)


def redeem(offer: str, who: str = "ann", key: str = "r") -> Ask:
    return lambda shop, container: container.one(
        shop.member(who), asking(Redeem("shop", "shop", offer), f"{key}-{offer}", SCOPE)
    )


def of(offer: str, key: str = "r") -> str:
    """The id of the receipt of a redemption."""
    return receipt_id(SCOPE, f"{key}-{offer}")


def pay(who: str = "ann", payment: str = "p", key: str = "r") -> Ask:
    action = PayCash(of("bag", key), CASH, payment)
    return lambda shop, container: container.one(shop.member(who), asking(action, action.receipt, PAID_CASH))


def undo(offer: str, who: str = "ann", key: str = "r") -> Ask:
    action = Undo(of(offer, key))
    return lambda shop, container: container.one(shop.member(who), asking(action, action.receipt, UNDONE))


def over(shop: OrderShop, container: Container) -> ActionAnswer:
    """The time of what is kept goes by."""
    shop.world.now += HOLD_MS
    return Answered(None, False)


CASES: dict[str, tuple[Ask, Sequence[Ask]]] = {
    "wait": (redeem("bag"), []),
    "wait for a unit that came back": (redeem("bag"), [redeem("bag", "bo"), undo("bag", "bo")]),
    "wait for a unit whose time was over": (redeem("bag"), [redeem("bag", "bo"), over]),
    "pay": (pay(), [redeem("bag")]),
    "undo what waits": (undo("bag"), [redeem("bag")]),
    "undo what was paid": (undo("bag"), [redeem("bag"), pay()]),
    "undo what was redeemed": (undo("mug"), [redeem("mug")]),
    "undo two units": (undo("pair"), [redeem("pair")]),
    "redeem a unit that came back": (redeem("mug"), [redeem("mug", "bo"), undo("mug", "bo")]),
    "redeem two that came back": (redeem("pair"), [redeem("pair", "bo"), undo("pair", "bo")]),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("ask", "first"), CASES.values(), ids=CASES)
def test_a_crash_at_any_call_loses_nothing_and_doubles_nothing(shop: OrderShop, ask: Ask, first: Sequence[Ask]) -> None:
    for step in first:
        assert isinstance(step(shop, fresh(shop)), Answered)
    crash_at_every_call(shop, ask)
    _assert_units_add_up(shop)


def test_of_sixty_four_one_gets_the_unit_that_came_back(shop: OrderShop) -> None:
    redeem("mug")(shop, fresh(shop))
    undo("mug")(shop, fresh(shop))
    answers = _all_redeem(shop, "mug")
    assert Counter(one for one in answers if isinstance(one, str)) == {"sold_out": MEMBERS - 1}
    _assert_units_add_up(shop)


def test_of_sixty_four_one_waits_for_the_unit_whose_time_was_over_and_its_first_buyer_is_told(shop: OrderShop) -> None:
    redeem("bag")(shop, fresh(shop))
    shop.world.now += HOLD_MS
    answers = _all_redeem(shop, "bag")
    assert Counter(one for one in answers if isinstance(one, str)) == {"sold_out": MEMBERS - 1}
    assert told(pay()(shop, fresh(shop))) == "not_waiting"
    _assert_units_add_up(shop)


def test_in_the_last_moment_either_the_payment_or_another_member_has_the_unit(shop: OrderShop) -> None:
    """One container's clock is ahead: for it the time is over, and for that of the payment it is not."""
    for who in range(8):
        rich(shop, f"m{who}")
    redeem("bag")(shop, fresh(shop))
    shop.world.now += HOLD_MS - 1
    fast, slow = shop.world.container(ahead=5), shop.world.container()
    for container in (fast, slow):
        container.parts.catalogue.refresh()
    asks = [(pay(), slow), *((redeem("bag", f"m{who}"), fast) for who in range(8))]
    with ThreadPoolExecutor(9) as threads:
        answers = list(threads.map(lambda one: told(until_decided(shop, *one)), asks))
    assert sum(isinstance(one, bytes) for one in answers) == 1, answers
    assert set(answers[1:]) <= {"sold_out", *(one for one in answers if isinstance(one, bytes))}
    _assert_units_add_up(shop)


def test_a_unit_that_another_took_in_the_last_moment_can_not_be_paid_nor_undone(shop: OrderShop) -> None:
    redeem("bag")(shop, fresh(shop))
    shop.world.now += HOLD_MS - 1
    assert isinstance(redeem("bag", "bo")(shop, shop.world.container(ahead=1)), Answered)
    table = stored()
    assert told(pay()(shop, fresh(shop))) == "not_waiting"
    assert told(undo("bag")(shop, fresh(shop))) == "not_waiting"
    assert stored() == table


def test_payments_and_an_undo_at_once_end_alike(shop: OrderShop) -> None:
    redeem("bag")(shop, fresh(shop))
    asks = [*(pay(payment=f"p{n % 4}") for n in range(16)), *(undo("bag") for _ in range(16))]
    at_once(shop, asks)
    document = shop.document("ann")
    assert (document.points, document.holds, document.played["shop"].has) == (300, [], {})
    assert isinstance(redeem("bag", "bo")(shop, fresh(shop)), Answered)
    _assert_units_add_up(shop)


def test_a_redemption_is_paid_once_by_however_many_payments(shop: OrderShop) -> None:
    redeem("bag")(shop, fresh(shop))
    answers = at_once(shop, [pay(payment=f"p{n}") for n in range(32)])
    assert Counter(one if isinstance(one, str) else "paid" for one in answers) == {
        "paid": 1,
        "idempotency_key_reused": 31,
    }
    _assert_units_add_up(shop)


def test_a_unit_that_is_busy_is_asked_for_again(shop: OrderShop) -> None:
    redeem("mug", "bo")(shop, fresh(shop))
    undo("mug", "bo")(shop, fresh(shop))
    busy = cancelled(**{"0": "TransactionConflict"})
    with instead("TransactWriteItems", None, busy, busy, busy):
        assert isinstance(redeem("mug")(shop, fresh(shop)), Answered)


def test_a_unit_that_another_was_faster_to_take_is_goneat_once(shop: OrderShop) -> None:
    rich(shop, "cy")
    redeem("mug", "bo")(shop, fresh(shop))
    undo("mug", "bo")(shop, fresh(shop))

    def meanwhile(_: object) -> None:
        assert isinstance(redeem("mug", "cy")(shop, fresh(shop)), Answered)

    with instead("TransactWriteItems", None, meanwhile):
        assert told(redeem("mug")(shop, fresh(shop))) == "sold_out"


def test_a_redemption_that_the_read_missed_is_undone(shop: OrderShop) -> None:
    """A batch read is no snapshot: it may see the member after the redemption, and its receipt's place before."""
    container = fresh(shop)
    redeem("mug")(shop, container)

    def without_the_receipt(reply: dict[str, Any]) -> None:
        [items] = reply["Responses"].values()
        items[:] = [one for one in items if not one["sk"]["S"].endswith(of("mug"))]

    with altered("BatchGetItem", without_the_receipt):
        assert isinstance(told(undo("mug")(shop, container)), bytes)
    assert shop.points("ann") == 300


def test_a_container_that_knows_that_all_is_gone_finds_a_unit_a_second_later(shop: OrderShop) -> None:
    container = fresh(shop)
    redeem("mug", "bo")(shop, container)
    assert told(redeem("mug")(shop, container)) == "sold_out"
    undo("mug", "bo")(shop, container)
    shop.world.now += FRESH_MS
    assert isinstance(redeem("mug")(shop, container), Answered)


def _assert_units_add_up(shop: OrderShop) -> None:
    """What was taken from the shards, less what lies there to be taken again, is what members have."""
    items = {Key(*key): item for key, item in stored().items()}
    held: Counter[str] = Counter()
    for who in shop.members:
        document = shop.document(who)
        held.update(document.played["shop"].has if "shop" in document.played else {})
    for path, prize in (("redemptions/shop/bag", "bag"), ("redemptions/shop/mug", "mug"), ("prizes/cup", "cup")):
        stock = StockKey("shop", path)
        shards = [items[key] for n in range(2) if (key := shard_key(stock, n)) in items]
        taken, lying = sum(int(one["taken"]) for one in shards), returned_key(stock, 0, "").pk
        assert taken - sum(key.pk == lying for key in items) == held[f"prizes/{prize}"], path


def _all_redeem(shop: OrderShop, offer: str) -> list[object]:
    for n in range(MEMBERS):
        rich(shop, f"m{n}")
    return at_once(shop, [redeem(offer, f"m{n}") for n in range(MEMBERS)])
