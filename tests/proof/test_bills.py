"""Bills on the table: a crash at every call of a till, and sixty-four tills at once for the last there is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.bill_actions import PAID, Hold, OnBill, PayBill, Release, Reverse, payment_key
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Money
from chalicelib.services.act import ActionAnswer, Answered
from tests.domain.tills import CAMPAIGN, PROGRAMME
from tests.faults import instead
from tests.proof.order_world import OrderShop, at_once, crash_at_every_call, fresh, opened
from tests.proof.world import Container, asking

AMOUNT = Money(60_000, "CNY")
SCOPES: dict[type[OnBill], str] = {Hold: "bill/hold", PayBill: PAID, Release: "bill/free", Reverse: "bill/cancel"}

Ask = Callable[["Shop", Container], ActionAnswer]
"""What a till asks of a container."""


@dataclass
class Shop(OrderShop):
    """A shop, and Ann, who holds seven coupons and a hundred points."""

    codes: dict[str, str] = field(default_factory=dict)
    """The codes of her coupons, by prize."""


@pytest.fixture
def shop(aws: None) -> Iterator[Shop]:
    with opened(campaign=CAMPAIGN, own=PROGRAMME) as world:
        container = world.world.container()
        world.member("ann")
        world.report(container, "member.joined", "joined", "ann")
        order = {"channel": "web", "order": "1", "amount": "1000.00 CNY"}
        world.report(container, "order.paid", "points", "ann", **order)
        yield Shop(world.world, world.members, {one.prize: one.code for one in world.document("ann").coupons})


def till(action: type[OnBill], bill: str = "pos/1", payment: str = "p", points: int = 0, coupon: str = "off-20") -> Ask:
    """What a till asks for on a bill of 600.00."""
    channel, order = bill.split("/")

    def ask(shop: Shop, container: Container) -> ActionAnswer:
        coupons = (shop.codes[coupon],) if coupon else ()
        made = (
            action(channel, order, AMOUNT, coupons, points, payment=payment)
            if issubclass(action, Hold | PayBill)
            else action(channel, order, payment=payment)  # type: ignore[call-arg] # Release and Reverse have one
        )
        return container.one(shop.member("ann"), asking(made, payment_key(channel, payment), SCOPES[action]))

    return ask


CASES: dict[str, tuple[Ask, Sequence[Ask]]] = {
    "hold": (till(Hold, points=50), []),
    "hold again": (till(Hold, payment="q"), [till(Hold, points=50)]),
    "pay": (till(PayBill, points=50), []),
    "pay what is held": (till(PayBill, points=50), [till(Hold, points=50)]),
    "cancel a hold": (till(Release), [till(Hold, points=50)]),
    "cancel a payment": (till(Reverse), [till(PayBill, points=50)]),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("ask", "first"), CASES.values(), ids=CASES)
def test_a_crash_at_any_call_loses_nothing_and_doubles_nothing(shop: Shop, ask: Ask, first: Sequence[Ask]) -> None:
    for step in first:
        step(shop, fresh(shop))
    crash_at_every_call(shop, ask)


def test_of_sixty_four_tills_one_gets_the_coupon(shop: Shop) -> None:
    answers = at_once(shop, [till(PayBill, f"pos/{n}", f"p{n}") for n in range(64)])
    assert Counter(one for one in answers if isinstance(one, str)) == {"coupon_used": 63}
    [receipt] = [msgspec.json.decode(one, type=Receipt) for one in answers if isinstance(one, bytes)]
    assert sum(leg.n for leg in receipt.legs if leg.asset == "prizes/off-20") == -1
    assert [one.code for one in shop.document("ann").past] == [shop.codes["off-20"]]


def test_of_sixty_four_holds_one_keeps_the_coupon(shop: Shop) -> None:
    answers = at_once(shop, [till(Hold, f"pos/{n}", f"p{n}") for n in range(64)])
    assert Counter(one for one in answers if isinstance(one, str)) == {"coupon_held": 63}
    assert len(shop.document("ann").holds) == 1


def test_the_last_points_are_spent_once(shop: Shop) -> None:
    """A hundred points, and thirty for each of sixty-four bills: three of them pay."""
    answers = at_once(shop, [till(PayBill, f"pos/{n}", f"p{n}", points=30, coupon="") for n in range(64)])
    assert Counter(one if isinstance(one, str) else "paid" for one in answers) == {"paid": 3, "not_enough": 61}
    assert shop.document("ann").points == 10


def test_a_bill_is_paid_once_by_however_many_payments(shop: Shop) -> None:
    answers = at_once(shop, [till(PayBill, payment=f"p{n}", points=1, coupon="") for n in range(64)])
    assert Counter(one if isinstance(one, str) else "paid" for one in answers) == {"paid": 1, "bill_settled": 63}
    assert shop.document("ann").points == 99


def test_one_payment_sent_by_all_has_one_receipt(shop: Shop) -> None:
    answers = at_once(shop, [till(PayBill, points=1) for _ in range(64)])
    assert len({*answers}) == 1
    assert isinstance(answers[0], bytes)


def test_a_payment_and_its_cancellations_at_once_end_alike(shop: Shop) -> None:
    till(PayBill, points=40)(shop, fresh(shop))
    at_once(shop, [till(Reverse) for _ in range(16)] + [till(PayBill, "pos/2", "q", 40) for _ in range(16)])
    till(PayBill, "pos/2", "q", 40)(shop, fresh(shop))
    assert shop.document("ann").points == 66, "of 100: 40 paid once, and 3 for each use of the coupon"


def test_a_refund_gives_back_what_paid_the_bill_meanwhile(shop: Shop) -> None:
    """The bill is paid between the refund's read and its commit, which knows of no payment then."""
    bill = {"channel": "pos", "order": "1", "amount": "600.00 CNY"}
    shop.report(fresh(shop), "order.paid", "sold", "ann", **bill)
    refunding, at_the_till = fresh(shop), fresh(shop)

    def meanwhile(_: Any) -> None:
        assert isinstance(till(PayBill, points=40)(shop, at_the_till), Answered)

    with instead("TransactWriteItems", meanwhile):
        told = shop.report(refunding, "order.refunded", "back", "", refund="r1", **bill)
    assert isinstance(told, Answered)
    assert shop.codes["off-20"] in [one.code for one in shop.document("ann").coupons]
    assert shop.document("ann").points == 103, "40 came back, and 3 for the use of the coupon stay"
