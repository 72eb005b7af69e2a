"""Touches on the table: a crash at any call sends nothing twice, and of many who ask at once one sends."""

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec
import pytest

from chalicelib.domain.record.actions import Action, GiveConsent, Happened, TouchMember, Update
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.act import ActionAnswer, Answered
from chalicelib.services.touching import SCOPE, Touching
from chalicelib.store.members import Members
from local.dynamo_calls import DynamoCalls
from tests.domain.reach import CAMPAIGN, PROGRAMME
from tests.faults import cancelled, instead
from tests.proof.observer import stored
from tests.proof.order_world import READER, OrderShop, at_once, crash_at_every_call, fresh, opened
from tests.proof.world import SHOP, Container, asking

ASKERS = 64
DAY = 86_400_000
NO_HOLDOUT = PROGRAMME.replace(", holdout: 50%", "")

Ask = Callable[[OrderShop, Container], ActionAnswer]


@pytest.fixture
def shop(aws: None) -> Iterator[OrderShop]:
    with opened(campaign=CAMPAIGN, own=NO_HOLDOUT) as world:
        world.member("ann")
        yield world


def event(type: str, key: str, who: str = "ann", **data: str) -> Ask:
    """Something that happens now; an order or a visit, after which a touch falls due."""
    return lambda shop, container: container.one(
        shop.member(who), asking(Happened(key, "shop", type, container.clock(), data), key, SHOP)
    )


def action(one: Action, key: str, who: str = "ann", scope: str = "member") -> Ask:
    return lambda shop, container: container.one(shop.member(who), asking(one, key, scope))


def touch(key: str = "t") -> Ask:
    return action(TouchMember(), key, scope=SCOPE)


VISIT = event("shop.visited", "v")
ORDER = event("order.paid", "o", order="o", amount="1.00 CNY")
ALLOW = event("message.allowed", "g", channel="mini")
CASES: dict[str, tuple[Ask, list[Ask]]] = {
    "a touch with its coupon": (touch(), [VISIT]),
    "a touch that uses a grant": (touch(), [ORDER, ALLOW]),
    "an allowed message": (ALLOW, []),
    "a consent": (action(GiveConsent("sms", True), "c"), []),
    "a consent that is withdrawn": (action(GiveConsent("sms", False), "w"), [action(GiveConsent("sms", True), "c")]),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(("ask", "first"), CASES.values(), ids=CASES)
def test_a_crash_at_any_call_sends_nothing_twice(shop: OrderShop, ask: Ask, first: list[Ask]) -> None:
    for step in first:
        assert isinstance(step(shop, fresh(shop)), Answered)
    crash_at_every_call(shop, ask)


@pytest.mark.parametrize(("before", "cost"), [([VISIT], (2, 4)), ([ORDER, ALLOW], (2, 4))], ids=["coupon", "grant"])
def test_a_touch_costs_two_trips_and_four_units(shop: OrderShop, before: list[Ask], cost: tuple[int, int]) -> None:
    for step in before:
        step(shop, fresh(shop))
    container = fresh(shop)
    container.parts.catalogue.refresh()
    with DynamoCalls() as calls:
        assert sent(touch()(shop, container))
    assert (calls.trips, calls.write_units) == cost


def test_of_many_who_ask_at_once_under_their_own_keys_one_sends(shop: OrderShop) -> None:
    """Two touches wait, and one a day is allowed; each sweep has a key of its own."""
    for step in (VISIT, ORDER, ALLOW):
        step(shop, fresh(shop))
    answers = at_once(shop, [touch(f"t{n}") for n in range(ASKERS)])
    assert Counter("sent" if isinstance(one, bytes) else one for one in answers) == {"sent": 1, "ignored": ASKERS - 1}
    assert len(all_sent(shop)) == 1


def test_two_sweeps_at_once_send_one_message(shop: OrderShop) -> None:
    """Both have read the member before either acts."""
    VISIT(shop, fresh(shop))
    container, other = fresh(shop), shop.world.container()
    found = snapshot_of(shop, container)
    told = []

    def meanwhile(_: object) -> None:
        told.append(tells(other).tell(found, other.clock()))

    with instead("TransactWriteItems", meanwhile):
        told.append(tells(container).tell(found, container.clock()))
    assert sorted(told) == [0, 1]
    assert len(all_sent(shop)) == 1


def test_a_sweep_whose_reply_is_lost_sends_no_second_message(shop: OrderShop) -> None:
    VISIT(shop, fresh(shop))
    container = fresh(shop)
    found = snapshot_of(shop, container)
    assert tells(container).tell(found, container.clock()) == 1
    assert tells(container).tell(found, container.clock()) == 0  # with the member as it was read before
    assert tells(container).tell(snapshot_of(shop, container), container.clock()) == 0


def test_the_next_day_brings_the_next_message(shop: OrderShop) -> None:
    for day in range(2):
        event("shop.visited", f"v{day}")(shop, fresh(shop))
        container = fresh(shop)
        assert tells(container).tell(snapshot_of(shop, container), container.clock()) == 1
        shop.world.now += DAY


def test_a_message_that_was_decided_as_the_consent_was_withdrawn_stands_before_it(shop: OrderShop) -> None:
    """The withdrawal comes while the touch is being written: it is decided anew, and nothing is sent."""
    consent = action(GiveConsent("sms", True), "c")
    for step in (action(Update(tier="green"), "u"), consent, VISIT):
        step(shop, fresh(shop))

    def meanwhile(_: object) -> None:
        withdrawn = action(GiveConsent("sms", False), "w")(shop, fresh(shop))
        assert isinstance(withdrawn, Answered)

    with instead("TransactWriteItems", meanwhile):
        answer = touch()(shop, fresh(shop))
    [receipt] = all_sent(shop)
    assert receipt.touched is not None
    assert receipt.touched.channel == "work"  # the next channel, which needs none
    assert sent(answer)


def test_a_grant_that_two_touches_want_carries_one(shop: OrderShop) -> None:
    for step in (ORDER, ALLOW):
        step(shop, fresh(shop))
    assert sent(touch("t1")(shop, fresh(shop)))
    shop.world.now += DAY
    event("order.paid", "o2", order="o2", amount="1.00 CNY")(shop, fresh(shop))
    assert not sent(touch("t2")(shop, fresh(shop)))
    assert shop.document("ann").grants == {}


def test_an_erased_member_is_sent_nothing(shop: OrderShop) -> None:
    VISIT(shop, fresh(shop))
    container = fresh(shop)
    found = snapshot_of(shop, container)
    assert container.parts.operations.erase.erase(shop.member("ann"), "mia", container.clock()).done
    before = stored()
    assert tells(container).tell(found, container.clock()) == 0
    assert stored() == before
    assert snapshot_of(shop, container).document.touches is None


def test_a_busy_table_is_asked_again(shop: OrderShop) -> None:
    VISIT(shop, fresh(shop))
    busy = cancelled(M="TransactionConflict")
    with instead("TransactWriteItems", busy, busy):
        assert sent(touch()(shop, fresh(shop)))


def sent(answer: ActionAnswer) -> bool:
    """Whether an answer is the receipt of a message."""
    if not isinstance(answer, Answered) or answer.receipt is None:
        return False
    return msgspec.json.decode(answer.receipt, type=Receipt).touched is not None


def all_sent(shop: OrderShop) -> list[Receipt]:
    """The receipts of all messages in the table."""
    bodies = (item["b"] for (_, sk), item in stored().items() if sk.startswith("R"))
    receipts = (msgspec.json.decode(body, type=Receipt) for body in bodies)
    return [one for one in receipts if one.touched]


def tells(container: Container) -> Touching:
    container.parts.catalogue.refresh()
    return Touching(container.parts.act, container.parts.catalogue)


def snapshot_of(shop: OrderShop, container: Container) -> Snapshot:
    return Members(READER).load(shop.member("ann")).snapshot
