"""A shop whose orders come without members, on the embedded table: what is reported, claimed and sent back."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from math import inf
from random import Random
from typing import Any, TypeVar

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.order import Order, OrderKey
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.act import Answered
from chalicelib.services.take_in import Result
from chalicelib.store.members import Members
from chalicelib.store.orders import Orders
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item
from local.dynamo_calls import DynamoCalls
from tests.crashes import CRASHES, crash_at
from tests.domain.game import tree
from tests.domain.test_orders import CAMPAIGN, EVENTS, KEY, NOON
from tests.proof.observer import snapshot, stored
from tests.proof.world import Container, World, asking

__all__ = [
    "KEY",
    "OrderShop",
    "Report",
    "at_once",
    "crash_at_every_call",
    "fresh",
    "opened",
    "told",
    "until_decided",
]

THREADS = 16
READER = Reader(lambda _: None, Random(3))

Report = Callable[["OrderShop", Container], Result]
"""One request to a container; gives its answer."""


@dataclass
class OrderShop:
    """A world with orders, and members by name."""

    world: World
    members: dict[str, str] = field(default_factory=dict)
    """The ids of members, by name."""

    def member(self, name: str) -> str:
        """The id of a member, who signs in on first sight."""
        if name not in self.members:
            self.members[name] = self.world.container().sign_in(name)
        return self.members[name]

    def order(self, key: OrderKey = KEY) -> Order:
        """The order, as the table has it."""
        return Orders(READER).read([key])[key].order

    def document(self, name: str) -> Member:
        """A member's document, as the table has it."""
        return Members(READER).load(self.member(name)).snapshot.document

    def points(self, name: str) -> int:
        """The points that a member holds."""
        return self.document(name).points

    def report(self, container: Container, type: str, key: str, by: str = "", **data: str) -> Result:
        """A shop's report, with or without a member."""
        event: dict[str, Any] = {"id": key, "source": "shop", "type": type, "time": _spelled(NOON), "data": data}
        if by:
            event["subject"] = self.member(by)
        [result] = container.parts.take_in.each([event], container.clock(), lambda: inf)
        return result


S = TypeVar("S", bound=OrderShop)


def paid(by: str = "", key: str = "paid", amount: str = "100.00 CNY", order: str = "7", buyer: str = "") -> Report:
    """An order is paid. buyer: who bought it, as the channel calls its buyer."""
    data = {"channel": "jd", "order": order, "amount": amount, "phone-end": "8899"} | (
        {"buyer": buyer} if buyer else {}
    )
    return lambda shop, container: shop.report(container, "order.paid", key, by, **data)


def refunded(amount: str = "30.00 CNY", refund: str = "r1", key: str = "", order: str = "7") -> Report:
    """An order comes back, or a part of it."""
    data = {"channel": "jd", "order": order, "refund": refund, "amount": amount}
    return lambda shop, container: shop.report(container, "order.refunded", key or f"back {refund}", **data)


def claimed(by: str = "ann", end: str = "8899", key: str = "claimed", order: str = "7") -> Report:
    """A member claims an order."""
    data = {"channel": "jd", "order": order, "phone-end": end}

    def report(shop: OrderShop, container: Container) -> Result:
        event = Happened(key, "member", "order.claimed", container.clock(), data, by_client=True)
        return container.one(shop.member(by), asking(event, key))

    return report


def told(result: Result) -> object:
    """The stored receipt, or the code of a refusal, or whether it was noted."""
    if isinstance(result, Answered):
        return result.receipt or ("noted" if result.noted else "ignored")
    return getattr(result, "code", result)


def fresh(shop: OrderShop) -> Container:
    """A container with the same chance as the others: what it has not seen is all that tells it from them."""
    shop.world.started = 1000
    return shop.world.container()


def crash_at_every_call(shop: S, ask: Callable[[S, Container], Result]) -> list[str]:
    """Let what is asked crash at each of its calls, and ask again: answer and table must be as if nothing had happened.

    Gives the operations that it takes, in their order.
    """
    prepared, now = snapshot(), shop.world.now
    with DynamoCalls() as recorded:
        right = told(ask(shop, fresh(shop)))
    calls, table = recorded.operations, stored()
    for number, operation in enumerate(calls):
        for crash in CRASHES:
            prepared()
            shop.world.now = now
            crash_at(calls, number, crash, partial(ask, shop, fresh(shop)))
            shop.world.now = now
            assert told(ask(shop, fresh(shop))) == right, (number, operation, crash.__name__)
            assert stored() == table, (number, operation, crash.__name__)
    return calls


def at_once(shop: S, asks: Sequence[Callable[[S, Container], Result]]) -> list[object]:
    """What each is told, from one of many containers, again until it is decided, as tills and clients do."""
    containers = [shop.world.container() for _ in range(THREADS)]
    for container in containers:
        container.parts.catalogue.refresh()

    def send(i: int) -> object:
        return told(until_decided(shop, asks[i], containers[i % THREADS]))

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(send, range(len(asks))))


def until_decided(shop: S, ask: Callable[[S, Container], Result], container: Container) -> Result:
    """The answer of a container that is asked again as long as it says so."""
    while isinstance(answer := ask(shop, container), Unavailable):
        pass
    return answer


@contextmanager
def opened(events: str = EVENTS, campaign: str = CAMPAIGN, own: str = "") -> Iterator[OrderShop]:
    """A table with the programme and the campaign in force, at noon, and nobody there. own: a whole programme."""
    world = World(NOON)
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    try:
        programme = tree(own) if own else {"timezone": "Asia/Shanghai", "events": tree(events)}
        file = tree(campaign)
        world.container().parts.operations.publish.publish(
            [(PROGRAMME, programme), (file["campaign"], file)], world.now, 0
        )
        yield OrderShop(world)
    finally:
        Item.delete_table()


def _spelled(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
